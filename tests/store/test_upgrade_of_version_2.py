"""A store of version 2 becomes one of the present tables, with every import, version, withdrawal, id and number."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime

import pytest
from tests.places import ROOT
from tests.stored import (
    import_file,
    read_imports,
    read_received,
    reading,
    stored_words,
    withdraw_import,
    writing,
)

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.new import new
from truceline.store import sqlite
from truceline.store.session_reports import copy_reports

GOLDEN = ROOT / "tests" / "golden" / "stores"
SAID = json.loads((GOLDEN / "version-2.json").read_text(encoding="utf-8"))
"""What the truceline that made the store read from it, at each instant."""
TABLES = {
    "imports": "number, feed, file, sha256, at, rows, new, altered, unchanged, repeated, withdrawn, refused",
    "versions": "version, report, import, line, withdrawn, late, issued, feed, kind, id, source, start, "
    '"end", lat, lon, radius_m, act, weapon, target, label, detail',
    "withdrawals": "number, import",
    "heads": "id, report, version, seen, issued",
    "ids": "hash",
}


def laid_out(folder, name="version-2"):
    """Make the store of a case folder as it was kept."""
    (folder / "reports").mkdir(parents=True)
    for part, file in (("reports", "reports.sqlite"), ("reporters", ".reporters.sqlite")):
        with closing(sqlite3.connect(folder / "reports" / file)) as made:
            made.executescript((GOLDEN / f"{name}-{part}.sql").read_text(encoding="utf-8"))
    return folder


@pytest.fixture
def case(tmp_path):
    return laid_out(tmp_path / "case")


def known(folder, hour):
    """Return what is read of each report, as it was known at an hour."""
    at = None if hour == "now" else datetime(2031, 1, 2, int(hour), tzinfo=UTC)
    read = read_received(folder, as_known_at=at)
    reports = read.reports
    columns = (reports.id, reports.start, reports.end, reports.lat, reports.lon, reports.radius_m)
    coded = ((reports.source, reports.sources), (reports.act, reports.acts), (reports.weapon, reports.weapons))
    named = ([names[code] if code >= 0 else "" for code in codes] for codes, names in coded)
    return [list(row) for row in zip(*(c.tolist() for c in columns), *named, read.received.tolist(), strict=True)]


def imports(folder):
    return [
        [each.at.isoformat() if name == "at" else getattr(each, name) for name in TABLES["imports"].split(", ")]
        for each in read_imports(folder)
    ]


def rows(folder):
    """Return all rows of all tables, in order."""
    with reading(folder) as tables:
        return all_rows(lambda name: f"report_{name} WHERE session = :session", tables.execute)


def rows_before():
    with closing(sqlite3.connect(":memory:")) as old:
        old.executescript((GOLDEN / "version-2-reports.sql").read_text(encoding="utf-8"))
        return all_rows(str, old.execute)


def all_rows(place, execute):
    selects = {name: f"SELECT {columns} FROM {place(name)}" for name, columns in TABLES.items()}  # noqa: S608
    return {name: sorted(map(list, execute(select).fetchall()), key=str) for name, select in selects.items()}


def test_what_was_known_at_each_instant_is_known_still(case):
    assert {hour: known(case, hour) for hour in SAID["known"]} == SAID["known"]
    assert imports(case) == SAID["imports"]


def test_every_row_stays_with_its_numbers(case):
    before = rows_before()

    assert {name: len(found) for name, found in before.items()} == {
        "imports": 7,
        "versions": 16,
        "withdrawals": 1,
        "heads": 7,
        "ids": 1,
    }
    assert rows(case) == before
    with closing(sqlite3.connect(sqlite.store_path(case))) as store:
        assert store.execute("PRAGMA user_version").fetchone() == (3,)
        assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = {name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert names == {f"report_{name}" for name in TABLES}


def test_the_heads_know_in_which_import_each_row_first_came(case):
    with reading(case) as tables:
        query = "SELECT id, first_import FROM report_heads WHERE session = :session"
        first = dict(tables.execute(query).fetchall())
    before = rows_before()
    began = {row[0]: row[2] for row in before["versions"]}

    assert first == {row[0]: began[row[1]] for row in before["heads"]}


def test_imports_and_withdrawals_go_on_where_they_were(case):
    path = case / "e.csv"
    path.write_text(
        "id,time,lat,lon,radius_m,act,weapon,label\nbb,2031-01-01T03:00Z,48.2,37.25,100,fire,mortar,a side\n"
    )
    done = import_file(case, feed_of("csv"), path, ImportSetting(SAID["known"]["now"][0][-1] + 90_000, "Etc/UTC"))

    assert (done.number, done.counts["unchanged"], done.counts["new"]) == (8, 1, 0)
    with pytest.raises(SourceError, match=r"import 5 \| was taken back before"):
        withdraw_import(case, 5, 1_926_000_000)
    assert withdraw_import(case, 2, 1_926_000_000).number == 9
    assert {row[7]: row[8] for row in known(case, "now")}["shelling"] == "mortar"


def test_reports_move_from_one_store_into_another_and_out_again_with_every_row(case, place):
    with reading(case) as own, writing(place) as session:
        copy_reports(own, session)

    assert rows(place) == rows(case) == rows_before()
    assert {hour: known(place, hour) for hour in SAID["known"]} == SAID["known"]
    with reading(case) as own, pytest.raises(SourceError, match="has imports of its own"), writing(place) as session:
        copy_reports(own, session)
    other = place / "other"
    other.mkdir()
    with reading(place) as session, writing(other) as own:
        copy_reports(session, own)
    assert rows(other) == rows_before()


READ_ONLY = """
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
shift
"$@"
"""
READ = """
import json, sys
from pathlib import Path
from tests.store.test_upgrade_of_version_2 import SAID, imports, known
from tests.stored import stored_words
case = Path(sys.argv[1])
print(json.dumps({"known": {hour: known(case, hour) for hour in SAID["known"]}, "imports": imports(case)}))
"""


@contextmanager
def read_only(folder, *command):
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], capture_output=True).returncode:
        pytest.skip("no folder can be made read-only here")
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))}
    whole = ["unshare", "-rm", "sh", "-c", READ_ONLY, "sh", folder, *command]
    yield subprocess.run(whole, capture_output=True, text=True, env=surroundings, cwd=ROOT)


def test_a_store_of_version_2_on_a_medium_that_cannot_be_written_is_read_as_it_is(case):
    before = sqlite.store_path(case).read_bytes()
    with read_only(case, sys.executable, "-c", READ, case) as done:
        assert done.returncode == 0, done.stderr

    assert json.loads(done.stdout) == SAID
    assert sqlite.store_path(case).read_bytes() == before


def test_one_of_version_1_there_says_what_to_do(tmp_path):
    case = laid_out(tmp_path / "case", "version-1")
    with read_only(case, sys.executable, "-c", READ, case) as done:
        assert done.returncode == 1

    assert "has tables of version 1 and lies where nothing can be written; copy the case first" in done.stderr


def test_a_copy_of_a_case_with_a_store_of_version_2_holds_the_same(case, tmp_path):
    whole = tmp_path / "whole"
    new(whole)
    shutil.copytree(case / "reports", whole / "reports", dirs_exist_ok=True)
    new(tmp_path / "copy", template=str(whole))

    assert rows(tmp_path / "copy") == rows_before()
    assert "other:noise" in {word.partition(",")[0] for word in stored_words(tmp_path / "copy")["act"]}
