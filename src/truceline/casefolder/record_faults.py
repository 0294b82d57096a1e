"""Which record of a case a fault is in, and at which of its fields, so that a form can show it there."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from truceline.casefolder.records import lists_of, split_file
from truceline.formats.parts import Part
from truceline.formats.yaml_items import yaml_lines
from truceline.records.record_id import RecordId

_PROBLEM = re.compile(r"([^\s:|/]+\.(?:csv|yaml|toml|geojson))(?::(\d+))?(?: (.*?))? \| (.*)", re.DOTALL)
_OF_RECORD = re.compile(r"([^\s:|/]+\.(?:csv|yaml|geojson))/(.+?)(?::\d+(?: ([^|]*?))?)? \| (.*)", re.DOTALL)
"""How a fault is told of a record that was not yet in a file."""
_GEOMETRY = "geometry"
"""What a fault of a feature is in where it names no property."""
_ITEM = re.compile(r"(\w+)\[(\d+)\](?:\.|$|(?=\[))")


@dataclass(frozen=True, slots=True)
class RecordFault:
    """A fault of a case: the ``record`` it is in, the ``field`` (``quantity.low``; "" for all of it) and what is wrong.

    A fault of text that belongs to no record is one of the file; ``record`` is None where no file is named.
    """

    record: RecordId | None
    field: str
    message: str


def record_faults(files: Mapping[str, bytes], problems: Iterable[str]) -> tuple[RecordFault, ...]:
    """Find the record of each problem that `read_case` tells of these files, by its line, its place or its id.

    What `values_of`, `body_of` and `replaced` tell of a record before it is in its file names the record itself.

    Time grows with the length of the files that have faults.
    """
    places: dict[str, _Places] = {}
    return tuple(_fault(files, problem, places) for problem in problems)


def _fault(files: Mapping[str, bytes], problem: str, places: dict[str, _Places]) -> RecordFault:
    if of_record := _OF_RECORD.fullmatch(problem):
        return RecordFault(RecordId(of_record[1], of_record[2]), of_record[3] or "", of_record[4])
    found = _PROBLEM.fullmatch(problem)
    if not found:
        return RecordFault(None, "", problem)
    name, line, field, message = found[1], int(found[2] or 0), found[3] or "", found[4]
    if name not in places:
        places[name] = _Places(name, files.get(name, b""))
    key, own = places[name].find(line, field)
    return RecordFault(RecordId(name, key), own, message)


class _Places:
    # The parts of a file, and the line on which each starts.
    def __init__(self, name: str, data: bytes) -> None:
        self.parts = split_file(name, data)
        self.lists = {each.list for each in lists_of(name)} - {""}
        self.features = name.endswith(".geojson")
        self.starts = [1, *accumulate(_breaks(name, self.parts), initial=1)][1:]

    def find(self, line: int, field: str) -> tuple[str, str]:
        """Return the key of the record that holds a line, or that a field names; and the field within it."""
        if self.features:
            return self._feature(line, field)
        item = _ITEM.match(field)
        if item and item[1] in self.lists:
            own = [part.key for part in self.parts if part.key.startswith(f"{item[1]}/")]
            if int(item[2]) < len(own):
                return own[int(item[2])], field[item.end() :]
        return self._on(line), field

    def _feature(self, line: int, field: str) -> tuple[str, str]:
        own = [part.key for part in self.parts if part.key]
        first, _, rest = field.partition(" ")
        item = _ITEM.fullmatch(first)
        if item and item[1] == "features" and int(item[2]) < len(own):
            return own[int(item[2])], rest or _GEOMETRY
        if first in own:
            return first, rest or _GEOMETRY
        return self._on(line), field

    def _on(self, line: int) -> str:
        at = bisect_right(self.starts, line) - 1
        return self.parts[at].key if line and 0 <= at < len(self.parts) else ""


def _breaks(name: str, parts: Iterable[Part]) -> Iterator[int]:
    # How many lines end in each part, as readers of such a file count them.
    for part in parts:
        text = part.body.decode(errors="replace")
        if name.endswith(".geojson"):
            yield text.count("\n")
        elif name.endswith(".csv"):
            yield sum(line.endswith(("\n", "\r")) for line in io.StringIO(text, newline=""))
        else:
            yield sum(line[-1] in "\r\n\x85\u2028\u2029" for line in yaml_lines(text) if line)
