"""Minimum demands that cannot be met together: the smallest set that conflicts."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generation.building import line, unit
from tests.reference.generation import filled, schedules
from truceline.generation.conflicts import smallest_conflict

MONTHS = 2


def ids(found):
    return [one.id for one in found.lines]


def test_demands_that_can_all_be_met_do_not_conflict():
    lines = [line("front", minimum=1), line("rear", minimum=0)]
    assert smallest_conflict(lines, [unit("ash-1#1")], months=12) is None


def test_two_lines_that_want_the_same_unit_conflict_and_a_third_does_not():
    lines = [line("ward", "hospital", minimum=1), line("front", minimum=1), line("rear", minimum=1)]
    units = [unit("ash-1#1"), unit("birch-1#1", "hospital")]
    assert ids(smallest_conflict(lines, units, months=12)) == ["front", "rear"]


def test_a_demand_that_fails_alone_is_a_smaller_set_than_a_pair():
    lines = [line("front", minimum=1), line("rear", minimum=1), line("ward", "hospital", minimum=1)]
    assert ids(smallest_conflict(lines, [unit("ash-1#1")], months=12)) == ["ward"]


def test_a_demand_fails_where_its_enabler_is_missing_even_if_the_enabler_is_no_demand():
    lines = [line("front", minimum=1), line("ward", "hospital")]
    needy = unit("ash-1#1", needs=("hospital",))

    assert ids(smallest_conflict(lines, [needy], months=12)) == ["front"]
    assert smallest_conflict(lines, [needy, unit("birch-1#1", "hospital")], months=12) is None


def test_late_arrival_alone_breaks_a_minimum_in_the_first_month():
    assert ids(smallest_conflict([line("front", minimum=1)], [unit("ash-1#1", ready=60)], months=12)) == ["front"]


def test_a_conflict_names_the_months_in_which_the_minimum_cannot_be_met():
    # Four battalions are in place from the start and a fifth from day 90, so from month 4.
    units = [unit(f"ash-1#{n}") for n in range(4)] + [unit("birch-1#1", ready=90)]
    found = smallest_conflict([line("front", quantity=5, minimum=5, months=(3, 12))], units, months=12)

    assert (ids(found), found.never, found.met, found.asked) == (["front"], (3,), 9, 10)


def test_where_each_month_could_be_met_but_not_all_it_says_how_many_can():
    found = smallest_conflict([line("front", minimum=1)], [unit("ash-1#1", tours=1)], months=12)
    assert (found.never, found.met, found.asked) == ((), 6, 12)


def test_two_lines_that_want_the_same_unit_conflict_only_while_both_ask():
    lines = [line("front", minimum=1, months=(1, 5)), line("rear", minimum=1, months=(4, 8))]
    found = smallest_conflict(lines, [unit("ash-1#1", tour=1, tours=12)], months=12)
    assert (ids(found), found.never, found.met, found.asked) == (["front", "rear"], (4, 5), 6, 8)


drawn = st.lists(
    st.tuples(st.sampled_from(("battalion", "hospital")), st.integers(1, MONTHS), st.integers(0, 2)),
    min_size=1,
    max_size=3,
)
offered = st.lists(st.tuples(st.sampled_from(("battalion", "hospital")), st.integers(1, 2)), max_size=3)


@settings(max_examples=40, deadline=None)
@given(drawn, offered)
def test_it_is_as_small_as_trying_every_set_of_demands_finds(wanted, units):
    lines = [
        line(f"line-{n}", capability, 2, (first, MONTHS), minimum=least)
        for n, (capability, first, least) in enumerate(wanted)
    ]
    force = [unit(f"p-{n}#1", capability, tour=1, tours=tours) for n, (capability, tours) in enumerate(units)]
    demands = [one for one in lines if one.minimum]

    found = smallest_conflict(lines, force, months=MONTHS)

    sizes = [
        size
        for size in range(1, len(demands) + 1)
        for chosen in combinations(demands, size)
        if not possible(chosen, force)
    ]
    assert (len(found.lines) if found else 0) == min(sizes, default=0)
    if found:
        every = range(1, MONTHS + 1)
        asked = [m for m in every if any(one.from_month <= m for one in found.lines)]
        assert not possible(found.lines, force)
        assert found.asked == len(asked)
        assert list(found.never) == [m for m in asked if not possible(found.lines, force, {m})]
        spans = [set(months) for size in range(len(asked) + 1) for months in combinations(asked, size)]
        assert found.met == max(len(months) for months in spans if possible(found.lines, force, months))


def possible(demands, units, months=frozenset(range(1, MONTHS + 1))):
    plans = [()]
    for one in units:
        plans = [(*plan, mine) for plan in plans for mine in schedules(one, demands, MONTHS)]
    return any(
        all(
            row[month - 1] >= demand.minimum
            for demand, row in zip(demands, filled(plan, demands, units, MONTHS), strict=True)
            for month in range(demand.from_month, MONTHS + 1)
            if month in months
        )
        for plan in plans
    )
