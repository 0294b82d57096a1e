"""Scenarios are compared under the same chances, with intervals; and what drives them is found."""

from dataclasses import replace

import numpy as np
import pytest

from tests.exercise.building import exercise, ground, number, step
from truceline.exercise.drivers import drivers, sets
from truceline.exercise.montecarlo import (
    BLOCK,
    MEASURES,
    Trial,
    blocks,
    differences,
    gathered,
    measured,
    result_of,
    run_block,
)
from truceline.exercise.parameters import Collapse
from truceline.exercise.replication import TALLIES
from truceline.exercise.work_units import Sets, run_sets

COLLAPSE = (Collapse("rate", "Rate", 5.0, 2, ""),)


def trial(seed=1, days=90, **changes):
    told = exercise(days=days, ladder=(step(3, 7),), collapses=COLLAPSE, branching_ratio=0.4, **changes)
    return Trial(
        told, {"strong": ground(0.8, 0.6, 20.0), "weak": ground(0.2, 0.0, 50.0), "twin": ground(0.2, 0.0, 50.0)}, seed
    )


def run(given, replications=200):
    return gathered((block, run_block(given, block)) for block in blocks(given.every, replications))


@pytest.fixture(scope="module")
def outcomes():
    return run(trial(presence_restraint=0.5))


def test_blocks_cover_every_replication_once_on_every_ground():
    found = blocks(("one", "two"), 450)
    for name in ("one", "two"):
        assert [n for b in found if b.ground == name for n in range(b.first, b.end)] == list(range(450))
    assert all(0 < block.replications <= BLOCK for block in found)
    assert [block.first for block in found] == sorted(block.first for block in found)


def test_replications_that_are_not_done_on_every_ground_are_left_out():
    given = trial(days=10)
    found = blocks(given.grounds, BLOCK + 100)[:5]
    outcomes = gathered((block, run_block(given, block)) for block in found)
    assert [block.ground for block in found[3:]] == ["strong", "weak"]
    assert {name: len(each) for name, each in outcomes.items()} == {"strong": BLOCK, "weak": BLOCK, "twin": BLOCK}


def test_survival_is_the_share_still_held_with_its_band(outcomes):
    found = result_of("weak", outcomes["weak"], trial())
    held = outcomes["weak"]
    for day in (0, 1, 30, 90):
        alive = ((held.collapse < 0) | (held.held_days > day)).mean()
        assert found.survival.share[day] == pytest.approx(alive)
    assert (found.survival.low <= found.survival.share).all()
    assert (found.survival.share <= found.survival.high).all()
    assert found.survival.share[-1] == found.held.value
    assert found.held.value + found.collapses["rate"].value == pytest.approx(1)
    assert 0.05 < found.held.value < 0.95


def test_measures_are_what_their_names_say(outcomes):
    each = outcomes["strong"]
    values = measured(each)
    assert set(values) == set(MEASURES)
    one = dict(zip(TALLIES, each.tally[0].sum(axis=0), strict=True))
    assert values["seen"][0] == one["seen"] / one["violations"]
    assert values["violations"][0] == one["violations"] / each.held_days[0]
    assert values["minutes"][0] == pytest.approx(each.minutes[0].sum() / one["answered"])


def test_differences_are_paired_and_far_surer_than_unpaired_ones(outcomes):
    found = {(d.first, d.second, d.measure): d.by for d in differences(outcomes)}
    by = found["strong", "weak", "seen"]
    assert by.high < -0.4
    same = found["weak", "twin", "violations"]
    assert (same.value, same.low, same.high) == (0, 0, 0)
    assert not same.shows_a_difference
    plain = trial()
    held = measured(run(plain)["strong"])["violations"], measured(run(plain)["weak"])["violations"]
    paired = np.std(held[0] - held[1], ddof=1)
    unpaired = np.hypot(np.std(held[0], ddof=1), np.std(held[1], ddof=1))
    assert paired < 0.5 * unpaired


def test_sectors_add_up_to_the_whole(outcomes):
    found = result_of("strong", outcomes["strong"], trial())
    assert [s.sector for s in found.sectors] == ["west", "east"]
    total = outcomes["strong"].tally[:, :, 0].sum() / outcomes["strong"].held_days.sum() * 100
    assert sum(s.violations.value for s in found.sectors) == pytest.approx(total)
    assert all(s.minutes.low <= s.minutes.value <= s.minutes.high for s in found.sectors)


def sought(told):
    place = Trial(told, {"one": ground()}, 1)
    found = [run_sets(place, part) for part in sets(told, 32, seed=1)]
    return drivers(told, np.concatenate(found, axis=1), seed=1)


def test_the_drivers_found_are_those_that_matter():
    told = exercise(days=40, branching_ratio=0.3)
    ranges = {
        "violations_per_100km_day": number("violations_per_100km_day", 1, 2, 4, "1/(100 km day)"),
        "presence_restraint": number("presence_restraint", 0, 0.2, 0.4),
        "access_share": number("access_share", 0.1, 0.5, 0.9),
    }
    told = replace(told, assumptions={**told.assumptions, **ranges})
    found = sought(told)
    assert {d.measure for d in found} == {"violations"}  # nothing moves the days held: none collapses
    assert [d.assumption for d in found][:2] == ["violations_per_100km_day", "presence_restraint"]
    assert found[0].total.value > 0.7
    assert found[0].total.low <= found[0].total.value <= found[0].total.high
    assert [d.told for d in found if d.assumption in ("violations_per_100km_day", "access_share")] == [True, False]
    wide = replace(found[0], total=replace(found[0].total, high=9.0))
    assert not wide.told
    assert {d.assumption: d.total.value for d in found}["access_share"] == 0
    assert found == sought(told)


def test_sets_of_assumptions_give_the_same_outcomes_in_pieces_as_at_once():
    told = exercise(days=20)
    told = replace(told, assumptions={**told.assumptions, "night_share": number("night_share", 0.2, 0.5, 0.9)})
    place, parts = Trial(told, {"one": ground()}, 3), sets(told, 64, seed=3)
    assert [part.values.shape for part in parts] == [(1, 64)] * 3
    whole = run_sets(place, Sets(np.concatenate([part.values for part in parts], axis=1)))
    assert np.concatenate([run_sets(place, part) for part in parts], axis=1).tolist() == whole.tolist()


def test_drivers_are_sought_where_most_is_seen():
    given = trial(days=10)
    assert given.driven == "strong"
    assert replace(given, grounds={"weak": given.grounds["weak"]}).driven == "weak"
