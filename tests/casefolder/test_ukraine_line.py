"""The line of the case ukraine follows from its table of pairs, and is what its note says."""

import csv
import importlib.util
import json
import re
from itertools import pairwise

import numpy as np
import pytest
from shapely.geometry import LineString, Point, Polygon, shape
from tests.places import DOCS, SHARED

from truceline.agreement.fronts import front_between, grounds
from truceline.agreement.line import chainage_m, length_m, segments
from truceline.agreement.simplification import tidied
from truceline.casefolder.cases import find_case, read_case
from truceline.records.places import Line

PUBLISHED = SHARED / "data" / "line" / "deepstate_20250324.geojson"
ENDS = ((37.936, 50.018, 31.51, 46.565),)
FOLDER = find_case("ukraine").folder
CASE = read_case(FOLDER)
PAIRS = list(csv.DictReader((FOLDER / "line-pairs.csv").read_text(encoding="utf-8").splitlines()))
SHORTER = {"kharkiv": 6, "luhansk": 3, "donetsk-north": 9, "donetsk-south": 19, "zaporizhzhia": 3, "kherson": 1}
OFF_KM = (2.6, 7.6, 10.8)
LEFT_SHORT = {"donetsk-south"}  # streets and narrow tongues without villages


def place(row, side):
    return float(row[f"{side}_lon"]), float(row[f"{side}_lat"])


def by_sector(line):
    cut = segments(line, CASE.sectors, 100)
    return {name: cut.length_m[cut.sector == n].sum() / 1000 for n, name in enumerate(cut.sectors)}


@pytest.fixture(scope="module")
def polygons():
    if not PUBLISHED.exists():
        pytest.skip("the published line to compare with is not here")
    features = json.loads(PUBLISHED.read_text(encoding="utf-8"))["features"]
    parts = [part for f in features for part in getattr(shape(f["geometry"]), "geoms", [shape(f["geometry"])])]
    return [part for part in parts if isinstance(part, Polygon)]


@pytest.fixture(scope="module")
def published(polygons):
    (part,) = front_between(grounds(polygons), ENDS).parts
    return Line("published", "2025-03-24", "", tidied(part, sliver_m=50, within_m=100).geometry, "", "")


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make_ukraine_line", DOCS / "make_ukraine_line.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_line_passes_halfway_between_the_places_of_each_pair():
    halfway = np.array([np.mean([place(row, "ua"), place(row, "ru")], axis=0) for row in PAIRS])

    assert np.abs(chainage_m(CASE.line, halfway)[1]).max() < 100


def test_every_place_lies_on_its_own_side_of_the_line():
    (use,) = CASE.agreement.lines
    assert (use.left, use.right) == ("ru", "ua")
    for side, sign in (("ua", -1), ("ru", 1)):
        places = np.array([place(row, side) for row in PAIRS])
        assert (np.sign(chainage_m(CASE.line, places)[1]) == sign).all()


def test_pairs_follow_one_another_along_the_front():
    for before, after in pairwise(PAIRS):
        assert (place(before, "ua") == place(after, "ua")) != (place(before, "ru") == place(after, "ru"))


def test_the_line_has_the_length_and_detail_that_are_published_of_it():
    assert CASE.line.owner == ""
    assert CASE.line.as_of == "2025-03-24"
    assert 200 <= len(CASE.line.geometry.coords) <= 400
    assert 1_000 <= length_m(CASE.line) / 1000 <= 1_150
    assert CASE.line.geometry.is_simple
    assert re.search(rf"{len(PAIRS)} pairs .* {len(CASE.line.geometry.coords)} vertices", CASE.line.note)


def test_every_piece_of_the_line_lies_in_a_sector():
    assert (segments(CASE.line, CASE.sectors, 100).sector >= 0).all()


def test_posts_and_bases_stand_behind_the_line():
    behind = [site for site in CASE.sites if site.kind in ("post", "base")]
    off = chainage_m(CASE.line, np.array([(site.geometry.x, site.geometry.y) for site in behind]))[1]

    assert off.max() <= -1_000
    assert sum(site.kind == "post" for site in behind) >= 100


def test_a_line_between_villages_on_either_side_runs_near_an_invented_front_and_is_little_shorter(make):
    rng = np.random.default_rng(3)
    north = np.linspace(50.0, 47.0, 61)  # a pair about every 5.6 km, and a front that winds 14 km either way
    front = Line("front", "2031-01-01", "", LineString(np.column_stack([36 + 0.2 * np.sin(3 * north), north])), "", "")
    off = rng.uniform(0.02, 0.06, (2, len(north)))  # villages 1.5 to 4.5 km from it
    pairs = [
        (np.array([36 + 0.2 * np.sin(3 * y) - west, y]), np.array([36 + 0.2 * np.sin(3 * y) + east, y]))
        for y, west, east in zip(north, *off, strict=True)
    ]
    drawn = Line("drawn", "2031-01-01", "", LineString(make.line(pairs)), "", "")
    along, apart = chainage_m(front, np.array(drawn.geometry.coords))

    assert np.abs(apart).max() < 0.5 * 0.06 * 75_000, "never further than half of what the farthest village is"
    assert (np.diff(along) > 0).all()
    assert 0.97 < length_m(drawn) / length_m(front) < 1.05


def test_the_note_of_the_line_gives_the_figures_that_are_measured():
    off = re.search(
        r"([0-9.]+) km off on average, ([0-9.]+) km at the 95th percentile, ([0-9.]+) km at most", CASE.line.note
    )
    shorter = re.search(
        r"Kharkiv (\d+) %, Luhansk (\d+) %, Donetsk north (\d+) % and south (\d+) %, "
        r"Zaporizhzhia (\d+) %, Kherson (\d+) %",
        CASE.line.note,
    )

    assert tuple(map(float, off.groups())) == OFF_KM
    assert tuple(map(int, shorter.groups())) == tuple(SHORTER.values())
    assert {name for name, percent in SHORTER.items() if percent > 12} == LEFT_SHORT


def test_no_place_or_site_is_on_the_other_side_on_the_published_map(polygons):
    for row in PAIRS:
        assert not any(part.contains(Point(place(row, "ua"))) for part in polygons), row["ua_name"]
    for site in CASE.sites:
        assert not any(part.contains(site.geometry) for part in polygons), site.id


def test_the_line_is_as_far_from_the_published_one_as_its_note_says(published):
    cut = segments(CASE.line, (), 250)
    off = np.abs(chainage_m(published, np.column_stack([cut.lon, cut.lat]))[1]) / 1000

    mean, most, farthest = OFF_KM
    assert off.mean() == pytest.approx(mean, abs=0.1)
    assert np.percentile(off, 95) == pytest.approx(most, abs=0.1)
    assert off.max() == pytest.approx(farthest, abs=0.2)


def test_each_sector_is_as_much_shorter_than_published_as_its_note_says(published):
    own, theirs = by_sector(CASE.line), by_sector(published)

    assert {name: round(100 * (1 - own[name] / theirs[name])) for name in own} == SHORTER
    assert 1 - length_m(CASE.line) / length_m(published) == pytest.approx(0.07, abs=0.005)


def test_each_sector_but_one_is_within_twelve_percent_of_the_published_length(published):
    own, theirs = by_sector(CASE.line), by_sector(published)

    assert {name for name in own if abs(1 - own[name] / theirs[name]) > 0.12} == LEFT_SHORT
