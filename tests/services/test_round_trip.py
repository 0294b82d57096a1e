"""Incidents that Truceline wrote come back through import, from each of its files, without loss."""

import csv
import json
import sqlite3
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
    with sqlite3.connect(case / "reports" / "reports.sqlite") as store:
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
