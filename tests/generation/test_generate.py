"""A plan fills what it can, says what is missing, and why."""

import pytest

from tests.generation.building import line, unit
from truceline.errors import CaseError
from truceline.generation.gap_reasons import Absent
from truceline.generation.generate import generate
from truceline.generation.marginal_value import MarginalValue, value_of_one_more
from truceline.generation.plan import SinglePoint, Tour
from truceline.records.capabilities import Caveat
from truceline.solvers.milp import SolveStatus


def only(plan):
    (found,) = plan.lines
    return found


def test_one_unit_without_rest_serves_tour_after_tour_until_it_is_worn_out():
    plan = generate([line("front")], [unit("ash-1#1", tour=4, tours=2)], months=12)

    assert plan.assignments == (Tour("ash-1#1", "front", 1, 4), Tour("ash-1#1", "front", 5, 8))
    assert (only(plan).filled, only(plan).worst, only(plan).best) == (pytest.approx(8 / 12), 0.0, 1.0)
    assert only(plan).gap == pytest.approx(4 / 12)
    assert only(plan).reasons == ("worn out from month 9: ash-1",)
    assert (plan.fill, plan.critical_fill, plan.status) == (pytest.approx(8 / 12), 1.0, SolveStatus.OPTIMAL)


def test_units_that_rest_take_turns_and_all_count_in_the_pool():
    units = [unit(f"ash-1#{n}", tour=4, rest=8) for n in (1, 2, 3)]
    plan = generate([line("front")], units, months=12)

    assert plan.fill == 1.0
    assert only(plan).reasons == ()
    assert (plan.deployed, plan.pool) == (500.0, 1_500.0)
    assert plan.deployed_by_month.tolist() == [500.0] * 12


def test_64_000_deployed_for_24_months_in_tours_of_6_that_nobody_repeats_take_256_000():
    units = [unit(f"ash-1#{n}", tour=6, tours=1, personnel=1_000.0, pool=1_000.0) for n in range(256)]
    plan = generate([line("front", quantity=64, months=(1, 24))], units, months=24)

    assert (plan.deployed, plan.pool, plan.fill) == (64_000.0, 256_000.0, 1.0)


def test_no_more_units_are_used_than_the_tours_take():
    units = [unit(f"ash-1#{n}", tour=3) for n in (1, 2, 3, 4)]
    plan = generate([line("front")], units, months=12)
    assert {tour.unit for tour in plan.assignments} == {"ash-1#1"}


def test_a_critical_line_comes_first_and_the_other_says_so():
    lines = [line("rear", months=(1, 6)), line("front", months=(1, 6), critical=True)]
    plan = generate(lines, [unit("ash-1#1", tours=1)], months=6)

    assert [found.filled for found in plan.lines] == [0.0, 1.0]
    assert plan.lines[0].reasons == ("used on the more critical “front” from month 1: ash-1",)
    assert (plan.objective, plan.bound) == (60.0, 60.0)


def test_among_equal_fills_there_are_no_more_tours_than_needed():
    units = [unit("ash-1#1", tour=2, tours=6), unit("birch-1#1", tour=6, tours=2)]
    plan = generate([line("front")], units, months=12)
    assert [stage.value for stage in plan.stages] == [0.0, 12.0, 2.0, 1.0]


def test_among_equal_fills_a_viable_formation_comes_before_an_earlier_start():
    lines = [
        line("east", quantity=3, minimum=2),
        line("west", quantity=3, minimum=2, months=(2, 12), locations=frozenset({"in-country", "adjacent"})),
    ]
    units = [unit("ash-1#1", tour=11, tours=1, location="adjacent"), unit("birch-1#1", tour=6, tours=1)]
    plan = generate(lines, units, months=12)

    assert plan.assignments == (Tour("ash-1#1", "west", 2, 12), Tour("birch-1#1", "west", 2, 7))
    assert [(s.name, s.value, s.bound) for s in plan.stages[1:3]] == [("fill", 17.0, 17.0), ("viable", 6.0, 6.0)]


def test_a_minimum_above_the_quantity_is_refused():
    with pytest.raises(CaseError, match="the minimum is 2; give 0 to 1, the quantity"):
        generate([line("front", minimum=2)], [], months=12)


def test_a_large_case_counts_the_months_that_meet_a_minimum(monkeypatch):
    monkeypatch.setattr("truceline.generation.generate.EXACT", 0)
    plan = generate([line("front", quantity=2, minimum=2)], [unit("ash-1#1"), unit("birch-1#1", ready=90)], months=12)
    viable = next(stage for stage in plan.stages if stage.name == "viable")
    assert (viable.value, viable.bound) == (9.0, 9.0)


def test_a_gap_names_late_arrival_location_caveat_and_what_is_waited_for():
    barred = Caveat("prohibition", "patrol", "east", 0, "")
    units = [
        unit("ash-1#1", ready=75),
        unit("birch-1#1", location="adjacent"),
        unit("cedar-1#1", caveats=(barred,)),
        unit("dale-1#1", caveats=(barred,)),
    ]
    absent = (Absent("elm-1", "elm", "battalion", 2, "only floated"), Absent("fen-1", "fen", "hospital", 1, "later"))
    front = line("front", months=(1, 6), tasks=("patrol",), sector="east")
    plan = generate([front], units, months=6, absent=absent)

    assert only(plan).reasons == (
        "only floated: elm-1 (2)",
        "wrong location: it serves adjacent, the line asks for in-country: birch-1",
        "caveat: prohibits patrol in east: cedar-1, dale-1",
        "in place on day 75, so counted from month 3, 2 months too late: ash-1",
    )


