"""Excel workbooks (.xlsx) from bytes to cells; nothing in one is calculated, linked or run.

Of a formula the value is read that was saved with it. What the reader is given was unpacked and counted first: a
workbook is a packed folder, and a few kilobytes of one may hold gigabytes, or a cell in the last row and column.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from truceline.errors import SourceError
from truceline.formats.faults import shown

if TYPE_CHECKING:  # loaded with the first workbook
    from python_calamine import CalamineSheet, CalamineWorkbook

ZIP = b"PK\x03\x04"
"""What a workbook begins with, as every packed folder does."""
PACKED, UNPACKED, CELLS = 64 << 20, 256 << 20, 20_000_000
"""The most bytes of a workbook, packed and unpacked, and the most cells of a sheet."""

XlsxCell = str | float | bool | date | time | timedelta | None
"""What a cell holds: ``datetime`` is a ``date``; a whole number is a float."""

_PLACE = re.compile(rb"""\sr\s*=\s*["']([^"']*)["']""")
_ROW_OR_CELL = re.compile(rb"([A-Za-z]{0,3})([1-9]\d{0,6})")
_COUNT = re.compile(rb"""ount\s*=\s*["']\s*\+?(\d{8,})""")
_MOST_ROWS = 1_048_576
_SUMMARY = "the workbook cannot be read"


def open_xlsx(data: bytes) -> CalamineWorkbook:
    """Open a workbook, of which no more than ``PACKED + 1`` bytes need be given.

    Raises
    ------
    SourceError
        If it is no workbook, too large, damaged or locked.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    if len(data) > PACKED:
        raise unfit(f"is larger than {PACKED >> 20} MiB; save the sheet as CSV")
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
        raise unfit(f"is damaged or locked ({str(error)[:80]}); save it anew as .xlsx, without a password") from error


def _counted(data: bytes) -> bytes:
    """Unpack a workbook within the limits, and pack it again as it was found."""
    copy = io.BytesIO()
    left = UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as packed, zipfile.ZipFile(copy, "w") as counted:
        if "xl/workbook.xml" not in packed.namelist():
            raise unfit("is a packed file and no .xlsx workbook; unpack it, or save the table as .xlsx or CSV")
        for part in packed.infolist():
            if not part.filename.endswith((".xml", ".rels")):
                continue  # pictures and macros are not looked at
            with packed.open(part) as file:
                content = file.read(left + 1)
            left -= len(content)
            if left < 0:
                raise unfit(f"holds more than {UNPACKED >> 20} MiB unpacked; save the sheet as CSV")
            _must_be_of_a_size(content)
            counted.writestr(part.filename, content)
    return copy.getvalue()


def _must_be_of_a_size(content: bytes) -> None:
    # In whatever part: which ones are sheets is said by the links between parts, and these may say anything. Room is
    # made for as many things as a part says that it holds, and a process that asks for more than there is, ends.
    if any(int(found[1]) > CELLS for found in _COUNT.finditer(content)):
        raise unfit(f"says that it holds more than {CELLS:,} texts or styles; save it anew as .xlsx")
    if b"sheetData" not in content:
        return
    rows = width = 0
    for found in {found[1] for found in _PLACE.finditer(content)}:
        place = _ROW_OR_CELL.fullmatch(found)
        if place is None:
            raise unfit(f"has a cell at {shown(found[:20].decode('ascii', 'replace'))}, which is no place in a sheet")
        rows, width = max(rows, int(place[2])), max(width, _column(place[1].upper()))
    if rows * width > CELLS or rows > _MOST_ROWS:
        what = f"holds a sheet of {rows:,} rows and {width:,} columns, more than {CELLS:,} cells"
        raise unfit(f"{what}; delete what stands far from the table, or save it as CSV")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def sheet_cells(book: CalamineWorkbook, name: str) -> list[list[XlsxCell]]:
    """Return the cells of a sheet by row, from its first row and column on.

    Raises
    ------
    SourceError
        If the sheet is damaged.
    """
    return [[*row] for row in open_sheet(book, name).to_python(skip_empty_area=False)]


def open_sheet(book: CalamineWorkbook, name: str) -> CalamineSheet:
    """Open a sheet.

    Raises
    ------
    SourceError
        If it is damaged.
    """
    from python_calamine import CalamineError

    try:
        return book.get_sheet_by_name(name)
    except (CalamineError, ValueError) as error:
        raise unfit(f"has a sheet {shown(name)} that is damaged ({str(error)[:80]}); save it anew") from error


def cell_text(cell: object) -> str:
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


def unfit(what: str) -> SourceError:
    """Return the error that says what is wrong with a workbook."""
    return SourceError(_SUMMARY, (f"the file | {what}",))
