"""A change between two dates: length moved, distance, and the ground either side."""

import pytest
from shapely import LineString

from truceline.agreement.line import GEOD
from truceline.agreement.line_changes import change
from truceline.errors import CaseError
from truceline.records.places import Line


def line(*corners, name="line"):
    return Line(name, "2031-01-01", "friends", LineString(corners), "own", "")


OLD = line((10, 50), (10, 51))  # along a meridian, which is a geodesic: west of it is left


def area_km2(lons, lats):
    area, _ = GEOD.polygon_area_perimeter(lons, lats)
    return abs(area) / 1e6


def test_a_line_has_not_moved_from_itself():
    same = change(OLD, OLD)

    assert same.most_m == pytest.approx(0, abs=1e-3)
    assert (same.moved_km, same.now_left_km2, same.now_right_km2, same.stretches) == (0, 0, 0, ())


def test_ground_that_the_line_passed_over_has_changed_sides():
    west, east = [(9.9, 50.2), (9.9, 50.6)], [(10.05, 50.6), (10.05, 50.8)]
    new = line((10, 50), (10, 50.2), *west, *east, (10, 50.8), (10, 51))
    found = change(OLD, new)

    assert found.now_right_km2 == pytest.approx(area_km2([10, 9.9, 9.9, 10], [50.2, 50.2, 50.6, 50.6]), rel=1e-3)
    assert found.now_left_km2 == pytest.approx(area_km2([10, 10.05, 10.05, 10], [50.6, 50.6, 50.8, 50.8]), rel=1e-3)
    assert [s.side for s in found.stretches] == ["left", "right"]
    assert found.most_m == pytest.approx(GEOD.line_length([10, 9.9], [50.2, 50.2]), rel=1e-3)
    assert found.stretches[0].from_m == pytest.approx(GEOD.line_length([10, 10], [50, 50.2]), rel=1e-3)
    assert found.stretches[0].to_m == pytest.approx(GEOD.line_length([10, 10], [50, 50.6]), rel=1e-3)


def test_both_ways_round_the_sides_change_places():
    new = line((10, 50), (9.9, 50.5), (10, 51))
    there, back = change(OLD, new), change(new, OLD)

    assert there.now_right_km2 == pytest.approx(back.now_left_km2, rel=1e-3)
    assert there.now_left_km2 == pytest.approx(0, abs=1e-3)


def test_lines_that_run_opposite_ways_are_refused():
    with pytest.raises(CaseError, match="turn one round"):
        change(OLD, line((10, 51), (10, 50)))


def test_moved_length_is_that_of_the_part_that_moved():
    found = change(OLD, line((10, 50), (10, 50.5), (10.01, 50.5), (10.01, 51)))
    half = GEOD.line_length([10.01, 10.01], [50.5, 51]) / 1e3

    assert found.moved_km == pytest.approx(half, abs=1.5)
    assert found.earlier_km == pytest.approx(GEOD.line_length([10, 10], [50, 51]) / 1e3)
