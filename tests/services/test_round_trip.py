"""Incidents that Truceline wrote come back through import, from each of its files, without loss."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from truceline.services.import_reports import import_reports
from truceline.services.monitor import monitor
from truceline.services.new import new

AT = datetime(2031, 3, 21, tzinfo=UTC)
PLACED = ("radius_m", "act", "weapon", "target")
NEAREST = ("settlement", "settlement_id", "settlement_distance_m", "settlement_bearing")
"""What follows from the case's settlements."""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bulletin")
    monitor("two-rivers", out=folder / "out", at=AT)
    return folder


@pytest.mark.parametrize(
    ("feed", "name"), [("geojson", "incidents.geojson"), ("kml", "incidents.kml"), ("csv", "incidents.csv")]
)
def test_incidents_that_were_written_come_back_without_loss(written, tmp_path, feed, name):
    with (written / "out" / "incidents.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    case = tmp_path / "case"
    new(case, template="two-rivers")

    done = import_reports(feed, written / "out" / name, case, at=AT, accept_rest=True)
    with closing(sqlite3.connect(case / "reports" / "reports.sqlite")) as store:
        store.row_factory = sqlite3.Row
        found = store.execute("SELECT * FROM report_versions ORDER BY version").fetchall()

    known = [row for row in rows if row["act"]]
    assert len(known) > 3
    assert done.result.counts["new"] == len(found) == len(known)
    for report, row in zip(found, known, strict=True):
        assert [report[part] for part in ("start", "end")] == [
            int(datetime.fromisoformat(row[part]).timestamp()) for part in ("start", "end")
        ]
        assert (report["lat"], report["lon"]) == (
            pytest.approx(float(row["lat"]), abs=1e-5),
            pytest.approx(float(row["lon"]), abs=1e-5),
        )
        assert [str(report[part]).removesuffix(".0") for part in PLACED] == [row[part] for part in PLACED]
        told = (*PLACED, *NEAREST, "id", "start", "end", "lat", "lon")
        rest = {key: row[key] for key in row if key not in told and row[key]}
        assert json.loads(report["detail"]) == rest


ODD = """id,source,time,time_end,date_only,lat,lon,radius_m,act,weapon,target,received,text
a,call,2031-03-11T06:45:30Z,,0,1.6210004,2.2340001,812.5,shelling,mortar-82mm,settlement,2031-03-11T07:10:00Z,"A, ""b""
and <c>"
b,call,2031-03-12T00:00:00-03:30,,1,1.28,2.43,4000,small-arms-fire,,civilian,2031-03-13T07:10:00Z,-@SUM(A1)
c,call,2031-03-12T10:00:00Z,2031-03-12T11:30:00Z,0,1.3,2.2,0.4,drone-strike,drone,,2031-03-13T07:10:00Z,Дрон
d,call,2031-03-14T23:59:59Z,,0,1.7999999,2.5999999,10000,explosion,,,2031-03-15T07:10:00Z,At the corner of a sector
"""
WEEK = {"since": datetime(2031, 3, 10, tzinfo=UTC), "until": datetime(2031, 3, 17, tzinfo=UTC)}
SAME = ("sector", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "verdict", "provisions")


def incidents(case, out, **known):
    monitor(case, at=AT, out=out, **WEEK, **known)
    with (out / "incidents.csv").open(encoding="utf-8") as file:
        return sorted([row[name] for name in SAME] for row in csv.DictReader(file))


@pytest.fixture(scope="module")
def odd(tmp_path_factory):
    """The run of a week of odd reports, and what its incidents say."""
    folder = tmp_path_factory.mktemp("odd")
    case = new(folder / "case", purpose="monitoring").result
    (case / "reports").mkdir()
    (case / "reports" / "odd.csv").write_text(ODD, encoding="utf-8")
    return folder / "out", incidents(case, folder / "out")


@pytest.mark.parametrize("suffix", ["geojson", "kml", "csv"])
def test_what_came_back_is_judged_as_before_also_where_places_are_exact_or_on_a_border(odd, tmp_path, suffix):
    out, said = odd
    case = new(tmp_path / "case", purpose="monitoring").result

    import_reports(suffix, out / f"incidents.{suffix}", case, at=AT)
    assert incidents(case, tmp_path / "out", known_at=AT) == said
    assert {row[0] for row in said} == {"north", "south"}
    assert {row[5] for row in said} == {"812", "4000", "1", "10000"}
