"""Sensors by kind, weather, jamming and terrain: each only ever dims, and night never beats the day."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.siting.building import parameters, sites, straight
from truceline.errors import CaseError
from truceline.records.quantities import Assumption, Range, Reliance
from truceline.siting.coverage import coverage
from truceline.siting.plan import Asset, site
from truceline.siting.sensors import eyes, plain_eyes
from truceline.siting.terrain import Terrain

LINE = straight()
PLACES = np.array([[36.5, 47.99], [37.2, 47.98]])
CAMERA = {
    "camera_per_post": 1.0,
    "camera_range_day_km": 12.0,
    "camera_range_night_km": 6.0,
    "camera_peak_day": 0.8,
    "camera_peak_night": 0.4,
}


def assumed(**numbers):
    return {
        name: Assumption(name, name, Range(value, value, value), "", Reliance.ASSUMED, "", "made up")
        for name, value in numbers.items()
    }


def seen(**numbers):
    return eyes(parameters(), assumed(**numbers)).posts(LINE, PLACES)


def test_without_further_sensors_posts_see_what_their_observers_see():
    plain = coverage(LINE, PLACES, parameters().post)

    assert seen().day.toarray() == pytest.approx(plain.day.toarray())
    assert plain_eyes(parameters()).posts(LINE, PLACES).night.toarray() == pytest.approx(plain.night.toarray())


def test_a_camera_and_an_observer_see_independently():
    plain = coverage(LINE, PLACES, parameters().post).day.toarray()
    made = eyes(parameters(), assumed(**CAMERA))
    camera = coverage(LINE, PLACES, made.post[1].sensor).day.toarray()

    assert made.posts(LINE, PLACES).day.toarray() == pytest.approx(1 - (1 - plain) * (1 - camera))
    assert camera.max() > 0.5


def test_fog_and_jamming_multiply_what_they_touch_and_nothing_else():
    numbers = assumed(**CAMERA, weather_fog_camera=0.25, jamming_orbit=0.5, jamming_camera=0.8)
    made = eyes(parameters(), numbers, weather="fog", jammed=True)

    assert {part.kind: part.factor for part in made.post} == {"observer": 1.0, "camera": pytest.approx(0.2)}
    assert made.orbit.factor == 0.5
    clear = eyes(parameters(), numbers).orbits(LINE, PLACES).day.toarray()
    assert made.orbits(LINE, PLACES).day.toarray() == pytest.approx(0.5 * clear)


def test_every_fault_is_listed_at_once():
    with pytest.raises(CaseError) as caught:
        eyes(parameters(), assumed(radar_per_post=1.0, jamming_uav=1.5), weather="snow")

    assert len(caught.value.problems) == 6
    assert "weather 'snow' | no assumption says what it does; known: none" in caught.value.problems


def wall(height):
    heights = np.zeros((200, 300))
    heights[100:103] = height  # a ridge from west to east between the places and the line
    return Terrain(heights, 36.0, 48.1, (0.01, 0.001))


def test_a_post_behind_a_ridge_sees_nothing_of_the_line_and_its_sound_goes_round():
    south = np.array([[36.5, 47.96]])
    numbers = assumed(**{name.replace("camera", "acoustic"): value for name, value in CAMERA.items()})

    blind = eyes(parameters(), {}, terrain=wall(200.0)).posts(LINE, south)
    open_ = eyes(parameters(), {}, terrain=wall(0.0)).posts(LINE, south)
    heard = eyes(parameters(), numbers, terrain=wall(200.0)).posts(LINE, south)

    assert blind.day.nnz == blind.night.nnz == 0
    assert open_.day.nnz > 0
    assert heard.day.nnz > 0


def test_siting_uses_what_it_is_given_to_see_with():
    blind = eyes(parameters(), assumed(weather_fog_observer=0.1), weather="fog")
    assets, where = (Asset("a", "birch", "post", posts=3),), sites(10)

    assert (
        site(LINE, where, assets, parameters(), eyes=blind).mean_detection[0]
        < 0.2 * (site(LINE, where, assets, parameters()).mean_detection[0])
    )


@settings(max_examples=30, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 200))
def test_nothing_that_dims_ever_helps_and_night_never_beats_the_day(fog, jamming, height):
    numbers = assumed(**CAMERA, weather_fog_observer=fog, jamming_camera=jamming)
    dim = eyes(parameters(), numbers, weather="fog", jammed=True, terrain=wall(height)).posts(LINE, PLACES)
    clear = eyes(parameters(), numbers).posts(LINE, PLACES)

    assert (dim.day.toarray() <= clear.day.toarray() + 1e-12).all()
    assert (dim.night.toarray() <= dim.day.toarray() + 1e-12).all()
