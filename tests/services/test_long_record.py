"""A bulletin reads what its period and the one before need, however much the store holds."""

import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from tests.own_ids import natives, own
from tests.stored import read_received

from truceline.casefolder.cases import find_case, read_case
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import import_file
from truceline.services.monitor import monitor
from truceline.services.record import read_record

END = datetime(2031, 3, 21, tzinfo=UTC)


def take(case, name, days):
    path = case / "file.csv"
    rows = (f"{name}-{n},{(END - timedelta(days=n + 1)).isoformat()},1.4,3.0,100,strike\n" for n in days)
    path.write_text("id,time,lat,lon,radius_m,act\n" + "".join(rows))
    import_file(case, feed_of("csv"), path, ImportSetting(int(END.timestamp()), "Etc/UTC"))
    path.unlink()


@pytest.fixture
def case(tmp_path):
    folder = tmp_path / "case"
    shutil.copytree(find_case("two-rivers").folder, folder)
    take(folder, "new", range(5))
    return folder


def bulletin(case, name):
    out = case.parent / name
    done = monitor(case, at=END, out=out).result
    kept = ("bulletin.json", "incidents.csv", "sectors.csv", "incidents.geojson", "incidents.kml")
    return done, {each: (out / each).read_text() for each in kept}, (out / "bulletin.html").read_text()


def test_reports_of_years_ago_change_nothing_but_a_sentence(case):
    before, files, page = bulletin(case, "before")
    take(case, "old", range(365, 900, 5))
    after, again, said = bulletin(case, "after")

    document = json.loads(again.pop("bulletin.json"))
    assert document.pop("imports_since") == after.read_from.isoformat()
    assert document == json.loads(files.pop("bulletin.json"))
    assert again == files
    assert before.read_from is None
    assert "are left out" not in page
    assert after.read_from < END - timedelta(days=31)
    assert f"ended before {after.read_from:%Y-%m-%d %H:%M} are left out" in said


def test_of_a_long_record_only_what_is_needed_or_named_is_read(case):
    take(case, "old", range(365, 900, 5))
    since = END - timedelta(days=40)

    assert len(read_received(case).reports) == 5 + 107
    assert len(read_received(case, since=since).reports) == 5
    named = read_received(case, since=since, named=[own(case, "old-400"), "none"]).reports.id.tolist()
    assert named == [own(case, name) for name in (*(f"new-{n}" for n in range(5)), "old-400")]


def test_a_report_on_which_somebody_found_something_is_read_however_old_it_is(case):
    take(case, "old", range(365, 900, 5))
    with (case / "findings.csv").open("a") as table:
        table.write(f"f-old,in-{own(case, 'old-400')},target,dwelling,a checker,2031-03-20T10:00:00Z,seen,\n")
    done, _, _ = bulletin(case, "out")

    assert done.bulletin.astray == ()


def test_everything_is_read_where_nobody_says_from_when(case):
    take(case, "old", range(365, 900, 5))
    record = read_record(case, read_case(case)).record

    assert record.read_from is None
    assert len([name for name in record.reports.id.tolist() if natives(case).get(name, "").startswith("old")]) == 107
