"""Tours are dealt out so that nobody bears far more than its share."""

from itertools import product
from operator import truediv

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generation.building import line, unit
from truceline.generation.burden import deal
from truceline.generation.generate import generate
from truceline.generation.problem import given as laid_out
from truceline.generation.schedule import Schedule


def stage(plan):
    return plan.stages[-1]


def test_two_equal_contributors_share_two_places_rather_than_one_bearing_both():
    units = [unit("ash-1#1"), unit("ash-1#2"), unit("birch-1#1"), unit("birch-1#2")]
    plan = generate([line("front", quantity=2)], units, months=12)

    assert {t.unit.split("-")[0] for t in plan.assignments} == {"ash", "birch"}
    assert (stage(plan).name, stage(plan).value, stage(plan).bound) == ("burden", 0.5, 0.5)


def test_the_larger_pledge_bears_more():
    units = [unit(f"ash-1#{n}") for n in range(1, 5)] + [unit("birch-1#1"), unit("birch-1#2")]
    plan = generate([line("front", quantity=3)], units, months=12)

    used = [t.unit.split("-")[0] for t in plan.assignments if t.first_month == 1]
    assert sorted(used) == ["ash", "ash", "birch"]
    assert stage(plan).value == 0.5


def test_the_longest_tour_goes_to_the_larger_pledge():
    units = [unit(f"{who}-1#1", tour=12, tours=1) for who in ("ash", "birch", "cedar")] + [unit("ash-1#2", tour=12)]
    force = laid_out([line("short", months=(1, 3)), line("long"), line("other", months=(1, 3))], units, 12)
    lines = force.pair_line.tolist()
    schedule = Schedule(np.array([lines.index(0), lines.index(2), lines.index(1)]), np.zeros(3, dtype=np.int64))

    found = deal(force, schedule)

    # Ash offers twice as much, so it takes the year; the two quarters go to the others.
    who = [units[i].contributor for i in found.unit]
    assert (sorted(who[:2]), who[2]) == (["birch", "cedar"], "ash")
    assert found.stage.value == 0.5


def test_nobody_on_tour_is_no_burden():
    assert stage(generate([line("front")], [], months=12)).value == 0.0


def test_four_equal_contributors_serve_one_tour_each_rather_than_one_of_them_all_four():
    units = [unit(f"{who}-1#1") for who in ("ash", "birch", "cedar", "dale")]
    plan = generate([line("front", months=(1, 24))], units, months=24)

    assert sorted(t.unit for t in plan.assignments) == ["ash-1#1", "birch-1#1", "cedar-1#1", "dale-1#1"]
    assert [(t.first_month, t.last_month) for t in sorted(plan.assignments, key=lambda t: t.first_month)] == [
        (1, 6),
        (7, 12),
        (13, 18),
        (19, 24),
    ]
    assert (stage(plan).value, stage(plan).bound) == (0.25, 0.25)


def test_equals_share_even_where_somebody_else_cannot_but_bear_the_most():
    # Elm alone can serve in the hospital, all the time; that is no excuse to let Ash serve every tour at the front.
    units = [unit(f"{who}-1#1") for who in ("ash", "birch", "cedar", "dale")] + [unit("elm-1#1", "hospital")]
    plan = generate([line("front", months=(1, 24)), line("ward", "hospital", months=(1, 24))], units, months=24)

    front = sorted(t.unit for t in plan.assignments if t.line == "front")
    assert front == ["ash-1#1", "birch-1#1", "cedar-1#1", "dale-1#1"]
    assert (stage(plan).value, stage(plan).bound) == (1.0, 1.0)


def test_what_a_contributor_bears_elsewhere_counts():
    # Ash alone serves the ward, 12 of its 48 unit-months. One of two tours at the front makes that 18 / 48; were Birch
    # to serve both, it would bear 12 / 24; were Ash to, 24 / 48.
    units = [unit("ash-1#1"), unit("ash-2#1", "hospital"), unit("birch-1#1")]
    lines = [line("front", months=(1, 12)), line("ward", "hospital", months=(1, 12))]
    plan = generate(lines, units, months=24)

    front = sorted(t.unit for t in plan.assignments if t.line == "front")
    assert front == ["ash-1#1", "birch-1#1"]
    assert (stage(plan).value, stage(plan).bound) == (18 / 48, 18 / 48)


drawn_owners = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from((100.0, 300.0))), min_size=2, max_size=4)


@settings(max_examples=80, deadline=None)
@given(drawn_owners, drawn_owners, st.integers(1, 3), st.integers(0, 3), st.integers(1, 3), st.integers(1, 2))
def test_no_dealing_that_keeps_rest_and_tours_has_a_smaller_largest_burden(front, ward, length, rest, tours, quantity):
    units = [
        unit(f"{who}-{kind}-{n}#1", kind, tour=length, rest=rest, tours=tours, personnel=people)
        for kind, owners in (("battalion", front), ("hospital", ward))
        for n, (who, people) in enumerate(owners)
    ]
    lines = [line("front", quantity=quantity, months=(1, 8)), line("ward", "hospital", months=(3, 7))]

    plan = generate(lines, units, months=8)

    spans = {name: [(t.first_month, t.last_month) for t in plan.assignments if t.line == name] for name in LINES}
    best = least([(spans[name], [u for u in units if u.capability == kind]) for name, kind in LINES.items()], units)
    assert stage(plan).value == pytest.approx(best)
    assert stage(plan).bound <= best + 1e-9
    assert stage(plan).bound >= best - 1e-6


LINES = {"front": "battalion", "ward": "hospital"}


def least(kinds, units):
    """Try every dealing of each kind's tours to each kind's units; give the least largest burden."""
    pledged = {}
    for one in units:
        pledged[one.contributor] = pledged.get(one.contributor, 0) + one.personnel * 8
    loads = [
        {tuple(load.get(who, 0) for who in pledged) for load in dealings(sorted(spans), able)} for spans, able in kinds
    ]
    return min(max(map(truediv, map(sum, zip(*both, strict=True)), pledged.values())) for both in product(*loads))


def dealings(spans, able, served=()):
    """List what each contributor bears, in people-months, in every dealing that keeps rest and tours sustainable."""
    if len(served) == len(spans):
        load = {}
        for one, (first, last) in served:
            load[one.contributor] = load.get(one.contributor, 0) + one.personnel * (last - first + 1)
        yield load
        return
    first, last = spans[len(served)]
    for one in able:
        mine = [begun for other, (begun, _last) in served if other is one]
        if len(mine) < one.tours and all(begun + one.tour_months + one.rest_months <= first for begun in mine):
            yield from dealings(spans, able, (*served, (one, (first, last))))
