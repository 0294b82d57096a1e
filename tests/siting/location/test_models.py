"""LSCP, p-median and p-center agree with trying every choice, and say what they proved."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from tests.reference.siting import fewest, least_farthest, least_sum

import truceline.siting.location.lscp as lscp_module
import truceline.siting.location.p_median as p_median_module
from truceline.errors import CaseError, InfeasibleError
from truceline.siting.location.lscp import lscp
from truceline.siting.location.p_center import p_center
from truceline.siting.location.p_median import p_median
from truceline.solvers.milp import SolveStatus


def distances(seed, sites, demands):
    rng = np.random.default_rng(seed)
    here, there = rng.uniform(0, 100, (sites, 2)), rng.uniform(0, 100, (demands, 2))
    return np.sqrt(((here[:, None] - there[None]) ** 2).sum(axis=2))


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from([1, 2]), st.sampled_from([0, 3, 200]))
@example(2307, 1, 3)  # reduced costs rule out every site
def test_lscp_finds_the_fewest_sites_or_says_that_none_do(seed, times, steps):
    covers = (distances(seed, 10, 15) < 45).astype(float)
    best = fewest(covers, times)
    if best is None:
        with pytest.raises(InfeasibleError, match="no choice of sites"):
            lscp(csr_array(covers), times=times)
        return
    found = lscp(csr_array(covers), times=times, steps=max(steps, 1))
    assert found.objective == found.bound == len(found.chosen) == best
    assert found.status is SolveStatus.OPTIMAL
    assert (covers[found.chosen].sum(axis=0) >= times).all()


def test_lscp_leaves_the_callers_matrix_as_it_is():
    covers = csr_array(distances(1, 10, 15) < 60).astype(float)
    before = covers.toarray()
    lscp(covers, forbidden=(0,))
    assert (covers.toarray() == before).all()


def test_lscp_keeps_fixed_sites_and_avoids_forbidden_ones():
    covers = csr_array((distances(2, 12, 15) < 60).astype(float))
    free = lscp(covers)
    barred = int(free.chosen[0])
    held = lscp(covers, fixed=(0, 1))
    assert {0, 1} <= set(held.chosen.tolist())
    assert barred not in lscp(covers, forbidden=(barred,)).chosen
    assert held.objective >= free.objective


def test_lscp_stops_as_soon_as_enough_is_known():
    covers = csr_array((distances(3, 12, 15) < 45).astype(float))
    best = lscp(covers).objective
    assert lscp(covers, enough=int(best)).objective == best
    assert lscp(covers, enough=int(best) - 1).bound > best - 1


def test_lscp_reports_its_gap_where_too_much_is_left(monkeypatch):
    monkeypatch.setattr(lscp_module, "FINISH", 0)
    found = lscp(csr_array((distances(4, 60, 90) < 15).astype(float)), steps=1)
    assert found.status is SolveStatus.FEASIBLE
    assert found.bound < found.objective


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.integers(1, 4), st.sampled_from([1, 20, 300]))
def test_p_median_finds_the_least_sum(seed, number, steps):
    apart = distances(seed, 9, 14)
    weight = np.random.default_rng(seed).integers(1, 9, 14).astype(float)
    found = p_median(csr_array(apart), weight, number, steps=steps)
    best = least_sum(apart, weight, number)
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best, rel=1e-5)
    assert len(found.chosen) == number
    assert found.status is SolveStatus.OPTIMAL


@pytest.mark.parametrize("steps", [1, 40, 300])
@pytest.mark.parametrize("seed", range(6))
def test_p_median_is_best_even_from_a_poor_start(monkeypatch, seed, steps):
    apart, weight = distances(seed, 12, 25), np.ones(25)
    monkeypatch.setattr(p_median_module, "_greedy", lambda _: np.argsort(-apart.sum(axis=1))[:3])
    monkeypatch.setattr(p_median_module, "_interchanged", lambda _, chosen: np.sort(chosen))
    found = p_median(csr_array(apart), weight, 3, steps=steps)
    assert found.objective == pytest.approx(least_sum(apart, weight, 3))
    assert found.status is SolveStatus.OPTIMAL


def test_p_median_keeps_fixed_sites_and_avoids_forbidden_ones():
    apart, weight = distances(5, 10, 20), np.ones(20)
    free = p_median(csr_array(apart), weight, 3)
    worst = int(np.argmax(apart.sum(axis=1)))
    assert worst in p_median(csr_array(apart), weight, 3, fixed=(worst,)).chosen
    out = p_median(csr_array(apart), weight, 3, forbidden=tuple(free.chosen.tolist()))
    assert not set(out.chosen) & set(free.chosen)


@pytest.mark.parametrize("number", [0, 11])
def test_p_median_refuses_a_number_that_cannot_be(number):
    with pytest.raises(CaseError, match="p-median"):
        p_median(csr_array(distances(5, 10, 20)), np.ones(20), number, fixed=(1,))


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_p_center_finds_the_least_radius(seed, number):
    apart = distances(seed, 9, 14)
    found = p_center(csr_array(apart), number)
    assert found.objective == pytest.approx(least_farthest(apart, number))
    assert found.bound == found.objective
    assert apart[found.chosen].min(axis=0).max() == pytest.approx(found.objective)


def test_p_center_says_when_the_pairs_are_too_few():
    near = np.where(distances(6, 9, 14) < 20, distances(6, 9, 14), 0.0)
    with pytest.raises(InfeasibleError, match="allow more sites or more pairs"):
        p_center(csr_array(near), 1)
