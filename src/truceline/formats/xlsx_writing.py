"""Excel workbooks written: tables of cells that are locked or may be changed; the same tables give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Literal

from truceline.errors import SourceError
from truceline.formats.faults import shown

if TYPE_CHECKING:  # an extra, loaded with the first workbook
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""How many characters a cell may hold."""

SheetForm = Literal["text", "number", "whole", "date"]
Change = Literal["yes", "new", "no"]


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: what stands above it, the form of its cells, and whether they may be changed.

    ``change`` is ``yes``, ``no``, or ``new`` where only cells of spare rows may be filled. ``choices`` are words, or
    the name of a sheet whose first column holds them. ``width`` is in characters.
    """

    title: str
    text: str
    form: SheetForm = "text"
    change: Change = "no"
    choices: tuple[str, ...] | str = ()
    width: int = 16


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a row of titles, one that explains them, then rows of cells and ``spare`` empty ones to fill.

    A cell is text, a number, a day or empty. A sheet of no titles is text alone, and a ``hidden`` one is for programs.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[str | float | date | None, ...], ...]
    spare: int = 0
    hidden: bool = False

    @property
    def titled(self) -> bool:
        """Whether it has titles."""
        return any(column.title for column in self.columns)


_GREY, _YELLOW, _HEAD = "#EDEDED", "#FFF7CC", "#1F3A5F"
_MARKS: Mapping[Change, str] = {"yes": "MAY BE CHANGED. ", "new": "IN NEW ROWS ONLY. ", "no": "FIXED. "}
CHANGE_MARKS = tuple(_MARKS.values())
"""What the row under the titles begins with: whether cells may be changed, in words beside the colour."""
_NUMBERS: Mapping[SheetForm, str] = {"text": "@", "number": "General", "whole": "0", "date": "yyyy-mm-dd"}
_INLINE = 250  # characters that choices may have where no sheet holds them
FIRST_ROW = 3
"""The row of the first record in a sheet with titles, counted from 1."""


def write_xlsx(sheets: Sequence[Sheet], *, title: str, made_on: date) -> bytes:
    """Write a workbook whose sheets are protected without a password; time and memory grow with its cells.

    Raises
    ------
    SourceError
        If the package that writes workbooks is not installed, or a text is longer than a cell holds.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        what = "XlsxWriter | is not installed, and workbooks need it; pip install 'truceline[serve]'"
        raise SourceError("the workbook cannot be written", (what,)) from error
    _must_fit(sheets)
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        book.set_properties({"title": title, "created": datetime.combine(made_on, time())})
        lengths = {sheet.name: len(sheet.rows) for sheet in sheets}
        styles = _Styles(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, styles, lengths)
    return data.getvalue()


def _must_fit(sheets: Sequence[Sheet]) -> None:
    long = [
        f"{sheet.name} | {shown(cell)} has {len(cell):,} characters, and a cell holds {LONGEST:,}; shorten it"
        for sheet in sheets
        for row in sheet.rows
        for cell in row
        if isinstance(cell, str) and len(cell) > LONGEST
    ]
    if long:
        raise SourceError("the workbook cannot be written", tuple(long))


class _Styles:
    """The looks of cells, each made once for a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.made: dict[tuple[str, bool], Format] = {}
        self.head = book.add_format({"bold": True, "font_color": "white", "bg_color": _HEAD, "text_wrap": True})
        self.text = book.add_format({"italic": True, "text_wrap": True, "valign": "top"})
        self.plain = book.add_format({"text_wrap": True, "valign": "top"})

    def of(self, form: SheetForm, *, open_: bool) -> Format:
        """Return the look of cells of a form, which are open to changes or locked."""
        if (form, open_) not in self.made:
            look = {"num_format": _NUMBERS[form], "locked": not open_, "bg_color": _YELLOW if open_ else _GREY}
            self.made[(form, open_)] = self.book.add_format({**look, "border": 1, "border_color": "#BFBFBF"} | _TOP)
        return self.made[(form, open_)]


_TOP = {"valign": "top", "text_wrap": True}


def _write(to: Worksheet, sheet: Sheet, styles: _Styles, lengths: Mapping[str, int]) -> None:
    for place, column in enumerate(sheet.columns):
        to.set_column(place, place, column.width, None if sheet.titled else styles.plain)
        if sheet.titled:
            to.write_string(0, place, column.title, styles.head)
            to.write_string(1, place, _MARKS[column.change] + column.text, styles.text)
    first = FIRST_ROW - 1 if sheet.titled else 0
    spare = [(None,) * len(sheet.columns)] * sheet.spare
    for number, row in enumerate([*sheet.rows, *spare], first):
        for place, (column, cell) in enumerate(zip(sheet.columns, row, strict=True)):
            open_ = column.change == "yes" or (column.change == "new" and number >= first + len(sheet.rows))
            look = styles.of(column.form, open_=open_) if sheet.titled else styles.plain
            _put(to, number, place, cell, look)
    last = first + len(sheet.rows) + sheet.spare - 1
    for place, column in enumerate(sheet.columns if last >= first else ()):
        for rule in _validation(column, lengths):
            to.data_validation(first, place, last, place, rule)
    if sheet.titled:
        to.freeze_panes(first, 1)
    _close(to, sheet)


def _put(to: Worksheet, row: int, place: int, cell: str | float | date | None, look: Format) -> None:
    if cell is None or cell == "":
        to.write_blank(row, place, None, look)
    elif isinstance(cell, str):
        to.write_string(row, place, cell, look)
    elif isinstance(cell, date):
        to.write_datetime(row, place, datetime.combine(cell, time()), look)
    else:
        to.write_number(row, place, cell, look)


def _validation(column: SheetColumn, lengths: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    # Excel then offers the choices, and says what is wrong at once; what is read back is looked at all the same.
    told = {"error_title": column.title[:32], "error_message": column.text[:255], "error_type": "warning"}
    if column.change == "no":
        return
    if isinstance(column.choices, str):
        last = FIRST_ROW - 1 + max(1, lengths[column.choices])
        yield {"validate": "list", "source": f"='{column.choices}'!$A${FIRST_ROW}:$A${last}"} | told
    elif column.choices and len(",".join(column.choices)) <= _INLINE:
        yield {"validate": "list", "source": list(column.choices)} | told
    elif column.form == "date":
        yield {"validate": "date", "criteria": ">", "value": date(1990, 1, 1)} | told
    elif column.form in ("number", "whole"):
        kind = "decimal" if column.form == "number" else "integer"
        yield {"validate": kind, "criteria": ">=", "value": 0} | told


def _close(to: Worksheet, sheet: Sheet) -> None:
    # No password: it keeps hands from slipping, and nobody from anything.
    to.protect("", {"format_columns": True, "format_rows": True})
    to.hide_gridlines(2)
    to.set_landscape()
    to.fit_to_pages(1, 0)
    if sheet.titled:
        to.repeat_rows(0, 1)
    if sheet.hidden:
        to.very_hidden()
