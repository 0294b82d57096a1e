"""Waits of calls through a whole exercise are those of queueing theory, at a stated confidence.

Every violation calls, at once: calls are a Poisson process of constant rate. A force is bound for the way there and
back and for an exponential time on the scene. The means rest on the replications as units, so that the sampling error
is known; the seed is fixed, and ``CONFIDENCE`` is the chance that a right kernel passes one such check.
"""

import math

import numpy as np
import pytest
from scipy.stats import norm

from tests.exercise.building import behaviour, exercise, ground
from truceline.exercise.random_streams import keys
from truceline.exercise.replication import days_of

CONFIDENCE = 0.999
RUNS, DAYS, WARM = 200, 80, 10
WITHIN = 0.1
"""How near Lee's and Longton's approximation comes for services that vary less than exponential ones: no theorem."""


def waited(per_hour, forces, way_h, on_scene_h):
    """Mean wait in hours once the start is forgotten, and its half interval at ``CONFIDENCE``."""
    told = exercise(days=DAYS)
    place = ground(1.0, 1.0, minutes=60 * way_h, forces=forces)
    parties = behaviour(
        RUNS, violations_per_100km_day=24 * per_hour, grave_share=1.0, report_h=1e-9, on_scene_h=on_scene_h
    )
    total, calls = np.zeros(RUNS), np.zeros(RUNS)
    for today in days_of(told, place, parties, keys(3, range(RUNS))):
        if today.day >= WARM:
            owner = today.violations.replication
            total += np.bincount(owner, today.minutes / 60 - way_h, minlength=RUNS)
            calls += np.bincount(owner, minlength=RUNS)
    mean = total.sum() / calls.sum()
    error = np.std(total - mean * calls, ddof=1) / math.sqrt(RUNS) / calls.mean()
    return mean, norm.ppf((1 + CONFIDENCE) / 2) * error


def erlang(per_hour, forces, service_h):
    """Mean wait of M/M/c (Erlang C)."""
    offered = per_hour * service_h
    tail = offered**forces / math.factorial(forces) * forces / (forces - offered)
    chance = tail / (sum(offered**k / math.factorial(k) for k in range(forces)) + tail)
    return chance * service_h / (forces - offered)


@pytest.mark.parametrize(("forces", "load"), [(1, 0.6), (2, 0.7), (3, 0.75)])
def test_with_no_way_to_go_the_mean_wait_is_erlangs(forces, load):
    per_hour = load * forces / 3.0
    mean, half = waited(per_hour, forces, 0.0, 3.0)
    assert half < 0.1 * mean
    assert mean == pytest.approx(erlang(per_hour, forces, 3.0), abs=half)


@pytest.mark.parametrize(("way_h", "on_scene_h"), [(0.5, 2.0), (1.5, 1e-9)])
def test_with_one_force_the_mean_wait_is_pollaczeks_and_khinchins(way_h, on_scene_h):
    service, square = 2 * way_h + on_scene_h, (2 * way_h + on_scene_h) ** 2 + on_scene_h**2
    per_hour = 0.6 / service
    mean, half = waited(per_hour, 1, way_h, on_scene_h)
    assert half < 0.1 * mean
    assert mean == pytest.approx(per_hour * square / (2 * (1 - 0.6)), abs=half)


@pytest.mark.parametrize(("forces", "load"), [(2, 0.7), (3, 0.75)])
def test_with_several_forces_and_a_way_to_go_the_mean_wait_is_near_lees_and_longtons(forces, load):
    per_hour = load * forces / 3.0
    mean, _ = waited(per_hour, forces, 0.5, 2.0)
    varied = (2.0 / 3.0) ** 2
    assert mean == pytest.approx((1 + varied) / 2 * erlang(per_hour, forces, 3.0), rel=WITHIN)
