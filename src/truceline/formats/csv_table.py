"""CSV tables from text and to text: a header with exactly the expected columns, then rows with as many cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from truceline.documents.tables.table import Cell, Table
from truceline.formats.faults import FaultPlace, Faults, shown, suggestion

_FORMULA = ("=", "+", "-", "@", "\t", "\n")
"""What a cell begins with that spreadsheet programs take for a formula."""
_NUMBER = re.compile(r"[-+]?[0-9][0-9,.]*(e[-+]?[0-9]+)?")
"""Numbers as documents and wording write them; a signed one is no formula."""


@dataclass(frozen=True, slots=True)
class CsvRow:
    """A row of a table: the ``line`` it starts on, counted from 1, and its ``cells`` by column, trimmed."""

    line: int
    cells: dict[str, str]


def read_rows(
    text: str, name: str, columns: tuple[str, ...], faults: Faults, *, optional: tuple[str, ...] = ()
) -> list[CsvRow]:
    """Split a CSV table into rows; blank lines are skipped. ``optional`` names the columns that may be missing.

    A column that is unknown or missing is a fault, and so is a row with more or fewer cells than the header. A row at
    fault is left out. After broken quoting nothing further is read.
    """
    records = _records(text, name, faults)
    line, header = next(records, (1, []))
    header = [cell.strip() for cell in header]
    if not _header_fits(FaultPlace(name, line), header, columns, optional, faults):
        return []
    rows = []
    for line, cells in records:
        if len(cells) != len(header):
            faults.add(
                FaultPlace(name, line),
                f"the row has {len(cells)} cells, the header {len(header)}; "
                'add or remove commas, and put "quotes" around cells that hold commas',
            )
            continue
        named = zip(header, cells, strict=True)
        rows.append(CsvRow(line, {column: cell.strip() for column, cell in named if column in columns}))
    return rows


def csv_text(table: Table) -> str:
    """Write a table for people and their programs: a header and rows, None as an empty cell, a line feed after each.

    A text that a spreadsheet program would take for a formula starts with a quote, so that opening the table runs
    nothing.
    """
    return csv_lines([table.columns, *table.rows])


def csv_lines(rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows as ``csv_text`` does, without a header of their own."""
    return exact_csv_lines([_harmless(cell) for cell in row] for row in rows)


def exact_csv_lines(rows: Iterable[Sequence[Cell]]) -> str:
    """Write rows as they are: for a table that is read back, where a quote set in front would be part of the value."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _harmless(cell: Cell) -> Cell:
    # Lines within a cell end with a line feed: a lone carriage return is not quoted, and would end the row.
    if not isinstance(cell, str):
        return "" if cell is None else cell
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text[:1] in _FORMULA and not _NUMBER.fullmatch(text) else text


def _records(text: str, name: str, faults: Faults) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            if cells:
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        faults.add(
            FaultPlace(name, line), f"cannot be split into cells ({error}); close or double the quotes of this row"
        )


def _header_fits(
    place: FaultPlace, header: list[str], columns: tuple[str, ...], optional: tuple[str, ...], faults: Faults
) -> bool:
    if len(header) == 1 and ";" in header[0]:
        faults.add(place, "the cells are separated by semicolons; separate them by commas")
        return False
    lacking = [column for column in columns if column not in header]
    if len(lacking) == len(columns):
        faults.add(place, f"the header is {shown(','.join(header))}; give the columns {','.join(columns)}")
        return False
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            faults.add(place, f"the column {shown(column)} is given twice; remove one")
        if column not in columns:
            remedy = suggestion(column, lacking, f"remove it (columns: {', '.join(columns)})")
            faults.add(place, f"the column {shown(column)} is not known; {remedy}")
    for column in (column for column in lacking if column not in optional):
        faults.add(place, f"the column {column!r} is missing; add it")
    return True
