"""Two documents compared value by value, whatever they hold: nothing that a document says is passed over.

Lists of parts become mappings by what names each part (its id, its statements, its site and pledge), so that a part
that moved in its list has not changed. Lists of words become sets; lists of numbers stay whole, as a series by month.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

Leaf = str | float | bool | None
Node = Leaf | Mapping[str, "Node"]
Tree = Mapping[str, Node]

_NAMED_BY = {
    "contradictions": ("kind", "statements"),
    "counts": ("id",),
    "positions": ("actor", "topic", "scope"),
    "tours": ("unit", "line", "first_month"),
    "stages": ("name",),
    "single_points": ("line", "capability"),
    "posts": ("site", "unit"),
    "bases": ("site", "unit"),
    "caveats": ("kind", "task", "area"),
    "tried": ("personnel",),
}
"""What names the parts of a list, by the list's key; of other lists the first key of ``_NAMES`` that a part has."""

_NAMES = ("id", "statement", "fact", "line", "path", "name", "scenario", "unit", "site")
_PARTS_SHOWN = 4
LISTED = "listed"
"""What a word in a list is: it is there."""


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """A value that is not as it was: where it stands, and both in words, one of them empty where it is new or gone."""

    path: tuple[str, ...]
    before: str
    after: str


def tree(value: object, key: str = "") -> Node:
    """Arrange a part of a document under ``key`` as mappings of mappings down to single values."""
    if isinstance(value, Mapping):
        return {str(name): tree(part, str(name)) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _listed(value, key)
    if key == "unit" and isinstance(value, str):
        return _pledge(value)
    return value if isinstance(value, str | float | int | bool) else None


def differences(before: Tree, after: Tree, path: tuple[str, ...] = ()) -> Iterator[DocumentDifference]:
    """Yield every value that differs, in the order of the documents; a part that is new or gone comes once, whole."""
    for name in dict.fromkeys([*after, *before]):
        here = (*path, name)
        if name not in before or name not in after:
            yield DocumentDifference(here, *(_part(each[name]) if name in each else "" for each in (before, after)))
            continue
        was, now = before[name], after[name]
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from differences(was, now, here)
        elif was != now or isinstance(was, bool) != isinstance(now, bool):
            yield DocumentDifference(here, _part(was), _part(now))


def pruned(node: Node, paths: Sequence[tuple[str, ...]]) -> Node:
    """Leave out what stands at ``paths``; ``*`` is any name."""
    if not isinstance(node, Mapping):
        return node
    kept = {}
    for name, part in node.items():
        below = [path[1:] for path in paths if path[0] in ("*", name)]
        if () not in below:
            kept[name] = pruned(part, below)
    return kept


def _listed(values: Sequence[object], key: str) -> Node:
    if any(isinstance(value, Mapping) for value in values):
        return _numbered((_name(value, key), tree(value)) for value in values)
    if values and all(isinstance(value, int | float) or value is None for value in values):
        return _series(values)
    return _numbered((_part(tree(value)), LISTED) for value in values)


def _name(value: object, key: str) -> str:
    if not isinstance(value, Mapping):
        return _part(tree(value))
    keys = _NAMED_BY.get(key) or next(((name,) for name in _NAMES if name in value), ())
    return " ".join(filter(None, (_part_of_name(value[name]) for name in keys if name in value))) or "entry"


def _part_of_name(value: object) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return " and ".join(map(str, value))
    return _pledge(str(value))


def _pledge(unit: str) -> str:
    # Which of several like units of a pledge stands where makes no difference.
    return unit.partition("#")[0]


def _numbered(named: Iterable[tuple[str, Node]]) -> Tree:
    found: dict[str, Node] = {}
    for name, part in named:
        number = 1
        while (unique := name if number == 1 else f"{name} ({number})") in found:
            number += 1
        found[unique] = part
    return found


def _series(values: Sequence[object]) -> str:
    runs = ((value, sum(1 for _ in run)) for value, run in groupby(values))
    return ", ".join(_part(tree(value)) + (f" x{times}" if times > 1 else "") for value, times in runs)


def _part(node: Node) -> str:
    if isinstance(node, Mapping):
        said = [f"{name} {_part(part)}" for name, part in node.items() if not isinstance(part, Mapping) and part != ""]
        more = ", ..." if len(said) > _PARTS_SHOWN else ""
        return ", ".join(said[:_PARTS_SHOWN]) + more or "there"
    if isinstance(node, bool):
        return "true" if node else "false"
    return "no value" if node is None else f"{node}"
