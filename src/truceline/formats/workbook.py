"""Sheets of an Excel workbook (.xlsx) as rows of texts; nothing in it is calculated, linked or run.

Of a formula the value is read that was saved with it. What the reader is given was unpacked and counted first: a
workbook is a packed folder, and a few kilobytes of one may hold gigabytes, or a cell in the last row and column.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

from truceline.errors import SourceError
from truceline.formats.faults import shown
from truceline.formats.rows import CHUNK, TAGGED, Chunk, FeedColumns, frame_of, header_of, is_tagged, keys_of, places_of

if TYPE_CHECKING:  # loaded with the first workbook
    from python_calamine import CalamineWorkbook

ZIP = b"PK\x03\x04"
"""What a workbook begins with, as every packed folder does."""
PACKED, UNPACKED, CELLS = 64 << 20, 256 << 20, 20_000_000
"""The most bytes of a workbook, packed and unpacked, and the most cells of a sheet."""

_PLACE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_ROW_OR_CELL = re.compile(rb"([A-Za-z]{0,3})([1-9]\d{0,6})")
_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?(\d{8,})""")
_MOST_ROWS = 1_048_576
_SUMMARY = "the workbook cannot be read"


def workbook_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Read the rows of a sheet: the one that is asked for, else the one whose first row has the columns.

    Raises
    ------
    SourceError
        If it is no workbook, too large, locked, or no sheet or more than one has the columns.
    """
    book = _opened(stream)
    name = _sheet(book, columns)
    yield from _chunks([*_rows(book, name)], columns, name)


def _opened(stream: BinaryIO) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    data = stream.read(PACKED + 1)
    if len(data) > PACKED:
        raise _fault(f"is larger than {PACKED >> 20} MiB; save the sheet as CSV")
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(_counted(data)))
    except (
        CalamineError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        raise _fault(f"is damaged or locked ({str(error)[:80]}); save it anew as .xlsx, without a password") from error


def _counted(data: bytes) -> bytes:
    """Unpack a workbook within the limits, and pack it again as it was found."""
    copy = io.BytesIO()
    left = UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(copy, "w") as counted:
        if "xl/workbook.xml" not in packed.namelist():
            raise _fault("is a packed file and no .xlsx workbook; unpack it, or save the table as .xlsx or CSV")
        for part in packed.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue  # pictures and macros are not looked at
            with packed.open(part) as file:
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                raise _fault(f"holds more than {UNPACKED >> 20} MiB unpacked; save the sheet as CSV")
            _must_be_of_a_size(content)
            counted.writestr(part.filename, content)
    return copy.getvalue()


def _must_be_of_a_size(content: bytes) -> None:
    # In whatever part: which ones are sheets is said by the links between parts, and these may say anything. Room is
    # made for as many things as a part says that it holds, and a process that asks for more than there is, ends.
    if any(int(found[1]) > CELLS for found in _COUNT.finditer(content)):
        raise _fault(f"says that it holds more than {CELLS:,} texts or styles; save it anew as .xlsx")
    if b"sheetData" not in content:
        return
    rows = width = 0
    for found in {found[1] for found in _PLACE.finditer(content)}:
        place = _ROW_OR_CELL.fullmatch(found)
        if place is None:
            raise _fault(f"has a cell at {shown(found[:20].decode('ascii', 'replace'))}, which is no place in a sheet")
        rows, width = max(rows, int(place[2])), max(width, _column(place[1].upper()))
    if rows * width > CELLS or rows > _MOST_ROWS:
        what = f"holds a sheet of {rows:,} rows and {width:,} columns, more than {CELLS:,} cells"
        raise _fault(f"{what}; delete what stands far from the table, or save it as CSV")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _sheet(book: CalamineWorkbook, columns: FeedColumns) -> str:
    names = book.sheet_names
    asked = columns.form.sheet
    if asked is not None:
        if asked not in names:
            raise _fault(f"has no sheet {shown(asked)}; there are: {', '.join(map(shown, names))}")
        return asked
    if not names:
        raise _fault("has no sheet; save it anew as .xlsx")
    fitting = [name for name in names if _fits(next(_rows(book, name), (0, []))[1], columns)]
    if len(fitting) > 1:
        raise _fault(f"has the columns in more than one sheet: {', '.join(map(shown, fitting))}; say which (sheet)")
    if not fitting and len(names) > 1:
        lacking = ", ".join(columns.required)
        raise _fault(f"has no sheet with the columns {lacking}; there are: {', '.join(map(shown, names))}")
    return (fitting or names)[0]


def _fits(first: list[str], columns: FeedColumns) -> bool:
    names = {cell.strip().lower() for cell in header_of(first, columns)[0]}
    spellings = columns.spellings or {}
    return {*names, *(spellings.get(name, name) for name in names)}.issuperset(columns.required)


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with its number in the sheet."""
    from python_calamine import CalamineError

    try:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except (CalamineError, ValueError) as error:
        raise _fault(f"has a sheet {shown(name)} that is damaged ({str(error)[:80]}); save it anew") from error
    texts = ((number, [_text(cell) for cell in row]) for number, row in enumerate(rows, start=1))
    return ((number, row) for number, row in texts if any(row))


def _text(cell: object) -> str:
    """Write a cell as tables of text do: dates in ISO 8601, numbers with a point, whole ones without."""
    match cell:
        case bool():
            return "1" if cell else "0"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
        case date() | time():
            return cell.isoformat()
        case timedelta():
            minutes, seconds = divmod(round(cell.total_seconds()), 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return "" if cell is None else str(cell).strip()


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


def _fault(what: str) -> SourceError:
    return SourceError(_SUMMARY, (f"the file | {what}",))
