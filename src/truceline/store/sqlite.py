"""The store of reports: SQLite in ``CASE/reports/reports.sqlite``, written to by imports alone and never overwritten.

A row of a feed is a *report* of its own; what it says is a *version*. A row that changed becomes a new version, one
that its publisher took back a withdrawn version; no version is ever altered or deleted, and triggers see to it. So
whatever was known at a moment can be read again. The table ``heads`` is an index: the newest version of each row.

One import is one transaction: interrupted at any moment, it leaves the store as it was.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from truceline.errors import SourceError

FOLDER = "reports"
STORE = "reports.sqlite"
VERSION = 1
"""The version of the tables."""

_WAIT_S = 30.0
_TABLES = """
CREATE TABLE imports (
    number INTEGER PRIMARY KEY,
    feed TEXT NOT NULL, file TEXT NOT NULL, sha256 TEXT NOT NULL,
    at INTEGER NOT NULL,
    rows INTEGER NOT NULL, new INTEGER NOT NULL, altered INTEGER NOT NULL, unchanged INTEGER NOT NULL,
    repeated INTEGER NOT NULL, withdrawn INTEGER NOT NULL, refused INTEGER NOT NULL
) STRICT;
CREATE TABLE versions (
    version INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    import INTEGER NOT NULL,
    line INTEGER NOT NULL,
    withdrawn INTEGER NOT NULL,
    feed TEXT NOT NULL, kind TEXT NOT NULL, native_id TEXT NOT NULL, source TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER,
    lat REAL, lon REAL, radius_m REAL,
    act TEXT NOT NULL, weapon TEXT NOT NULL, target TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE TABLE heads (
    feed TEXT NOT NULL, native_id TEXT NOT NULL,
    report INTEGER NOT NULL, version INTEGER NOT NULL,
    hash BLOB NOT NULL,
    seen INTEGER NOT NULL,
    PRIMARY KEY (feed, native_id)
) STRICT, WITHOUT ROWID;
"""
_GUARD = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
"""


def store_path(case_folder: Path) -> Path:
    """Say where the store of a case is."""
    return case_folder / FOLDER / STORE


@contextmanager
def reading(case_folder: Path) -> Iterator[sqlite3.Connection | None]:
    """Open the store of a case to read; None where the case has none yet, or one that nothing was ever kept in.

    Nothing is written, so that it may lie on a medium that cannot be.

    Raises
    ------
    SourceError
        If the file is no store, damaged, or made by a newer truceline; or it cannot be written and an import was cut
        short, the rest of which lies beside it.
    """
    path = store_path(case_folder)
    if not path.exists():
        yield None
        return
    with told(path):
        connection = _to_read(path)
        try:
            if _is_empty(connection):
                yield None
                return
            _check(connection, path)
            yield connection
        finally:
            connection.close()


def _to_read(path: Path) -> sqlite3.Connection:
    # SQLite keeps what was not yet moved into the store beside it, and a file that readers share: where nothing can be
    # written, it takes both as they are, or the store alone if there are none.
    if os.access(path.parent, os.W_OK):
        return sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
    address = path.resolve().as_uri()
    connection = sqlite3.connect(f"{address}?mode=ro", uri=True, timeout=_WAIT_S, isolation_level=None)
    try:
        _is_empty(connection)
    except sqlite3.OperationalError:
        connection.close()
        rest = path.with_name(f"{path.name}-wal")
        if rest.exists() and rest.stat().st_size:
            what = f"{path} | lies where nothing can be written, with an import that was cut short; copy the case first"
            raise SourceError("the store of reports cannot be used", (what,)) from None
        return sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)
    return connection


@contextmanager
def writing(case_folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the store of a case for one transaction, making it where it is missing.

    All that is done within is kept if the block ends, and nothing of it if it raises. Another import is waited for.

    Raises
    ------
    SourceError
        If the store cannot be written (a full disk, a damaged file, no permission); then nothing is.
    """
    path = store_path(case_folder)
    with told(path):
        path.parent.mkdir(exist_ok=True)
        connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -65536")  # 64 MiB; what does not fit goes to the log
            connection.execute("BEGIN IMMEDIATE")
            _make(connection)
            _check(connection, path)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # what is not committed is rolled back


def _make(connection: sqlite3.Connection) -> None:
    if not _is_empty(connection):
        return
    for statement in _TABLES.split(";\n")[:-1]:
        connection.execute(statement)
    for table in ("imports", "versions"):
        guard(connection, table)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def guard(connection: sqlite3.Connection, table: str) -> None:
    """Let nothing in a table be altered or deleted."""
    for act in ("UPDATE", "DELETE"):
        connection.execute(_GUARD.format(table=table, act=act))


def _is_empty(connection: sqlite3.Connection) -> bool:
    # so is the file that an import leaves which was the first and did not get to its end
    return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,))


def _check(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != VERSION:
        what = (
            f"{path} | has tables of version {version}, not {VERSION}; use the truceline that made it, or import anew"
        )
        raise SourceError("the store of reports cannot be used", (what,))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell what went wrong with a file of the store in the house's words."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        remedy = _REMEDIES.get(error.sqlite_errorcode & 0xFF if hasattr(error, "sqlite_errorcode") else 0, _ANY)
        raise SourceError("the store of reports cannot be used", (f"{path} | {error}; {remedy}",)) from error
    except OSError as error:
        what = f"{error.filename or path} | {error.strerror or error}; {_ANY}"
        raise SourceError("the store of reports cannot be used", (what,)) from error


_ANY = "nothing was imported; check the file, the disk and the permissions"
_REMEDIES = {
    sqlite3.SQLITE_FULL: "nothing was imported; free space on the disk and import again",
    sqlite3.SQLITE_BUSY: "another import is running; nothing was imported; try again when it is done",
    sqlite3.SQLITE_NOTADB: "put the file aside and import anew",
    sqlite3.SQLITE_CORRUPT: "put the file aside and import anew",
}
