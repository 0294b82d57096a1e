"""Open the store of a case, to read or for one import; one of an earlier version is upgraded first."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from truceline.errors import SourceError, shown
from truceline.formats.sqlite_tables import view_in
from truceline.store.report_tables import ReportTables
from truceline.store.tables import FOLDER, STORE, VERSION, make, tables_of, told, version_of
from truceline.store.upgrade import EARLIER, upgrade, view

_WAIT_S = 30.0
_CACHE = "PRAGMA cache_size = -65536"  # 64 MiB


def store_path(case_folder: Path) -> Path:
    """Say where the store of a case is."""
    return case_folder / FOLDER / STORE


@contextmanager
def reading(case_folder: Path) -> Iterator[ReportTables | None]:
    """Open the store of a case to read; None where the case has none yet, or one that nothing was ever kept in.

    Nothing is written, so that it may lie on a medium that cannot be; all that is read stood there at one moment.

    Raises
    ------
    SourceError
        If the file is no store, damaged, or made by a newer truceline; or it cannot be written and an import was cut
        short, the rest of which lies beside it, or it is of version 1.
    """
    with _connected(case_folder) as connection:
        if connection is None:
            yield None
        else:
            connection.execute(_CACHE)
            connection.execute("BEGIN")
            yield tables_of(connection)


@contextmanager
def _connected(case_folder: Path) -> Iterator[sqlite3.Connection | None]:
    path = store_path(case_folder)
    if not path.exists():
        yield None
        return
    with told(path):
        connection = _to_read(path)
        try:
            _must_hold_tables_only(connection, path)
            _make_present(connection, case_folder)
            yield connection if version_of(connection) else None
        finally:
            connection.close()


def copy_store(case_folder: Path, to: Path) -> None:
    """Copy the store of a case, where it has one, into the case folder ``to``; an import may run meanwhile.

    Raises
    ------
    SourceError
        If the store cannot be read, or the copy not be written.
    """
    path = store_path(to)
    with _connected(case_folder) as connection, told(path):
        if connection is not None:
            path.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(path)) as copy:
                connection.backup(copy)


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
    except BaseException:
        connection.close()
        raise
    else:
        return connection
    rest = path.with_name(f"{path.name}-wal")
    if rest.exists() and rest.stat().st_size:
        what = f"{path} | lies where nothing can be written, with an import that was cut short; copy the case first"
        raise SourceError("the store of reports cannot be used", (what,))
    return sqlite3.connect(f"{address}?immutable=1", uri=True, isolation_level=None)


@contextmanager
def writing(case_folder: Path) -> Iterator[ReportTables]:
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
            connection.execute(_CACHE)  # what does not fit goes to the log
            _must_hold_tables_only(connection, path)
            _upgraded(connection, case_folder)
            connection.execute("BEGIN IMMEDIATE")
            if not version_of(connection):
                make(connection)
            _check(version_of(connection), path)
            yield tables_of(connection)
            connection.execute("COMMIT")
        finally:
            connection.close()  # what is not committed is rolled back


def _make_present(connection: sqlite3.Connection, case_folder: Path) -> None:
    # Upgrade a store that is to be read, or read it as it is where it cannot be.
    try:
        _upgraded(connection, case_folder)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        if version_of(connection) == 1:
            what = f"{store_path(case_folder)} | has tables of version 1 and lies where nothing can be written"
            raise SourceError("the store of reports cannot be used", (f"{what}; copy the case first",)) from error
        if connection.in_transaction:  # of the upgrade
            connection.execute("ROLLBACK")
        view(connection)
    else:
        _check(version_of(connection), store_path(case_folder))


def _upgraded(connection: sqlite3.Connection, case_folder: Path) -> None:
    if version_of(connection) not in EARLIER:
        return
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("BEGIN IMMEDIATE")
    found = version_of(connection)
    if found in EARLIER:  # nobody else did in the meantime
        upgrade(connection, found, case_folder)
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _must_hold_tables_only(connection: sqlite3.Connection, path: Path) -> None:
    # No store of ours has a view, and one may compute for ever.
    if found := view_in(connection):
        what = f"{path} | holds the view {shown(found)}, which is none of a store; put the file aside and import anew"
        raise SourceError("the store of reports cannot be used", (what,))


def _check(found: int, path: Path) -> None:
    if found not in (0, VERSION):
        remedy = "use the truceline that made it, or import anew"
        what = f"{path} | has tables of version {max(found, 0)}, not {VERSION}; {remedy}"
        raise SourceError("the store of reports cannot be used", (what,))
