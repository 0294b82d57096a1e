"""One row more in a table that monitors keep by hand: columns from the table's own shape, an id where none is given."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from truceline.casefolder.changing import changing
from truceline.casefolder.reading import read_files
from truceline.casefolder.schema.findings import EvidenceRow, FindingRow, RulingRow, StepRow
from truceline.casefolder.schema.folder import FILES, CaseFile
from truceline.casefolder.schema.monitoring import ClaimRow, CoverageRow, ObservationRow
from truceline.casefolder.schema.page import said
from truceline.casefolder.schema.tables import JudgementRow
from truceline.formats.cells import Declares
from truceline.formats.shape import Shape
from truceline.formats.snapshot import Snapshot
from truceline.results.added_row import AddedRow

AT = "at"
"""The column that says when a row was put on record."""

_SHAPES = (ObservationRow, CoverageRow, ClaimRow, JudgementRow, RulingRow, FindingRow, EvidenceRow, StepRow)


@dataclass(frozen=True, slots=True)
class RowColumn:
    """A column of a table: ``text`` says what it holds, ``choices`` what it may say, empty where that is open.

    ``needed`` means that a person must fill it: an id and an instant are made where none is given.
    """

    name: str
    text: str
    needed: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowTable:
    """A table to which rows are added by hand: ``name`` is what one row is, ``text`` says what it tells."""

    name: str
    text: str
    file: CaseFile
    key: str
    columns: tuple[RowColumn, ...]


def row_tables() -> Mapping[str, RowTable]:
    """Return the tables to which rows are added by hand, by what one row is."""
    return {table.name: table for table in (_table(file) for file in FILES if file.shape in _SHAPES)}


def add_row(table: RowTable, folder: Path, cells: Mapping[str, str], at: datetime) -> AddedRow:
    """Add one row to a table of a case, as one change; nothing is added where the case would not stay sound.

    The row gets an id where ``cells`` has none, and the instant ``at`` where its table has a column for it.

    Raises
    ------
    CaseError
        If the row or the case is at fault, or the case cannot be changed.
    """
    with changing(folder) as change:
        given = {column.name: cells.get(column.name, "").strip() for column in table.columns}
        given[table.key] = given[table.key] or _free_id(table, change.found, at)
        if given.get(AT) == "":
            given[AT] = at.isoformat(timespec="seconds").replace("+00:00", "Z")
        change.append({table.file.shape: [given]})
    return AddedRow(table.name, table.file.name, given[table.key], given)


def _table(file: CaseFile) -> RowTable:
    shape = file.shape
    (key,) = (name for name in shape.model_fields if _declared(shape, name))
    columns = tuple(_column(shape, name, made=name in (key, AT)) for name in shape.model_fields)
    return RowTable(_declared(shape, key), inspect.cleandoc(shape.__doc__ or ""), file, key, columns)


def _declared(shape: type[Shape], name: str) -> str:
    marks = shape.model_fields[name].metadata
    return next((mark.kind for mark in marks if isinstance(mark, Declares)), "")


def _column(shape: type[Shape], name: str, *, made: bool) -> RowColumn:
    field = shape.model_fields[name]
    words = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
    return RowColumn(name, said(shape, name), not made and not _may_be_empty(shape, name), tuple(filter(None, words)))


def _may_be_empty(shape: type[Shape], name: str) -> bool:
    field = shape.model_fields[name]
    cell: Any = Annotated[(field.annotation, *field.metadata, "")]
    try:
        TypeAdapter(cell).validate_python("")
    except ValidationError:
        return False
    return True


def _free_id(table: RowTable, found: Snapshot, at: datetime) -> str:
    # By the minute, so that people who work on copies of one folder seldom give one id twice.
    marks = read_files(found, [table.file]).named
    taken = {name for mark, name, _ in marks if isinstance(mark, Declares)}
    base = f"{table.name}-{at:%Y%m%d-%H%M}"
    names = (base if n == 1 else f"{base}-{n}" for n in count(1))
    return next(name for name in names if name not in taken)
