"""The line of contact: where along it, how far off it, in which sector."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, box

from tests.reference.siting import GEOD, nearest, walk
from truceline.agreement.line import chainage_m, ecef, length_m, point_at, points_at, segments, vertices_m
from truceline.errors import CaseError
from truceline.records.places import Line, Sector

BEND = [(36.0, 50.2), (37.5, 49.0), (37.2, 48.1), (35.0, 47.4)]


def line(corners):
    return Line("front", "2031-03-01", "ash", LineString(corners), "src", "")


def test_length_is_geodesic():
    assert length_m(line(BEND)) == pytest.approx(GEOD.line_length(*zip(*BEND, strict=True)), abs=1e-3)


def test_one_degree_of_latitude_is_as_long_as_on_the_ellipsoid():
    # 111132.954 - 559.822 cos(2 lat) + 1.175 cos(4 lat), the usual series, at 48.5 degrees
    assert length_m(line([(36, 48), (36, 49)])) == pytest.approx(111_200.05, abs=0.5)


def test_a_line_whose_vertices_coincide_is_refused_by_name():
    with pytest.raises(CaseError, match=r"front \| 2 vertices in one place"):
        length_m(line([(36, 48), (36, 48)]))


def test_repeated_vertices_add_nothing():
    doubled = [BEND[0], BEND[0], BEND[1], BEND[1], BEND[2], BEND[3], BEND[3]]
    assert length_m(line(doubled)) == pytest.approx(length_m(line(BEND)), abs=1e-6)
    assert point_at(line(doubled), 1234.5).equals(point_at(line(BEND), 1234.5))


def test_ends_and_vertices_lie_at_their_chainage():
    front = line(BEND)
    first_leg = GEOD.inv(*BEND[0], *BEND[1])[2]
    assert point_at(front, 0.0).coords[0] == pytest.approx(BEND[0], abs=1e-9)
    assert point_at(front, first_leg).coords[0] == pytest.approx(BEND[1], abs=1e-9)
    assert point_at(front, length_m(front)).coords[0] == pytest.approx(BEND[3], abs=1e-9)


def test_every_chainage_off_the_line_is_listed():
    with pytest.raises(CaseError) as caught:
        points_at(line(BEND), np.array([-1.0, 5.0, 1e9, np.nan]))
    assert len(caught.value.problems) == 3


def test_points_on_the_line_have_their_own_chainage_and_no_offset():
    front = line(BEND)
    marks = np.linspace(0, length_m(front), 501)
    found, offset = chainage_m(front, points_at(front, marks))
    assert found == pytest.approx(marks, abs=0.01)
    assert np.abs(offset).max() < 0.1


def test_left_is_positive_and_right_is_negative():
    north = line([(36, 48), (36, 49)])
    _, offset = chainage_m(north, np.array([[35.9, 48.5], [36.1, 48.5], [35.9, 49.5], [36.1, 47.5]]))
    assert np.sign(offset).tolist() == [1, -1, 1, -1]


def test_the_outside_of_a_sharp_bend_is_on_one_side():
    bend = line([(36, 48), (36.5, 48), (36.02, 48.02)])
    beyond = np.array([[36.7, 48.0 + d] for d in (-0.1, -0.01, 0.01, 0.1)])
    _, offset = chainage_m(bend, beyond)
    assert (offset < 0).all()


def test_vertices_a_hair_apart_are_one():
    hair = (30.0, 45.00000000000001)  # the next number that a latitude can be
    point = np.array([[29.0, 44.0], [31.0, 45.5]])
    plain, with_hair = line([(30, 46), (30, 45)]), line([(30, 46), (30, 45), hair])
    for found, expected in zip(chainage_m(with_hair, point), chainage_m(plain, point), strict=True):
        assert found == pytest.approx(expected, abs=1e-6)


def place(corner):
    """Corners a hair apart are one."""
    return tuple(round(degrees, 6) for degrees in corner)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.floats(30, 40), st.floats(45, 52)), min_size=2, max_size=5, unique_by=place),
    st.tuples(st.floats(29, 41), st.floats(44, 53)),
)
def test_the_nearest_point_agrees_with_walking_the_line(corners, point):
    front = line(corners)
    _, apart = nearest(corners, point, step_m=500.0)
    found, offset = chainage_m(front, np.array([point]))
    where = point_at(front, float(np.clip(found[0], 0, length_m(front))))
    assert abs(offset[0]) <= apart + 1.0
    assert abs(offset[0]) >= apart - 260.0
    assert GEOD.inv(*point, where.x, where.y)[2] == pytest.approx(abs(offset[0]), abs=1e-3)


def test_many_points_are_found_in_chunks_as_one_by_one():
    front = line(BEND)
    points = np.random.default_rng(1).uniform((34, 46), (39, 51), (60_000, 2))
    chainages, offsets = chainage_m(front, points)
    alone = [chainage_m(front, points[i : i + 1]) for i in (0, 49_999, 50_000, 59_999)]
    assert [chainages[i] for i in (0, 49_999, 50_000, 59_999)] == [a[0][0] for a in alone]
    assert [offsets[i] for i in (0, 49_999, 50_000, 59_999)] == [a[1][0] for a in alone]


def test_added_vertices_lie_on_the_walked_line():
    where, chainages = vertices_m(line(BEND), 2_000.0)
    assert np.diff(chainages).max() <= 2_000.0 + 1e-6
    assert np.diff(chainages).min() > 0
    walked, marks = walk(BEND, 10.0)
    nearest_mark = np.abs(marks[None, :] - chainages[::40, None]).argmin(axis=1)
    _, _, apart = GEOD.inv(where[::40, 0], where[::40, 1], walked[nearest_mark, 0], walked[nearest_mark, 1])
    assert max(apart) <= 5.1


def test_segments_add_up_to_the_line_and_the_last_is_what_remains():
    pieces = segments(line(BEND), (), 1_000.0)
    total = length_m(line(BEND))
    assert pieces.length_m.sum() == pytest.approx(total, abs=1e-6)
    assert (pieces.length_m[:-1] == 1_000.0).all()
    assert pieces.length_m[-1] == pytest.approx(total % 1_000.0, abs=1e-6)
    assert (pieces.start_m[1:] == pieces.end_m[:-1]).all()
    assert (pieces.sector == -1).all()


def test_a_segment_belongs_to_the_first_sector_that_holds_its_middle():
    sectors = (
        Sector("north", "North", box(35, 49, 40, 51)),
        Sector("all", "All", box(34, 46, 40, 52)),
    )
    pieces = segments(line(BEND), sectors, 5_000.0)
    assert pieces.sectors == ("north", "all")
    assert (pieces.sector == np.where(pieces.lat >= 49, 0, 1)).all()


@pytest.mark.parametrize("every", [0.0, -5.0, float("nan")])
def test_segments_without_length_are_refused(every):
    with pytest.raises(CaseError, match="give a positive length"):
        segments(line(BEND), (), every)


@pytest.mark.parametrize("span", [0.5, 3.0])
def test_straight_distance_is_as_short_of_the_geodesic_as_stated(span):
    ends = ecef(np.array([36.0, 36.0 + span]), np.array([48.0, 48.0 + span]))
    chord = np.sqrt(((ends[1] - ends[0]) ** 2).sum())
    arc = GEOD.inv(36.0, 48.0, 36.0 + span, 48.0 + span)[2]
    assert arc - chord == pytest.approx(chord**3 / (24 * 6_371_000**2), rel=0.02)
