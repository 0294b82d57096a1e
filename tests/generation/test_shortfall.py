"""What stays short in every scenario, and which scenario comes nearest."""

from tests.generation.building import line
from truceline.generation.plan import LineFill
from truceline.generation.shortfall import shortfalls


def fill(name, filled, required=4, why="short"):
    gap = required - filled
    return LineFill(name, required, filled, filled, filled, gap, (why,) if gap else ())


def test_a_line_that_some_scenario_fills_is_no_shortfall():
    lines = [line("front", quantity=4), line("ward", "hospital", 4)]
    fills = {"bad": [fill("front", 1), fill("ward", 0)], "good": [fill("front", 4), fill("ward", 2, why="late")]}
    (found,) = shortfalls(lines, fills, offered=frozenset({"hospital"}), needed=frozenset({"hospital"}))

    assert (found.line.id, found.scenario, found.filled, found.reasons) == ("ward", "good", 2, ("late",))
    assert (found.offered, found.enabler) == (True, True)


def test_what_nobody_offers_comes_first_then_critical_lines():
    lines = [
        line("a", "battalion", 4),
        line("b", "battalion", 4, critical=True),
        line("c", "hospital", 4),
        line("d", "drone", 4, substitutes=(("battalion", 0.5),)),
    ]
    fills = {"only": [fill(one.id, 0) for one in lines]}
    found = shortfalls(lines, fills, offered=frozenset({"battalion"}), needed=frozenset())

    assert [(s.line.id, s.offered) for s in found] == [("c", False), ("b", True), ("a", True), ("d", True)]
