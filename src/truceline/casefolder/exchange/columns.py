"""The sheets of the workbook that a contributor fills in, and their columns, as the table beside this module says."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from enum import EnumType
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args, get_origin

from truceline.casefolder.schema.pledges import ApprovalShape, CaveatShape, PledgeShape, StatusStepShape
from truceline.formats.shape import Shape
from truceline.formats.xlsx_writing import Change, SheetColumn, SheetForm

PLEDGES, STATUS, CONDITIONS, APPROVALS, CAVEATS = "Pledges", "Status", "Conditions", "Approvals", "Caveats"

KINDS = {
    "a fact holds": "fact",
    "a contributor joins": "joined",
    "others bring": "mass",
    "all of these": "all",
    "any of these": "any",
    "at least n of these": "at_least",
}
"""What a condition is, in words, and its key in the file."""

LISTS: Mapping[str, tuple[str, type[Shape]]] = {
    STATUS: ("history", StatusStepShape),
    APPROVALS: ("approvals", ApprovalShape),
    CAVEATS: ("caveats", CaveatShape),
}
"""Sheets whose rows are the items of a list of a pledge: the list's key, and the shape of an item."""


@dataclass(frozen=True, slots=True)
class ExchangeColumn:
    """A column: its key in the file (a path with dots; ``=name`` where it is worked out and only shown)."""

    key: str
    column: SheetColumn

    @property
    def shown(self) -> bool:
        """Whether it is only shown, and never read back."""
        return self.key.startswith("=")

    @property
    def top(self) -> str:
        """The key of the pledge that it belongs to."""
        return self.key.partition(".")[0]


@cache
def exchange_columns() -> Mapping[str, tuple[ExchangeColumn, ...]]:
    """Read the columns of every sheet that is filled in, by sheet, in order."""
    text = (files("truceline.casefolder.exchange") / "columns.csv").read_text(encoding="utf-8")
    found: dict[str, list[ExchangeColumn]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        found.setdefault(row["sheet"], []).append(ExchangeColumn(row["key"], _column(row)))
    return {sheet: tuple(columns) for sheet, columns in found.items()}


@cache
def keys_of(sheet: str) -> tuple[str, ...]:
    """List the keys of the columns of a sheet that are read back."""
    return tuple(each.key for each in exchange_columns()[sheet] if not each.shown)


def column_of(sheet: str, key: str) -> SheetColumn:
    """Return a column of a sheet by its key."""
    return next(each.column for each in exchange_columns()[sheet] if each.key == key)


def _column(row: Mapping[str, str]) -> SheetColumn:
    choices: tuple[str, ...] | str = row["choices"]
    if choices == "kinds":
        choices = tuple(KINDS)
    elif choices == "=":
        choices = _words(row["sheet"], row["key"])
    form, change = cast("SheetForm", row["form"]), cast("Change", row["change"])
    return SheetColumn(row["title"], row["text"], form, change, choices or (), int(row["width"]))


def _words(sheet: str, key: str) -> tuple[str, ...]:
    shape = LISTS[sheet][1] if sheet in LISTS else PledgeShape
    annotation: Any = shape.model_fields[key].annotation
    if get_origin(annotation) is Literal:
        return tuple(get_args(annotation))
    return tuple(annotation) if isinstance(annotation, EnumType) else ()
