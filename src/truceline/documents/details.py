"""What two bulletins of one period say otherwise beside what has a list of changes of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.documents.compared import BOTH, NAMED, OF_AN_INCIDENT, ROWS, SINCE, TOGETHER, treatment
from truceline.results.issues import DetailChange

_Document = Mapping[str, Any]
_Row = tuple[str, tuple[str, ...]]
"""A row: the path of its list, and the keys by which it is known; both empty for what stands in no list."""
_Said = dict[_Row, dict[str, Any]]
"""What is said of each row, by the path of a field in it."""


def details(before: _Document, now: _Document) -> Iterator[DetailChange]:
    """Compare everything that two bulletins state but what has a list of its own, as their documents say it.

    Time grows with what they state.
    """
    unsaid = tuple(path for path in SINCE if not _says(before, path))
    pair = _Pair(_said(before), _said(now), unsaid)
    for row in dict.fromkeys((*pair.now, *pair.before)):
        yield from pair.changes(row)


@dataclass(frozen=True, slots=True)
class _Pair:
    # What both say; ``unsaid`` are the paths of which the earlier one could not say anything yet.
    before: _Said
    now: _Said
    unsaid: tuple[str, ...]

    def changes(self, row: _Row) -> Iterator[DetailChange]:
        old, new = self.before.get(row), self.now.get(row)
        if old is None or new is None:
            change = "added" if old is None else "gone"
            if self._told(f"{row[0]}:{change}") and not self._with_its_incident(row):
                yield DetailChange(*row, change)
            return
        for field in [""] if "" in old or "" in new else dict.fromkeys((*new, *old)):
            was, is_now = old.get(field), new.get(field)
            path = f"{row[0]}.{field}".strip(".")
            if was != is_now and self._told(path):
                both = treatment(path) != NAMED and field
                yield DetailChange(*row, "otherwise", field, *(map(_text, (was, is_now)) if both else ()))

    def _told(self, path: str) -> bool:
        said = not any(path == each or path.startswith((f"{each}.", f"{each}:")) for each in self.unsaid)
        return said and treatment(path) in (BOTH, NAMED)

    def _with_its_incident(self, row: _Row) -> bool:
        if row[0] not in OF_AN_INCIDENT:
            return False
        fields = self.now.get(row) or self.before.get(row) or {}
        listed = ("incidents.list", (str(fields.get("incident", row[1][0])),))
        return (listed in self.before) != (listed in self.now)


def _says(document: Any, path: str) -> bool:  # noqa: ANN401  (whatever an earlier program wrote)
    # Whether a document has a key; of a list its first row tells, and an empty one has it.
    for key in path.split("."):
        if isinstance(document, list):
            if not document:
                return True
            document = document[0]
        if key not in document:
            return False
        document = document[key]
    return True


def _said(document: _Document) -> _Said:
    found: _Said = {("", ()): {}}
    _add(found, ("", ()), "", document)
    return found


def _add(found: _Said, row: _Row, field: str, value: Any) -> None:  # noqa: ANN401  (whatever an earlier program wrote)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            _add(found, row, f"{field}.{key}".strip("."), inner)
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        path = f"{row[0]}.{field}".strip(".")
        for keys, rows in _by_keys(value, ROWS.get(path, ())).items():
            inner_row = path, (*row[1], *keys)
            together = len(rows) > 1 or path in TOGETHER
            found[inner_row] = {"": rows} if together else {}
            if not together:
                _add(found, inner_row, "", rows[0])
    elif value != []:  # nothing is said by an empty list, whether of rows or of words
        found[row][field] = value


def _by_keys(rows: Sequence[_Document], keys: Sequence[str]) -> Mapping[tuple[str, ...], Sequence[_Document]]:
    found: dict[tuple[str, ...], list[_Document]] = {}
    for row in rows:
        found.setdefault(tuple(str(row[key]) for key in keys), []).append(row)
    return found


def _text(value: Any) -> str | None:  # noqa: ANN401  (whatever an earlier program wrote)
    if value is None or isinstance(value, str):
        return value
    return "; ".join(map(str, value)) if isinstance(value, list) else json.dumps(value)
