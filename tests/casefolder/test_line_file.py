"""A line goes into a case whole, and the case stays sound."""

import json

import pytest
from shapely import LineString

from truceline.casefolder.changing import changing
from truceline.casefolder.line_file import store_lines
from truceline.errors import CaseError
from truceline.records.places import Line

FRONT = LineString([(2.4, 41.02), (2.7, 41.04)])


def line(name, note="made up", owner="brask"):
    return Line(name, "2031-03-01", owner, FRONT, "own", note)


def store(folder, *lines, replace=False):
    with changing(folder) as change:
        store_lines(change, lines, replace=replace)


def test_a_stored_line_is_added_and_only_replaced_on_request(case):
    before = json.loads((case.folder / "line.geojson").read_text())["features"]

    store(case.folder, line("new"))
    with pytest.raises(CaseError, match="already in"):
        store(case.folder, line("new", "again"))
    store(case.folder, line("new", "again"), replace=True)

    stored = json.loads((case.folder / "line.geojson").read_text())["features"]
    assert stored[:-1] == before
    assert stored[-1]["properties"]["note"] == "again"
    assert stored[-1]["geometry"]["coordinates"] == [[2.4, 41.02], [2.7, 41.04]]


def test_a_line_with_which_the_case_would_be_unsound_is_not_stored(case):
    before = (case.folder / "line.geojson").read_bytes()

    with pytest.raises(CaseError, match="would not stay sound") as caught:
        store(case.folder, line("new", owner="nobody"))

    assert "'nobody'" in caught.value.problems[0]
    assert (case.folder / "line.geojson").read_bytes() == before
