"""YAML and TOML documents as plain trees that know the line of every value.

Every YAML scalar stays the text that was written: ``no`` is Norway, ``2025-03-02`` a date only where a date is
wanted, and ``"24"`` is ``Quoted``, never a number. The file shapes give each value its type.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any

import yaml
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from truceline.formats.faults import FaultPlace, Faults, shown

DEEPEST = 40
"""How deep a YAML document may be nested."""

PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml where PyYAML was built with it: ten times as fast."""

Path = tuple[str | int, ...]


class Quoted(str):
    """Text that is written as text, in quotes or as a block: where a number is asked for, it is refused."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file's content as mappings, lists and text, with the line of each value by its path."""

    file: str
    data: object
    lines: Mapping[Path, int]

    def place(self, path: Path) -> FaultPlace:
        """Say where the value at ``path`` stands, or the nearest value around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return FaultPlace(self.file, self.lines[path[:end]], written(path))
        return FaultPlace(self.file, 0, written(path))


def written(path: Path) -> str:
    """Write a path the way people do: ``pledges[3].quantity.low``."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")


def read_yaml(text: str, file: str, faults: Faults) -> Document | None:
    """Read a YAML document; None, with the fault noted, where it is no YAML.

    Refused: more than one document, keys given twice, anchors and aliases, keys that are not text, nesting beyond
    ``DEEPEST``. Only the parser's events are used, so that no rule of YAML 1.1 turns text into something else. Time and
    memory grow with the length of the text.
    """
    builder = _Builder(file, faults)
    try:
        for event in yaml.parse(text, Loader=PARSER):
            if not builder.take(event):
                return None
    except YAMLError as error:
        faults.add(FaultPlace(file, _line(error)), f"is not YAML ({_first_words(error)}); mend the text near this line")
        return None
    return Document(file, builder.root, builder.lines)


def bundled_yaml(package: str, *names: str) -> Any:  # noqa: ANN401  (a tree that its reader knows)
    """Read a YAML file that comes with the package: mappings, lists and text, ``names`` being its path in ``package``.

    Raises
    ------
    CaseError
        If it is not as ``read_yaml`` wants it.
    """
    faults, name = Faults(), "/".join(names)
    document = read_yaml(resources.files(package).joinpath(*names).read_text(encoding="utf-8"), name, faults)
    faults.raise_if_any(name)
    return document.data if document else None


def read_toml(text: str, file: str, faults: Faults) -> Document | None:
    """Read a TOML document; None, with the fault noted, where it is no TOML. Only top-level keys know their line."""
    try:
        data = _quoted(tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        found = re.search(r"line (\d+)", str(error))
        words = re.sub(r"\s*\(at .*\)$", "", str(error))
        faults.add(
            FaultPlace(file, int(found[1]) if found else 0), f"is not TOML ({words}); mend the text near this line"
        )
        return None
    lines: dict[Path, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if found := re.match(r"\s*[\"']?([A-Za-z0-9_-]+)[\"']?\s*=", line):
            lines.setdefault((found[1],), number)
    return Document(file, data, lines)


def _quoted(value: object) -> object:
    # All text of a TOML document is in quotes.
    match value:
        case str():
            return Quoted(value)
        case list():
            return [_quoted(item) for item in value]
        case dict():
            return {key: _quoted(item) for key, item in value.items()}
    return value


def _line(error: YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark is not None else 0


def _first_words(error: YAMLError) -> str:
    words = error.problem or error.context if isinstance(error, MarkedYAMLError) else getattr(error, "reason", None)
    return " ".join(str(words or error).split())[:100]


@dataclass
class _Builder:
    # Turns parser events into a tree, with a stack of its own: depth is limited, aliases cannot multiply.
    file: str
    faults: Faults
    root: object = None
    lines: dict[Path, int] = field(default_factory=dict)
    _stack: list[dict[str, object] | list[object]] = field(default_factory=list)
    _path: list[str | int] = field(default_factory=list)
    _key: str | None = None
    _documents: int = 0

    def take(self, event: Event) -> bool:
        # False where the document cannot be read on.
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            return self._documents == 1 or self._refuse(event, "a second document starts; keep one per file")
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            return self._refuse(event, "anchors and aliases are not read; write the value out")
        if isinstance(event, CollectionEndEvent):
            self._stack.pop()
            self._up()
            return True
        if isinstance(event, ScalarEvent):
            return self._scalar(event)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            return self._open(event, {} if isinstance(event, MappingStartEvent) else [])
        return True

    def _scalar(self, event: ScalarEvent) -> bool:
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            return self._take_key(event, self._stack[-1])
        plain = None if event.value in {"", "~", "null"} else event.value
        self._place(event, Quoted(event.value) if event.style else plain)
        self._up()
        return True

    def _take_key(self, event: ScalarEvent, mapping: dict[str, object]) -> bool:
        if event.value in mapping:
            first = self.lines[(*self._path, event.value)]
            self.faults.add(self._where(event), f"the key {shown(event.value)} is given twice (line {first}); keep one")
        self._key = event.value
        return True

    def _open(self, event: Event, value: dict[str, object] | list[object]) -> bool:
        if self._stack and isinstance(self._stack[-1], dict) and self._key is None:
            return self._refuse(event, "a key is a list or mapping; give a name")
        if len(self._stack) == DEEPEST:
            return self._refuse(event, f"is nested deeper than {DEEPEST} levels; flatten it")
        self._place(event, value)
        self._stack.append(value)
        return True

    def _place(self, event: Event, value: object) -> None:
        # Puts the value into what is open; its path becomes the current one.
        if not self._stack:
            self.root = value
        elif isinstance(top := self._stack[-1], dict):
            top[str(self._key)] = value
            self._path.append(str(self._key))
        else:
            self._path.append(len(top))
            top.append(value)
        self._key = None
        self.lines.setdefault(tuple(self._path), event.start_mark.line + 1)

    def _up(self) -> None:
        if self._path:
            self._path.pop()

    def _where(self, event: Event) -> FaultPlace:
        return FaultPlace(self.file, event.start_mark.line + 1, written(tuple(self._path)))

    def _refuse(self, event: Event, what: str) -> bool:
        self.faults.add(self._where(event), what)
        return False
