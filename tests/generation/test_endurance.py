"""How long most of a force is kept up, what limits it, and what pool that takes."""

from hypothesis import given
from hypothesis import strategies as st

from tests.generation.building import line, unit
from truceline.generation.endurance import MOST, longest_run
from truceline.generation.generate import generate
from truceline.generation.plan import Limit


def tried(deployed):
    """Try every run of months, the first of the longest."""
    peak = max(deployed, default=0)
    runs = [
        (first, last)
        for first in range(len(deployed))
        for last in range(first, len(deployed))
        if all(d > 0 and d >= MOST * peak for d in deployed[first : last + 1])
    ]
    if not runs:
        return 1, 0
    first, last = max(runs, key=lambda run: (run[1] - run[0], -run[0]))
    return first + 1, last + 1


@given(st.lists(st.integers(0, 8), max_size=12))
def test_it_is_the_longest_run_near_the_peak(deployed):
    assert longest_run(deployed) == tried(deployed)


def kept(lines, units, months=24):
    return generate(lines, units, months=months).kept


def test_late_arrival_limits_the_start_and_the_plan_the_end():
    found = kept([line("front", months=(1, 24))], [unit("ash-1#1", ready=60)])

    assert (found.first, found.last, found.months, found.to_the_end) == (3, 24, 22, True)
    assert found.before == ((Limit.ARRIVAL, 500.0),)
    assert found.after == ((Limit.HORIZON, 500.0),)
    # Month 3 + 3 x 6 = 21: the fourth and last tour that was pledged.
    assert found.last_tours == 1.0


def test_a_force_with_tours_left_at_the_end_is_not_on_its_last_tour():
    assert kept([line("front", months=(1, 24))], [unit("ash-1#1", tours=9)]).last_tours == 0.0


def test_tours_as_pledged_limit_the_end():
    found = kept([line("front", months=(1, 24))], [unit("ash-1#1", tours=2)])

    assert (found.first, found.last, found.to_the_end) == (1, 12, False)
    assert found.before == ()
    assert found.after == ((Limit.TOURS, 500.0),)


def test_rest_limits_where_nobody_relieves():
    found = kept([line("front", months=(1, 24))], [unit("ash-1#1", rest=3)])
    assert (found.first, found.last, found.after) == (1, 6, ((Limit.REST, 500.0),))


def test_a_line_that_no_longer_asks_is_no_fault_of_the_force():
    found = kept([line("front", months=(4, 15))], [unit("ash-1#1", tours=9)])

    assert (found.first, found.last) == (4, 15)
    assert found.before == found.after == ((Limit.REQUIREMENT, 500.0),)


def test_a_unit_that_waits_for_an_enabler_is_limited_by_it():
    force = [unit("ash-1#1", needs=("hospital",), tours=9), unit("birch-1#1", "hospital", ready=91, tours=9)]
    found = kept([line("front", months=(1, 15)), line("ward", "hospital", months=(1, 15))], force, months=15)

    # Birch is in place on day 91, so from month 4; Ash would count for nothing before, and two tours do from then on.
    assert found.first == 4
    assert found.before == ((Limit.ARRIVAL, 500.0), (Limit.ENABLER, 500.0))


def test_nobody_deployed_is_kept_up_for_no_month():
    found = kept([line("front")], [], months=12)
    assert (found.months, found.to_the_end, found.before, found.after) == (0, False, (), ())


def test_a_presence_takes_its_share_of_the_pool_and_no_fewer_than_serve_one_after_the_other():
    # 500 people; a pool of 1,500 keeps them there for ever. Two tours of 6 months: max(1,500 x 12 / 24, 2 x 500).
    asked = [line("front", months=(1, 24))]
    assert generate(asked, [unit("ash-1#1", tours=2)], months=24).pool == 1000
    assert generate(asked, [unit("ash-1#1", tours=3)], months=24).pool == 1500
    assert generate(asked, [unit("ash-1#1", tours=4)], months=24).pool == 1500
    # One tour of 12 months, for 11 of which the plan lasts: 1,500 x 11 / 12.
    assert generate([line("front")], [unit("ash-1#1", tour=12, ready=30)], months=12).pool == 1375


def test_a_formation_is_its_own_pool():
    units = [unit(f"ash-1#{n}", rest=6, tours=2, pool=500.0) for n in (1, 2)]
    plan = generate([line("front", months=(1, 24))], units, months=24)
    assert plan.pools == (("ash", 1000.0),)


def test_tours_shared_among_contributors_take_no_larger_pool_together():
    asked = [line("front", months=(1, 24))]
    four = [unit(f"{who}-1#1", pool=2000.0) for who in ("ash", "birch", "cedar", "dale")]
    plan = generate(asked, four, months=24)

    assert plan.pools == (("ash", 500.0), ("birch", 500.0), ("cedar", 500.0), ("dale", 500.0))
    assert plan.pool == generate(asked, four[:1], months=24).pool == 2000
