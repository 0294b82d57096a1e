"""Open the store of a case, to read or for one import; one of an earlier version is upgraded first."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from truceline.errors import SourceError
from truceline.store.tables import FOLDER, STORE, VERSION, make, told, version_of
from truceline.store.upgrade import EARLIER, upgrade

_WAIT_S = 30.0


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
            _upgraded(connection, case_folder)
            found = version_of(connection)
            _check(found, path)
            yield connection if found else None
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
        version_of(connection)
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
            _upgraded(connection, case_folder)
            connection.execute("BEGIN IMMEDIATE")
            if not version_of(connection):
                make(connection)
            _check(version_of(connection), path)
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()  # what is not committed is rolled back


def _upgraded(connection: sqlite3.Connection, case_folder: Path) -> None:
    if version_of(connection) != EARLIER:
        return
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN IMMEDIATE")
    if version_of(connection) == EARLIER:  # nobody else did in the meantime
        upgrade(connection, case_folder)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _check(found: int, path: Path) -> None:
    if found not in (0, VERSION):
        remedy = "use the truceline that made it, or import anew"
        what = f"{path} | has tables of version {max(found, 0)}, not {VERSION}; {remedy}"
        raise SourceError("the store of reports cannot be used", (what,))
