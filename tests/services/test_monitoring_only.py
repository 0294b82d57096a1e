"""A case for monitoring only is five files, valid at once, and needs nothing of what only planning needs."""

import csv
import json
from datetime import UTC, datetime

import pytest

from truceline.casefolder.cases import read_case
from truceline.errors import CaseError, MisuseError
from truceline.services.add import add
from truceline.services.check import check
from truceline.services.coalition import coalition
from truceline.services.generate import generate
from truceline.services.monitor import monitor
from truceline.services.new import new
from truceline.services.plan import plan

AT = datetime(2031, 4, 1, tzinfo=UTC)
LACKING = [
    "sources.csv",
    "topics.yaml",
    "statements.csv",
    "meetings.csv",
    "capabilities.csv",
    "assumptions.csv",
    "pledges.yaml",
    "scenarios.yaml",
    "requirement.csv",
]
REPORTS = """id,source,time,lat,lon,radius_m,act
r-1,patrol,2031-03-20T10:00:00Z,1.5,2.3,50,shelling
r-2,patrol,2031-03-20T12:00:00Z,1.35,3.05,50,shelling
r-3,patrol,2031-03-20T14:00:00Z,1.7,2.5,50,shelling
"""


@pytest.fixture
def mine(tmp_path):
    return new(tmp_path / "mine", purpose="monitoring").result


