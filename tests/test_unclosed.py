"""What is opened is closed: where a connection is forgotten, some test fails, and says whose it was."""

import gc
import sqlite3
from contextlib import closing

import pytest

from truceline.errors import SourceError
from truceline.store import sqlite
from truceline.store.engine import open_store, reading


def forgets(path):
    with sqlite3.connect(path) as base:
        base.execute("SELECT 1")


def forgets_a_store(path):
    with reading(open_store(path)):
        pass


def collected(forget, path):
    forget(path)
    gc.collect()


@pytest.mark.parametrize("forget", [forgets, forgets_a_store])
def test_a_connection_that_nobody_closes_is_told_of_with_the_test_that_made_it(forget, tmp_path):
    with pytest.warns(ResourceWarning, match="closed") as caught:
        collected(forget, tmp_path / "a.sqlite")

    assert any(
        test_a_connection_that_nobody_closes_is_told_of_with_the_test_that_made_it.__name__ in str(each.message)
        for each in caught
    )


def test_one_that_is_closed_says_nothing(tmp_path):
    with closing(sqlite3.connect(tmp_path / "a.sqlite")):
        pass
    open_store(tmp_path / "b.sqlite").close()
    gc.collect()


def reads(folder):
    with sqlite.reading(folder):
        pass


def writes(folder):
    with sqlite.writing(folder):
        pass


def opens(folder):
    open_store(sqlite.store_path(folder))


@pytest.mark.parametrize("use", [reads, writes, opens])
@pytest.mark.parametrize("writable", [True, False])
def test_a_file_that_is_no_store_is_told_of_and_closed(use, writable, tmp_path, monkeypatch):
    path = sqlite.store_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(b"no store at all" * 1000)
    monkeypatch.setattr(sqlite.os, "access", lambda *_: writable)

    with pytest.raises(SourceError, match="file is not a database"):
        use(tmp_path)
    gc.collect()
