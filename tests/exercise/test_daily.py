"""Daily counts: the process by the day has its stationary mean and variance, and its fit finds it again."""

import csv

import numpy as np
import pytest

from tests.places import SHARED
from tests.reference.exercise import daily_rates
from truceline.exercise.daily import DailyHawkes, fit, process_of, simulate, time_rescaling

PROCESS = DailyHawkes(np.array([1.0, 0.3]), branching=0.6, memory_days=4.0)
UCDP = SHARED / "data/reports/ucdp_ged_ukraine_2014-2022.csv"


def test_mean_and_variance_of_a_day_are_the_stationary_ones():
    rng, runs = np.random.default_rng(2), 3_000
    counts = simulate(DailyHawkes(np.repeat(PROCESS.background, runs), 0.6, 4.0), 60, rng)[-1].reshape(2, runs)
    for sector in (0, 1):
        mean, variance = PROCESS.mean[sector], PROCESS.variance[sector]
        assert counts[sector].mean() == pytest.approx(mean, abs=3.3 * np.sqrt(variance / runs))
        assert counts[sector].var(ddof=1) == pytest.approx(variance, rel=0.11)
    assert (PROCESS.variance > PROCESS.mean).all()


def test_rates_follow_the_recursion():
    counts = simulate(PROCESS, 50, np.random.default_rng(4))
    for sector in (0, 1):
        slow = daily_rates(counts[:, sector], PROCESS.background[sector], 0.6, 4.0)
        assert PROCESS.rates(counts)[:, sector] == pytest.approx(slow)


def test_intervals_of_the_fit_cover_the_truth_as_often_as_they_say():
    rng, runs = np.random.default_rng(6), 60
    fits = [fit(simulate(PROCESS, 700, rng), sectors=("west", "east")) for _ in range(runs)]
    truth = {"background west": 1.0, "background east": 0.3, "branching": 0.6, "memory_days": 4.0}
    for name, value in truth.items():
        covers = sum(f[name].low <= value <= f[name].high for f in fits)
        assert covers >= 0.95 * runs - 3 * np.sqrt(0.95 * 0.05 * runs), name


def test_the_goodness_of_fit_test_keeps_the_truth_and_rejects_what_is_wrong():
    rng = np.random.default_rng(9)
    kept = [time_rescaling(simulate(PROCESS, 100, rng), PROCESS, rng) for _ in range(200)]
    assert 0.01 <= np.mean([found.p_value < 0.05 for found in kept]) <= 0.11
    assert 0.01 <= np.mean([found.correlation_p < 0.05 for found in kept]) <= 0.11
    plain = DailyHawkes(PROCESS.mean, 0.0, 4.0)
    assert time_rescaling(simulate(PROCESS, 1_000, rng), plain, rng).correlation_p < 1e-6


def families(rng, days, background, children, memory_days):
    """Daily counts (days, sectors), family by family: each event has Poisson children, each a geometric wait later."""
    counts = np.zeros((days, len(background)), dtype=np.int64)
    for sector, mean in enumerate(background):
        waiting = np.repeat(np.arange(-200, days), rng.poisson(mean, days + 200)).tolist()
        while waiting:
            day = waiting.pop()
            if 0 <= day < days:
                counts[day, sector] += 1
            waiting += (day + rng.geometric(1 / memory_days, rng.poisson(children))).tolist() if day < days else []
    return counts


def test_events_that_are_drawn_family_by_family_are_found_to_excite_one_another():
    counts = families(np.random.default_rng(12), 2_192, (0.5, 0.2), 0.55, 5.0)
    found = fit(counts, sectors=("west", "east"))
    assert found.converged
    assert found["branching"].low < 0.55 < found["branching"].high
    assert found["memory_days"].low < 5.0 < found["memory_days"].high
    assert found["background west"].low < 0.5 < found["background west"].high
    assert found["branching"].low > 0.2
    tested = time_rescaling(counts, process_of(found), np.random.default_rng(1))
    assert min(tested.p_value, tested.correlation_p) > 0.01


@pytest.mark.skipif(not UCDP.exists(), reason="UCDP GED events are not beside the project")
def test_lethal_events_in_the_donbas_excite_one_another():
    sectors = ("Donetsk oblast", "Luhansk oblast")
    first, days = np.datetime64("2016-01-01"), 2_192
    counts = np.zeros((days, 2), dtype=np.int64)
    with UCDP.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            day = int((np.datetime64(row["date_start"][:10]) - first) / np.timedelta64(1, "D"))
            if row["adm_1"] in sectors and row["date_prec"] == "1" and 0 <= day < days:
                counts[day, sectors.index(row["adm_1"])] += 1
    found = fit(counts, sectors=sectors)
    assert found.converged
    assert 300 < found.events < 500
    assert 0.2 < found["branching"].low < found["branching"].high < 0.9
    tested = time_rescaling(counts, process_of(found), np.random.default_rng(1))
    assert min(tested.p_value, tested.correlation_p) > 0.01
