"""The rows of a workbook that came back, put together by pledge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.casefolder.exchange.columns import (
    APPROVALS,
    CAVEATS,
    CONDITIONS,
    LISTS,
    PLEDGES,
    STATUS,
    column_of,
    exchange_columns,
    keys_of,
)
from truceline.casefolder.exchange.condition_rows import Path, places, read_rows
from truceline.casefolder.exchange.pledge_rows import PledgeRows
from truceline.casefolder.exchange.returned import CellPlace, Returned, ReturnedRow
from truceline.errors import unknown
from truceline.formats.faults import Faults, shown

_BELOW = (STATUS, CONDITIONS, APPROVALS, CAVEATS)
_STEP = re.compile(r"\[(\d+)\]|\.?([^.\[]+)")
_CONDITION_KEYS = {"at_least": "amount", "n": "amount", "joined": "who", "mass": "of"}


@dataclass(frozen=True, slots=True)
class ReturnedPledge:
    """A pledge as a workbook says it, and the rows in which it stands: its own, and those below by sheet.

    It is not ``sound`` where its rows make no pledge, so that nothing else can be said of it.
    """

    row: ReturnedRow
    below: Mapping[str, tuple[ReturnedRow, ...]]
    rows: PledgeRows
    sound: bool

    def place(self, path: str) -> CellPlace:
        """Say which cell holds the value at a path below the pledge, such as ``conditions[1].fact``."""
        row, key = self._at(path)
        return row.place(key)

    def lacking(self, path: str) -> str:
        """Say what to fill in where nothing stands at a path below the pledge: in its cell, or in rows of a sheet."""
        if sheet := next((sheet for sheet, (name, _) in LISTS.items() if path == name), ""):
            texts = "; ".join(f"{each.column.title}: {each.column.text}" for each in exchange_columns()[sheet][1:])
            return f"{shown(self.row.cells['id'])} has no row in the sheet {sheet}; add one there ({texts})"
        row, key = self._at(path)
        column = column_of(row.sheet, key)
        return f"{column.title} is empty; fill it in ({column.text})"

    def _at(self, path: str) -> tuple[ReturnedRow, str]:
        steps: Path = tuple(int(n) if n else name for n, name in _STEP.findall(path))
        match steps:
            case ("conditions", int(), *_):
                return self._in_conditions(steps[1:])
            case (str(key), int(number), *rest):
                sheet = next((sheet for sheet, (name, _) in LISTS.items() if name == key), "")
                if sheet and number < len(self.below[sheet]):
                    row = self.below[sheet][number]
                    return row, next((str(step) for step in rest if step in row.columns), keys_of(sheet)[1])
        dotted = ".".join(map(str, steps[:2]))
        named = (dotted, *(f"{step}.low" for step in steps[:1]), *steps[:1])
        return self.row, next((str(key) for key in named if key in self.row.columns), "id")

    def _in_conditions(self, steps: Path) -> tuple[ReturnedRow, str]:
        found = dict(places(self.rows.conditions))
        ends = (end for end in range(len(steps), 0, -1) if steps[:end] in found)
        end = next(ends, 0)
        row = self.below[CONDITIONS][found[steps[:end]] if end else 0]
        keys = [_CONDITION_KEYS.get(str(step), str(step)) for step in reversed(steps[end:])]
        return row, next((key for key in keys if key in row.columns), "kind")


def grouped_pledges(returned: Returned, faults: Faults) -> Mapping[str, ReturnedPledge]:
    """Put the rows together by pledge, in the order of the sheet Pledges."""
    heads: dict[str, ReturnedRow] = {}
    for row in returned.rows.get(PLEDGES, ()):
        id_ = row.cells["id"]
        if not id_:
            faults.add(row.place("id"), "is empty; give the pledge an id, or clear its row")
        elif id_ in heads:
            faults.add(row.place("id"), f"{shown(id_)} is given twice (first in {heads[id_].cell('id')}); rename one")
        else:
            heads[id_] = row
    below = {sheet: _by_pledge(returned.rows.get(sheet, ()), heads, faults) for sheet in _BELOW}
    return {
        id_: pledge_of_rows(row, {sheet: tuple(rows.get(id_, ())) for sheet, rows in below.items()}, faults)
        for id_, row in heads.items()
    }


def _by_pledge(
    rows: Sequence[ReturnedRow], heads: Mapping[str, ReturnedRow], faults: Faults
) -> Mapping[str, list[ReturnedRow]]:
    found: dict[str, list[ReturnedRow]] = {}
    for row in rows:
        if not any(text for key, text in row.cells.items() if key not in ("pledge", "place")):
            continue  # taken out, or not filled in yet
        id_ = row.cells["pledge"]
        if not id_:
            faults.add(row.place("pledge"), "is empty; say which pledge the row is of, or clear the row")
        elif id_ not in heads:
            faults.add(row.place("pledge"), unknown("pledge", id_, heads))
        else:
            found.setdefault(id_, []).append(row)
    return found


def pledge_of_rows(row: ReturnedRow, below: Mapping[str, tuple[ReturnedRow, ...]], faults: Faults) -> ReturnedPledge:
    """Put a pledge together of its own row and those below by sheet; it is not sound where they make none."""
    reading = read_rows([each.cells for each in below[CONDITIONS]])
    for number, key, what in reading.faults:
        faults.add(below[CONDITIONS][number].place(key), what)
    lists = {sheet: tuple(map(_without_pledge, below[sheet])) for sheet in LISTS}
    plain = row.plain and all(each.plain for rows in below.values() for each in rows)
    return ReturnedPledge(row, below, PledgeRows(row.cells, lists, reading.nodes), plain and not reading.faults)


def _without_pledge(row: ReturnedRow) -> Mapping[str, str]:
    return {key: text for key, text in row.cells.items() if key != "pledge"}


def rows_of_base(plain: object) -> PledgeRows:
    """Return a pledge as the hidden sheet holds it.

    Raises
    ------
    ValueError
        If it is none: somebody changed the sheet.
    """
    match plain:
        case {"Pledges": dict(row), "Conditions": list(conditions), **others}:
            lists = {sheet: tuple(_items(others.get(sheet), sheet)) for sheet in LISTS}
            reading = read_rows([*_items(conditions, CONDITIONS)])
            if not reading.faults:
                return PledgeRows(_cells(row, keys_of(PLEDGES)), lists, reading.nodes)
    raise ValueError("no pledge as a workbook holds it")


def _items(found: object, sheet: str) -> Iterator[Mapping[str, str]]:
    for each in found if isinstance(found, list) else [None]:
        yield _cells(each, [key for key in keys_of(sheet) if key != "pledge"])


def _cells(found: object, keys: Sequence[str]) -> Mapping[str, str]:
    if not isinstance(found, dict) or set(found) != set(keys) or not all(isinstance(t, str) for t in found.values()):
        raise ValueError("no row as a workbook holds it")
    return {key: found[key] for key in keys}
