"""The facts a reader can switch, and who waits for what."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.views.pictures.charts import WaitingGraph


@dataclass(frozen=True, slots=True)
class BoardView:
    """The board: the bit and the title of each fact, and what holds in each world.

    ``personnel`` (worlds,) is firm personnel; bit ``j`` of ``firm`` (worlds,) says whether ``contributors[j]`` is firm.
    """

    facts: tuple[tuple[int, str], ...]
    contributors: tuple[str, ...]
    personnel: tuple[int, ...]
    firm: tuple[int, ...]
    waits: WaitingGraph


def board_view(plan: Plan, names: Names) -> BoardView:
    """Return every combination of the board's facts, and what contributors wait for in the first scenario."""
    board = plan.board
    return BoardView(
        facts=tuple((bit, names.facts[fact].title) for bit, fact in enumerate(board.facts)),
        contributors=tuple(names.actor(who) for who in board.contributors),
        personnel=tuple(round(float(value)) for value in board.personnel),
        firm=tuple(board.firm.tolist()),
        waits=waiting_graph(plan, names),
    )


def waiting_graph(plan: Plan, names: Names) -> WaitingGraph:
    """List what each contributor's pledges wait for in the first scenario."""
    made = plan.scenarios[0]
    waits: dict[str, dict[str, None]] = {}
    for pledge, reasons in made.why_not.items():
        found = waits.setdefault(names.actor(plan.pledges[pledge].contributor), {})
        found.update(dict.fromkeys(reasons))
    ordered = {who: tuple(waits[who]) for who in sorted(waits)}
    return WaitingGraph(f"Who waits for what, {made.scenario.title}", ordered)
