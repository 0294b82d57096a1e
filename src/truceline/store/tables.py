"""A case folder's own store of reports: SQLite in ``CASE/reports/reports.sqlite``, written to by imports alone.

A row of a feed is a *report* of its own; what it says is a *version*. A row that changed becomes a new version, one
that its publisher took back a withdrawn version; no version is ever altered or deleted, and triggers see to it. So
whatever was known at a moment can be read again. Where a row is a message that was ``issued`` at an instant, one that
comes after a newer one of its id is a *late* version: kept, and never the newest. `schema.reports` has the tables:
those of a store of planning sessions, of which a folder's own holds these alone, as those of session 1.

Rows bear ids of our own. What could lead to a person is kept apart (`reporters`); ``report_ids`` holds the hash by
which the store knows the secret that its ids were made with.

One import is one transaction: interrupted at any moment, it leaves the store as it was.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from truceline.errors import SourceError
from truceline.store.report_tables import ReportTables

FOLDER = "reports"
STORE = "reports.sqlite"
CONTENT = ("source", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "label", "detail")
"""What a row says."""
VERSION = 3
"""The version of the tables: those of earlier ones are upgraded, see `upgrade`."""
SESSION = 1
"""The session of a folder's own store."""


def make(connection: sqlite3.Connection) -> None:
    """Make the tables, append-only where they hold what was received."""
    statements = resources.files("truceline.store").joinpath("reports.sql").read_text(encoding="utf-8")
    for statement in statements.split(";\n"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")


def tables_of(connection: sqlite3.Connection) -> ReportTables:
    """Return the tables of reports of a folder's own store, within the transaction of ``connection``."""
    return ReportTables(SESSION, connection.execute, connection.executemany)


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
