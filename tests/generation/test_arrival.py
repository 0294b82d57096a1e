"""The force arrives when it is approved, ready and carried."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generation.building import line, unit
from truceline.coalition.conditions import every
from truceline.coalition.pledges import Approval, Ladder, Pledge, StatusStep
from truceline.generation.arrival import after_approval, after_lift, arrival_days, arrivals, at_peak, carried
from truceline.generation.generate import generate
from truceline.records.capabilities import Caveat
from truceline.records.quantities import Range, Reliance


def pledge(*approvals, ready=30):
    return Pledge(
        id="ash-1",
        contributor="ash",
        capability="battalion",
        title="Ash",
        quantity=Range(1, 1, 1),
        personnel=Range(500, 500, 500),
        basis="presence",
        location="in-country",
        ready_days=ready,
        tour_months=6,
        tours=4,
        condition=every(),
        approvals=approvals,
        caveats=(),
        needs=(),
        shared_with=(),
        history=(StatusStep(date(2031, 1, 1), Ladder.FIRM, ("st-1",)),),
        until=None,
        standing=Reliance.ASSUMED,
        note="",
    )


def test_the_longest_approval_that_is_not_given_delays_a_pledge():
    asked = pledge(Approval("Parliament", "vote", 40), Approval("Court", "ruling", 10))

    assert after_approval(asked, {"ruling"}).ready_days == 70
    assert after_approval(asked, {"vote"}).ready_days == 40
    assert after_approval(asked, {"vote", "ruling"}) == asked
    assert after_approval(pledge(), ()).ready_days == 30


def everyone(units):
    return {u.id for u in units}


def test_units_share_the_lift_in_the_order_of_their_readiness():
    late, early, second = unit("ash-1#1", ready=60), unit("birch-1#1", ready=30), unit("cedar-1#1", ready=30)

    force = [late, early, second]
    assert arrival_days(force, 100, everyone(force)) == (60.0, 30.0, 35.0)
    assert [u.ready_days for u in after_lift(force, 30, everyone(force))] == [64, 30, 47]


OUTSIDE = ("adjacent", "sea", "air-from-outside", "finance-only")


def test_only_what_enters_the_country_takes_its_lift():
    outside = [unit(f"{where}#1", ready=30, location=where) for where in OUTSIDE]
    inside = [unit("ash-1#1", ready=30), unit("birch-1#1", ready=30)]
    lines = [line("front", locations=frozenset({"in-country", *OUTSIDE}))]
    force = [*outside, *inside]

    lifted = carried(force, lines)
    assert lifted == {"ash-1#1", "birch-1#1"}
    # 500 people at 100 a day: Birch waits five days for Ash, and for nobody else.
    assert [u.ready_days for u in after_lift(force, 100, lifted)] == [30, 30, 30, 30, 30, 35]

    people = {u.id: Range(500, 500, 500) for u in force}
    found = arrivals(force, everyone(force), people, Range(100, 100, 100), lifted=lifted)
    assert found.people[1, 29:36].tolist() == [0, 2500, 2500, 2500, 2500, 2500, 3000]
    assert found.late == (("birch-1#1", 5),)


def test_who_may_serve_on_no_line_stays_at_home_and_takes_no_lift():
    barred = unit("ash-1#1", caveats=(Caveat("prohibition", "", "", 0, ""),))
    other = unit("birch-1#1", "hospital")
    assert carried([barred, other, unit("cedar-1#1")], [line("front")]) == {"cedar-1#1"}


@given(st.lists(st.sampled_from(("in-country", *OUTSIDE)), max_size=8), st.integers(1, 200))
def test_the_lift_is_the_same_whoever_stays_outside(places, lift):
    force = [unit(f"p-{n}#1", ready=7 * n, location=where) for n, where in enumerate(places)]
    inside = [u for u in force if u.location == "in-country"]
    lines = [line("front", locations=frozenset({"in-country", *OUTSIDE}))]

    brought = {u.id: u.ready_days for u in after_lift(force, lift, carried(force, lines))}
    alone = {u.id: u.ready_days for u in after_lift(inside, lift, carried(inside, lines))}
    assert brought == {u.id: alone.get(u.id, u.ready_days) for u in force}


units = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 400)), min_size=1, max_size=8)


@given(units, st.integers(1, 200))
def test_no_more_people_arrive_in_any_span_than_the_lift_carries_in_it(drawn, lift):
    force = [unit(f"p-{n}#1", ready=ready, personnel=float(people)) for n, (ready, people) in enumerate(drawn)]
    days = arrival_days(force, lift, everyone(force))

    arrived = sorted(zip(days, [u.personnel for u in force], strict=True))
    for first, (start, _) in enumerate(arrived):
        for last in range(first + 1, len(arrived)):
            # The first of the span may have been carried before it began.
            carried = sum(people for _, people in arrived[first + 1 : last + 1])
            assert carried <= (arrived[last][0] - start) * lift + 1e-6
    assert all(day >= u.ready_days for day, u in zip(days, force, strict=True))


def test_the_curve_steps_up_by_each_unit_and_names_who_waits():
    force = [unit("ash-1#1", ready=2), unit("birch-1#1", ready=2), unit("cedar-1#1", ready=3)]
    people = {u.id: Range(100, 500, 1000) for u in force}
    found = arrivals(force, {"ash-1#1", "birch-1#1"}, people, Range(500, 500, 1000), lifted=everyone(force))

    low, likely, high = found.people.tolist()
    assert low == [0, 0, 100, 200]
    assert likely == [0, 0, 500, 1000]
    assert high == [0, 0, 1000, 2000]
    assert found.late == (("birch-1#1", 1),)


def test_the_force_at_its_peak_is_who_is_on_tour_in_the_first_fullest_month():
    force = [unit("ash-1#1", tour=4, tours=1), unit("birch-1#1", tour=2, tours=1, ready=60)]
    plan = generate([line("front", quantity=2, months=(1, 6))], force, months=6)

    month = plan.deployed_by_month.tolist().index(plan.deployed) + 1
    on_tour = {t.unit for t in plan.assignments if t.first_month <= month <= t.last_month}
    assert at_peak(plan) == on_tour == {"ash-1#1", "birch-1#1"}


def test_a_plan_with_lift_fills_less_than_one_without():
    force = [unit(f"ash-1#{n}", ready=30, tour=12, tours=1) for n in range(4)]
    asked = [line("front", quantity=4, months=(1, 12))]
    with_lift = after_lift(force, 10, everyone(force))

    assert generate(asked, with_lift, months=12).fill < generate(asked, force, months=12).fill
    assert replace(with_lift[0], ready_days=30) == force[0]
    assert with_lift[3].ready_days == pytest.approx(200)
