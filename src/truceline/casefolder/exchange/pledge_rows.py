"""A pledge as rows of the sheets that its contributor fills in, and rows as the values of a pledge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.casefolder.exchange import condition_rows
from truceline.casefolder.exchange.cells import Cells, cell_of, list_of, value_of
from truceline.casefolder.exchange.columns import CONDITIONS, LISTS, PLEDGES, column_of, exchange_columns, keys_of
from truceline.casefolder.exchange.condition_rows import ConditionNode
from truceline.casefolder.schema.pledges import PledgeShape
from truceline.formats.xlsx_writing import SheetForm

Values = Mapping[str, Any]

_RANGES = ("quantity", "personnel")
_LISTED = ("needs", "shared_with", "replaces")


@dataclass(frozen=True, slots=True)
class PledgeRows:
    """What the sheets say of one pledge: its row in Pledges, the rows of each list, its conditions."""

    row: Cells
    lists: Mapping[str, tuple[Cells, ...]]
    conditions: tuple[ConditionNode, ...]

    @property
    def plain(self) -> dict[str, object]:
        """All of it as plain values: equal where the sheets say the same."""
        rows = {sheet: [dict(row) for row in rows] for sheet, rows in self.lists.items()}
        return {PLEDGES: dict(self.row), **rows, CONDITIONS: [*map(dict, condition_rows.rows_of(self.conditions))]}


def pledge_rows(pledge: PledgeShape) -> PledgeRows:
    """Return what the sheets say of a pledge."""
    return PledgeRows(
        row={key: cell_of(_at(pledge, key)) for key in keys_of(PLEDGES)},
        lists={
            sheet: tuple({name: cell_of(getattr(each, name)) for name in _own(sheet)} for each in getattr(pledge, key))
            for sheet, (key, _) in LISTS.items()
        },
        conditions=condition_rows.nodes_of(pledge.conditions),
    )


def _own(sheet: str) -> tuple[str, ...]:
    return tuple(key for key in keys_of(sheet) if key != "pledge")


def _at(pledge: PledgeShape, path: str) -> object:
    found: object = pledge
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def changed_values(before: PledgeRows | None, after: PledgeRows, values: Values) -> dict[str, object]:
    """Return the keys of a pledge that differ, with what the file is to hold: None where it is to hold no such key.

    ``values`` are what the file holds now: an item of a list that stays is kept as it is written there.
    """
    tops = dict.fromkeys(each.top for each in exchange_columns()[PLEDGES] if not each.shown)
    found = {top: _value(top, after.row) for top in tops if not before or _told(before, top) != _told(after, top)}
    found["conditions"] = _kept(
        [(node.says, condition_rows.value(node)) for node in after.conditions],
        [node.says for node in before.conditions] if before else [],
        values.get("conditions", []),
    )
    for sheet, (key, _) in LISTS.items():
        new = [(tuple(sorted(row.items())), _item(sheet, row)) for row in after.lists[sheet]]
        old = [tuple(sorted(row.items())) for row in before.lists[sheet]] if before else []
        found[key] = _kept(new, old, values.get(key, []))
    lists = {"conditions", *(key for key, _ in LISTS.values())}
    there = values if before else {"conditions": None}  # which every pledge has to state
    return {key: each for key, each in found.items() if key not in lists or each != there.get(key, [])}


def _told(rows: PledgeRows, top: str) -> list[str]:
    return [text for key, text in rows.row.items() if key.partition(".")[0] == top]


def _value(top: str, row: Cells) -> object:
    if top in _RANGES:
        ends = {end: value_of(row[f"{top}.{end}"], "number") for end in ("low", "likely", "high")}
        if top == "personnel" and not any(row[f"{top}.{end}"] for end in ends):
            return None
        alike = ends["low"] == ends["likely"] == ends["high"] is not None
        alone = ends["low"] is ends["high"] is None and ends["likely"] is not None
        return ends["likely"] if alike or alone else ends
    if top in _LISTED:
        return list_of(row[top])
    form = column_of(PLEDGES, top).form
    return row[top] if form == "text" else value_of(row[top], form)


def _kept(new: Sequence[tuple[object, object]], old: Sequence[object], written: Sequence[object]) -> list[object]:
    # What says the same as an item that is there stays that item, as it is written.
    left = list(zip(old, written, strict=False))
    found = []
    for says, value in new:
        same = next((pair for pair in left if pair[0] == says), None)
        if same is not None:
            left.remove(same)
        found.append(value if same is None else same[1])
    return found


def _item(sheet: str, row: Cells) -> dict[str, object]:
    shape = LISTS[sheet][1]
    found = {name: _item_value(name, text, column_of(sheet, name).form) for name, text in row.items()}
    return {
        name: each for name, each in found.items() if each not in (None, []) or shape.model_fields[name].is_required()
    }


def _item_value(name: str, text: str, form: SheetForm) -> object:
    if name == "statements":
        return list_of(text)
    return value_of(text, form)
