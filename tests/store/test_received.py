"""The store keeps every version of every row, and gives what was known at any instant."""

import sqlite3
import stat
import tempfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.own_ids import natives, own
from tests.reference import store as reference
from tests.stored import ELSEWHERE, import_file, read_imports, read_received, read_reports, read_rows, reading, writing

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.mapping import Mapping
from truceline.feeds.setting import ImportSetting
from truceline.services.import_reports import Choices
from truceline.store import reporters
from truceline.store.sqlite import store_path

HEAD = "id,time,lat,lon,radius_m,act,weapon,label,reporter\n"
START = datetime(2031, 1, 1, tzinfo=UTC)


def hours(count):
    return START + timedelta(hours=count)


def take(folder, rows, *, at=0, full=False, feed="csv"):
    """Import rows (id, act) or (id, act, hour) of one hour, all in the order given."""
    path = folder / "file.csv"
    lines = [
        f"{row[0]},{hours(row[2] if len(row) > 2 else 0).isoformat()},48.5,37.5,100,{row[1]},mortar,a side,J. Doe\n"
        for row in rows
    ]
    path.write_text(HEAD + "".join(lines))
    setting = ImportSetting(int(hours(1000 + at).timestamp()), "Etc/UTC")
    return import_file(folder, feed_of(feed), path, setting, Choices(full=full, accept_rest=True)).counts


def acts(folder, **wanted):
    reports = read_reports(folder, **wanted)
    native = natives(folder)
    return {native[name]: reports.acts[code] for name, code in zip(reports.id.tolist(), reports.act, strict=True)}


def test_a_report_comes_back_as_it_was_told(place):
    take(place, [("a", "shelling", 3), ("b", "other:noise", 4)])
    got = read_received(place)

    assert got.reports.id.tolist() == [own(place, "a"), own(place, "b")]
    assert got.reports.start.tolist() == [int(hours(3).timestamp()), int(hours(4).timestamp())]
    assert (got.reports.lat.tolist(), got.reports.radius_m.tolist()) == ([48.5] * 2, [100.0] * 2)
    assert [got.reports.acts[code] for code in got.reports.act] == ["shelling", "other:noise"]
    assert (got.reports.weapons, got.targets) == (("mortar",), ())
    assert (got.reports.weapon.tolist(), got.target.tolist()) == ([0, 0], [-1, -1])


def test_a_case_without_a_store_has_no_reports(place):
    assert len(read_reports(place)) == 0
    assert read_rows(place, "claim") == read_imports(place) == ()
    assert not store_path(place).parent.exists()


def test_reports_are_taken_whose_interval_touches_the_period(place):
    take(place, [("a", "x", 1), ("b", "x", 2), ("c", "x", 3)])

    assert set(acts(place, since=hours(2))) == {"b", "c"}
    assert set(acts(place, until=hours(2))) == {"a"}
    assert set(acts(place, since=hours(2), until=hours(3))) == {"b"}
    assert acts(place, feeds=["acled"]) == {}
    with pytest.raises(SourceError, match="has no time zone"):
        acts(place, since=datetime(2031, 1, 1))  # noqa: DTZ001


def test_the_same_file_again_changes_nothing(place):
    rows = [("a", "x"), ("b", "y")]
    take(place, rows)
    again = take(place, rows, at=1)

    assert (again["new"], again["altered"], again["unchanged"]) == (0, 0, 2)
    assert versions(place) == 2


def test_what_was_known_before_a_row_changed_can_be_read_again(place):
    take(place, [("a", "explosion"), ("b", "fire")])
    changed = take(place, [("a", "shelling"), ("b", "fire")], at=2)
    withdrawn = take(place, [("b", "fire")], at=4, full=True)
    back = take(place, [("a", "shelling")], at=6)

    assert (changed["altered"], withdrawn["withdrawn"], back["altered"]) == (1, 1, 1)
    known = [acts(place, as_known_at=hours(1000 + at)).get("a") for at in range(7)]
    assert known == ["explosion"] * 2 + ["shelling"] * 2 + [None] * 2 + ["shelling"]
    assert acts(place, as_known_at=hours(999)) == {}
    assert versions(place) == 5


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE report_versions SET act = 'y'",
        "DELETE FROM report_versions",
        "DELETE FROM report_imports",
        "UPDATE report_imports SET at = 0",
    ],
)
def test_nothing_in_the_store_can_be_altered_or_deleted(place, statement):
    take(place, [("a", "x")])
    with pytest.raises(Exception, match="append-only"), writing(place) as tables:
        tables.execute(statement)
    assert acts(place) == {"a": "x"}


