"""A file as a sequence of parts, each its own bytes: joined, they are the file again, byte for byte, whatever it holds.

A part is one record (a row, an item of a list, a feature) or text that belongs to none. A file that cannot be taken
apart, as it is no UTF-8 or not what its name says, is one part. Time and memory grow with the length of the file.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from truceline.formats.yaml_items import yaml_items, yaml_lines

_BOM = "\ufeff"
_LONGEST_KEY = 200
_SPACE = re.compile(r"[ \t\r\n]*")

_Piece = tuple[str | None, str]
"""The key of a record as far as it has one, None for text that belongs to none; and its text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file: the ``key`` of its record, or "" for text that belongs to none, and its ``body``.

    Keys of records are unique in a file. One without a key that can be used (missing, longer than 200 characters, not
    printable) is known by its place among those, ``#1``, and the second of one key as ``key#2``.
    """

    key: str
    body: bytes


def join(parts: Iterable[Part]) -> bytes:
    """Return the file that the parts are of."""
    return b"".join(part.body for part in parts)


def split_csv(data: bytes, columns: Sequence[str] = ("id",)) -> tuple[Part, ...]:
    """Take a table apart: one part a row, keyed by its cells in these columns; the header and blank lines are text."""
    return _split(data, lambda text: _rows(text, columns))


def split_yaml(data: bytes, keys: Mapping[str, Sequence[str]]) -> tuple[Part, ...]:
    """Take a document apart: one part an item of each of these lists at its top, keyed ``list/id``.

    ``keys`` names the lists, and the keys of an item that make up its id. Comments directly above an item belong to it;
    a list that is not written in lines of its own, or not of mappings, stays text.
    """
    return _split(data, lambda text: _items(text, keys))


def split_geojson(data: bytes) -> tuple[Part, ...]:
    """Take a collection apart: one part a feature, keyed by the id among its properties, or else its own.

    What stands between two features is text.
    """
    return _split(data, _features)


def _split(data: bytes, pieces_of: Callable[[str], Iterator[_Piece]]) -> tuple[Part, ...]:
    try:
        pieces = list(pieces_of(data.decode()))
    except (ValueError, csv.Error, RecursionError):
        return (Part("", data),)
    return tuple(_keyed(pieces))


def _keyed(pieces: Iterable[_Piece]) -> Iterator[Part]:
    names = _Names()
    for key, run in groupby(pieces, key=itemgetter(0)):
        if key is None:
            text = "".join(text for _, text in run)
            yield from [Part("", text.encode())] if text else []
        else:
            yield from (Part(names.free(key), text.encode()) for _, text in run)


@dataclass
class _Names:
    # Keys that are taken, and the next number of those that were wanted twice.
    taken: set[str] = field(default_factory=set)
    numbers: dict[str, int] = field(default_factory=dict)

    def free(self, key: str) -> str:
        name = key
        lacking = not key or key.endswith("/")
        while lacking or name in self.taken:
            number = self.numbers.get(key, 1 if lacking else 2)
            self.numbers[key] = number + 1
            name, lacking = f"{key}#{number}", False
        self.taken.add(name)
        return name


def _key(texts: Iterable[object]) -> str:
    key = "/".join(text.strip() if isinstance(text, str) else "" for text in texts)
    return key if key.strip("/") and key.isprintable() and len(key) <= _LONGEST_KEY else ""


def _rows(text: str, columns: Sequence[str]) -> Iterator[_Piece]:
    lines: list[str] = []
    records = csv.reader(_noted(io.StringIO(text, newline=""), lines), strict=True)
    header: list[str] | None = None
    for cells in records:
        row = "".join(lines)
        lines.clear()
        if header is not None and cells:
            named = dict(zip(header, cells, strict=False))
            yield _key(named.get(column) for column in columns), row
        else:
            yield None, row
            header = header or [cell.removeprefix(_BOM).strip() for cell in cells] or None
    yield None, "".join(lines)


def _noted(lines: Iterable[str], noted: list[str]) -> Iterator[str]:
    for line in lines:
        noted.append(line)
        yield line


def _items(text: str, keys: Mapping[str, Sequence[str]]) -> Iterator[_Piece]:
    lines, at = yaml_lines(text), 0
    for item in yaml_items(text.removeprefix(_BOM), lines, keys):
        yield None, "".join(lines[at : item.start])
        yield f"{item.list}/{_key(item.id)}", "".join(lines[item.start : item.end])
        at = item.end
    yield None, "".join(lines[at:])


def _features(text: str) -> Iterator[_Piece]:
    at = 0
    for start, end, feature in _elements(text, "features"):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        own = feature.get("id") if isinstance(feature, dict) else None
        yield None, text[at:start]
        yield _key([properties.get("id", own) if isinstance(properties, dict) else own]), text[start:end]
        at = end
    yield None, text[at:]


def _elements(text: str, member: str) -> Iterator[tuple[int, int, Any]]:
    # The elements of the list that a JSON object has as this member, and where each starts and ends.
    decode = json.JSONDecoder().raw_decode
    at = _after(text, "{", text.startswith(_BOM))
    while not text.startswith("}", at):
        name, at = decode(text, at)
        at = _after(text, ":", _space(text, at))
        if name == member and text.startswith("[", at):
            at = _after(text, "[", at)
            while not text.startswith("]", at):
                element, end = decode(text, at)
                yield at, end, element
                at = _next(text, end, "]")
            at = _space(text, at + 1)
        else:
            at = _space(text, decode(text, at)[1])
        at = _next(text, at, "}")
    if text[at + 1 :].strip():
        raise ValueError("text behind the object")


def _next(text: str, at: int, close: str) -> int:
    # Where the next member or element begins, or the bracket closes.
    at = _space(text, at)
    return at if text.startswith(close, at) else _after(text, ",", at)


def _after(text: str, mark: str, at: int) -> int:
    at = _space(text, at)
    if not text.startswith(mark, at):
        raise ValueError(f"no {mark}")
    return _space(text, at + 1)


def _space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at
