"""Values of a pledge as texts of cells, and back: what a cell says is one text, however it is written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import Enum

from truceline.formats.cells import split
from truceline.formats.xlsx_writing import SheetForm
from truceline.records.dating import DatedText

Cells = Mapping[str, str]
"""The texts of a row by the keys of its columns; an empty cell is an empty text."""

_DIGITS = 15
"""Significant digits of a number that spreadsheet programs keep."""


def cell_of(value: object) -> str:
    """Return what the cell of a value says."""
    match value:
        case None:
            found = ""
        case DatedText():
            found = " ".join(f"[from {day}] {text}" if day else text for day, text in value.parts)
        case Enum():
            found = str(value.value)
        case int() | float():
            found = number_text(value)
        case tuple() | list():
            found = "; ".join(map(cell_of, value))
        case _:  # a day is written as ISO 8601 has it
            found = str(value)
    return tidy(found)


def tidy(text: str) -> str:
    """Return a text as programs that save workbooks leave it: lines end in a line feed, and no space is around it."""
    return text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n").strip()


def number_text(value: float) -> str:
    """Write a number with as many digits as spreadsheet programs keep, a whole one without a point."""
    if float(value).is_integer() and abs(value) < 10**_DIGITS:
        return str(int(value))
    return f"{value:.{_DIGITS}g}"


def canonical(text: str, form: SheetForm) -> str:
    """Return the text of a cell in the one way in which it is compared: numbers as ``number_text`` writes them."""
    if form in ("number", "whole"):
        try:
            return number_text(float(text))
        except (ValueError, OverflowError):
            pass
    return tidy(text)


def value_of(text: str, form: SheetForm) -> object:
    """Return the value that a cell stands for: a number or day where it is one, else the text; None where empty."""
    if not text:
        return None
    if form in ("number", "whole"):
        try:
            number = float(text)
            return int(number) if number.is_integer() else number
        except (ValueError, OverflowError):
            return text
    if form == "date":
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def list_of(text: str) -> list[str]:
    """Return the items that a cell lists, parted by semicolons."""
    return list(split(text))
