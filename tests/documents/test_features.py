"""The maps are GeoJSON that others can read."""

import itertools
import json

import pytest
from shapely.geometry import shape

from truceline.render.maps import plan_maps


@pytest.fixture(scope="module")
def maps(plan):
    return {name: json.loads(text) for name, text in plan_maps(plan).items() if name != "plan.gpkg"}


def coordinates(part):
    if isinstance(part[0], (int, float)):
        yield part
    else:
        for each in part:
            yield from coordinates(each)


def test_there_is_one_map_of_the_ground_and_two_per_scenario(plan, maps):
    scenarios = [made.scenario.id for made in plan.scenarios]
    wanted = {"line.geojson", "sectors.geojson", "belts.geojson"}
    wanted |= {f"{what}-{name}.geojson" for name in scenarios for what in ("sites", "coverage")}

    assert set(maps) == wanted


def test_every_place_is_longitude_then_latitude_to_six_decimals(maps):
    for collection in maps.values():
        assert collection["type"] == "FeatureCollection"
        for feature in collection["features"]:
            for lon, lat in coordinates(feature["geometry"]["coordinates"]):
                assert 2 < lon < 4
                assert 1 < lat < 2
                assert (lon, lat) == (round(lon, 6), round(lat, 6))


def test_outer_rings_run_counter_clockwise(maps):
    for name in ("sectors.geojson", "belts.geojson"):
        for feature in maps[name]["features"]:
            ground = shape(feature["geometry"])
            faces = getattr(ground, "geoms", [ground])
            assert all(face.exterior.is_ccw and face.is_valid for face in faces)


def test_the_pieces_of_the_line_follow_each_other_from_end_to_end(plan, maps):
    features = maps["coverage-all-together.geojson"]["features"]

    assert len(features) == len(plan.segments.start_m)
    assert features[0]["properties"]["start_km"] == 0
    assert features[-1]["properties"]["end_km"] == pytest.approx(120, abs=0.01)
    for now, then in itertools.pairwise(features):
        assert now["geometry"]["coordinates"][-1] == then["geometry"]["coordinates"][0]
        assert now["properties"]["end_km"] == then["properties"]["start_km"]


def test_each_piece_says_what_is_seen_and_when_help_comes(plan, maps):
    made = next(m for m in plan.scenarios if m.scenario.id == "all-together").own.siting
    for i, feature in enumerate(maps["coverage-all-together.geojson"]["features"]):
        assert feature["properties"]["day"] == round(float(made.day[i]), 4)
        assert feature["properties"]["night"] == round(float(made.night[i]), 4)
        assert feature["properties"]["response_minutes"] is None


def test_every_post_says_whose_it_is(plan, maps):
    made = next(m for m in plan.scenarios if m.scenario.id == "all-together").own.siting
    found = [f["properties"] for f in maps["sites-all-together.geojson"]["features"]]
    posts = {(p["site"], p["contributor"], p["unit"]) for p in found if p["kind"] == "post"}

    assert posts == {(p.site, p.contributor, p.unit_id) for p in made.posts}
    assert len(posts) == 12
