"""Context that was received makes no incident and changes no count, whichever door it came through."""

import csv
import json
import shutil
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from tests.places import ROOT

from truceline.casefolder.cases import find_case
from truceline.services.import_reports import import_reports
from truceline.services.link import link
from truceline.services.monitor import monitor

DATA = ROOT.parent / "shared" / "data" / "reports"
AT = datetime(2031, 3, 22, tzinfo=UTC)
END = datetime(2031, 3, 21, tzinfo=UTC)
FIRE = "latitude,longitude,acq_date,acq_time,satellite,instrument,scan,track\n" + "".join(
    f"{1.4 + n * 0.003},3.0,2031-03-20,{time},{name},VIIRS,0.375,0.375\n"
    for name, time in (("N", "0112"), ("N20", "0202"))
    for n in range(3)
)
MAPPING = """name: sensors
kind: context
zone: UTC
columns: {id: id, time: time, lat: lat, lon: lon, act: act}
constants: {radius_m: '100'}
"""


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    return folder


def take(case, feed, text, **more):
    path = case.parent / "file"
    path.write_text(text)
    return import_reports(feed, path, case, at=AT, **more).result


def bulletin(case, name="out", until=END, days=1):
    out = case.parent / name
    monitor(case, at=AT, until=until, days=days, known_at=AT, out=out)
    document = json.loads((out / "bulletin.json").read_text())
    return document, {path.name: path.read_bytes() for path in out.iterdir()}


def without(document):
    return {key: value for key, value in document.items() if key != "context"}


def test_one_fire_of_two_satellites_is_listed_with_its_incident_and_changes_no_count(case):
    take(case, "csv", "id,time,lat,lon,radius_m,act\nplanted,2031-03-20T01:30:00Z,1.402,3.0,100,strike\n")
    before, files = bulletin(case, "before")
    take(case, "firms", FIRE)
    after, more = bulletin(case, "after")

    assert without(after) == before
    assert after["context"]["events"] == {"other:thermal-anomaly": 1}
    (near,) = after["context"]["near"]
    (planted,) = (row for row in after["incidents"]["list"] if row["lat"] == 1.402)
    assert (near["incident"], near["observations"], near["sources"]) == (planted["id"], 6, 2)
    same = {"sectors.csv", "incidents.csv", "observations.csv", "incidents.geojson", "incidents.kml"}
    assert {name: more[name] for name in same} == {name: files[name] for name in same}
    assert set(more) - set(files) == {"context.csv"}
    (row,) = csv.DictReader(more["context.csv"].decode().splitlines())
    assert (row["incident"], row["sources"]) == (planted["id"], "2")
    told = "context: thermal anomaly 0.1 km away, 2031-03-20 "
    assert told in more["bulletin.html"].decode()
    assert "Events in the period: thermal anomaly 1. Near to such events in place and time: 1 incident" in (
        more["bulletin.md"].decode()
    )
    assert "context" not in files["bulletin.html"].decode()


def test_a_mapping_may_give_context_and_acts_of_context_are_context_in_any_file(case, tmp_path):
    before, _ = bulletin(case, "before")
    (tmp_path / "mapping.yaml").write_text(MAPPING)
    rows = "id,time,lat,lon,act\na,2031-03-20T03:00:00Z,1.4,3.0,tremor\n"
    take(case, "csv", rows, mapping=tmp_path / "mapping.yaml")
    take(case, "csv", "id,time,lat,lon,radius_m,act\nb,2031-03-20T04:00:00Z,1.4,3.0,100,other:air-raid-alert\n")
    lines = "id,source,time,lat,lon,radius_m,act\nc,s,2031-03-20T05:00:00Z,1.4,3.0,100,other:Peaceful protest\n"
    (case / "reports" / "more.csv").write_text(lines)
    after, _ = bulletin(case, "after")

    assert without(after) == before
    assert after["context"]["events"] == {
        "other:Peaceful protest": 1,
        "other:air-raid-alert": 1,
        "tremor": 1,
    }


def test_link_makes_no_incident_of_context(tmp_path):
    head = "id,source,time,lat,lon,radius_m,act\n"
    reports = ["a,s,2031-03-20T05:00:00Z,1.4,3.0,100,strike\n", "b,t,2031-03-20T05:00:00Z,1.4,3.0,100,strike\n"]
    heat = [f"h{n},sat,2031-03-20T05:0{n}:00Z,1.4,3.0,100,other:thermal-anomaly\n" for n in range(3)]
    for name, lines in (("plain", reports), ("mixed", [*heat[:2], *reports, heat[2]])):
        (tmp_path / f"{name}.csv").write_text(head + "".join(lines))
    plain = link([tmp_path / "plain.csv"], out=tmp_path / "plain-out.csv")
    mixed = link([tmp_path / "mixed.csv"], out=tmp_path / "mixed-out.csv")

    assert mixed.text.startswith("2 reports, 1 incidents, 3 of context; written to")
    assert plain.text.startswith("2 reports, 1 incidents; written to")
    assert (tmp_path / "mixed-out.csv").read_text() == "id,incident,text\nh0,,\nh1,,\na,0,\nb,0,\nh2,,\n"
    assert (tmp_path / "mixed-out-links.csv").read_text() == (tmp_path / "plain-out-links.csv").read_text()
    assert json.loads(mixed.json)["context"] == 3


@pytest.fixture
def real(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("ukraine").folder, folder)
    for path in (folder / "reports").glob("*"):
        path.unlink()
    return folder


def file_of(name):
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here")
    return pl.read_csv(path, infer_schema=False)


def busiest_week(days):
    """Return the first day of the seven in which most rows of a column of ISO dates lie."""
    counts = days.value_counts().sort("ACQ_DATE").with_columns(pl.col("ACQ_DATE").str.to_date())
    weekly = counts.rolling("ACQ_DATE", period="7d").agg(pl.col("count").sum())
    last = weekly.sort("count")["ACQ_DATE"][-1]
    return last.strftime("%Y-%m-%d"), int(weekly["count"].max())


@pytest.mark.parametrize("year", ["2021", "2022"])
def test_a_real_week_of_fires_makes_no_incident(real, year):
    fires = file_of(f"firms_ukraine_{year}.csv")
    last, number = busiest_week(fires["ACQ_DATE"])
    end = datetime.fromisoformat(f"{last}T00:00:00+00:00")
    days = pl.col("ACQ_DATE").str.to_date()
    week = fires.filter(days.is_between(end.date() - timedelta(days=6), end.date()))
    take(real, "csv", f"id,time,lat,lon,radius_m,act\na,{last}T01:30:00Z,48.5,37.5,5000,shelling\n")
    before, _ = bulletin(real, "before", until=end.replace(hour=23), days=7)
    done = take(real, "firms", week.write_csv(), accept_rest=True)
    after, _ = bulletin(real, "after", until=end.replace(hour=23), days=7)

    assert len(week) == number > 2_000
    assert done.counts["new"] > 0.9 * number
    assert len(before["incidents"]["list"]) == 1
    assert without(after) == before
    assert 0 < after["context"]["events"]["other:thermal-anomaly"] < done.counts["new"]


def test_forty_real_alerts_make_no_incident(real):
    alerts = file_of("air_raid_alerts_to_2024-04.csv").filter(pl.col("level") == "oblast").head(40)
    end = datetime(2022, 3, 22, tzinfo=UTC)
    done = take(real, "alerts", alerts.write_csv(), accept_rest=True)
    document, _ = bulletin(real, until=end, days=7)

    assert done.counts["new"] == 40
    assert document["incidents"]["list"] == []
    assert document["context"]["events"] == {"other:air-raid-alert": 40}
