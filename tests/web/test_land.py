"""The coasts below the map: known places lie where they should, and no border is drawn."""

import json
from collections import Counter

import pytest
import shapely

from tests.places import ROOT

LAND = json.loads(
    (ROOT / "src" / "truceline" / "web" / "static" / "vendor" / "land-50m.json").read_text(encoding="utf-8")
)


def arcs_of(part):
    return [part] if isinstance(part, int) else [arc for each in part for arc in arcs_of(each)]


@pytest.fixture(scope="module")
def ground():
    (scale_x, scale_y), (left, low) = LAND["transform"]["scale"], LAND["transform"]["translate"]
    lines = []
    for arc in LAND["arcs"]:
        x = y = 0
        lines.append([((x := x + dx) * scale_x + left, (y := y + dy) * scale_y + low) for dx, dy in arc])
    run = lambda number: lines[number] if number >= 0 else lines[~number][::-1]  # noqa: E731
    rings = lambda part: [[point for number in ring for point in run(number)] for ring in part]  # noqa: E731
    parts = [rings(part) for shape in LAND["objects"]["land"]["geometries"] for part in shape["arcs"]]
    return shapely.union_all([shapely.make_valid(shapely.Polygon(part[0], part[1:])) for part in parts])


@pytest.mark.parametrize(
    ("name", "lon", "lat"), [("Kyiv", 30.52, 50.45), ("Simferopol", 34.10, 44.95), ("Donetsk", 37.80, 48.02)]
)
def test_towns_lie_on_land(ground, name, lon, lat):
    assert ground.contains(shapely.Point(lon, lat))


@pytest.mark.parametrize(
    ("name", "lon", "lat"), [("Black Sea", 32.0, 43.5), ("Sea of Azov", 36.5, 46.0), ("Atlantic", -30.0, 40.0)]
)
def test_seas_are_water(ground, name, lon, lat):
    assert not ground.contains(shapely.Point(lon, lat))


def test_no_line_parts_two_pieces_of_land_so_no_border_is_drawn():
    geometries = LAND["objects"]["land"]["geometries"]
    used = Counter(number if number >= 0 else ~number for each in geometries for number in arcs_of(each["arcs"]))

    assert set(LAND["objects"]) == {"land"}
    assert set(used.values()) == {1}
