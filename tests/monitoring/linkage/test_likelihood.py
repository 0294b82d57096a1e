"""Terms agree with integrals done the slow way, and clusters with the reports they are made of."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.monitoring.building import START, few, reports
from tests.reference import linkage as reference

from truceline.monitoring.linkage import parallel
from truceline.monitoring.linkage.expectation_maximisation import learn
from truceline.monitoring.linkage.likelihood import PairEvidence, evidence, place_term, rate_term, time_term
from truceline.monitoring.linkage.linking_order import linking_order


def moments(start_a, end_a, start_b, end_b, spread):
    lag = np.full(2, spread**2)
    nothing = np.zeros(2)
    start, end = np.array([start_a, start_b]), np.array([end_a, end_b])
    return PairEvidence(np.zeros((3, 2)), nothing, start, end, lag, nothing)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(-2000, 2000).map(lambda n: n / 100),
    st.sampled_from([0.0, 6.0, 24.0]),
    st.sampled_from([0.0, 3.0, 24.0]),
    st.floats(0.5, 3.0),
)
def test_the_time_term_is_the_integral_over_when_it_happened(lag, length_a, length_b, spread):
    known = moments(0.0, length_a, lag, lag + length_b, spread)
    got = time_term(known, np.array([0]), np.array([1]))[0]
    expected = reference.time_term(0.0, length_a, lag, lag + length_b, spread)
    if expected > -20:
        assert got == pytest.approx(expected, abs=2e-3)
    else:
        assert got < -18


def test_evidence_does_not_depend_on_the_blocks_it_is_worked_in(monkeypatch):
    some, _ = reports(300, 6)
    parameters = learn(some)
    whole = evidence(some, parameters)
    monkeypatch.setattr(parallel, "_ROWS", 128)
    for column, blocks in zip(whole, evidence(some, parameters), strict=True):
        np.testing.assert_array_equal(blocks, column)


def test_the_place_term_is_the_density_of_the_distance():
    some = few(("post", 0, 0, 300, "shelling"), ("patrol", 0, 700, 900, "shelling"))
    known = evidence(some, learn(some))
    apart = np.linalg.norm(known.place[:, 0] - known.place[:, 1])
    assert apart == pytest.approx(700, abs=0.5)
    got = place_term(known, np.array([0]), np.array([1]), np.array([apart**2]))
    assert got[0] == pytest.approx(reference.place_term(apart, 300, 900), abs=1e-9)


def test_the_rate_around_the_less_exact_report_counts():
    known = moments(0.0, 0.0, 0.0, 0.0, 1.0)
    known = known._replace(weight=np.array([1.0, 4.0]), log_rate=np.array([-20.0, -10.0]))
    zero, one = np.array([0]), np.array([1])
    assert rate_term(known, zero, one)[0] == rate_term(known, one, zero)[0] == 20.0
    known = known._replace(weight=np.array([1.0, 1.0]))
    assert rate_term(known, zero, one)[0] == 10.0


def test_an_interval_shorter_than_the_spread_counts_as_a_point_with_more_variance():
    some = few(("post", 0, 0, 300, "shelling"), ("patrol", 0, 0, 300, "shelling"))
    some.end[0] += 600
    parameters = learn(some)
    known = evidence(some, parameters)
    assert known.start_h[0] == known.end_h[0] == pytest.approx(START / 3600 + 1 / 12)
    assert known.lag_h2[0] - known.lag_h2[1] == pytest.approx((1 / 6) ** 2 / 12)


def test_the_spread_and_the_abundance_of_same_pairs_are_learned_without_labels():
    some, told = reports(3_000, dated=0.2, days=60)
    parameters = learn(some.select(linking_order(some)))
    assert parameters.spread_h == pytest.approx(1.0, rel=0.15)
    pairs = np.exp(parameters.log_prior) * (1 - np.sum((np.bincount(some.source) / len(some)) ** 2)) / 2
    true = (np.bincount(told) == 2).sum() / len(some)
    assert pairs == pytest.approx(true, rel=0.15)


def test_acts_confused_with_one_another_are_learned():
    some, _ = reports(4_000, days=60, seed=3)
    swapped = np.random.default_rng(1).random(len(some)) < 0.25
    some.act[swapped & (some.act < 2)] ^= 1
    table = learn(some.select(linking_order(some))).act.ratio()
    assert table[0, 1] > table[0, 2] + 1
    assert table[0, 0] > table[0, 1]
    np.testing.assert_allclose(table, table.T)
