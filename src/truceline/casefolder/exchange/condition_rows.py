"""Conditions as rows, and back: one row each, groups by place, so that nothing is lost and a form can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from truceline.casefolder.exchange.cells import Cells, cell_of, list_of, value_of
from truceline.casefolder.exchange.columns import CONDITIONS, KINDS, keys_of
from truceline.casefolder.schema.pledges import ConditionShape
from truceline.errors import shown

_GROUPS = ("all", "any", "at_least")
_USED: Mapping[str, tuple[str, ...]] = {
    "fact": ("fact",),
    "joined": ("who", "capability", "location"),
    "mass": ("amount", "of", "location"),
    "all": (),
    "any": (),
    "at_least": ("amount",),
}
"""The columns that each kind of condition fills, beside its kind."""
_ALWAYS = ("pledge", "place", "kind", "known_from", "statements")
_PLACE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})*")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ConditionNode:
    """A condition: what its row says, but for its place; where the row stands, counted from 0; and its parts."""

    cells: Cells
    row: int = 0
    parts: tuple[ConditionNode, ...] = ()

    @property
    def kind(self) -> str:
        """The key of what it is, such as ``any``; "" where the row says none that is known."""
        return KINDS.get(self.cells["kind"], "")

    @property
    def says(self) -> tuple[object, ...]:
        """All that it says, its parts among it; not where it stands."""
        return (*sorted(self.cells.items()), *(part.says for part in self.parts))


@dataclass
class ConditionReading:
    """What the rows of one pledge's conditions are: conditions in order, and by row what is wrong, with its column."""

    nodes: tuple[ConditionNode, ...] = ()
    faults: list[tuple[int, str, str]] = field(default_factory=list)


def nodes_of(conditions: Sequence[ConditionShape]) -> tuple[ConditionNode, ...]:
    """Return the conditions of a pledge as nodes."""
    return tuple(ConditionNode(_cells(each), parts=nodes_of(parts_of(each))) for each in conditions)


def parts_of(condition: ConditionShape) -> Sequence[ConditionShape]:
    """Return the parts of a condition; none where it is no group."""
    return condition.all_of or condition.any_of or (condition.at_least.of if condition.at_least else ())


def _cells(condition: ConditionShape) -> Cells:
    found: dict[str, object] = {"known_from": condition.known_from, "statements": condition.statements}
    if condition.fact is not None:
        kind, found["fact"] = "fact", condition.fact
    elif condition.joined is not None:
        kind = "joined"
        found |= dict(condition.joined)
    elif condition.mass is not None:
        kind, mass = "mass", condition.mass
        found |= {"of": mass.of, "amount": mass.at_least, "location": mass.location}
    elif condition.at_least is not None:
        kind, found["amount"] = "at_least", condition.at_least.n
    else:
        kind = "all" if condition.all_of is not None else "any"
    found["kind"] = next(words for words, key in KINDS.items() if key == kind)
    return {key: cell_of(found.get(key)) for key in keys_of(CONDITIONS) if key not in ("pledge", "place")}


def rows_of(nodes: Sequence[ConditionNode], within: str = "") -> Iterator[Cells]:
    """List the rows of conditions, each with its place, without the pledge."""
    for number, node in enumerate(nodes, 1):
        place = f"{within}{number}"
        yield {"place": place, **node.cells}
        yield from rows_of(node.parts, f"{place}.")


