"""The index of a log follows from it: it may be lost, broken or wrong, and nothing but time is lost."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from truceline.errors import SourceError
from truceline.evidence.appending import Signer, append
from truceline.evidence.chain import LogEntry
from truceline.evidence.index import index_fits, look
from truceline.evidence.keys import make_key
from truceline.evidence.log import verify

AT = datetime(2031, 4, 1, tzinfo=UTC)


def entries(*numbers):
    return [LogEntry(f"bulletin/b{n}", "bulletin", {"n": n}) for n in numbers]


@pytest.fixture
def log(tmp_path):
    """A log of seven entries in two appends, with its index."""
    signer = Signer(make_key(tmp_path / "key.pem"), AT, "example.org/log")
    append(tmp_path / "log", entries(*range(4)), signer)
    append(tmp_path / "log", entries(*range(4, 7)), signer)
    return tmp_path / "log", signer


def changed(path, words):
    with closing(sqlite3.connect(path)) as tables:
        tables.execute(words)
        tables.commit()


def test_an_append_reads_only_the_end_of_the_log_and_verify_all_of_it(log):
    path, signer = log
    path.write_bytes(path.read_bytes().replace(b'"n":1}', b'"n":9}', 1))

    append(path, entries(7), signer)

    with pytest.raises(SourceError, match=r"entry 2 \(bulletin/b1\) \| does not follow"):
        verify(path)


BROKEN = {
    "garbage": lambda path: path.write_bytes(b"no database at all" * 100),
    "empty": lambda path: path.write_bytes(b""),
    "another version": lambda path: changed(path, "PRAGMA user_version = 99"),
    "a wrong edge": lambda path: changed(path, "UPDATE edge SET tree = replace(tree, 'a', 'b')"),
    "no edge": lambda path: changed(path, "DELETE FROM edge"),
    "the last entry lost": lambda path: changed(path, "DELETE FROM entries WHERE number = 7"),
    "a wrong length": lambda path: changed(path, "UPDATE edge SET covered = covered - 1"),
    "no tables": lambda path: changed(path, "DROP TABLE entries"),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
}


@pytest.mark.parametrize("how", BROKEN)
def test_an_index_that_is_broken_or_does_not_fit_is_told_and_made_anew(log, how):
    path, signer = log
    BROKEN[how](path.with_name("log.index"))
    assert not index_fits(path, verify(path)) or how in ("a wrong length", "another version")

    done = append(path, entries(7), signer)

    assert any("did not fit the log: it was made anew from it" in remark for remark in done.remarks)
    assert [entry.id for entry in verify(path).entries] == [f"bulletin/b{n}" for n in range(8)]
    assert index_fits(path, verify(path))
    assert append(path, entries(8), signer).remarks == ()


def test_an_index_that_is_lost_is_made_again(log):
    path, signer = log
    path.with_name("log.index").unlink()

    assert append(path, entries(7, 3), signer).new == 1
    with look(path) as index:
        assert (index.size, index.root(8), index.number("bulletin/b3")) == (8, verify(path).head.root, 4)


def test_what_a_wrong_root_in_the_index_would_refuse_is_looked_up_in_the_log(log):
    path, signer = log
    changed(path.with_name("log.index"), "UPDATE entries SET root = '00' WHERE number = 7")

    assert append(path, entries(7), signer).new == 1

    assert index_fits(path, verify(path))


def test_what_somebody_appended_past_the_index_is_followed(log, tmp_path):
    path, signer = log
    old = shutil.copy(path.with_name("log.index"), tmp_path / "old")
    append(path, entries(7, 8), signer)
    shutil.copy(old, path.with_name("log.index"))  # as a crash between log and index leaves it

    assert append(path, entries(8, 9), signer).new == 1
    assert [entry.id for entry in verify(path).entries] == [f"bulletin/b{n}" for n in range(10)]


def test_looking_into_a_log_writes_nothing(log):
    path, _ = log
    path.with_name("log.index").unlink()
    before = sorted(each.name for each in path.parent.iterdir())

    with look(path) as index:
        assert [each.id for each in index.begun_with("bulletin/b")] == [f"bulletin/b{n}" for n in range(7)]
    with look(path.with_name("none")) as index:
        assert index.size == 0

    assert sorted(each.name for each in path.parent.iterdir()) == before


def test_an_index_that_cannot_be_written_is_told_and_the_entry_stands(log):
    path, signer = log
    path.with_name("log.index").unlink()
    path.with_name("log.index").mkdir()

    done = append(path, entries(7), signer)

    assert "log.index cannot be written" in done.remarks[-1]
    assert verify(path).size == 8


def test_an_index_that_takes_no_entry_as_on_a_full_disk_is_told_and_the_entry_stands(log):
    path, signer = log
    changed(
        path.with_name("log.index"),
        "CREATE TRIGGER full BEFORE INSERT ON entries BEGIN SELECT raise(FAIL, 'database or disk is full'); END",
    )

    done = append(path, entries(7), signer)

    assert "log.index cannot be written (database or disk is full)" in done.remarks[-1]
    assert verify(path).size == 8
    changed(path.with_name("log.index"), "DROP TRIGGER full")
    assert append(path, entries(8), signer).head.size == 9


def test_an_empty_head_beside_the_log_as_a_loss_of_power_may_leave_it_is_none(log):
    path, signer = log
    path.with_name("log.head").write_bytes(b"")

    append(path, entries(3), signer)

    assert path.with_name("log.head").read_bytes()
    assert verify(path).size == 7


def test_a_clock_that_was_put_back_is_told(log):
    path, signer = log

    done = append(path, entries(7), Signer(signer.key, AT.replace(year=2030), signer.origin))

    said, before = "2030-04-01T00:00:00+00:00", "2031-04-01T00:00:00+00:00"
    told = f"the clock says {said}, but the entry before was signed at {before}: correct the clock"
    assert done.remarks == (told,)


def test_a_log_is_not_appended_to_under_another_name(log):
    path, signer = log

    with pytest.raises(SourceError, match=r"is the log example\.org/log, not example\.org/other"):
        append(path, entries(7), Signer(signer.key, AT, "example.org/other"))
    with pytest.raises(SourceError, match="is no name of a log"):
        append(path.with_name("new"), entries(7), Signer(signer.key, AT, "two words"))
    assert not path.with_name("new").exists()
