"""Detection falls with distance, ends at the range, and is never better by night."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.siting import GEOD
from tests.siting.building import straight
from truceline.errors import CaseError
from truceline.siting.coverage import Sensor, coverage, near
from truceline.siting.location.problem import detected

PLACES = np.array([(36.2, 48.05), (37.0, 47.99), (37.9, 48.3)])


def test_detection_falls_from_the_peak_to_nothing_at_the_range():
    sensor = Sensor(8, 4, 0.9, 0.5, 2)
    assert sensor.by_day(np.array([0.0, 4.0, 8.0, 9.0])).tolist() == pytest.approx([0.9, 0.675, 0, 0])
    assert sensor.by_night(np.array([0.0, 2.0, 4.0])).tolist() == pytest.approx([0.5, 0.375, 0])


@given(st.floats(0, 50), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0.1, 9), st.floats(0, 60))
def test_no_night_beats_its_day(reach, shorter, peak, lower, shape, distance):
    sensor = Sensor(reach, reach * shorter, peak, peak * lower, shape)
    at = np.array([distance])
    assert 0 <= sensor.by_night(at)[0] <= sensor.by_day(at)[0] + 1e-12 <= 1 + 1e-12


def test_a_sensor_that_sees_better_by_night_is_refused_with_every_reason():
    with pytest.raises(CaseError) as caught:
        Sensor(4, 8, 0.5, 0.9, 0)
    assert len(caught.value.problems) == 3


def test_pairs_are_all_those_in_reach_with_geodesic_distances():
    line = straight()
    pairs = near(line, PLACES, 30.0)
    lon, lat = np.meshgrid(line.lon, PLACES[:, 0])[0], np.meshgrid(line.lat, PLACES[:, 1])[0]
    away = np.repeat(PLACES, len(line.lon), axis=0)
    _, _, apart = GEOD.inv(away[:, 0], away[:, 1], lon.ravel(), lat.ravel())
    expected = np.reshape(apart, lon.shape) / 1e3
    found = np.full(expected.shape, np.inf)
    found[pairs.place, pairs.segment] = pairs.km
    assert (np.isfinite(found) == (expected <= 30.0)).all()
    assert found[expected <= 30.0] == pytest.approx(expected[expected <= 30.0], abs=1e-3)


def test_far_distances_are_right_to_a_metre():
    pairs = near(straight(), np.array([(31.0, 46.0)]), 600.0)
    _, _, apart = GEOD.inv(31.0, 46.0, straight().lon[0], straight().lat[0])
    assert pairs.km[0] == pytest.approx(apart / 1e3, abs=2e-3)


def test_the_matrix_holds_the_sensor_at_each_distance():
    line, sensor = straight(), Sensor(20, 10, 0.9, 0.6, 2)
    seen = coverage(line, PLACES, sensor)
    assert seen.day.shape == seen.night.shape == (3, len(line.lon))
    _, _, metres = GEOD.inv(37.0, 47.99, line.lon[40], line.lat[40])
    assert seen.day[1, 40] == pytest.approx(0.9 * max(0, 1 - (metres / 20e3) ** 2), abs=1e-4)
    assert (seen.night - seen.day).max() <= 0
    assert seen.night.nnz < seen.day.nnz


def test_more_posts_never_see_less():
    seen = coverage(straight(), PLACES, Sensor(20, 10, 0.9, 0.6, 2)).day
    one, two = detected(seen, np.array([1])), detected(seen, np.array([0, 1]))
    assert (two >= one).all()
    assert two.sum() > one.sum()


def test_places_out_of_reach_see_nothing():
    assert coverage(straight(), np.array([(10.0, 10.0)]), Sensor(20, 10, 0.9, 0.6, 2)).day.nnz == 0
