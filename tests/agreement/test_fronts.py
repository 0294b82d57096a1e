"""The front is told from coast and border by a rough line, by its ends, or by the country's outline."""

import json

import numpy as np
import pytest
from shapely import LineString, Polygon
from shapely.geometry import shape

from tests.places import SHARED
from truceline.agreement.fronts import front_along, front_between, front_inside, grounds
from truceline.agreement.line import GEOD, chainage_m, length_m
from truceline.agreement.line_changes import change
from truceline.errors import CaseError
from truceline.records.places import Line

DATA = SHARED / "data" / "line"

# A country from 10 to 14 east, 50 to 52 north; the east of it is held, up to a front with a salient at 51 north.
# Its vertices are close, so that parallels stay parallels.
COUNTRY = Polygon([(10, 50), (14, 50), (14, 52), (10, 52)]).segmentize(0.05)
FRONT = [(12, 52), (12, 51.1), (11.6, 51), (12, 50.9), (12, 50)]
HELD = Polygon([*FRONT, (14, 50), (14, 52)]).segmentize(0.05)


def line(corners, name="rough"):
    return Line(name, "2031-01-01", "friends", LineString(corners), "own", "")


def km(geometry):
    return GEOD.geometry_length(geometry) / 1e3


def test_a_rough_line_names_the_arc_and_its_ends():
    found = front_along(grounds([HELD]), line([(12.03, 51.9), (11.9, 51), (12.03, 50.1)]))

    (part,) = found.parts
    assert km(part) == pytest.approx(km(LineString([(12, 51.9), *FRONT[1:4], (12, 50.1)])), abs=0.5)
    _, off = chainage_m(line(LineString(FRONT).segmentize(0.05).coords), np.array(part.coords))
    assert np.abs(off).max() < 1.0
    assert part.coords[0][1] > part.coords[-1][1], "it runs as the rough line does"
    assert 15_000 < found.strays_m < 25_000


def test_other_polygons_are_set_aside_with_the_length_of_their_boundary():
    pocket = Polygon([(10.2, 51.8), (10.4, 51.8), (10.4, 52), (10.2, 52)])
    found = front_along(grounds([pocket, HELD]), line([(12, 52), (12, 50)]))

    assert found.others_km == pytest.approx((km(LineString(pocket.exterior.coords)),))


def test_given_ends_name_the_arc_that_has_the_held_ground_on_its_left():
    (part,) = front_between(grounds([HELD]), [(12.0, 52.0, 12.0, 50.0)]).parts
    (round_the_back,) = front_between(grounds([HELD]), [(12.0, 50.0, 12.0, 52.0)]).parts

    assert km(part) == pytest.approx(km(LineString(FRONT)))
    assert [tuple(np.round(p, 6)) for p in (part.coords[0], part.coords[-1])] == [FRONT[0], FRONT[-1]]
    assert km(part) + km(round_the_back) == pytest.approx(km(LineString(HELD.exterior.coords)))
    _, side = chainage_m(line(part.coords), np.array([[13.0, 51.0]]))
    assert side[0] > 0


def test_an_arc_may_run_over_the_first_vertex_of_the_ring():
    turned = Polygon([FRONT[2], FRONT[3], FRONT[4], (14, 50), (14, 52), FRONT[0], FRONT[1]])
    (part,) = front_between(grounds([turned]), [(12.0, 52.0, 12.0, 50.0)]).parts

    assert km(part) == pytest.approx(km(LineString(FRONT)))


def test_of_the_boundary_only_what_lies_off_the_outline_is_front():
    pocket = Polygon([(10.2, 51.8), (10.6, 51.8), (10.6, 52), (10.2, 52)]).segmentize(0.05)
    found = front_inside(grounds([HELD, pocket]), [COUNTRY])

    assert len(found.parts) == 2
    assert km(found.parts[0]) == pytest.approx(km(LineString(FRONT)), abs=2 * 2.3)
    inner = LineString([(10.2, 52), (10.2, 51.8), (10.6, 51.8), (10.6, 52)])
    assert km(found.parts[1]) == pytest.approx(km(inner), abs=2 * 2.3)
    for part in found.parts:
        assert COUNTRY.exterior.distance(part) > 0.01, "nothing of the border is in it"


