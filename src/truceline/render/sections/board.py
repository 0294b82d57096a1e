"""The facts a reader can switch, and who waits on what."""

from __future__ import annotations

import json

from markupsafe import Markup

from truceline.render.pictures.waiting import waiting_graph
from truceline.results.names import Names
from truceline.results.plan import Plan


def board_data(plan: Plan, names: Names) -> str:
    """Give every combination of the board's facts as JSON: personnel, who is firm as bits, and the contributors."""
    board = plan.board
    return json.dumps(
        {
            "contributors": [names.actor(who) for who in board.contributors],
            "personnel": [round(float(value)) for value in board.personnel],
            "firm": board.firm.tolist(),
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )


def board_facts(plan: Plan, names: Names) -> list[tuple[int, str]]:
    """List the board's facts: the bit and the title of each."""
    return [(bit, names.facts[fact].title) for bit, fact in enumerate(plan.board.facts)]


def waiting_picture(plan: Plan, names: Names) -> Markup:
    """Draw what each contributor's pledges wait for in the first scenario."""
    made = plan.scenarios[0]
    waits: dict[str, dict[str, None]] = {}
    for pledge, reasons in made.why_not.items():
        found = waits.setdefault(names.actor(plan.pledges[pledge].contributor), {})
        found.update(dict.fromkeys(reasons))
    ordered = {who: list(waits[who]) for who in sorted(waits)}
    return waiting_graph(ordered, f"Who waits on what, {made.scenario.title}")