def feature(geometry, coordinates, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": geometry, "coordinates": coordinates}}


def draw(folder, file, *features):
    text = json.dumps({"type": "FeatureCollection", "features": list(features)})
    (folder / file).write_text(text, encoding="utf-8")


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def box(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def test_it_is_five_files_without_a_fault_and_has_a_bulletin(mine, tmp_path):
    files = ["actors.csv", "agreement.yaml", "case.toml", "sectors.geojson", "sites.geojson"]
    assert sorted(path.name for path in mine.iterdir()) == files
    done = check(mine)
    assert (done.fault, json.loads(done.json)["notes"]) == (None, [])
    assert json.loads(done.json)["counts"] == {"provisions": 2, "sectors": 2, "sites": 2}

    monitor(mine, at=AT, out=tmp_path / "run")
    assert [row["sector"] for row in rows(tmp_path / "run" / "sectors.csv")] == ["north", "south", "all"]


@pytest.mark.parametrize("command", [plan, generate, coalition])
def test_planning_on_it_says_what_is_missing(mine, command):
    with pytest.raises(CaseError) as caught:
        command(mine, at=AT) if command in (plan, generate) else command(mine)

    assert caught.value.summary == f"{mine} is for monitoring only"
    assert [problem.partition(" | ")[0] for problem in caught.value.problems] == [str(mine / name) for name in LACKING]


def test_a_case_with_one_file_of_a_plan_needs_them_all(mine):
    (mine / "pledges.yaml").write_text("pledges: []\n", encoding="utf-8")

    faults = check(mine).fault.problems

    missing = [fault.partition(" | ")[0] for fault in faults if "is missing; add the file" in fault]
    assert missing == [name for name in LACKING if name != "pledges.yaml"]


def test_a_week_without_a_line_counts_by_sector_with_verdicts_and_rates(mine, tmp_path):
    (mine / "reports").mkdir()
    (mine / "reports" / "patrol.csv").write_text(REPORTS, encoding="utf-8")
    part = [box(2.0, 1.2, 2.6, 1.5), box(3.0, 1.3, 3.1, 1.4)]
    draw(
        mine,
        "sectors.geojson",
        feature("Polygon", box(2.0, 1.5, 2.6, 1.8), id="north", name="North"),
        feature("MultiPolygon", part, id="south", name="South"),
    )
    border = feature("Point", [2.2, 1.5], id="border-post", name="Border Post", kind="post", source="")
    draw(mine, "sites.geojson", border)
    watch = {"post": "border-post", "start": "2031-03-20T06:00:00Z", "end": "2031-03-20T18:00:00Z"}
    add("coverage", mine, watch | {"state": "observing"}, at=AT)
    add("judgement", mine, {"subject": "in-r-2", "verdict": "verified", "by": "cell", "at": "2031-03-20T20:00Z"}, at=AT)

    assert check(mine).fault is None
    monitor(mine, at=AT, days=7, out=tmp_path / "run")

    # what lies on the border of two, the post too, belongs to the first of the file; the second has two parts
    incidents = {row["id"]: row for row in rows(tmp_path / "run" / "incidents.csv")}
    assert {name: row["sector"] for name, row in incidents.items()} == {
        "in-r-1": "north",
        "in-r-2": "south",
        "in-r-3": "north",
    }
    assert {row["verdict"] for row in incidents.values()} == {"violation"}
    hours = {row["sector"]: row["observable_post_hours"] for row in rows(tmp_path / "run" / "sectors.csv")}
    assert float(hours["north"]) == 12.0


def test_several_lines_without_one_of_contact_bear_belts_and_tell_who_held_the_ground(mine, tmp_path):
    lines = {"west-line": 2.2, "east-line": 2.4}
    drawn = {"as_of": "2031-03-01", "owner": "", "source": "", "note": "made up"}
    # each runs north, so that its left is the west
    draw(
        mine,
        "line.geojson",
        *(feature("LineString", [[lon, 1.2], [lon, 1.8]], id=name, **drawn) for name, lon in lines.items()),
    )
    clause = 'clause: {ref: map, source: "", standing: assumed, note: made up}'
    text = (mine / "agreement.yaml").read_text(encoding="utf-8")
    belt = "{id: %s, title: Belt, side: both, from_m: 0, to_m: 3000, source: '', note: made up, line: %s}"
    belts = ", ".join(belt % (f"belt-{name}", name) for name in lines)
    use = "  - {line: %s, left: west, right: east, used_by: [west, east], start: null, end: null, %s}\n"
    text = text.replace("belts: []", f"belts: [{belts}]") + "lines:\n" + "".join(use % (n, clause) for n in lines)
    text = text.replace("acts: [fire]   ", "acts: [fire]\n    zones: [belt-east-line]  ")
    (mine / "agreement.yaml").write_text(text, encoding="utf-8")
    (mine / "reports").mkdir()
    (mine / "reports" / "patrol.csv").write_text(REPORTS.replace("2.3,50", "2.401,50"), encoding="utf-8")
    origin = {"kind": "origin-place", "lat": "1.5", "lon": "2.05", "radius_m": "200", "by": "cell"}
    add("evidence", mine, {"incident": "in-r-1", "at": "2031-03-20T20:00Z"} | origin, at=AT)

    assert check(mine).fault is None
    assert not read_case(mine).has_line
    monitor(mine, at=AT, out=tmp_path / "run")

    incidents = {row["id"]: row for row in rows(tmp_path / "run" / "incidents.csv")}
    assert {name: row["verdict"] for name, row in incidents.items()} == {
        "in-r-1": "violation",
        "in-r-2": "out-of-scope",
        "in-r-3": "out-of-scope",
    }
    assert incidents["in-r-1"]["actor"] == "west"  # left of both lines
    page = (tmp_path / "run" / "bulletin.html").read_text(encoding="utf-8")
    assert page.count('class="other-line') == 2 * len(("wide", "narrow"))  # both lines in each form of the map
    assert "Incidents of the period" in page
    assert "along the line" not in page


def test_one_without_any_ground_is_refused(mine):
    draw(mine, "sectors.geojson")

    (fault,) = check(mine).fault.problems
    assert fault == "sectors.geojson | holds no sector, and no line is drawn; draw what is monitored"


def test_a_purpose_goes_with_no_template_and_must_be_known(tmp_path):
    with pytest.raises(MisuseError, match="exclude each other"):
        new(tmp_path / "a", template="ukraine", purpose="monitoring")
    with pytest.raises(MisuseError, match="did you mean 'monitoring'"):
        new(tmp_path / "a", purpose="monitorin")
    assert not (tmp_path / "a").exists()
