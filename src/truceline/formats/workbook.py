"""Sheets of an Excel workbook (.xlsx) as rows of texts, for feeds: the sheet that has the columns asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from truceline.formats.faults import shown
from truceline.formats.rows import CHUNK, TAGGED, Chunk, FeedColumns, frame_of, header_of, is_tagged, keys_of, places_of
from truceline.formats.xlsx import PACKED, cell_text, open_xlsx, sheet_cells, unfit

if TYPE_CHECKING:  # loaded with the first workbook
    from python_calamine import CalamineWorkbook


def workbook_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Read the rows of a sheet: the one that is asked for, else the one whose first row has the columns.

    Raises
    ------
    SourceError
        If it is no workbook, too large, locked, or no sheet or more than one has the columns.
    """
    book = open_xlsx(stream.read(PACKED + 1))
    name = _sheet(book, columns)
    yield from _chunks([*_rows(book, name)], columns, name)


def _sheet(book: CalamineWorkbook, columns: FeedColumns) -> str:
    names = book.sheet_names
    asked = columns.form.sheet
    if asked is not None:
        if asked not in names:
            raise unfit(f"has no sheet {shown(asked)}; there are: {', '.join(map(shown, names))}")
        return asked
    if not names:
        raise unfit("has no sheet; save it anew as .xlsx")
    fitting = [name for name in names if _fits(next(_rows(book, name), (0, []))[1], columns)]
    if len(fitting) > 1:
        raise unfit(f"has the columns in more than one sheet: {', '.join(map(shown, fitting))}; say which (sheet)")
    if not fitting and len(names) > 1:
        lacking = ", ".join(columns.required)
        raise unfit(f"has no sheet with the columns {lacking}; there are: {', '.join(map(shown, names))}")
    return (fitting or names)[0]


def _fits(first: list[str], columns: FeedColumns) -> bool:
    names = {cell.strip().lower() for cell in header_of(first, columns)[0]}
    spellings = columns.spellings or {}
    return {*names, *(spellings.get(name, name) for name in names)}.issuperset(columns.required)


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with its number in the sheet."""
    texts = ((n, [cell_text(cell) for cell in row]) for n, row in enumerate(sheet_cells(book, name), start=1))
    return ((number, row) for number, row in texts if any(row))


def _chunks(rows: Sequence[tuple[int, list[str]]], columns: FeedColumns, name: str) -> Iterator[Chunk]:
    first = rows[0] if rows else (1, [])
    header, notes = header_of(first[1], columns)
    places = places_of(header, columns)
    start = 1 if header is first[1] else 0
    if len(rows) > start and is_tagged(rows[start][1]):
        notes, start = (*notes, TAGGED), start + 1
    notes = (*notes, f"read from the sheet {shown(name)} of a workbook | look at a row; --sheet names another")
    found = iter(rows[start:])
    while block := list(islice(found, CHUNK)):
        cells = list(zip(*(row for _, row in block), strict=True))
        texts = frame_of([cells[place] for place in places.values()], tuple(places))
        keys = keys_of((row for _, row in block), header) if columns.unnamed else ()
        yield Chunk([number for number, _ in block], texts, notes=notes, keys=keys)
        notes = ()
