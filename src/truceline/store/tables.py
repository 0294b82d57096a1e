"""The tables of the store of reports: SQLite in ``CASE/reports/reports.sqlite``, written to by imports alone.

A row of a feed is a *report* of its own; what it says is a *version*. A row that changed becomes a new version, one
that its publisher took back a withdrawn version; no version is ever altered or deleted, and triggers see to it. So
whatever was known at a moment can be read again. Where a row is a message that was ``issued`` at an instant, one that
comes after a newer one of its id is a *late* version: kept, and never the newest. The table ``heads`` is an index: the
newest version of each row.

Rows bear ids of our own. What could lead to a person is kept apart (`reporters`); ``ids`` holds the hash by which the
store knows the secret that its ids were made with.

One import is one transaction: interrupted at any moment, it leaves the store as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from truceline.errors import SourceError

FOLDER = "reports"
STORE = "reports.sqlite"
CONTENT = ("source", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "label", "detail")
"""What a row says, and what is hashed of it."""
VERSION = 2
"""The version of the tables. In those of version 1, rows bore the ids of their publishers."""

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
    late INTEGER NOT NULL,
    issued INTEGER,
    feed TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL,
    start INTEGER NOT NULL, end INTEGER,
    lat REAL, lon REAL, radius_m REAL,
    act TEXT NOT NULL, weapon TEXT NOT NULL, target TEXT NOT NULL,
    label TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX messages ON versions (report, issued) WHERE issued IS NOT NULL;
CREATE TABLE heads (
    id TEXT PRIMARY KEY,
    feed TEXT NOT NULL,
    report INTEGER NOT NULL, version INTEGER NOT NULL,
    hash BLOB NOT NULL,
    seen INTEGER NOT NULL,
    issued INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE ids (hash BLOB NOT NULL) STRICT;
"""
_GUARD = """
CREATE TRIGGER IF NOT EXISTS {table}_no_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the store is append-only'); END;
"""


def make(connection: sqlite3.Connection) -> None:
    """Make the tables, append-only where they hold what was received."""
    for statement in _TABLES.split(";\n")[:-1]:
        connection.execute(statement)
    for table in ("imports", "versions"):
        guard(connection, table)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def guard(connection: sqlite3.Connection, table: str) -> None:
    """Let nothing in a table be altered or deleted."""
    for act in ("UPDATE", "DELETE"):
        connection.execute(_GUARD.format(table=table, act=act))


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of a store's tables; 0 where there are none."""
    # so is the file that an import leaves which was the first and did not get to its end
    if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
        return 0
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version) or -1


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
