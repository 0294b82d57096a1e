"""Belts keep their geodesic distance, on their own side, in bights and at the ends."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely import LineString

from truceline.agreement.line import GEOD, chainage_m, length_m, points_at
from truceline.agreement.zones import belt, within
from truceline.errors import CaseError
from truceline.records.places import Line

MINSK_M = (15_000.0, 25_000.0, 35_000.0, 70_000.0)
HAIRPIN = [(30, 48), (36, 48.5), (38, 50), (37, 47)]


def line(corners):
    return Line("front", "2031-03-01", "ash", LineString(corners), "src", "")


def area_km2(shape):
    return abs(GEOD.geometry_area_perimeter(shape)[0]) / 1e6


@pytest.mark.parametrize("width", MINSK_M)
def test_a_straight_belt_is_a_strip_with_half_a_round_end_at_either_end(width):
    zones = belt(line([(30, 48), (31.5, 48)]), width, width)
    length = GEOD.inv(30, 48, 31.5, 48)[2]
    expected = (length * width + math.pi * width**2 / 2) / 1e6
    assert area_km2(zones.left) == pytest.approx(expected, rel=2e-4)
    assert area_km2(zones.right) == pytest.approx(expected, rel=2e-4)


@pytest.mark.parametrize("width", MINSK_M)
def test_the_edge_keeps_its_distance_at_ten_places(width):
    front = line([(36, 50.2), (37.5, 49.0), (37.2, 48.1), (35.0, 47.4)])
    zones = belt(front, width, 0.0)
    for lon, lat in points_at(front, np.linspace(0.05, 0.95, 10) * length_m(front)):
        ring = np.array([GEOD.fwd(lon, lat, turn, 0.999 * width)[:2] for turn in range(0, 360, 5)])
        _, offset = chainage_m(front, ring)
        clear = np.abs(offset) > 1.0
        assert clear.sum() >= 70
        assert (shapely.contains_xy(zones.left, *ring.T) == (offset > 0))[clear].all()
    edge = shapely.boundary(zones.left)
    outer = shapely.get_coordinates(edge)
    _, offset = chainage_m(front, outer)
    far = np.abs(offset) > 1.0  # the rest of the edge is the line and its continuation
    assert np.abs(offset[far]).max() <= width + 0.05
    assert (np.abs(offset[far]) >= width * (1 - 2e-4)).mean() > 0.8


def ends_lie_apart(corners, width):
    """Tell whether each end is farther off the line's other legs than their belts and its own reach."""
    apart = 2.1 * width + 5_000
    return len(corners) == 2 or (
        abs(chainage_m(line(corners[1:]), np.array(corners[:1]))[1][0]) > apart
        and abs(chainage_m(line(corners[:-1]), np.array(corners[-1:]))[1][0]) > apart
    )


def place(corner):
    """Corners a hair apart are one."""
    return tuple(round(degrees, 6) for degrees in corner)


@settings(deadline=None, max_examples=12)
@given(
    st.lists(st.tuples(st.floats(33, 37), st.floats(47, 50)), min_size=2, max_size=4, unique_by=place),
    st.sampled_from(MINSK_M),
    st.sampled_from(MINSK_M),
)
def test_a_point_is_in_a_belt_exactly_if_its_offset_says_so(corners, left, right):
    assume(LineString(corners).is_simple and LineString(corners).length > 0.1)
    assume(ends_lie_apart(corners, max(left, right)))
    front = line(corners)
    zones = belt(front, left, right)
    points = np.random.default_rng(0).uniform((31.5, 46), (38.5, 51), (3_000, 2))
    _, offset = chainage_m(front, points)
    for zone, width, side in ((zones.left, left, 1), (zones.right, right, -1)):
        wanted = (np.sign(offset) == side) & (np.abs(offset) <= width)
        doubtful = np.abs(np.abs(offset) - width) < 2e-4 * width
        inside = shapely.contains_xy(zone, *points.T)
        assert (inside == wanted)[~doubtful].all()


def test_a_belt_does_not_reach_across_the_line_in_a_bight():
    zones = belt(line(HAIRPIN), 70_000.0, 70_000.0)
    assert shapely.intersection(zones.left, zones.right).area < 1e-9
    whole = area_km2(shapely.union_all([zones.left, zones.right]))
    assert area_km2(zones.left) + area_km2(zones.right) == pytest.approx(whole, rel=1e-6)


def test_belts_are_whole_and_valid_polygons():
    zones = belt(line(HAIRPIN), 25_000.0, 70_000.0)
    for zone in (zones.left, zones.right):
        assert zone.geom_type == "Polygon"
        assert zone.is_valid
        assert not zone.interiors


@pytest.mark.parametrize("width", [100.0, *MINSK_M])
def test_ground_on_both_sides_is_what_lies_near_enough_and_its_ring_begins_in_the_west(width):
    chance, front = np.random.default_rng(0), line(HAIRPIN)
    on = points_at(front, np.sort(chance.uniform(0, length_m(front), 3_000)))
    lon, lat, _ = GEOD.fwd(*on.T, chance.uniform(0, 360, 3_000), chance.uniform(0, 1.5, 3_000) * width)
    _, offset = chainage_m(front, np.column_stack([lon, lat]))

    whole = within(front, width)
    sure = np.abs(np.abs(offset) - width) > 2e-4 * width + 0.1
    assert (shapely.contains_xy(whole, lon, lat) == (np.abs(offset) <= width))[sure].all()
    assert {bool(near) for near in (np.abs(offset) <= width)} == {True, False}
    ring = shapely.get_coordinates(whole.exterior)
    assert ring[0, 0] == ring[:, 0].min()


def test_a_side_of_no_width_is_empty():
    zones = belt(line(HAIRPIN), 0.0, 15_000.0)
    assert zones.left.is_empty
    assert not zones.right.is_empty


def test_both_bad_distances_are_listed():
    with pytest.raises(CaseError) as caught:
        belt(line(HAIRPIN), -1.0, math.nan)
    assert len(caught.value.problems) == 2