def test_nobody_offers_what_no_pledge_brings():
    wanted = line("ward", "hospital", substitutes=(("clinic", 0.5),))
    assert only(generate([wanted], [unit("ash-1#1")], months=12)).reasons == ("nobody offers hospital or clinic",)


def test_fewer_offered_than_asked_for_is_a_reason():
    plan = generate([line("front", quantity=3, months=(1, 6))], [unit("ash-1#1")], months=6)
    assert only(plan).reasons == ("only 1 of 3 stand: ash-1",)


def test_a_unit_without_its_enabler_counts_for_nothing_and_the_gap_says_what_is_missing():
    lines = [line("front", months=(1, 6)), line("ward", "hospital", months=(1, 6))]
    units = [unit("ash-1#1", needs=("hospital",)), unit("birch-1#1", "hospital", tour=4, tours=1)]
    plan = generate(lines, units, months=6)

    assert plan.filled.tolist() == [[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 0, 0]]
    assert plan.lines[0].reasons == ("enabler missing (hospital) from month 5: ash-1",)
    assert plan.single_points == (SinglePoint("ward", "hospital", "birch"),)


def test_an_enabler_that_no_line_asks_for_is_said_to_be_so():
    plan = generate([line("front", months=(1, 6))], [unit("ash-1#1", needs=("airlift",))], months=6)
    assert only(plan).reasons == ("enabler missing (airlift, for which no line asks) from month 1: ash-1",)
    assert plan.deployed == 0.0


def test_a_limitation_delays_a_unit_by_the_days_its_capital_is_asked():
    asked = Caveat("limitation", "patrol", "", 60, "")
    units = [unit("ash-1#1", caveats=(asked,))]
    patrol = generate([line("front", months=(1, 6), tasks=("patrol",))], units, months=6)
    observe = generate([line("front", months=(1, 6), tasks=("observe",))], units, months=6)

    assert patrol.filled.tolist() == [[0, 0, 1, 1, 1, 1]]
    assert observe.fill == 1.0


def test_nothing_asked_and_nothing_offered_are_plans_too():
    assert generate([], [unit("ash-1#1")], months=6).fill == 1.0
    nobody = generate([line("front", critical=True)], [], months=12)
    assert (nobody.fill, nobody.critical_fill, nobody.pool, nobody.status) == (0.0, 0.0, 0, SolveStatus.OPTIMAL)


def test_all_problems_are_reported_at_once():
    lines = [line("front", months=(5, 4)), line("front", quantity=0), line("rear", substitutes=(("x", 0.0),))]
    with pytest.raises(CaseError) as caught:
        generate(lines, [unit("ash-1#1", tour=0, rest=-1)], months=12)
    assert caught.value.problems == (
        "line front | appears 2 times; give each an id of its own",
        "line front | asks in months 5 to 4 of a plan of 12; begin within it and not after its own end",
        "line front | asks for 0; ask for 1 or more",
        "line rear | substitute x counts 0.0; give more than 0",
        "unit ash-1#1 | tour_months is 0; give 1 or more",
        "unit ash-1#1 | rest_months is -1; give 0 or more",
    )


def test_one_more_enabler_is_worth_what_it_fills_and_what_it_makes_ready():
    lines = [line("front", months=(1, 6), critical=True), line("ward", "hospital", months=(1, 6))]
    units = [unit("ash-1#1", needs=("hospital",)), unit("birch-1#1", "hospital", tour=4, tours=1)]
    plan = generate(lines, units, months=6)

    assert value_of_one_more(plan, lines, units) == (
        MarginalValue("hospital", "ward", 2.0, 4.0),
        MarginalValue("battalion", "front", 2.0, 2.0),
    )


def test_the_same_case_gives_the_same_plan():
    lines = [line(f"line-{n}", quantity=2, months=(1 + n, 12)) for n in range(6)]
    units = [unit(f"p-{n}#1", tour=2 + n % 4, rest=n % 3, ready=10 * n) for n in range(12)]
    first, second = (generate(lines, units, months=12) for _ in range(2))
    assert first.assignments == second.assignments
    assert first.stages == second.stages


def test_a_large_case_sends_a_unit_where_it_makes_others_ready(monkeypatch):
    monkeypatch.setattr("truceline.generation.generate.EXACT", 0)
    lines = [
        line("front", quantity=3, months=(1, 6), critical=True),
        line("clinic", "clinic", months=(1, 6), substitutes=(("hospital", 1.0),)),
        line("ward", "hospital", months=(1, 6)),
    ]
    units = [unit(f"ash-1#{n}", needs=("hospital",)) for n in (1, 2, 3)] + [unit("birch-1#1", "hospital", tours=1)]

    plan = generate(lines, units, months=6)

    assert plan.filled.sum(axis=1).tolist() == [18.0, 0.0, 6.0]
    assert [stage.value for stage in plan.stages] == [18.0, 24.0, 4.0, 1.0]


def test_a_large_case_takes_a_unit_off_a_desirable_line_for_a_critical_one(monkeypatch):
    monkeypatch.setattr("truceline.generation.generate.EXACT", 0)
    lines = [line("rear", quantity=2, months=(1, 6)), line("front", quantity=2, months=(4, 9), critical=True)]
    units = [unit("ash-1#1", tours=1), unit("ash-1#2", tours=1), unit("birch-1#1", tours=1, ready=60)]

    plan = generate(lines, units, months=9)

    assert plan.critical_fill == 1.0
    assert plan.filled.sum(axis=1).tolist() == [6.0, 12.0]
