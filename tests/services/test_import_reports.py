"""An import is all or nothing, whatever is wrong with the file, the disk or the moment."""

import csv
import os
import random
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.forks import forking
from tests.own_ids import own
from tests.stored import read_imports, read_reports

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.formats import rows as feed_rows
from truceline.services.import_reports import Choices, import_file, withdraw_import
from truceline.store.sqlite import store_path

HEAD = "id,time,lat,lon,radius_m,act\n"
SETTING = ImportSetting(int(datetime(2032, 1, 1, tzinfo=UTC).timestamp()), "Etc/UTC")
FEED = feed_of("csv")
KILLS = int(os.environ.get("TRUCELINE_KILLS", "12"))
ROWS, CHUNK = (100_000, 50_000) if KILLS >= 50 else (20_000, 2_000)
"""How often an import is killed, and of how many rows: 12 times and 20,000 in the ordinary suite; 50 times and 100,000,
in the chunks of ordinary use, with TRUCELINE_KILLS=50 in the environment."""


def row(number, act="shelling", lat="48.5"):
    return f"r{number},2031-01-02T03:04:05Z,{lat},37.5,100,{act}\n"


def written(folder, rows, name="file.csv"):
    path = folder / name
    path.write_text(HEAD + "".join(rows))
    return path


def refused(folder, path, choices=None):
    with pytest.raises(SourceError) as caught:
        import_file(folder, FEED, path, SETTING, choices or Choices())
    assert read_imports(folder) == ()
    assert len(read_reports(folder)) == 0
    return caught.value.problems


def test_good_rows_are_imported_and_bad_ones_counted_listed_and_kept_in_a_file(tmp_path):
    path = written(tmp_path, [*map(row, range(99)), row("bad", lat='"48,5"')])
    done = import_file(tmp_path, FEED, path, SETTING)

    assert done.counts == {
        "rows": 100,
        "new": 99,
        "altered": 0,
        "unchanged": 0,
        "repeated": 0,
        "withdrawn": 0,
        "refused": 1,
    }
    assert done.reasons == {"lat has a decimal comma": 1}
    assert done.first == (
        "line 101 lat | '48,5' has a decimal comma; write a decimal point, or say that the file has decimal commas",
    )
    with Path(done.refused_file).open(newline="") as file:
        assert next(iter(csv.DictReader(file)))["line"] == "101"
    (noted,) = read_imports(tmp_path)
    assert (noted.number, noted.file, noted.sha256, noted.new, noted.refused) == (1, "file.csv", done.sha256, 99, 1)


def test_too_many_bad_rows_and_nothing_is_imported_unless_the_rest_is_accepted(tmp_path):
    path = written(tmp_path, [*map(row, range(9)), row(9, lat="x"), *[row(n, lat="") for n in range(10, 12)]])
    first, *listed = refused(tmp_path, path)

    assert first.startswith(
        "csv | 3 of 12 rows are refused (2 x lat is empty; 1 x lat is not a number), more than 5%; "
    )
    assert "or add --accept-rest to import the other 9" in first
    assert len(listed) == 3
    assert len(list((tmp_path / "reports").glob("refused-csv-*.csv"))) == 1
    assert import_file(tmp_path, FEED, path, SETTING, Choices(accept_rest=True)).counts["new"] == 9


def test_a_file_of_which_nothing_is_good_is_refused_even_so(tmp_path):
    problem, *_ = refused(tmp_path, written(tmp_path, [row(1, lat="x")]), Choices(accept_rest=True))

    assert "check that the file is of this feed" in problem


def test_only_the_first_twenty_refused_rows_are_listed_but_all_are_kept(tmp_path):
    path = written(tmp_path, [*map(row, range(30)), *[row(n, lat="x") for n in range(30, 60)]])
    done = import_file(tmp_path, FEED, path, SETTING, Choices(accept_rest=True))

    assert len(done.first) == 20
    assert Path(done.refused_file).read_text().count("\n") == 31


def test_the_same_id_twice_is_repeated_or_refused_across_chunks(tmp_path, monkeypatch):
    monkeypatch.setattr(feed_rows, "CHUNK", 3)
    rows = [row(1), row(2), row(1), row(3), row(1), row(2, act="fire"), *map(row, range(4, 40))]
    done = import_file(tmp_path, FEED, written(tmp_path, rows), SETTING)

    assert (done.counts["new"], done.counts["repeated"], done.counts["refused"]) == (39, 2, 1)
    clash = "is given before, with other content; every row needs its own id; the first one is kept"
    assert done.first == (f"line 7 id | '{own(tmp_path, 'r2')}' {clash}",)


