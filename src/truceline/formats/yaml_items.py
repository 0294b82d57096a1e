"""Where the items of the lists at the top of a YAML document stand: the lines of each, and what it is known by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import yaml
from yaml.error import YAMLError
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from truceline.formats.yaml_tree import PARSER

_LINE = re.compile("[^\r\n\x85\u2028\u2029]*(?:\r\n|[\r\n\x85\u2028\u2029]|$)")
_DASH = re.compile(r"( *)- +")


@dataclass(frozen=True, slots=True)
class YamlItem:
    """An item of a list at the top: the ``list``, the texts of the keys asked for as ``id``, and its lines from 0.

    The text of a key that has several, as a list has, is these with ``+`` between them.
    ``start`` is the first of its lines, comments directly above it among them; ``end`` is the one after its last.
    """

    list: str
    id: tuple[str, ...]
    start: int
    end: int


@dataclass(slots=True)
class _Place:
    # An item as the parser tells of it: the line of its dash, and the line after the last that surely is its own.
    id: tuple[str, ...]
    dash: int
    column: int
    bottom: int


def yaml_lines(text: str) -> list[str]:
    """Split a text into lines as YAML counts them, each with its line break."""
    return _LINE.findall(text)[:-1]


def yaml_items(text: str, lines: Sequence[str], keys: Mapping[str, Sequence[str]]) -> Iterator[YamlItem]:
    """List the items of those lists at the top that are written in lines of their own, in their order.

    A list that is not, whose items are not all mappings, or that ``keys`` does not name, is passed over. ``lines`` are
    those of the text.

    Raises
    ------
    ValueError
        If the text is not one YAML document.
    """
    try:
        yield from _items(_events(text), lines, keys)
    except YAMLError as error:
        raise ValueError("no YAML") from error


def _events(text: str) -> Iterator[Event]:
    documents = 0
    for event in yaml.parse(text, Loader=PARSER):
        documents += isinstance(event, DocumentStartEvent)
        if documents > 1:
            raise ValueError("more than one document")
        yield event


def _items(events: Iterator[Event], lines: Sequence[str], keys: Mapping[str, Sequence[str]]) -> Iterator[YamlItem]:
    next(events)
    if not isinstance(next(events), DocumentStartEvent) or not isinstance(next(events), MappingStartEvent):
        list(events)  # it may be at fault further down
        return
    while not isinstance(key := next(events), CollectionEndEvent):
        name = key.value if isinstance(key, ScalarEvent) else ""
        _pass(key, events)
        value = next(events)
        if isinstance(value, SequenceStartEvent) and not value.flow_style and name in keys:
            places, limit = _places(events, keys[name])
            yield from _in_lines(name, places, limit, key.start_mark.line + 1, lines)
        else:
            _pass(value, events)
    while not isinstance(next(events), StreamEndEvent):
        pass


def _pass(event: Event, events: Iterator[Event], texts: list[str] | None = None) -> int:
    # Goes to the end of what begins with this event, and notes its texts; the line after the last that surely holds
    # some of it.
    depth, bottom = 0, 0
    while True:
        bottom = max(bottom, _bottom(event))
        if texts is not None and isinstance(event, ScalarEvent):
            texts.append(event.value)
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if depth == 0:
            return bottom
        event = next(events)


def _bottom(event: Event) -> int:
    start, end = event.start_mark, event.end_mark
    if isinstance(event, ScalarEvent) and event.style in ("|", ">"):  # its end is that of all blank lines behind it
        kept = event.value.endswith("\n\n") or event.value.strip("\n") == ""
        return int(end.line if kept else start.line + 1)
    if isinstance(event, CollectionEndEvent) and (end.line, end.column) == (start.line, start.column):
        return 0  # that of a block, wherever the next begins
    return int(end.line + 1)


def _places(events: Iterator[Event], keys: Sequence[str]) -> tuple[list[_Place] | None, int]:
    # None where not all items are mappings; and the line on which the list has ended.
    places: list[_Place] | None = []
    while not isinstance(event := next(events), SequenceEndEvent):
        if not isinstance(event, MappingStartEvent):
            places = None
            _pass(event, events)
            continue
        texts, bottom = _mapping(event, events, keys)
        if places is not None:
            places.append(_Place(texts, event.start_mark.line, event.start_mark.column, bottom))
    return places, event.start_mark.line


def _mapping(event: Event, events: Iterator[Event], keys: Sequence[str]) -> tuple[tuple[str, ...], int]:
    texts: dict[str, list[str]] = {}
    bottom = _bottom(event)
    while not isinstance(key := next(events), CollectionEndEvent):
        name = key.value if isinstance(key, ScalarEvent) else ""
        wanted = texts.setdefault(name, []) if name in keys else None
        bottom = max(bottom, _pass(key, events), _pass(next(events), events, wanted))
    return tuple("+".join(texts.get(each, ())) for each in keys), max(bottom, _bottom(key))


def _in_lines(
    name: str, places: list[_Place] | None, limit: int, floor: int, lines: Sequence[str]
) -> Iterator[YamlItem]:
    indent = _indent(places, floor, lines) if places else None
    if not places or indent is None:
        return
    limits = [*(place.dash for place in places[1:]), max(limit, places[-1].bottom)]
    for place, until in zip(places, limits, strict=True):
        start = place.dash
        while start > floor and lines[start - 1].strip() and _aside(lines[start - 1], indent):
            start -= 1
        end = min(until, len(lines))
        while end > place.bottom and _aside(lines[end - 1], indent):
            end -= 1
        yield YamlItem(name, place.id, start, end)
        floor = end


def _indent(places: Sequence[_Place], floor: int, lines: Sequence[str]) -> int | None:
    # The column of the dashes; None where an item does not begin with one, or does so elsewhere.
    found = [_DASH.match(lines[place.dash]) for place in places]
    begin = all(dash and dash.end() == place.column for dash, place in zip(found, places, strict=True))
    apart = all(first.bottom <= second.dash for first, second in pairwise(places)) and places[0].dash >= floor
    columns = {len(dash[1]) for dash in found if dash}
    return columns.pop() if begin and apart and len(columns) == 1 else None


def _aside(line: str, indent: int) -> bool:
    # Blank, or a comment that is not within an item.
    bare = line.lstrip(" ")
    return not bare.strip() or (bare.startswith("#") and len(line) - len(bare) <= indent)
