"""A workbook that came back: its sheets as rows with the place of every cell, and what is wrong with them as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from truceline.casefolder.exchange.about import ABOUT, BASE, Basis, read_about, read_base
from truceline.casefolder.exchange.cells import Cells, canonical
from truceline.casefolder.exchange.columns import exchange_columns
from truceline.errors import suggestion
from truceline.formats.faults import FaultPlace, Faults, shown
from truceline.formats.xlsx import XlsxCell, cell_text, open_xlsx, sheet_cells
from truceline.formats.xlsx_marks import cell_name, formula_cells, merged_cells
from truceline.formats.xlsx_writing import CHANGE_MARKS

if TYPE_CHECKING:  # loaded with the first workbook
    from python_calamine import CalamineWorkbook

_HEADS_WITHIN = 20  # rows in which the titles of a sheet are looked for
_SHEETS = {name: number for number, name in enumerate(exchange_columns(), 1)}
_OWN = (*_SHEETS, ABOUT, BASE, "Requirement", "Capabilities", "Facts", "Contributors", "Sectors", "Statements")


@dataclass(frozen=True, slots=True)
class CellPlace(FaultPlace):
    """Where a fault in a workbook is: ``file | Sheet!C7``; the ``line`` orders the faults of a file."""

    def __str__(self) -> str:
        return f"{self.file} | {self.field}"


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """A row that somebody may have changed: what its cells say, where they stand, and whether all are plain values."""

    file: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Cells
    plain: bool = True

    def cell(self, key: str) -> str:
        """Name the cell of a column, such as ``Pledges!C7``."""
        return f"{self.sheet}!{cell_name(self.number, self.columns[key])}"

    def place(self, key: str) -> CellPlace:
        """Say where a fault in the cell of a column is."""
        return CellPlace(self.file, _SHEETS[self.sheet] * 10_000_000 + self.number, self.cell(key))


@dataclass
class Returned:
    """A workbook as it came back: what it is based on, the base, rows by sheet, and what was not read, in words."""

    file: str
    basis: Basis
    base: Mapping[str, object]
    rows: dict[str, tuple[ReturnedRow, ...]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_returned(file: str, data: bytes, faults: Faults) -> Returned | None:
    """Read a workbook that came back; None, with the faults noted, where it cannot be compared with a case.

    ``file`` is how it is named in messages. Time grows with its cells.

    Raises
    ------
    SourceError
        If it is no workbook, too large, damaged or locked.
    """
    book = open_xlsx(data)
    texts = {name: _texts(book, name) for name in (ABOUT, BASE) if name in book.sheet_names}
    basis, base = read_about(texts.get(ABOUT, ())), read_base(texts.get(BASE, ()))
    if basis is None or base is None or BASE not in texts:
        where = ABOUT if basis is None else BASE
        what = "does not say what the workbook is based on; put the changes into a new one: truceline workbook write"
        faults.add(CellPlace(file, 0, f"{where}!A1"), what)
        return None
    returned, formulas = Returned(file, basis, base), formula_cells(data)
    others = [name for name in book.sheet_names if name not in _OWN]
    returned.notes += [f"{file} | the sheet {shown(name)} is not of the workbook and was not read" for name in others]
    for sheet in _SHEETS:
        if sheet in book.sheet_names:
            closed = formulas.get(sheet, frozenset()), merged_cells(book, sheet)
            returned.rows[sheet] = tuple(_rows(returned, sheet, sheet_cells(book, sheet), closed, faults))
        else:
            there = f"there are: {', '.join(map(shown, others or book.sheet_names))}; name it so again"
            what = f"the sheet is missing; {suggestion(sheet, others, there)}"
            faults.add(CellPlace(file, _SHEETS[sheet] * 10_000_000, f"{sheet}!A1"), what)
    return returned


def _texts(book: CalamineWorkbook, name: str) -> list[list[str]]:
    return [[cell_text(cell) for cell in row] for row in sheet_cells(book, name)]


def _rows(
    returned: Returned,
    sheet: str,
    rows: Sequence[Sequence[XlsxCell]],
    closed: tuple[frozenset[str], frozenset[str]],
    faults: Faults,
) -> Iterator[ReturnedRow]:
    texts = [[cell_text(cell) for cell in row] for row in rows]
    head, columns = _head(returned, sheet, texts, faults)
    if not columns:
        return
    forms = {each.key: each.column.form for each in exchange_columns()[sheet]}
    for number, row in enumerate(texts[head + 1 :], head + 2):
        if number == head + 2 and row[columns[_first(sheet)] - 1].startswith(CHANGE_MARKS):
            continue
        cells = {key: canonical(row[column - 1], forms[key]) for key, column in columns.items()}
        made = ReturnedRow(returned.file, sheet, number, columns, cells)
        before = faults.count
        _must_be_values(made, closed, faults)
        if any(cells.values()):
            yield made if faults.count == before else replace(made, plain=False)


def _first(sheet: str) -> str:
    return exchange_columns()[sheet][0].key


def _head(
    returned: Returned, sheet: str, texts: Sequence[Sequence[str]], faults: Faults
) -> tuple[int, Mapping[str, int]]:
    # The row of titles, counted from 0, and the columns that are read back, counted from 1.
    titles = {each.column.title: each for each in exchange_columns()[sheet]}
    first = exchange_columns()[sheet][0].column.title
    head = next((n for n, row in enumerate(texts[:_HEADS_WITHIN]) if first in row), None)
    place = CellPlace(returned.file, _SHEETS[sheet] * 10_000_000, f"{sheet}!A1")
    if head is None:
        faults.add(place, f"no cell of the first {_HEADS_WITHIN} rows says {first!r}; put the row of titles back")
        return 0, {}
    row = texts[head]
    wanted = [title for title, each in titles.items() if not each.shown]
    for title in (title for title in wanted if row.count(title) != 1):
        what = "is missing; put it back" if title not in row else "stands there twice; keep one"
        faults.add(place, f"the column {title!r} {what}")
    for column, title in enumerate(row, 1):
        if title not in titles and any(below[column - 1] for below in texts[head:]):
            at = f"{returned.file} | {sheet}!{cell_name(head + 1, column)}"
            returned.notes.append(f"{at} | the column {shown(title)} is not of the sheet and was not read")
    found = {titles[title].key: row.index(title) + 1 for title in wanted if row.count(title) == 1}
    return head, found if len(found) == len(wanted) else {}


def _must_be_values(row: ReturnedRow, closed: tuple[frozenset[str], frozenset[str]], faults: Faults) -> None:
    formulas, merged = closed
    for key, column in row.columns.items():
        name = cell_name(row.number, column)
        if name in formulas:
            what = f"is a formula, last worked out as {shown(row.cells[key])}; put the value itself there"
            faults.add(row.place(key), what)
        if name in merged:
            faults.add(row.place(key), "is merged with other cells; unmerge them, and fill in each")
