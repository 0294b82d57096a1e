"""How a table of text is written: encoding, delimiter and decimal mark, as asked for or as the file itself shows."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypedDict

from truceline.errors import SourceError

ENCODINGS = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "cp1250", "cp1251", "cp1252", "cp1254", "cp1255", "cp1256", "cp866",
    "iso-8859-1", "iso-8859-2", "iso-8859-5", "koi8-r", "koi8-u",
)  # fmt: skip
DELIMITERS: Mapping[str, str] = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
DECIMALS: Mapping[str, str] = {".": "points", ",": "commas"}
DAY_FIRST, MONTH_FIRST = DATE_ORDERS = ("day-first", "month-first")

_SAMPLE = 200
_COMMA, _POINT = re.compile(r"[+-]?\d+,\d+"), re.compile(r"[+-]?\d+\.\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}")


@dataclass(frozen=True, slots=True)
class TableForm:
    """How a table is written, None where the file itself is to show it.

    ``dates`` is the order of dates such as 03/04/2031; ``sheet`` names that of a workbook. Without a ``header`` columns
    bear their numbers, from 1.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    dates: str | None = None
    sheet: str | None = None
    header: bool = True

    def or_else(self, other: TableForm) -> TableForm:
        """Return this form with what it leaves open from another."""
        given = {name: getattr(other, name) for name in ("encoding", "delimiter", "decimal", "dates", "sheet")}
        open_ones = {name: value for name, value in given.items() if getattr(self, name) is None}
        return replace(self, header=self.header and other.header, **open_ones)


class FormWords(TypedDict, total=False):
    """What may be asked for in words: see `TableForm`."""

    encoding: str | None
    delimiter: str | None
    decimal: str | None
    dates: str | None
    sheet: str | None


OPEN = TableForm()
"""All is left to the file."""
USUAL = TableForm("utf-8", ",", ".")


def check_form(form: TableForm) -> None:
    """Check that a form asks for what can be read.

    Raises
    ------
    SourceError
        If it does not; all faults are listed.
    """
    known = {"encoding": ENCODINGS, "decimal": tuple(DECIMALS), "dates": DATE_ORDERS}
    problems = [
        f"{name} | {value!r} is not known; give one of {', '.join(each)}"
        for name, each in known.items()
        if (value := getattr(form, name)) is not None and value not in each
    ]
    if form.delimiter is not None and (len(form.delimiter) != 1 or form.delimiter in '"\r\n'):
        problems.append(f"delimiter | {form.delimiter!r} parts no cells; give one character, such as ;")
    if form.decimal == form.delimiter == ",":
        problems.append("decimal | a comma parts cells already; give another delimiter, or leave decimal out")
    if problems:
        raise SourceError("the file cannot be read so", tuple(problems))


def form_of(head: bytes, required: Sequence[str], spellings: Mapping[str, str], asked: TableForm) -> TableForm:
    """Return the form of a table whose first bytes are ``head``, open questions decided by strict rules.

    The encoding is that of a byte order mark, or UTF-16 where every other byte of the start is zero, else UTF-8: other
    encodings cannot be told apart, and must be asked for. The delimiter is the one under which the header has all
    required columns. Decimal commas are taken where cells are parted otherwise, numbers of the first rows have commas,
    none has a point, and not all of them could be thousands.
    """
    encoding = asked.encoding or _encoding(head)
    lines = head.decode(encoding, "replace").removeprefix("\ufeff").splitlines(keepends=True)[: _SAMPLE + 1]
    delimiter = asked.delimiter or _delimiter(lines, [*required], spellings, header=asked.header)
    decimal = asked.decimal or _decimal(lines, delimiter)
    return replace(asked, encoding=encoding, delimiter=delimiter, decimal=decimal)


def form_note(form: TableForm) -> str:
    """Say how a table was read, '' where in the usual way: UTF-8, commas between cells, decimal points."""
    told = [] if form.encoding == USUAL.encoding else [f"encoding {form.encoding}"]
    if form.delimiter != USUAL.delimiter:
        told.append(f"cells parted by {DELIMITERS.get(str(form.delimiter), repr(form.delimiter))}")
    if form.decimal != USUAL.decimal:
        told.append("decimal commas")
    return (
        f"read with {', '.join(told)} | look at a row; --encoding, --delimiter and --decimal say it otherwise"
        * bool(told)
    )


def _encoding(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = head[:8]
    if len(start) > 3 and not any(start[1::2]) and all(start[::2]):
        return "utf-16-le"
    if len(start) > 3 and not any(start[::2]) and all(start[1::2]):
        return "utf-16-be"
    return "utf-8"


def _delimiter(lines: list[str], required: list[str], spellings: Mapping[str, str], *, header: bool) -> str:
    cells = {mark: _split(lines, mark, 1) for mark in DELIMITERS}
    first = {mark: [cell.strip().lower() for cell in (rows[0] if rows else [])] for mark, rows in cells.items()}
    if not header:
        return _by_width(first, required)
    named = {mark: {*found, *(spellings.get(name, name) for name in found)} for mark, found in first.items()}
    fitting = [mark for mark, names in named.items() if names.issuperset(required)]
    # Where none fits, that of most cells, so that the columns lacking can be told by name.
    return fitting[0] if len(fitting) == 1 else max(DELIMITERS, key=lambda mark: len(first[mark]))


def _by_width(first: Mapping[str, list[str]], required: list[str]) -> str:
    most = max((int(name) for name in required if name.isdigit()), default=1)
    fitting = [mark for mark, cells in first.items() if len(cells) >= most]
    if len(fitting) != 1:
        what = f"line 1 | has no header, and {'no' if not fitting else 'more than one'} delimiter gives {most} cells"
        raise SourceError("the file cannot be read", (f"{what}; give the delimiter",))
    return fitting[0]


def _decimal(lines: list[str], delimiter: str) -> str:
    if delimiter == ",":
        return "."
    cells = [cell.strip() for row in _split(lines, delimiter, _SAMPLE) for cell in row]
    commas = [cell for cell in cells if _COMMA.fullmatch(cell)]
    points = any(_POINT.fullmatch(cell) for cell in cells)
    return "," if commas and not points and not all(_THOUSANDS.fullmatch(cell) for cell in commas) else "."


def _split(lines: list[str], delimiter: str, rows: int) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        found.extend(islice(csv.reader(lines, delimiter=delimiter), rows))
    except csv.Error:  # told of with its line where the file is read
        return found
    return found
