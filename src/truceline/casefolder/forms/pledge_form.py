"""The form of a pledge: the sheets of the exchange workbook, for one pledge, as fields; one table says both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from truceline.case import Case
from truceline.casefolder.exchange.cells import Cells, canonical
from truceline.casefolder.exchange.columns import CONDITIONS, LISTS, PLEDGES, exchange_columns, keys_of
from truceline.casefolder.exchange.condition_rows import ConditionNode, rows_of, value
from truceline.casefolder.exchange.grouped import ReturnedPledge, pledge_of_rows
from truceline.casefolder.exchange.pledge_rows import PledgeRows, pledge_rows
from truceline.casefolder.exchange.returned import ReturnedRow
from truceline.casefolder.forms.fields import group_of
from truceline.casefolder.forms.offered import examples, offered, such_as
from truceline.casefolder.schema.pledges import ConditionShape, PledgeShape
from truceline.coalition.wording import PLACES
from truceline.formats.faults import Faults
from truceline.formats.shape import fits
from truceline.formats.xlsx_writing import SheetColumn
from truceline.results.record_form import FormField, FormPart, FormRow

FILE, LIST = "pledges.yaml", "pledges"
OUT = "out"
"""What the box is called that takes a row out."""

_SPARE = {CONDITIONS: 2}
_PARTS = {"conditions": CONDITIONS} | {key: sheet for sheet, (key, _) in LISTS.items()}
_NAME = re.compile(r"(\w+)\.(\d{1,4})\.([\w.]+)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORDS = ("note",)
_LISTED = {
    "replaces": "pledge",
    "statements": "statement",
    "task": "task",
}
_CHOSEN = {"Capabilities": "capability", "Facts": "fact", "Contributors": "contributor", "Sectors": "sector"}
_SEVERAL = {
    (PLEDGES, "needs"): "capability",
    (CONDITIONS, "capability"): "capability",
    (CONDITIONS, "location"): "location",
}
_ONE = {(CONDITIONS, "of"): "capability.personnel"}
_PARTED = re.compile(r"[;,] [^;]*parted by ;")
"""What a column says of how several are written, which a form needs not say: it shows them to be ticked."""

Filled = Mapping[str, str]
"""What was filled in, by the names of the fields: ``Pledges.0.quantity.low``."""


@dataclass(frozen=True, slots=True)
class FilledRow(ReturnedRow):
    """A row of a form that somebody filled in: its cells are fields."""

    def cell(self, key: str) -> str:
        """Name the field."""
        return f"{self.sheet}.{self.number}.{key}"


@dataclass(frozen=True, slots=True)
class FilledPledge:
    """A pledge as a form has it, and what is wrong with that, by the names of the fields."""

    pledge: ReturnedPledge
    problems: tuple[tuple[str, str], ...]

    def field(self, path: str) -> str:
        """Name the field that holds the value at a path of the pledge, such as ``conditions[1].fact``.

        Of a list as a whole, such as ``history``, it is the part of the form.
        """
        return _PARTS.get(path.removeprefix(".")) or self.pledge.place(path).field


def filled_of(pledge: PledgeShape) -> dict[str, str]:
    """Return what a form holds of a pledge as it is."""
    rows = pledge_rows(pledge)
    found = {f"{PLEDGES}.0.{key}": text for key, text in rows.row.items()}
    lists = {**rows.lists, CONDITIONS: tuple(rows_of(rows.conditions))}
    for sheet, items in lists.items():
        for number, row in enumerate(items):
            found |= {f"{sheet}.{number}.{key}": text for key, text in row.items()}
    return found


def read_filled(filled: Filled, id_: str) -> FilledPledge:
    """Put together what was filled in for the pledge of this id; rows that are empty or taken out are none."""
    by_sheet = {sheet: tuple(_rows(sheet, filled)) for sheet in exchange_columns()}
    keys = keys_of(PLEDGES)
    own = {key: filled.get(f"{PLEDGES}.0.{key}", "") for key in keys} | {"id": id_}
    forms = {each.key: each.column.form for each in exchange_columns()[PLEDGES]}
    cells = {key: canonical(text, forms[key]) for key, text in own.items()}
    faults = Faults()
    below = {sheet: rows for sheet, rows in by_sheet.items() if sheet != PLEDGES}
    made = pledge_of_rows(_row(PLEDGES, 0, cells), below, faults)
    return FilledPledge(made, tuple((place.field, what) for place, what in faults.listed()))


def pledge_parts(case: Case, filled: Filled, contributor: str = "") -> tuple[FormPart, ...]:
    """Build the parts of the form of a contributor's pledge, with what was filled in and rows to spare."""
    parts = (_part(sheet, case, filled, contributor) for sheet in exchange_columns())
    return tuple(replace(part, rows=tuple(_exemplified(row, case, contributor) for row in part.rows)) for part in parts)


