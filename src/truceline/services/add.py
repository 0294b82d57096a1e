"""``add``: one row more in a table that monitors keep by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.casefolder.adding import RowColumn, RowTable, add_row, row_tables
from truceline.documents.added_row import added_row_document
from truceline.errors import MisuseError
from truceline.formats.faults import unknown
from truceline.formats.json_text import json_text
from truceline.results.added_row import AddedRow
from truceline.services.opening import own_folder
from truceline.services.outcome import Outcome, lines_text

__all__ = ["RowColumn", "RowTable", "add", "list_tables"]


def add(table: str, case: str | Path, row: Mapping[str, str], *, at: datetime) -> Outcome[AddedRow]:
    """Add one row to a table of a case: a finding, ruling, piece of evidence, step, judgement, coverage entry, ...

    ``row`` gives the cells by column; what it leaves out is empty, an id is made, and ``at`` is when it was put on
    record. The case is read as it would be afterwards, and changed only where it stays sound.

    Raises
    ------
    CaseError
        If the row or the case is at fault; all faults are listed.
    MisuseError
        If there is no such table or column, ``at`` names no zone, or the case is a bundled one.
    """
    kind = _table(table, row)
    if at.tzinfo is None:
        raise MisuseError(f"{at.isoformat()} names no zone; give an instant with its offset")
    folder = own_folder(case)
    done = add_row(kind, folder, row, at)
    width = max(map(len, done.row))
    cells = [f"  {name:{width}}  {cell}" for name, cell in done.row.items() if cell]
    text = lines_text([f"{done.id} was added to {folder / done.file}", *cells])
    document = added_row_document(done, str(case), version=__version__)
    return Outcome(done, text, json_text(document), (folder / done.file,))


def list_tables() -> tuple[RowTable, ...]:
    """List the tables to which rows are added, each with its columns."""
    return tuple(row_tables().values())


def _table(name: str, row: Mapping[str, str]) -> RowTable:
    tables = row_tables()
    if name not in tables:
        raise MisuseError(unknown("table", name, tables))
    columns = [column.name for column in tables[name].columns]
    if others := [column for column in row if column not in columns]:
        raise MisuseError("; ".join(unknown(f"column of a {name}", each, columns) for each in others))
    return tables[name]
