"""Blocking leaves out no pair that could matter."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.monitoring.building import reports
from tests.reference.linkage import pairs_above

from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.likelihood import evidence, place_term, rate_term, time_term
from truceline.monitoring.linkage.linking_order import linking_order
from truceline.monitoring.linkage.pair_scores import score


def scored_by_hand(some, parameters):
    known, act, weapon = evidence(some, parameters), parameters.act.ratio(), parameters.weapon.ratio()

    def total(a, b):
        one, two = np.array([a]), np.array([b])
        square = ((known.place[:, a] - known.place[:, b]) ** 2).sum(keepdims=True)
        terms = place_term(known, one, two, square) + time_term(known, one, two) + rate_term(known, one, two)
        told = act[some.act[a], some.act[b]] + weapon[some.weapon[a], some.weapon[b]]
        return terms[0] + told + parameters.log_prior

    return pairs_above(some, known, total, -2.0)


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.0, 0.4, 1.0]), st.sampled_from([1, 5, 40]))
def test_every_pair_above_the_threshold_is_found_once(seed, dated, days):
    some, _ = reports(70, seed, dated=dated, days=days, span_km=15.0)
    some = some.select(linking_order(some))
    parameters = learn(some)
    links = score(some, parameters)
    found = list(zip(links.a.tolist(), links.b.tolist(), strict=True))
    assert len(found) == len(set(found))
    assert set(found) == scored_by_hand(some, parameters)


def test_the_meridian_of_180_degrees_and_the_pole_are_no_border():
    some, _ = reports(60, 5, days=3, span_km=10.0)
    for move in (
        {"lon": (some.lon - 37.05 + 180 + 180) % 360 - 180},
        {"lat": (some.lat + 41.9).clip(-90, 90), "lon": (some.lon - 37.0) * 1_000 - 30},
    ):
        moved = replace(some, **move)
        moved = moved.select(linking_order(moved))
        parameters = learn(moved)
        links = score(moved, parameters)
        found = set(zip(links.a.tolist(), links.b.tolist(), strict=True))
        assert found == scored_by_hand(moved, parameters)
        assert found


def test_askers_split_the_pairs_among_them():
    some, _ = reports(300, 2)
    some = some.select(linking_order(some))
    parameters = learn(some)
    first = np.arange(300) < 140
    parts = [score(some, parameters, asking=mine) for mine in (first, ~first)]
    whole = score(some, parameters, threads=1)
    assert sum(map(len, parts)) == len(whole) > 0
    ours = np.sort(np.concatenate([part.log_odds for part in parts]))
    np.testing.assert_array_equal(ours, np.sort(whole.log_odds))


def test_a_source_that_repeats_itself_is_compared_with_itself():
    some, _ = reports(200, 4)
    some = replace(some, source=np.zeros(200, dtype=np.int64)).select(linking_order(some))
    assert len(score(some, learn(some))) == 0
    own = frozenset({"post"})
    assert len(score(some, learn(some, repeats=own), repeats=own)) > 0


def test_a_pair_below_the_threshold_is_left_out():
    some, _ = reports(200, 6)
    some = some.select(linking_order(some))
    links = score(some, learn(some))
    assert links.log_odds.min() >= -2.0
    assert links.posterior.min() == pytest.approx(1 / (1 + np.exp(-links.log_odds.min())))