def _exemplified(row: FormRow, case: Case, contributor: str) -> FormRow:
    # With examples of the case's own that would do for the contributor.
    known = {name: examples(case, name, contributor) for name in {f.listing for f in row.fields if f.listing}}
    fields = (replace(f, says=such_as(f.says, known.get(f.listing, ()))) for f in row.fields)
    return replace(row, fields=tuple(fields))


def _row(sheet: str, number: int, cells: Cells) -> FilledRow:
    return FilledRow("the form", sheet, number, {key: n for n, key in enumerate(cells, 1)}, cells)


def _rows(sheet: str, filled: Filled) -> Iterator[ReturnedRow]:
    forms = {each.key: each.column.form for each in exchange_columns()[sheet] if not each.shown}
    for number in _numbers(sheet, filled):
        cells = {key: canonical(filled.get(f"{sheet}.{number}.{key}", ""), form) for key, form in forms.items()}
        out = filled.get(f"{sheet}.{number}.{OUT}", "")
        if not out and any(text for key, text in cells.items() if key not in ("pledge", "place")):
            yield _row(sheet, number, cells)


def _numbers(sheet: str, filled: Filled) -> list[int]:
    found = (_NAME.fullmatch(name) for name in filled)
    return sorted({int(each[2]) for each in found if each and each[1] == sheet})


def _part(sheet: str, case: Case, filled: Filled, contributor: str) -> FormPart:
    if sheet == PLEDGES:
        cells = {key: filled.get(f"{PLEDGES}.0.{key}", "") for key in keys_of(PLEDGES)}
        return FormPart(sheet, "What is offered", (FormRow(_fields(_row(sheet, 0, cells), case, contributor)),))
    rows = list(_rows(sheet, filled))
    last = max((row.number for row in rows), default=-1)
    spare = [_row(sheet, last + n, dict.fromkeys(keys_of(sheet), "")) for n in range(1, 1 + _SPARE.get(sheet, 1))]
    words = _in_words(rows, case) if sheet == CONDITIONS else {}
    made = [
        FormRow(
            _fields(row, case, contributor),
            row in spare,
            row.cells.get("place", "").count("."),
            words.get(row.number, ""),
        )
        for row in (*rows, *spare)
    ]
    return FormPart(sheet, _TITLES[sheet], tuple(made), listed=True)


_TITLES = {
    "Status": "How far it has come",
    "Conditions": "What must hold first: all of these",
    "Approvals": "Who must approve",
    "Caveats": "National restrictions",
}


def _fields(row: ReturnedRow, case: Case, contributor: str) -> tuple[FormField, ...]:
    columns = {each.key: each.column for each in exchange_columns()[row.sheet] if not each.shown}
    return tuple(_field(row, key, column, case, contributor) for key, column in columns.items() if key != "pledge")


def _field(row: ReturnedRow, key: str, column: SheetColumn, case: Case, contributor: str) -> FormField:
    several, choices = (row.sheet, key) in _SEVERAL, _choices(row.sheet, key, column, case, contributor)
    return FormField(
        name=row.cell(key),
        label=column.title,
        says=_says(row, key, column, case),
        text=row.cells[key],
        form="several" if several else "choice" if choices else "words" if key in _WORDS else column.form,
        choices=choices,
        listing="" if choices else _LISTED.get(key, ""),
        locked=key == "id",
        example=str(case.as_of) if column.form == "date" else "",
        group=group_of(key),
    )


def _says(row: ReturnedRow, key: str, column: SheetColumn, case: Case) -> str:
    at = row.sheet, key
    if at in _ONE or str(column.choices) in _CHOSEN:
        return ""
    text = _PARTED.sub("", column.text) if at in _SEVERAL else column.text
    return _DAY.sub(str(case.as_of), text)


def _choices(sheet: str, key: str, column: SheetColumn, case: Case, contributor: str) -> tuple[tuple[str, str], ...]:
    at = sheet, key
    if listing := _SEVERAL.get(at) or _ONE.get(at) or _CHOSEN.get(str(column.choices)):
        return offered(case, listing, contributor)
    return tuple((each, PLACES.get(each, each)) for each in column.choices if each)


def _in_words(rows: list[ReturnedRow], case: Case) -> dict[int, str]:
    # What each condition says, by the number of its row; nothing where the rows make no conditions.
    head = _row(PLEDGES, 0, dict.fromkeys(keys_of(PLEDGES), ""))
    reading = pledge_of_rows(head, {sheet: tuple(rows if sheet == CONDITIONS else ()) for sheet in _TITLES}, Faults())
    return {rows[at].number: words for at, words in _said(reading.rows, case)}


def _said(rows: PledgeRows, case: Case) -> Iterator[tuple[int, str]]:
    todo: list[ConditionNode] = list(rows.conditions)
    while todo:
        node = todo.pop()
        todo += node.parts
        if (shape := fits(ConditionShape, value(node))) is not None:
            yield node.row, case.wording.of(shape.record())
