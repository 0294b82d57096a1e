"""The reports of a planning session, and how those of a case folder's own store move in and out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import polars as pl

from truceline.errors import SourceError
from truceline.store.engine import Store, reading, writing
from truceline.store.faults import SUMMARY
from truceline.store.report_copying import report_tables
from truceline.store.report_tables import ReportTables, quoted
from truceline.store.schema.people import SESSIONS
from truceline.store.schema.reports import REPORT_HEADS, REPORT_IMPORTS, REPORT_VERSIONS, REPORT_WITHDRAWALS

_TYPES: dict[type, type[pl.DataType]] = {int: pl.Int64, float: pl.Float64, str: pl.String}


@contextmanager
def reading_reports(store: Store, session: int) -> Iterator[ReportTables]:
    """Open the reports of a session to read; all that is read stood there at one moment.

    Raises
    ------
    SourceError
        If the database refuses.
    """
    with reading(store) as connection:
        yield report_tables(connection, session)


@contextmanager
def writing_reports(store: Store, session: int) -> Iterator[ReportTables]:
    """Open the reports of a session for one import: kept as a whole if the block ends, and not at all if it raises.

    Whoever else imports into the session is waited for.

    Raises
    ------
    SourceError
        If there is no such session, or the database refuses; nothing is written then.
    """
    with writing(store) as connection:
        one = SESSIONS.select().where(SESSIONS.c.id == session).with_for_update()
        if connection.execute(one).first() is None:
            raise SourceError(SUMMARY, (f"{store.where} | has no session {session}; see: truceline session list",))
        yield report_tables(connection, session)


def copy_reports(of: ReportTables, to: ReportTables) -> None:
    """Copy every import, version and withdrawal with its number to tables that hold none; time grows with the rows.

    Raises
    ------
    SourceError
        If they hold some.
    """
    if to.execute("SELECT 1 FROM report_imports WHERE session = :session").fetchone():
        what = f"session {to.session} | has imports of its own; reports move into a session that has none"
        raise SourceError("no reports were copied", (what,))
    for table in (REPORT_IMPORTS, REPORT_WITHDRAWALS, REPORT_VERSIONS, REPORT_HEADS):
        schema = {column.name: _TYPES[column.type.python_type] for column in table.columns if column.name != "session"}
        select = f"SELECT {quoted(schema)} FROM {table.name} WHERE session = :session"  # noqa: S608  (names of our own)
        for rows in of.frames(select, (), schema):
            to.append(table.name, rows)
    for (mark,) in of.execute("SELECT hash FROM report_ids WHERE session = :session").fetchall():
        to.execute("INSERT INTO report_ids (session, hash) VALUES (:session, ?)", bytes(mark))
