"""The coasts and rivers below the map: known places lie where they should, and no border is drawn."""

import json
from collections import Counter

import pytest
import shapely

from tests.places import ROOT

VENDOR = ROOT / "src" / "truceline" / "web" / "static" / "vendor"
LAND, RIVERS = (
    json.loads((VENDOR / name).read_text(encoding="utf-8")) for name in ("land-50m.json", "rivers-50m.json")
)


def arcs_of(part):
    return [part] if isinstance(part, int) else [arc for each in part for arc in arcs_of(each)]


def arcs(topology):
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        lines.append([((x := x + dx) * scale_x + left, (y := y + dy) * scale_y + low) for dx, dy in arc])
    return lines


@pytest.fixture(scope="module")
def ground():
    lines = arcs(LAND)
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


@pytest.mark.parametrize(
    ("river", "lon", "lat"),
    [
        ("the Dnipro at Kyiv", 30.55, 50.45),
        ("the Dnipro at Zaporizhzhia", 35.1, 47.85),
        ("the Dnipro at Kherson", 32.6, 46.6),
        ("the Don at Rostov", 39.7, 47.2),
        ("the Danube at Budapest", 19.05, 47.5),
        ("the Nile at Cairo", 31.23, 30.05),
    ],
)
def test_rivers_pass_the_towns_on_their_banks(river, lon, lat):
    lines = shapely.MultiLineString(arcs(RIVERS))

    assert lines.distance(shapely.Point(lon, lat)) < 0.15, river


def test_rivers_are_all_that_was_taken_of_their_package():
    assert set(RIVERS["objects"]) == {"rivers"}
    assert {each["type"] for each in RIVERS["objects"]["rivers"]["geometries"]} == {"LineString"}


def test_no_line_parts_two_pieces_of_land_so_no_border_is_drawn():
    geometries = LAND["objects"]["land"]["geometries"]
    used = Counter(number if number >= 0 else ~number for each in geometries for number in arcs_of(each["arcs"]))

    assert set(LAND["objects"]) == {"land"}
    assert set(used.values()) == {1}