def test_feeds_do_not_share_their_ids(place):
    take(place, [("a", "x")])
    mapping = Mapping(name="mine", columns={n: n for n in ("id", "time", "lat", "lon", "radius_m", "act")})
    setting = ImportSetting(int(hours(1000).timestamp()), "Etc/UTC")
    import_file(place, feed_of("csv", mapping), place / "file.csv", setting, Choices(full=True))

    assert read_reports(place).id.tolist() == [own(place, "a"), own(place, "a", "mine")]


def test_who_reported_is_kept_in_a_file_of_its_own_for_its_owner_alone(place):
    take(place, [("a", "x")])
    apart = place / "reports" / reporters.FILE

    assert stat.S_IMODE(apart.stat().st_mode) == 0o600
    connection = sqlite3.connect(apart)
    kept = connection.execute("SELECT part, text, import FROM apart").fetchall()
    assert kept == [("native_id", "a", 1), ("reporter", "J. Doe", 1)]
    connection.close()
    others = [path for path in place.rglob("*") if path.is_file() and path not in {apart, place / "file.csv"}]
    assert bool(others) == (place not in ELSEWHERE)
    assert not any(b"J. Doe" in path.read_bytes() for path in others)


def test_a_store_of_another_version_or_a_damaged_one_is_told_of(tmp_path):
    take(tmp_path, [("a", "x")])
    connection = sqlite3.connect(store_path(tmp_path))
    connection.execute("PRAGMA user_version = 9")
    connection.close()
    with pytest.raises(SourceError, match="has tables of version 9, not 3"):
        read_reports(tmp_path)
    for leftover in store_path(tmp_path).parent.glob("reports.sqlite-*"):
        leftover.unlink()
    store_path(tmp_path).write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(SourceError, match="is not a database; put the file aside"):
        read_reports(tmp_path)


def test_a_view_that_computes_for_ever_in_the_place_of_a_table_is_told_of(tmp_path):
    take(tmp_path, [("a", "x")])
    connection = sqlite3.connect(store_path(tmp_path))
    connection.executescript("""
        ALTER TABLE report_imports RENAME TO kept;
        CREATE VIEW report_imports AS
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT kept.* FROM n, kept;
    """)
    connection.close()
    with pytest.raises(SourceError, match="holds the view 'report_imports', which is none of a store"):
        read_reports(tmp_path)
    with pytest.raises(SourceError, match="holds the view"):
        take(tmp_path, [("b", "x")])


ROWS = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from(["x", "y", "z"])), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None)
@given(imports=st.lists(st.tuples(st.booleans(), ROWS), min_size=1, max_size=5))
def test_any_sequence_of_imports_gives_what_replaying_it_gives(imports):
    with tempfile.TemporaryDirectory() as name:
        folder, done, before = Path(name), [], {}
        for at, (full, rows) in enumerate(imports):
            try:
                counted = take(folder, rows, at=at, full=full)
            except SourceError:
                raise AssertionError(rows) from None
            assert {
                key: counted[key] for key in ("new", "altered", "unchanged", "repeated", "refused", "withdrawn")
            } == (reference.counts(before, full, rows))
            done.append((at, full, rows))
            before = {**dict.fromkeys(before), **reference.known(done)}
        for at in range(len(imports)):
            expected = dict(reference.known(done, at).items())
            assert acts(folder, as_known_at=hours(1000 + at)) == expected
        assert acts(folder) == dict(reference.known(done).items())


def versions(folder):
    with reading(folder) as tables:
        return tables.execute("SELECT count(*) FROM report_versions WHERE session = :session").fetchone()[0]


def test_a_store_whose_list_of_imports_lacks_a_column_is_told_of(tmp_path):
    take(tmp_path, [("a", "shelling")])
    with closing(sqlite3.connect(store_path(tmp_path))) as store, store:
        for (name,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {name}")
        store.execute("ALTER TABLE report_imports DROP COLUMN refused")

    with pytest.raises(SourceError, match=r"no such column: i.refused"):
        read_imports(tmp_path)