def test_a_full_export_that_lacks_too_much_is_refused(tmp_path):
    import_file(tmp_path, FEED, written(tmp_path, map(row, range(10))), SETTING)
    short = written(tmp_path, map(row, range(8)), "short.csv")
    with pytest.raises(SourceError, match="would withdraw 2 of 10 known rows"):
        import_file(tmp_path, FEED, short, SETTING, Choices(full=True))

    assert len(read_reports(tmp_path)) == 10
    assert import_file(tmp_path, FEED, short, SETTING, Choices(full=True, accept_rest=True)).counts["withdrawn"] == 2
    assert len(read_reports(tmp_path)) == 8


def test_a_file_that_changes_while_it_is_read_is_not_imported(tmp_path):
    path = written(tmp_path, map(row, range(10)))

    def grow(_):
        with path.open("a") as file:
            file.write(row("late"))

    assert refused(tmp_path, path, Choices(progress=grow)) == (
        f"{path} | changed while it was read; wait until it is written, or import a copy",
    )


def test_a_file_without_a_last_line_break_is_imported_with_a_note(tmp_path):
    path = written(tmp_path, [row(1), row(2).rstrip("\n")])

    assert import_file(tmp_path, FEED, path, SETTING).notes == (
        "the file does not end with a line break | check that its last row is whole",
    )


def test_what_an_import_that_was_cut_short_kept_of_persons_goes_with_the_next(tmp_path):
    kept = tmp_path / "reports" / ".reporters.sqlite"
    import_file(tmp_path, FEED, written(tmp_path, [row("killed")]), SETTING)
    store_path(tmp_path).unlink()  # names are kept before rows are: here it was killed

    import_file(tmp_path, FEED, written(tmp_path, [row("other")]), SETTING)

    with closing(sqlite3.connect(kept)) as base:
        assert [text for (text,) in base.execute("SELECT text FROM apart")] == ["rother"]


def test_a_clock_that_runs_backwards_between_two_imports_is_told(tmp_path):
    import_file(tmp_path, FEED, written(tmp_path, [row(1)]), SETTING)
    earlier = ImportSetting(SETTING.at - 60, "Etc/UTC")

    told = import_file(tmp_path, FEED, written(tmp_path, [row(2)]), earlier).notes

    what = "the clock says 2031-12-31T23:59:00+00:00, but an import before was noted at 2032-01-01T00:00:00+00:00"
    assert told[-1].startswith(f"{what} | correct the clock")
    assert len(read_imports(tmp_path)) == 2
    assert import_file(tmp_path, FEED, written(tmp_path, [row(3)]), SETTING).notes == ()


def test_a_clock_that_runs_backwards_is_told_to_who_takes_an_import_back(case):
    import_file(case.folder, FEED, written(case.folder, [row(1)]), SETTING)
    import_file(case.folder, FEED, written(case.folder, [row(2)]), SETTING)
    noted = datetime.fromtimestamp(SETTING.at, UTC)

    assert len(withdraw_import(1, case.folder, at=noted).notes) == 1
    told = withdraw_import(2, case.folder, at=noted - timedelta(minutes=1)).notes

    what = "the clock says 2031-12-31T23:59:00+00:00, but an import before was noted at 2032-01-01T00:00:00+00:00"
    assert told[-1].startswith(f"{what} | correct the clock")
    assert len(read_imports(case.folder)) == 4


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_is_no_file_is_told_of(tmp_path, name):
    with pytest.raises(SourceError, match="cannot be read"):
        import_file(tmp_path, FEED, tmp_path / name, SETTING)


