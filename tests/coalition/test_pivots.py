"""Shapley and Banzhaf values of the conditional game agree with their definitions."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings

from tests.coalition.building import pledge
from tests.coalition.test_pledges import cases
from tests.reference import coalition as reference
from truceline.coalition.conditions import Fact, Joined, Mass
from truceline.coalition.pivots import minimal_sufficient, pivots, sampled_pivots
from truceline.coalition.worlds import every_world, present, standing, these_worlds, total_brought

WORLD = {"x": True, "y": False}


def value_of_every_set(case, players):
    taken = every_world([present(p) for p in players], WORLD)
    return total_brought(case, taken, standing(case, taken))


def value_of(case):
    return cache(lambda members: reference.firm_personnel([p for p in case if p.contributor in members], WORLD))


@given(cases)
@settings(max_examples=40, deadline=None)
def test_exact_values_equal_their_definitions(case):
    players = [p.contributor for p in case]

    found = pivots(players, value_of_every_set(case, players))

    assert {p.player: p.shapley for p in found} == pytest.approx(reference.shapley(players, value_of(case)))
    assert {p.player: p.banzhaf for p in found} == pytest.approx(reference.banzhaf(players, value_of(case)))


def test_shapley_values_share_out_the_whole_and_a_bystander_gets_nothing():
    case = [pledge("ash", 700), pledge("birch", 500, Joined("ash")), pledge("cedar", 0)]

    found = pivots(["ash", "birch", "cedar"], value_of_every_set(case, ["ash", "birch", "cedar"]))

    assert {p.player: p.shapley for p in found} == {"ash": 950, "birch": 250, "cedar": 0}
    assert {p.player: p.veto for p in found} == {"ash": True, "birch": False, "cedar": False}


def test_minimal_sufficient_coalitions_can_spare_nobody():
    case = [pledge("ash", 700), pledge("birch", 500, Joined("ash")), pledge("cedar", 500), pledge("dale", 100)]
    players = [p.contributor for p in case]

    found = minimal_sufficient(players, value_of_every_set(case, players), 1_200)

    assert found == (("ash", "birch"), ("ash", "cedar"))


def test_sampled_values_cover_the_exact_ones():
    case = [
        pledge("ash", 700),
        pledge("birch", 500, Joined("ash")),
        pledge("cedar", 900, Mass("personnel", 1_000)),
        pledge("dale", 300, Fact("x")),
        pledge("elm", 400, Joined("cedar")),
        pledge("fen", 250),
    ]
    players = [p.contributor for p in case]
    exact = pivots(players, value_of_every_set(case, players))

    def values(joined):
        taken = these_worlds([present(p) for p in players], joined, WORLD)
        return total_brought(case, taken, standing(case, taken))

    found = sampled_pivots(players, values, orders=300, rng=np.random.default_rng(1))

    for estimate, truth in zip(found, exact, strict=True):
        assert abs(estimate.shapley - truth.shapley) <= 1.6 * estimate.margin + 1e-9
    assert sum(p.shapley for p in found) == pytest.approx(3_050)


def test_margins_are_twice_as_wide_as_the_estimates_of_many_samples_scatter():
    case = [pledge("ash", 700), pledge("birch", 500, Joined("ash")), pledge("cedar", 900, Mass("personnel", 1_000))]
    players = [p.contributor for p in case]

    def values(joined):
        taken = these_worlds([present(p) for p in players], joined, WORLD)
        return total_brought(case, taken, standing(case, taken))

    runs = [sampled_pivots(players, values, orders=10, rng=np.random.default_rng(1_000 + n)) for n in range(150)]
    scatter = np.array([[p.shapley for p in run] for run in runs]).std(axis=0, ddof=1)
    margins = np.array([[p.margin for p in run] for run in runs]).mean(axis=0)
    assert scatter.max() > 10
    assert margins == pytest.approx(1.96 * scatter, rel=0.2, abs=1e-6)


def test_sampling_is_the_same_for_the_same_seed():
    players, case = ["ash", "birch"], [pledge("ash", 700), pledge("birch", 500, Joined("ash"))]

    def values(joined):
        taken = these_worlds([present(p) for p in players], joined, WORLD)
        return total_brought(case, taken, standing(case, taken))

    one, two = (sampled_pivots(players, values, orders=5, rng=np.random.default_rng(3)) for _ in range(2))
    assert [p.shapley for p in one] == [p.shapley for p in two] == [950, 250]
