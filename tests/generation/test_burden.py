"""Tours are dealt out so that nobody bears far more than its share."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generation.examples import line, unit
from truceline.generation.burden import deal
from truceline.generation.generate import generate
from truceline.generation.given import given as laid_out
from truceline.generation.schedule import Schedule, turns


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


def test_the_longest_turn_is_dealt_first():
    units = [unit(f"{who}-1#1", tour=12, tours=1) for who in ("ash", "birch", "cedar")] + [unit("ash-1#2", tour=12)]
    force = laid_out([line("short", months=(1, 3)), line("long"), line("other", months=(1, 3))], units, 12)
    lines = force.pair_line.tolist()
    schedule = Schedule(np.array([lines.index(0), lines.index(2), lines.index(1)]), np.zeros(3, dtype=np.int64))

    found = deal(force, schedule, np.array([0, 1, 2]))

    # Ash offers twice as much, so it takes the year; the two quarters go to the others.
    assert [units[i].contributor for i in found.unit] == ["birch", "cedar", "ash"]
    assert found.stage.value == 0.5


def test_nobody_on_tour_is_no_burden():
    assert stage(generate([line("front")], [], months=12)).value == 0.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("abc"), min_size=2, max_size=5), st.integers(1, 5), st.integers(1, 3))
def test_equal_turns_are_dealt_as_well_as_trying_every_dealing_finds(owners, tours, length):
    units = [unit(f"{who}-{n}#1", tour=length, tours=3) for n, who in enumerate(owners)]
    force = laid_out([line("front", quantity=5)], units, 12)
    count = min(tours, len(units))
    schedule = Schedule(np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64))

    found = deal(force, schedule, turns(force, schedule))

    best = min(burden(owners, chosen, length) for chosen in combinations(range(len(owners)), count))
    assert found.stage.bound <= best + 1e-9
    assert found.stage.value == pytest.approx(best)
    assert len(set(found.unit.tolist())) == count


def burden(owners, chosen, months):
    return max(sum(months for i in chosen if owners[i] == who) / (owners.count(who) * 12) for who in set(owners))