def test_held_ground_all_of_whose_boundary_is_border_is_told_of_and_gives_no_front():
    island = Polygon([(15, 50), (15.5, 50), (15.5, 50.4), (15, 50.4)]).segmentize(0.05)
    found = front_inside(grounds([HELD, island]), [COUNTRY, island])

    assert len(found.parts) == 1
    assert found.others_km == pytest.approx((km(LineString(island.exterior.coords)),), rel=1e-4)


def test_ground_held_to_the_border_all_round_has_no_front():
    with pytest.raises(CaseError, match="no front found"):
        front_inside(grounds([COUNTRY]), [COUNTRY])


def test_borders_between_held_polygons_vanish():
    halves = [Polygon([(12, 50), (13, 50), (13, 52), (12, 52)]), Polygon([(13, 50), (14, 50), (14, 52), (13, 52)])]
    (merged,) = grounds(halves)

    assert merged.area == pytest.approx(4.0)


def test_a_guide_that_meets_the_boundary_in_one_place_is_refused():
    with pytest.raises(CaseError, match="in one place"):
        front_along(grounds([HELD]), line([(11.0, 51.0), (11.2, 51.0)]))


def test_two_days_of_polygons_give_fronts_without_border_and_the_ground_that_changed_sides():
    salient = Polygon([(12, 51.7), (11.7, 51.6), (11.7, 51.4), (12, 51.3)])  # taken
    bay = Polygon([(12, 50.6), (12.2, 50.55), (12.2, 50.45), (12, 50.4)])  # given up
    days = {"before": HELD, "after": HELD.union(salient).difference(bay).segmentize(0.05)}
    rough = line([(12.1, 51.9), (11.8, 51.5), (11.9, 51), (12.1, 50.5), (12.1, 50.1)])
    fronts = {}
    for day, held in days.items():
        (part,) = front_along(grounds([held]), rough).parts
        fronts[day] = line(part.coords, day)
        corners = np.array(part.coords)
        assert not ((corners[:, 0] > 12.5) | (corners[:, 1] > 51.95) | (corners[:, 1] < 50.05)).any(), "no border"

    moved = change(fronts["before"], fronts["after"])
    assert moved.now_left_km2 == pytest.approx(abs(GEOD.geometry_area_perimeter(salient)[0]) / 1e6, rel=0.01)
    assert moved.now_right_km2 == pytest.approx(abs(GEOD.geometry_area_perimeter(bay)[0]) / 1e6, rel=0.01)
    assert {stretch.side for stretch in moved.stretches[:2]} == {"left", "right"}


@pytest.mark.skipif(not DATA.exists(), reason="the published polygons are not here")
def test_the_published_polygons_give_a_front_without_coast_or_border():
    rough = line([(37.85, 49.98), (37.7, 49.4), (38.0, 48.6), (37.2, 47.9), (35.2, 47.5), (33.5, 46.9), (31.66, 46.55)])
    found = {}
    for path in sorted(DATA.glob("deepstate_*.geojson")):
        held = grounds([shape(f["geometry"]) for f in json.loads(path.read_text())["features"]])
        (part,) = front_along(held, rough).parts
        found[path.stem[-8:]] = (held[0], line(part.coords, path.stem))

    for _, front in found.values():
        assert 1_100e3 < length_m(front) < 1_200e3
        corners = np.array(front.geometry.coords)
        assert not ((corners[:, 1] < 46.4) | (corners[:, 0] > 38.6)).any(), "no Azov shore, no eastern border"
    (old, before), (new, after) = found["20241201"], found["20250302"]
    moved = change(before, after)
    gained = abs(GEOD.geometry_area_perimeter(new.difference(old))[0]) / 1e6
    assert moved.now_left_km2 == pytest.approx(gained, rel=0.01), "what changed sides is what the polygons say"
