"""The maximal covering choice is the best one, its bound holds, and budgets, fixed and forbidden sites bind."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests.reference.siting import best_cover, seen
from tests.siting.building import matrix

from truceline.errors import CaseError
from truceline.siting.location import exact
from truceline.siting.location.bound import bound
from truceline.siting.location.exact import finished
from truceline.siting.location.mclp import mclp
from truceline.siting.location.problem import Candidates, detected, one_kind
from truceline.siting.location.search import greedy, swapped
from truceline.solvers.milp import SolveStatus


def weights(rng, demands):
    return rng.integers(1, 10, demands).astype(float)


@settings(deadline=None, max_examples=15)
@example(58_887, 1, True)  # the best choice ties with itself
@given(st.integers(0, 10**6), st.integers(1, 4), st.booleans())
def test_small_instances_are_solved_best_and_proven(seed, number, gradual):
    rng = np.random.default_rng(seed)
    dense, sparse = matrix(rng, 9, 14, gradual=gradual)
    weight = weights(rng, 14)
    best = best_cover(dense, weight, number)
    found = mclp(one_kind(sparse, number), weight)
    assert found.objective == pytest.approx(best, rel=1e-5)
    assert found.bound >= best - 1e-6
    assert found.objective == pytest.approx(float(weight @ seen(dense, found.chosen)))
    assert found.status is SolveStatus.OPTIMAL


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 5), st.booleans())
def test_the_bound_alone_is_never_below_the_best(seed, number, gradual):
    rng = np.random.default_rng(seed)
    dense, sparse = matrix(rng, 9, 12, gradual=gradual)
    weight = weights(rng, 12)
    case = one_kind(sparse, number)
    for steps in (1, 50, 300):
        limit = bound(case, weight, greedy(case, weight), steps)
        assert limit.value >= best_cover(dense, weight, number) - 1e-9
        assert limit.value == pytest.approx(limit.constant + limit.scores[limit.ranked].sum())


def test_swaps_better_the_greedy_choice():
    # Greedy takes the middle site first; the best two are the outer ones.
    dense = np.array([[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 1, 0]], dtype=float)
    case, weight = one_kind(csr_array(dense), 2), np.ones(6)
    first = greedy(case, weight)
    assert detected(case.detection, first).sum() == 5
    assert swapped(case, weight, first, 5).tolist() == [0, 1]


def test_chances_are_joined_as_independent():
    case = one_kind(csr_array(np.array([[0.5, 0.0], [0.5, 1.0]])), 2)
    assert detected(case.detection, np.array([0, 1])).tolist() == pytest.approx([0.75, 1.0])
    assert mclp(case, np.ones(2)).objective == pytest.approx(1.75)


def test_fixed_sites_stand_and_forbidden_ones_do_not():
    rng = np.random.default_rng(5)
    _, sparse = matrix(rng, 12, 30)
    weight = weights(rng, 30)
    free = mclp(one_kind(sparse, 3), weight)
    worst = int(np.argmin(sparse @ weight))
    held = mclp(one_kind(sparse, 3, fixed=(worst,)), weight)
    kept_out = mclp(one_kind(sparse, 3, forbidden=tuple(free.chosen.tolist())), weight)
    assert worst in held.chosen
    assert len(held.chosen) == 3
    assert not set(kept_out.chosen) & set(free.chosen)
    assert max(held.objective, kept_out.objective) <= free.objective


def test_each_kind_keeps_to_its_budget_and_a_site_holds_one_asset():
    rng = np.random.default_rng(6)
    dense, _ = matrix(rng, 6, 20)
    strong = csr_array(np.vstack([dense * 0.5, dense]))
    site, kind = np.tile(np.arange(6), 2), np.repeat([0, 1], 6)
    case = Candidates(strong, site, kind, np.array([2, 1]), np.zeros(12, dtype=bool))
    weight = weights(rng, 20)
    found = mclp(case, weight)
    assert np.bincount(kind[found.chosen], minlength=2).tolist() == [2, 1]
    assert len(set(site[found.chosen])) == 3
    best = max(
        float(weight @ seen(np.asarray(strong.todense()), (a, b, 6 + c)))
        for a in range(6)
        for b in range(a)
        for c in set(range(6)) - {a, b}
    )
    assert found.objective == pytest.approx(best, rel=1e-5)


def choices(site, budget, limits, fixed):
    """Every choice of rows that keeps the budgets, what is fixed, and one asset to a site."""
    for number in range(len(set(site)) + 1):
        for pick in combinations(range(len(site)), number):
            kept = np.bincount(budget[list(pick)], minlength=len(limits)) <= limits
            if len({site[row] for row in pick}) == number and kept.all() and fixed <= set(pick):
                yield list(pick)


@pytest.mark.parametrize("held", [False, True])
@pytest.mark.parametrize("seed", range(10))
def test_kinds_that_share_sites_are_placed_best_and_no_site_holds_two(seed, held):
    rng = np.random.default_rng(seed)
    dense, _ = matrix(rng, 5, 10)
    pairs = np.array([(place, kind) for kind in range(3) for place in range(5) if rng.uniform() < 0.7])
    site, kind, limits, weight = pairs[:, 0], pairs[:, 1], rng.integers(1, 3, 3), weights(rng, 10)
    fixed = np.arange(len(pairs)) < held
    found = mclp(Candidates(csr_array(dense[site]), site, kind, limits, fixed), weight, steps=100)
    open_ = choices(site, kind, limits, set(np.flatnonzero(fixed).tolist()))
    best = max(float(weight @ seen(dense[site], pick)) for pick in open_)

    assert len(set(site[found.chosen])) == len(found.chosen)
    assert found.objective == pytest.approx(best, rel=1e-5)
    assert found.bound >= best - 1e-6


def test_a_quota_by_sector_is_a_budget_over_its_sites():
    rng = np.random.default_rng(7)
    _, sparse = matrix(rng, 10, 30)
    sector = np.repeat([0, 1], 5)
    case = Candidates(sparse, np.arange(10), sector, np.array([3, 1]), np.zeros(10, dtype=bool))
    found = mclp(case, weights(rng, 30))
    assert np.bincount(sector[found.chosen]).tolist() == [3, 1]


def test_more_posts_never_cover_less():
    rng = np.random.default_rng(8)
    _, sparse = matrix(rng, 20, 60, share=0.15)
    weight = weights(rng, 60)
    values = [mclp(one_kind(sparse, number), weight).objective for number in range(8)]
    assert values[0] == 0
    assert all(a <= b + 1e-9 for a, b in pairwise(values))


def test_a_large_instance_is_left_to_the_bound_and_says_so():
    rng = np.random.default_rng(9)
    _, sparse = matrix(rng, 200, 400, share=0.05)
    weight = weights(rng, 400)
    found = mclp(one_kind(sparse, 15), weight, steps=60)
    assert found.status is SolveStatus.FEASIBLE
    assert found.objective < found.bound
    assert found.gap == pytest.approx(1 - found.objective / found.bound)
    again = mclp(one_kind(sparse, 15), weight, steps=60)
    assert again.chosen.tolist() == found.chosen.tolist()
    assert again.bound == found.bound


@pytest.mark.parametrize("steps", [1, 40, 300])
@pytest.mark.parametrize("seed", range(8))
def test_the_solver_finds_the_best_from_a_poor_start(seed, steps):
    rng = np.random.default_rng(seed)
    dense, sparse = matrix(rng, 12, 25, share=0.3, gradual=False)
    weight = weights(rng, 25)
    case = one_kind(sparse, 3)
    poor = np.argsort(sparse @ weight)[:3]
    found = finished(case, weight, poor, bound(case, weight, poor, steps))
    assert found.status is SolveStatus.OPTIMAL
    assert found.objective == best_cover(dense, weight, 3)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_ruled_in_or_out_is_so_in_every_better_choice(seed):
    rng = np.random.default_rng(seed)
    dense, sparse = matrix(rng, 10, 20, share=0.3)
    weight = weights(rng, 20)
    case = one_kind(sparse, 3)
    known = greedy(case, weight)
    value = float(weight @ seen(dense, known))
    low, high = exact._settled(case, bound(case, weight, known, 300), value)
    for pick in combinations(range(10), 3):
        if weight @ seen(dense, pick) > value + 1e-9:
            assert set(np.flatnonzero(low)) <= set(pick) <= set(np.flatnonzero(high))


def test_candidates_that_contradict_each_other_are_refused():
    _, sparse = matrix(np.random.default_rng(0), 3, 4)
    with pytest.raises(CaseError) as caught:
        Candidates(sparse * 2, np.zeros(3, dtype=int), np.zeros(3, dtype=int), np.array([1]), np.ones(3, dtype=bool))
    assert len(caught.value.problems) == 3


def test_a_problem_with_the_same_numbers_shares_its_answer_and_one_with_others_does_not():
    dense, sparse = matrix(np.random.default_rng(8), 9, 14, gradual=True)
    weight = weights(np.random.default_rng(9), 14)
    first = mclp(one_kind(sparse, 3), weight)

    assert mclp(one_kind(csr_array(dense), 3), weight.copy()) is first
    others = {
        "one more": mclp(one_kind(sparse, 4), weight),
        "one fixed": mclp(one_kind(sparse, 3, fixed=(0,)), weight),
        "other weights": mclp(one_kind(sparse, 3), weight[::-1].copy()),
        "fewer steps": mclp(one_kind(sparse, 3), weight, steps=10),
    }
    assert all(other is not first for other in others.values())
    assert others["one more"].objective == pytest.approx(best_cover(dense, weight, 4), rel=1e-5)
    assert others["other weights"].objective == pytest.approx(best_cover(dense, weight[::-1], 3), rel=1e-5)
    assert 0 in others["one fixed"].chosen
