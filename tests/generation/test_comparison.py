"""Two runs side by side: what changed, line by line, and why."""

from dataclasses import replace
from datetime import date

from truceline.generation.comparison import (
    LineChange,
    PlanChange,
    RecordedLine,
    RecordedPlan,
    RecordedPledge,
    RecordedScenario,
    compare,
)

TOTALS = {"firm": 500.0, "fill": 0.5}
ASH = RecordedPledge("ash", "battalion", "Ash's battalion", "conditional", 1.0, 500.0, ("st-1",))
BIRCH = replace(ASH, contributor="birch", title="Birch's battalion", statements=("st-2",))


def scenario(force=("ash-1",), lines=None, why_not=None, facts=None, totals=TOTALS):
    return RecordedScenario(
        title="Truce",
        concept="test",
        facts={"truce": True} if facts is None else facts,
        force=frozenset(force),
        why_not=why_not or {},
        lines={"front": RecordedLine(2, 1, ("only 1 of 2 stand: ash-1",), frozenset({"ash-1"}))}
        if lines is None
        else lines,
        totals=totals,
    )


def run(day=1, pledges=None, statements=None, **scenarios):
    return RecordedPlan(
        case="test",
        as_of=date(2031, 1, day),
        pledges={"ash-1": ASH} if pledges is None else pledges,
        statements={"st-1": "Ash, 2031-01-01: one battalion"} if statements is None else statements,
        scenarios=scenarios or {"truce": scenario()},
    )


def test_a_run_does_not_differ_from_itself():
    found = compare(run(), run(day=2))
    assert found.empty
    assert found.as_of == (date(2031, 1, 1), date(2031, 1, 2))


def test_a_new_pledge_joins_serves_and_names_the_statement_it_came_with():
    said = {"st-1": "Ash, 2031-01-01: one battalion", "st-2": "Birch, 2031-01-02: one too"}
    lines = {"front": RecordedLine(2, 2, (), frozenset({"ash-1", "birch-1"}))}
    after = run(2, {"ash-1": ASH, "birch-1": BIRCH}, said, truce=scenario(("ash-1", "birch-1"), lines))
    found = compare(run(), after)

    assert found.new_statements == (("st-2", "Birch, 2031-01-02: one too"),)
    assert found.pledges == (
        PlanChange(
            "birch-1",
            "",
            "conditional: Birch's battalion, 1 (500 people)",
            ("st-2: Birch, 2031-01-02: one too",),
        ),
    )
    (changed,) = found.scenarios
    assert changed.joined == (PlanChange("birch-1", "", "", ("the pledge is new (st-2)",)),)
    assert changed.lines == (LineChange("front", (2, 2), (1, 2), ("birch-1 serves: the pledge is new (st-2)",)),)


def test_a_fact_that_flips_is_told_with_who_it_moves():
    pledges = {"ash-1": ASH, "birch-1": BIRCH}
    waiting = scenario(facts={"truce": True, "vote": False}, why_not={"birch-1": ("The vote is won",)})
    voted = scenario(
        ("ash-1", "birch-1"),
        {"front": RecordedLine(2, 2, (), frozenset({"ash-1", "birch-1"}))},
        facts={"truce": True, "vote": True},
        totals={"firm": 1000.0, "fill": 1.0},
    )
    (found,) = compare(run(pledges=pledges, truce=waiting), run(2, pledges, truce=voted)).scenarios

    assert found.facts == (PlanChange("vote", "does not hold", "holds"),)
    assert found.totals == (("firm", 500.0, 1000.0), ("fill", 0.5, 1.0))
    assert found.joined == (PlanChange("birch-1", "", "", ("it waited for: The vote is won",)),)

    (back,) = compare(run(pledges=pledges, truce=voted), run(2, pledges, truce=waiting)).scenarios
    assert back.left == (PlanChange("birch-1", "", "", ("it now waits for: The vote is won",)),)
    assert back.lines[0].why == (
        "birch-1 no longer serves: it now waits for: The vote is won",
        "now: only 1 of 2 stand: ash-1",
    )


def test_a_pledge_withdrawn_leaves_and_a_changed_one_is_said_to_have_changed():
    (left,) = compare(run(), run(2, {}, truce=scenario((), {}))).scenarios
    assert left.left[0].why == ("the pledge is not there: withdrawn, not made yet, or released to others only",)
    assert left.lines == (LineChange("front", (2, 0), (1, 0), ("the line is no longer asked for",)),)

    less = {"front": RecordedLine(2, 0.5, ("only 0.5 of 2 stand: ash-1",), frozenset({"ash-1"}))}
    after = run(2, {"ash-1": replace(ASH, quantity=0.5)}, truce=scenario(lines=less))
    (changed,) = compare(run(), after).scenarios
    assert changed.lines[0].why == ("ash-1 has changed", "now: only 0.5 of 2 stand: ash-1")


def test_more_asked_for_and_scenarios_that_come_and_go_are_told():
    more = {"front": RecordedLine(3, 1, (), frozenset({"ash-1"})), "rear": RecordedLine(1, 0, (), frozenset())}
    found = compare(run(truce=scenario(), war=scenario()), run(2, truce=scenario(lines=more), peace=scenario()))

    assert (found.new_scenarios, found.gone_scenarios) == (("peace",), ("war",))
    assert [(c.line, c.why) for c in found.scenarios[0].lines] == [
        ("front", ("more is asked for",)),
        ("rear", ("the line is new",)),
    ]
