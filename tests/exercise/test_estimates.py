"""Estimates carry intervals that cover as often as they say."""

import numpy as np
import pytest

from truceline.exercise.estimates import mean, ratio, share


def covered(interval, truth):
    return interval.low <= truth <= interval.high


def test_intervals_of_means_shares_and_ratios_cover_19_times_in_20():
    rng, runs, n = np.random.default_rng(1), 600, 80
    hits = np.zeros(3)
    for _ in range(runs):
        whole = rng.poisson(20, n).astype(float)
        part = rng.binomial(whole.astype(int), 0.3).astype(float)
        hits += [
            covered(mean(whole), 20),
            covered(share(int((rng.uniform(size=n) < 0.1).sum()), n), 0.1),
            covered(ratio(part, whole), 0.3),
        ]
    assert hits / runs == pytest.approx([0.95] * 3, abs=0.03)


def test_a_share_of_none_or_all_still_has_a_width():
    assert share(0, 100).low == pytest.approx(0)
    assert 0.02 < share(0, 100).high < 0.05
    assert share(100, 100).high == pytest.approx(1)
    assert share(100, 100).low == pytest.approx(1 - share(0, 100).high)


def test_what_cannot_be_estimated_is_nan_and_shows_nothing():
    for found in (mean(np.array([1.0])), mean(np.array([np.nan] * 5)), share(0, 0), ratio(np.zeros(9), np.zeros(9))):
        assert np.isnan([found.value, found.low, found.high]).all()
        assert not found.shows_a_difference


def test_nan_is_left_out_and_not_taken_for_nought():
    assert mean(np.array([1.0, np.nan, 3.0])).value == 2
    assert mean(np.array([1.0, np.nan, 3.0])).replications == 2
