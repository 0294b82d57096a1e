"""Open a store: a file of SQLite, or a database of PostgreSQL; its tables are made and migrated on the way.

A store on SQLite is one file (beside it, while it is open, what was not yet moved into it); one that writes keeps
others from writing, and nobody from reading. On PostgreSQL the tables lie in the schema that the address chooses, by
itself ``public``.

How a topic is written to: functions that take a `Connection` within `writing`, which is one transaction: all that is
done within is kept if the block ends, and nothing of it if it raises. They may read what they like and rely on it if
they first call `session_row`, which lets one at a time write to a session.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from truceline.errors import SourceError, shown
from truceline.store.faults import SUMMARY, told
from truceline.store.migrations import current, migrate

FILE = "store.sqlite"
"""The name of a store's file in a folder that is given as its address."""

_DIALECTS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_CONNECT_S = 30
_WAIT_S = 120
"""How long a writer waits for others on SQLite, which does not let them go first who came first."""
_CACHE_KIB = 65_536
_PRAGMAS = ("foreign_keys = ON", "synchronous = FULL", f"cache_size = -{_CACHE_KIB}")


@dataclass(frozen=True, slots=True)
class Store:
    """A store that was opened: its tables are the present ones. ``where`` names it, without a password."""

    engine: Engine
    where: str

    def close(self) -> None:
        """Close all connections; one that is in use is closed as soon as it is given back."""
        event.listen(self.engine.pool, "checkin", _end)
        self.engine.dispose()


def open_store(address: str | Path, *, make: bool = True) -> Store:
    """Open the store at an address: a file, a folder, ``sqlite:///FILE`` or ``postgresql://USER@HOST/NAME``.

    Where there is none it is made, unless ``make`` says not to; tables of an earlier revision are migrated.

    Raises
    ------
    SourceError
        If the address is none, there is no store and none is to be made, the database cannot be reached or written,
        holds something else, or was made by a newer truceline.
    """
    url = _url(str(address))
    where = url.database or "" if _is_sqlite(url) else url.set(query={}).render_as_string(hide_password=True)
    if not make and _is_sqlite(url) and not Path(where).is_file():
        raise SourceError(
            SUMMARY, (f"{where} | is not there; correct the path, or make one: truceline session import",)
        )
    store = Store(_engine(url, where), where)
    try:
        _bring_up_to_date(store)
    except BaseException:
        store.close()
        raise
    return store


def connect(address: str | Path) -> Store:
    """Connect to whatever is at an address, without a look at it: for who makes the tables, as a restore does.

    Raises
    ------
    SourceError
        If the address is none, or what its database needs is not installed.
    """
    url = _url(str(address))
    where = url.database or "" if _is_sqlite(url) else url.set(query={}).render_as_string(hide_password=True)
    return Store(_engine(url, where), where)


def _bring_up_to_date(store: Store) -> None:
    with told(store.where):
        if not current(store.engine, store.where):
            _make_durable(store)
            with writing(store) as connection:
                migrate(connection)


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """Read from a store: all that is read within the block stood there at one moment.

    Raises
    ------
    SourceError
        If the database refuses.
    """
    with told(store.where), store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(store: Store) -> Iterator[Connection]:
    """Write to a store in one transaction: kept as a whole if the block ends, and not at all if it raises.

    On SQLite, whoever else is writing is waited for.

    Raises
    ------
    SourceError
        If the database refuses; nothing is written then.
    """
    with told(store.where), store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        yield connection


def _url(address: str) -> URL:
    if "://" not in address:
        path = Path(address)
        return URL.create(_DIALECTS["sqlite"], database=str(path / FILE if path.is_dir() else path))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError) as error:
        raise _no_address(address.partition("://")[0]) from error
    driver = _DIALECTS.get(url.drivername, url.drivername)
    if driver not in _DIALECTS.values() or (driver == _DIALECTS["sqlite"] and not url.database):
        raise _no_address(url.drivername)
    return url.set(drivername=driver)


def _no_address(kind: str) -> SourceError:
    what = f"the address {shown(kind + '://...')} is none of a store; give a file, or postgresql://USER@HOST/NAME"
    return SourceError(SUMMARY, (f"--store | {what}",))


def _is_sqlite(url: URL) -> bool:
    return url.drivername == _DIALECTS["sqlite"]


def _engine(url: URL, where: str) -> Engine:
    # What is written is nobody's to read in a log: no error tells the values of a statement.
    if _is_sqlite(url):
        engine = create_engine(url, connect_args={"timeout": _WAIT_S}, hide_parameters=True)
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
        return engine
    try:
        return create_engine(
            url, pool_pre_ping=True, connect_args={"connect_timeout": _CONNECT_S}, hide_parameters=True
        )
    except ModuleNotFoundError as error:
        what = "PostgreSQL needs psycopg, which is not installed; install it: pip install 'truceline[postgresql]'"
        raise SourceError(SUMMARY, (f"{where} | {what}",)) from error


def _set_up(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions are begun by us, see _begin
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # One that is to write says so at once: a reader that wants to write later may find that somebody else did.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _end(_connection: object, entry: ConnectionPoolEntry) -> None:
    entry.close()


def _make_durable(store: Store) -> None:
    # Which a file remembers: readers and a writer do not wait for one another.
    if store.engine.dialect.name == "sqlite":
        raw = store.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")
        finally:
            raw.close()
