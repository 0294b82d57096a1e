"""The facts a reader can switch, and who waits for what."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.results.names import Names
from truceline.results.plan import Plan, ScenarioPlan
from truceline.views.alike import counting
from truceline.views.pictures.charts import WaitingGraph


@dataclass(frozen=True, slots=True)
class BoardView:
    """The board of a scenario: of each fact the bit, the title and whether it holds there, and who comes in each world.

    ``basis`` says what it begins with. ``personnel`` (worlds,) is that of the force; bit ``j`` of ``force`` (worlds,)
    says whether ``contributors[j]`` is in it; ``stand`` says how they stand.
    """

    basis: str
    facts: tuple[tuple[int, str, bool], ...]
    contributors: tuple[str, ...]
    personnel: tuple[int, ...]
    force: tuple[int, ...]
    stand: str
    waits: WaitingGraph


def board_view(plan: Plan, made: ScenarioPlan, names: Names) -> BoardView:
    """Return every combination of the board's facts in a scenario, and what contributors wait for there."""
    board, scenario = plan.boards[made.scenario.id], made.scenario
    return BoardView(
        basis=counting(scenario),
        facts=tuple(
            (bit, names.facts[fact].title, bool(board.start >> bit & 1)) for bit, fact in enumerate(board.facts)
        ),
        contributors=tuple(names.actor(who) for who in board.contributors),
        personnel=tuple(round(float(value)) for value in board.personnel),
        force=tuple(board.force.tolist()),
        stand="together" if scenario.announce_together else "firm",
        waits=waiting_graph(plan, made, names),
    )


def waiting_graph(plan: Plan, made: ScenarioPlan, names: Names) -> WaitingGraph:
    """List what each contributor's pledges wait for in a scenario."""
    waits: dict[str, dict[str, None]] = {}
    for pledge, reasons in made.why_not.items():
        found = waits.setdefault(names.actor(plan.pledges[pledge].contributor), {})
        found.update(dict.fromkeys(reasons))
    ordered = {who: tuple(waits[who]) for who in sorted(waits)}
    return WaitingGraph(f"Who waits for what, {made.scenario.title}", ordered)
