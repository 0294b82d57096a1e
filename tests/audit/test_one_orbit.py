"""What one orbit sees of a winding line, recomputed from the files of a case by other distances than the program's."""

import csv
import json
import math

import pytest

from tests.audit.test_headlines import CASES, planned

FOLDER = CASES / "ukraine"
SCENARIO = "truce-no-us-backstop"  # as of 25 March 2025 one orbit flies in it, and no post stands
EQUATOR_M, SQUARED = 6_378_137.0, 0.00669437999014  # WGS84: radius, eccentricity squared


def apart_km(here, there):
    """The distance of two places not far apart: on the circles that fit the ellipsoid half-way between them."""
    middle = math.radians((here[1] + there[1]) / 2)
    flat = 1 - SQUARED * math.sin(middle) ** 2
    east = EQUATOR_M / math.sqrt(flat) * math.cos(middle) * math.radians(there[0] - here[0])
    north = EQUATOR_M * (1 - SQUARED) / flat**1.5 * math.radians(there[1] - here[1])
    return math.hypot(east, north) / 1e3


def walked(step_km=0.5):
    """Places along the line, each half kilometre: how far along it is, and where."""
    (line,) = json.loads((FOLDER / "line.geojson").read_text(encoding="utf-8"))["features"]
    found, along, due = [], 0.0, 0.0
    for here, there in zip(line["geometry"]["coordinates"], line["geometry"]["coordinates"][1:], strict=False):
        leg = apart_km(here, there)
        while due <= along + leg:
            part = (due - along) / leg
            found.append((due, [here[n] + part * (there[n] - here[n]) for n in (0, 1)]))
            due += step_km
        along += leg
    return found


def assumed(name):
    with (FOLDER / "assumptions.csv").open(encoding="utf-8", newline="") as file:
        return next(float(row["likely"]) for row in csv.DictReader(file) if row["id"] == name)


@pytest.fixture(scope="module")
def siting(tmp_path_factory):
    return planned(FOLDER, "2025-03-25", tmp_path_factory.mktemp("orbit") / "out")["scenarios"][SCENARIO]["siting"]


def test_an_orbit_sees_what_lies_within_its_range_in_a_straight_line_from_its_middle(siting):
    (middle,), (share,), line = siting["orbit_stations"], siting["orbit_shares"], walked()
    assert siting["posts"] == []

    for half in ("day", "night"):
        reach, peak = assumed(f"orbit_range_{half}_km"), assumed(f"orbit_peak_{half}")
        away = [apart_km(middle, place) for _, place in line]
        seen = sum(peak * (1 - (km / reach) ** assumed("detection_shape")) for km in away if km <= reach)
        assert siting["covered"][half] == pytest.approx(share * seen / len(line), abs=0.0002)


def test_along_a_winding_line_that_is_more_than_twice_the_range_and_not_what_the_way_along_it_gives(siting):
    (middle,), (at,), line = siting["orbit_stations"], siting["orbit_stations_km"], walked()
    reach, peak = assumed("orbit_range_day_km"), assumed("orbit_peak_day")
    within = [along for along, place in line if apart_km(middle, place) <= reach]
    by_way = [peak * (1 - (abs(along - at) / reach) ** 2) for along, _ in line if abs(along - at) <= reach]

    assert (min(within), max(within)) == pytest.approx((394.5, 544), abs=1)
    assert len(within) == pytest.approx(2 * 150, abs=2), "all of it, without a gap"
    assert siting["covered"]["day"] > 1.9 * sum(by_way) / len(line)


def test_what_the_case_says_of_the_circles_along_its_line_is_so():
    line, reach = walked(), assumed("orbit_range_day_km")
    inner = [place for along, place in line[::20] if 60 < along < line[-1][0] - 60]
    lengths = [sum(apart_km(middle, place) <= reach for _, place in line) / 2 for middle in inner]

    assert (min(lengths), max(lengths)) == pytest.approx((90, 165), abs=2)
    assert sum(lengths) / len(lengths) == pytest.approx(118, abs=1)
    assert assumed("orbit_stretch_km") == 2 * reach