def read_rows(rows: Sequence[Cells]) -> ConditionReading:
    """Put the rows of one pledge together: by place, those without one last; gaps between places are no fault."""
    reading = ConditionReading()
    placed: dict[tuple[int, ...], int] = {}
    last = 10_000
    for number, row in enumerate(rows):
        place = row["place"]
        if place and not _PLACE.fullmatch(place):
            what = f"{shown(place)} is no place; write 1, 2, 3, or 2.1 for a part of the group in place 2"
            reading.faults.append((number, "place", what))
            continue
        key = tuple(map(int, place.split("."))) if place else (last := last + 1,)
        if key in placed:
            reading.faults.append(
                (number, "place", f"{shown(place)} is given twice for the pledge; give another place")
            )
            continue
        placed[key] = number
    reading.faults += [fault for key in placed for fault in _misplaced(key, placed, rows)]
    reading.nodes = tuple(_node(key, placed, rows) for key in sorted(placed) if len(key) == 1)
    reading.faults += [fault for number, row in enumerate(rows) for fault in _unfit(number, row)]
    return reading


def _misplaced(
    key: tuple[int, ...], placed: Mapping[tuple[int, ...], int], rows: Sequence[Cells]
) -> Iterator[tuple[int, str, str]]:
    above = placed.get(key[:-1])
    if len(key) == 1 or (above is not None and KINDS.get(rows[above]["kind"]) in _GROUPS):
        return
    place, group = ".".join(map(str, key)), ".".join(map(str, key[:-1]))
    what = f"{shown(place)} is a part of place {group}, which is no group; make that one a group, or give another place"
    yield placed[key], "place", what


def _node(key: tuple[int, ...], placed: Mapping[tuple[int, ...], int], rows: Sequence[Cells]) -> ConditionNode:
    parts = [_node(each, placed, rows) for each in sorted(placed) if len(each) == len(key) + 1 and each[:-1] == key]
    cells = {name: text for name, text in rows[placed[key]].items() if name not in ("pledge", "place")}
    return ConditionNode(cells, placed[key], tuple(parts))


def _unfit(number: int, row: Cells) -> Iterator[tuple[int, str, str]]:
    kind = KINDS.get(row["kind"], "")
    if not kind:
        what = f"{shown(row['kind'])} says not what must hold; give one of: {', '.join(KINDS)}"
        yield number, "kind", what if row["kind"] else f"is empty; give one of: {', '.join(KINDS)}"
        return
    for key, text in row.items():
        if text and key not in (*_ALWAYS, *_USED[kind]):
            yield number, key, f"{shown(text)} stands where {row['kind']!r} takes nothing; clear it, or change the kind"


def value(node: ConditionNode) -> dict[str, object]:
    """Return a condition as the file has it."""
    cells = node.cells
    inner: object
    match node.kind:
        case "fact":
            inner = cells["fact"]
        case "joined":
            lists = {key: _one_or_many(cells[key]) for key in ("capability", "location") if cells[key]}
            inner = {"who": cells["who"], **lists} if lists else cells["who"]
        case "mass":
            inner = {"of": cells["of"], "at_least": value_of(cells["amount"], "number")}
            inner |= {"location": _one_or_many(cells["location"])} if cells["location"] else {}
        case "at_least":
            inner = {"n": value_of(cells["amount"], "whole"), "of": [value(part) for part in node.parts]}
        case _:
            inner = [value(part) for part in node.parts]
    later = {"known_from": value_of(cells["known_from"], "date"), "statements": list_of(cells["statements"])}
    return {node.kind: inner, **{key: each for key, each in later.items() if each}}


def _one_or_many(text: str) -> object:
    items = list_of(text)
    return items[0] if len(items) == 1 else items


def places(nodes: Sequence[ConditionNode], above: Path = ()) -> Iterator[tuple[Path, int]]:
    """List where each condition stands in the file's list of conditions, and its row."""
    for number, node in enumerate(nodes):
        here = (*above, number)
        yield here, node.row
        inner = (node.kind, "of") if node.kind == "at_least" else (node.kind,)
        yield from places(node.parts, (*here, *inner))


def at_rows(nodes: Sequence[ConditionNode], rows: Sequence[int]) -> tuple[ConditionNode, ...]:
    """Return the same conditions with the rows' numbers in the sheet, by their places in ``rows``."""
    return tuple(replace(node, row=rows[node.row], parts=at_rows(node.parts, rows)) for node in nodes)
