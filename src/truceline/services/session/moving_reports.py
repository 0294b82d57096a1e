"""What was imported into a case folder's own store, into a session and out of it again."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from truceline.store.received import read_imports
from truceline.store.report_copying import report_tables
from truceline.store.session_reports import copy_reports
from truceline.store.sqlite import reading, writing
from truceline.views.wording import plural


def move_reports(connection: Connection, session: int, folder: Path) -> str:
    """Copy the reports of a case folder to a session that has none, with every import; say what was done, or left.

    Nothing is said where there is nothing to copy, or all of it is there already. Who reported, and the secret that ids
    are made with, stay with the folder. Time grows with the reports.

    Raises
    ------
    SourceError
        If a store cannot be used.
    """
    with reading(folder) as stored:
        ours, tables = read_imports(stored), report_tables(connection, session)
        there = read_imports(tables)
        if stored is None or not ours or there[: len(ours)] == ours:
            return ""
        if there:
            return f"{plural(len(ours), 'import')} of reports in {folder} left out: the session has imports of its own"
        copy_reports(stored, tables)
    return f"{plural(len(ours), 'import')} of reports copied"


def take_out_reports(connection: Connection, session: int, folder: Path) -> str:
    """Write the reports of a session, with every import, as a case folder's own store; say what was written.

    Nothing is where the session has no imports. Time grows with the reports.

    Raises
    ------
    SourceError
        If the store cannot be written.
    """
    tables = report_tables(connection, session)
    if not (found := read_imports(tables)):
        return ""
    with writing(folder) as own:
        copy_reports(tables, own)
    return plural(len(found), "import") + " of reports"
