"""Where an incident was, in words, stands in every form of a bulletin; never finer than it is known."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.settlements import NearestSettlement
from truceline.records.places import Settlement
from truceline.render.bulletin_files import bulletin_files
from truceline.services.record import read_record
from truceline.views.places_in_words import place_words
from truceline.workflow.monitor import monitor

DAY = Period(datetime(2031, 3, 20, tzinfo=UTC), datetime(2031, 3, 21, tzinfo=UTC))
FOLDER = find_case("two-rivers").folder
KEYS = ("settlement", "settlement_id", "settlement_distance_m", "settlement_bearing")


def bulletin(case):
    return monitor(case, read_record(FOLDER, case).record, DAY, version="0")


@pytest.fixture(scope="module")
def made():
    return bulletin(read_case(FOLDER))


@pytest.mark.parametrize(
    ("metres", "bearing", "radius_m", "words"),
    [
        (3_240, "NE", 200, "3.2 km north-east of Ford"),
        (3_240, "NE", 500, "3.2 km north-east of Ford"),
        (3_240, "NE", 501, "about 3 km north-east of Ford"),
        (620, "W", 600, "about 1 km west of Ford"),
        (620, "", 700, "at or near Ford"),
    ],
)
def test_a_distance_is_told_no_finer_than_the_place_is_known(made, metres, bearing, radius_m, words):
    near = NearestSettlement(Settlement("ford", "Ford", 0, 0, "own"), metres, bearing)

    assert place_words(replace(made.bulletin.lines[0], near=near, radius_m=radius_m)) == words


def test_every_form_tells_the_place_by_its_settlement(made):
    files = bulletin_files(made)
    listed = json.loads(files["bulletin.json"])["incidents"]["list"]
    rows = list(csv.DictReader(io.StringIO(files["incidents.csv"], newline="")))
    features = json.loads(files["incidents.geojson"])["features"]

    first = listed[0]
    # by hand: 3.08727 E, 1.459645 N is 0.00893 and 0.001455 degrees from Sel: 994 m west and 161 m south
    assert [first[key] for key in KEYS] == ["Sel", "sel", 1007, "W"]
    assert [rows[0][key] for key in KEYS] == ["Sel", "sel", "1007", "W"]
    assert [features[0]["properties"][key] for key in KEYS] == ["Sel", "sel", 1007, "W"]
    for name in ("bulletin.html", "bulletin.md", "incidents.kml"):
        assert "1.0 km west of Sel" in files[name]


def test_the_map_shows_the_settlements_that_the_list_names_and_no_others(made):
    files = bulletin_files(made)
    page = files["bulletin.html"]

    drawn = set(re.findall(r"<title>([^<]*): settlement</title>", page))
    named = {row["settlement"] for row in json.loads(files["bulletin.json"])["incidents"]["list"]}
    assert drawn == named
    assert "Millham" not in drawn  # no incident is nearest to it


def test_a_case_without_settlements_says_nothing_of_them():
    files = bulletin_files(bulletin(replace(read_case(FOLDER), settlements=())))

    assert "settlement" not in files["bulletin.html"].partition("<body>")[2]
    assert not any("settlement" in files[name] for name in ("bulletin.json", "bulletin.md", "incidents.csv"))