def test_an_import_that_another_one_is_in_the_way_of_waits_and_then_says_so(tmp_path, monkeypatch):
    path = written(tmp_path, [row(1)])
    import_file(tmp_path, FEED, path, SETTING)
    other = sqlite3.connect(store_path(tmp_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("truceline.store.sqlite._WAIT_S", 0.05)
    with pytest.raises(SourceError, match="another import is running"):
        import_file(tmp_path, FEED, path, SETTING)
    other.close()


IMPORTS = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from truceline.formats import rows
from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import import_file
"""
IMPORT = """
rows.CHUNK = int(sys.argv[4])
case, path, limit = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
feed = feed_of("csv")
setting = ImportSetting(int(datetime(2032, 1, 1, tzinfo=UTC).timestamp()), "Etc/UTC")
if limit:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    import_file(case, feed, path, setting)
except SourceError as error:
    print("refused:", *error.problems, flush=True)
"""


@pytest.fixture(scope="module")
def start():
    """Start an import in a process of its own."""
    with forking(IMPORTS) as fork:
        yield lambda case, path, limit=0: fork(IMPORT, case, path, limit, CHUNK)


def test_a_full_disk_leaves_no_partial_import(start, tmp_path):
    import_file(tmp_path, FEED, written(tmp_path, map(row, range(20))), SETTING)
    many = written(tmp_path, map(row, range(20_000)), "many.csv")
    process = start(tmp_path, many, limit=400_000)
    told = process.line()

    assert process.wait() == 0
    assert told.startswith("refused:")
    assert "nothing was imported" in told
    assert len(read_reports(tmp_path)) == 20
    assert import_file(tmp_path, FEED, many, SETTING).counts["new"] == 19_980


def test_an_import_killed_at_any_moment_leaves_the_store_whole_and_a_second_run_completes_it(start, tmp_path):
    count = ROWS
    files = [
        written(tmp_path, (row(n, act="fire" if n % 2 and turn else "shelling") for n in range(count)), f"{turn}.csv")
        for turn in (0, 1)
    ]
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    started = time.perf_counter()
    start(scratch, files[0]).wait()
    usual_s = time.perf_counter() - started
    state, interrupted = NOTHING, 0
    moment = random.Random(6)  # noqa: S311  (moments, not secrets)
    for turn in range(1, KILLS + 1):
        process = start(tmp_path, files[turn % 2])
        time.sleep(moment.uniform(0, usual_s))
        process.kill()
        now, whole = contents(tmp_path), after(state, files[turn % 2], count)
        assert now in (state, whole)
        interrupted += now == state
        state = now
    assert interrupted > 0
    for path in files:
        before = state
        start(tmp_path, path).wait()
        state = contents(tmp_path)
        assert state == after(before, path, count)
    assert not list((tmp_path / "reports").glob("refused*"))


def after(state, path, count):
    """Give the number of imports, of versions, and of rows that are fire, once a file is imported whole."""
    imports, versions, fires = state
    wanted = count // 2 if path.name == "1.csv" else 0
    return imports + 1, count if fires is None else versions + abs(wanted - fires), wanted


NOTHING = (0, 0, None)


def contents(case):
    if not store_path(case).exists():
        return NOTHING
    connection = sqlite3.connect(store_path(case))
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
        connection.close()
        return NOTHING
    (imports,) = connection.execute("SELECT count(*) FROM report_imports").fetchone()
    (versions,) = connection.execute("SELECT count(*) FROM report_versions").fetchone()
    (fires,) = connection.execute(
        "SELECT count(*) FROM report_heads CROSS JOIN report_versions USING (session, version) WHERE act = 'fire'"
    ).fetchone()
    connection.close()
    return imports, versions, fires


def test_a_file_saved_anew_by_another_program_alters_nothing_but_what_says_something_else(tmp_path):
    head = "latitude,longitude,acq_date,acq_time,satellite,instrument,confidence,frp,daynight\n"
    first, again, other = (
        head + "".join(f"{lat},36.1,2030-05-06,{clock},N,VIIRS,{sure},{power},N\n" for lat, clock, sure, power in rows)
        for rows in (
            [("33.8000", "0234", "77", "3.10"), ("33.9000", "0234", "n", "12")],
            [("33.8", "234", "77.0", "3.1"), ("33.9", "234", "n", "12.0"), ("33.9", "234", "n", "1.2e1")],
            [("33.8", "234", "77.0", "3.11"), ("33.9", "234", "n", "12.0")],
        )
    )
    counts = []
    for text in (first, again, other):
        (tmp_path / "fires.csv").write_text(text)
        done = import_file(tmp_path, feed_of("firms"), tmp_path / "fires.csv", SETTING, Choices())
        counts.append({name: number for name, number in done.counts.items() if number})

    assert counts == [
        {"rows": 2, "new": 2},
        {"rows": 3, "unchanged": 2, "repeated": 1},
        {"rows": 2, "altered": 1, "unchanged": 1},
    ]
