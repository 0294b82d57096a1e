"""Violations of a day: their number, places, hours and fates are distributed as the assumptions say."""

import numpy as np
import pytest
from scipy.stats import chisquare, kstest

from tests.exercise.building import behaviour, ground
from truceline.exercise.random_streams import keys
from truceline.exercise.violations import ExerciseSetting, violations_of

RUNS = 4_000


def day_of(rate=3.0, place=None, kept=1.0, day=5, **changes):
    setting = ExerciseSetting.of(place or ground(), behaviour(RUNS, **changes), keys(3, range(RUNS)))
    rates = np.tile([rate * 0.6, rate * 0.4, 0.0], (RUNS, 1))
    return violations_of(setting, day, rates, np.zeros(RUNS, dtype=np.int64), np.full(RUNS, kept))


def poisson_like(counts, mean):
    """Mean and variance of ``counts`` are those of a Poisson distribution, within 3.5 standard errors."""
    assert counts.mean() == pytest.approx(mean, abs=3.5 * np.sqrt(mean / len(counts)))
    assert counts.var(ddof=1) / mean == pytest.approx(
        1, abs=3.5 * np.sqrt(2 / len(counts)) + 1 / (mean * np.sqrt(len(counts)))
    )


def test_what_is_seen_is_exactly_a_poisson_process_thinned():
    found = day_of(night_share=0.25)
    chance = 0.75 * 0.6 + 0.25 * 0.2
    poisson_like(np.bincount(found.replication, minlength=RUNS), 3.0)
    poisson_like(np.bincount(found.replication[found.seen], minlength=RUNS), 3.0 * chance)
    poisson_like(np.bincount(found.replication[~found.seen], minlength=RUNS), 3.0 * (1 - chance))
    together = np.array([np.bincount(found.replication[seen], minlength=RUNS) for seen in (found.seen, ~found.seen)])
    assert abs(np.corrcoef(together)[0, 1]) < 3.5 / np.sqrt(RUNS)  # the two parts are independent


def test_restraint_by_presence_and_by_the_ladder_thins_what_may_happen():
    found = day_of(presence_restraint=0.5, kept=0.8, night_share=0.25)
    poisson_like(np.bincount(found.replication, minlength=RUNS), 3.0 * 0.8 * (1 - 0.5 * 0.5))


def test_places_are_even_along_each_sector_and_hours_by_day_and_night():
    found = day_of(night_share=0.3, day=5)
    assert chisquare(np.bincount(found.segment, minlength=10)).pvalue > 0.001
    assert set(found.segment[found.sector == 0]) == set(range(6))
    assert found.night.mean() == pytest.approx(0.3, abs=0.02)
    hour = found.hour - 5 * 24
    assert ((hour >= 0) & (hour < 24)).all()
    assert ((hour >= 18) | (hour < 6)).tolist() == found.night.tolist()
    assert kstest((hour[~found.night] - 6) / 12, "uniform").pvalue > 0.001


def test_they_come_in_order_of_replication_and_time():
    found = day_of()
    order = np.lexsort((found.hour, found.replication))
    assert order.tolist() == list(range(len(found)))


def test_what_becomes_of_them_follows_the_assumed_shares_and_waits():
    found = day_of(access_share=0.4, attribution_share=0.25, grave_share=0.2)
    n = found.seen.sum()
    assert np.isfinite(found.reported).tolist() == found.seen.tolist()
    assert np.isfinite(found.verified).sum() / n == pytest.approx(0.4, abs=3.5 * np.sqrt(0.24 / n))
    assert found.attributed.sum() / n == pytest.approx(0.1, abs=3.5 * np.sqrt(0.09 / n))
    assert not (found.attributed & ~np.isfinite(found.verified)).any()
    assert found.grave.mean() == pytest.approx(0.2, abs=0.02)
    assert kstest((found.reported - found.hour)[found.seen], "expon", args=(0, 2.0)).pvalue > 0.001
    verified = found.select(np.isfinite(found.verified))
    waited = verified.verified - verified.reported
    assert kstest(waited, "expon", args=(0, 24.0)).pvalue > 0.001


def test_more_watching_sees_more_of_the_same_violations():
    less, more = day_of(place=ground(day=0.3, night=0.1)), day_of(place=ground(day=0.6, night=0.2))
    assert less.hour.tolist() == more.hour.tolist()
    assert not (less.seen & ~more.seen).any()
    assert more.seen.sum() > 1.5 * less.seen.sum()
