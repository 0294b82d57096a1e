"""Reaction over roads takes the quickest way, and no way where none leads."""

import numpy as np
import pytest

from tests.siting.building import straight
from truceline.errors import CaseError
from truceline.siting.response import Reaction, first_there
from truceline.siting.routes import Roads, road_minutes

LINE = straight(every_m=75_000.0)  # two segments, middles near 36.5 and 37.5 east
FORCE = Reaction(alert_min=10, speed_kmh=60, detour=1.0)
NODES = np.array([[36.5, 48.0], [36.5, 47.8], [37.5, 48.0], [37.5, 47.8], [36.0, 47.0]])


def roads(edges, kmh=float("nan")):
    start, end, km = (np.array(part) for part in zip(*edges, strict=True))
    return Roads(NODES, start, end, km.astype(float), np.full(len(km), kmh))


def minutes(made, *bases):
    return road_minutes(made, np.array(bases), LINE, FORCE)


def test_the_quickest_way_is_taken_even_where_it_has_more_legs():
    made = roads([(1, 0, 90.0), (1, 3, 20.0), (3, 2, 20.0), (2, 0, 30.0)])

    found = minutes(made, (36.5, 47.8))

    off = 60 * 0.6 / 60  # the middle of a segment is up to 600 m from its node
    assert found[0, 1] == pytest.approx(10 + 40, abs=2 * off)
    assert found[0, 0] == pytest.approx(10 + 70, abs=2 * off)


def test_of_parallel_roads_the_quicker_counts_once():
    both, quick = roads([(1, 0, 30.0), (0, 1, 40.0)]), roads([(1, 0, 30.0)])

    assert minutes(both, (36.5, 47.8))[0, 0] == pytest.approx(minutes(quick, (36.5, 47.8))[0, 0])


def test_a_slow_road_slows_the_force_and_a_fast_one_does_not_speed_it_up():
    base = (36.5, 47.8)
    slow, own, fast = (minutes(roads([(0, 1, 30.0)], kmh), base)[0, 0] for kmh in (30.0, float("nan"), 120.0))

    assert slow == pytest.approx(own + 30)
    assert fast == pytest.approx(own)


def test_where_no_road_leads_no_force_comes():
    found = minutes(roads([(1, 0, 20.0), (2, 3, 20.0)]), (36.5, 47.8))

    assert np.isfinite(found[0, 0])
    assert np.isinf(found[0, 1])


def test_the_first_force_that_may_enter_counts():
    times = np.array([[10.0, 20.0], [30.0, 40.0]])
    asking = np.array([[np.inf, 0.0, 0.0], [0.0, 0.0, 0.0]])

    assert first_there(times, asking, LINE.sector).minutes.tolist() == [30.0, 20.0]
    assert np.isinf(first_there(np.empty((0, 2)), np.empty((0, 3)), LINE.sector).minutes).all()


def test_roads_that_lead_nowhere_are_refused_with_every_fault():
    with pytest.raises(CaseError) as caught:
        Roads(NODES, np.array([0]), np.array([9]), np.array([0.0]), np.array([-1.0]))

    assert len(caught.value.problems) == 3
