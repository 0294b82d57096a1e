"""The self-exciting process has the mean, variance and likelihood that theory gives, and fits find it again."""

import numpy as np
import pytest

from tests.reference.exercise import hawkes_log_likelihood
from truceline.errors import CaseError
from truceline.exercise.hawkes import Hawkes, fit, log_likelihood, simulate, time_rescaling

PROCESS = Hawkes(background=2.0, branching=0.5, decay=1.5)


def long_run(days, rng, process=PROCESS, before=40.0):
    times = simulate(process, before + days, rng) - before
    return times[times >= 0]


def test_mean_and_variance_of_counts_are_the_stationary_ones():
    rng, runs, window = np.random.default_rng(11), 2_000, 10.0
    counts = np.array([len(long_run(window, rng)) for _ in range(runs)])
    mean, variance = PROCESS.mean_rate * window, PROCESS.variance(window)
    assert counts.mean() == pytest.approx(mean, abs=3.3 * np.sqrt(variance / runs))
    assert counts.var(ddof=1) == pytest.approx(variance, rel=3.3 * np.sqrt(2.5 / runs))
    assert variance > 2 * mean  # a Poisson process would give 1


def test_without_excitation_it_is_a_poisson_process():
    plain = Hawkes(2.0, 0.0, 1.0)
    assert plain.mean_rate == 2
    assert plain.variance(5) == pytest.approx(10)


def test_the_likelihood_and_its_slopes_are_those_of_the_definition():
    times, values = simulate(PROCESS, 30, np.random.default_rng(3)), np.array([1.7, 0.4, 2.2])
    value, slopes = log_likelihood(times, 30, values)
    assert value == pytest.approx(hawkes_log_likelihood(times, 30, *values))
    for n, slope in enumerate(slopes):
        nudge = np.eye(3)[n] * 1e-5
        ends = [hawkes_log_likelihood(times, 30, *(values + sign * nudge)) for sign in (1, -1)]
        assert slope == pytest.approx((ends[0] - ends[1]) / 2e-5, rel=1e-4, abs=1e-4)


def test_intervals_of_the_fit_cover_the_truth_as_often_as_they_say():
    rng, runs = np.random.default_rng(5), 60
    fits = [fit(long_run(250, rng), 250) for _ in range(runs)]
    for name in ("background", "branching", "decay"):
        covers = sum(f[name].low <= getattr(PROCESS, name) <= f[name].high for f in fits)
        assert covers >= 0.95 * runs - 3 * np.sqrt(0.95 * 0.05 * runs)
    assert all(f.converged for f in fits)


def test_the_goodness_of_fit_test_keeps_the_truth_and_rejects_what_is_wrong():
    rng = np.random.default_rng(8)
    kept = [time_rescaling(simulate(PROCESS, 300, rng), PROCESS) for _ in range(200)]
    assert 0.01 <= np.mean([found.p_value < 0.05 for found in kept]) <= 0.11
    assert 0.01 <= np.mean([found.correlation_p < 0.05 for found in kept]) <= 0.11
    assert time_rescaling(simulate(PROCESS, 900, rng), Hawkes(4.0, 0.0, 1.0)).correlation_p < 1e-6
    assert time_rescaling(simulate(PROCESS, 900, rng), Hawkes(2.0, 0.0, 1.0)).p_value < 1e-6


def test_all_that_is_wrong_with_a_process_is_told_at_once():
    with pytest.raises(CaseError) as caught:
        Hawkes(0.0, 1.0, -1.0)
    assert caught.value.problems == (
        "process | background of 0.0 a day; give more than 0",
        "process | branching 1.0; give 0 or more and less than 1",
        "process | decay of -1.0 a day; give more than 0",
    )


def test_too_few_violations_are_refused():
    with pytest.raises(CaseError, match="there are 3 for 3 parameters; give at least 30"):
        fit(np.array([1.0, 2.0, 3.0]), 10.0)
