"""Estimates carry intervals that cover as often as they say."""

import numpy as np
import pytest

from truceline.exercise.estimates import Interval, mean, ratio, share


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


def test_a_mean_of_few_has_the_interval_that_the_tables_of_student_give():
    # Squared deviations from 3 sum to 10: a variance of 10 / 4; t at 0.975 is 2.776 with 4 degrees, 12.706 with 1.
    five, two = mean(np.arange(1.0, 6.0)), mean(np.array([0.0, 2.0]))
    assert (five.low, five.high) == pytest.approx(
        (3 - 2.776 * (2.5 / 5) ** 0.5, 3 + 2.776 * (2.5 / 5) ** 0.5), abs=1e-3
    )
    assert (two.low, two.high) == pytest.approx((1 - 12.706, 1 + 12.706), abs=1e-3)


def test_a_ratio_of_few_has_its_linearised_interval():
    # 1, 1, 4 of 4, 4, 4: half; what is left is -1, -1, 2, squares 6; 6 x 3 / 2 = 9, root 3, over 12; t(2) is 4.303.
    found = ratio(np.array([1.0, 1.0, 4.0]), np.array([4.0, 4.0, 4.0]))
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.5 - 4.303 / 4, 0.5 + 4.303 / 4), abs=1e-3)


def test_wilsons_interval_is_that_of_the_published_examples():
    # Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, table I, method 3.
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (number, of), ends in published.items():
        assert (share(number, of).low, share(number, of).high) == pytest.approx(ends, abs=5e-5)


def test_a_difference_shows_only_where_nought_lies_outside():
    ends = [(-1.0, 1.0), (0.0, 1.0), (-1.0, 0.0), (0.1, 1.0), (-1.0, -0.1)]
    assert [Interval(0.0, *e, 9).shows_a_difference for e in ends] == [False, False, False, True, True]
