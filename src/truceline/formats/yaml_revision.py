"""An item of a YAML list with some of its keys changed: what is not changed stays as it was written, comments too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml
from yaml.nodes import MappingNode, Node, SequenceNode

from truceline.formats.yaml_text import yaml_item


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of the item with its lines, counted from 0: ``end`` is after its value, ``last`` where the next begins."""

    name: str
    start: int
    end: int
    last: int


def revised_item(text: str, changed: Mapping[str, object]) -> str | None:
    """Return the text of an item with the values of some keys changed, and those that are None taken out.

    New keys come last. None where the item is not written in block style, or not one of a list: then it has to be
    written anew. Time grows with the length of the text.
    """
    lines = text.splitlines(keepends=True)
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    match node:
        case SequenceNode(value=[MappingNode(flow_style=False) as item]):
            keys = tuple(_keys(item, len(lines)))
        case _:
            return None
    if not keys or len({key.start for key in keys}) < len(keys) or changed.get(keys[0].name, "") is None:
        return None
    indent = item.start_mark.column - 2
    return "".join(_revised(lines, keys, changed, indent))


def _keys(item: MappingNode, end: int) -> Iterator[_Key]:
    starts = [key.start_mark.line for key, _ in item.value]
    for (key, value), following in zip(item.value, [*starts[1:], end], strict=True):
        yield _Key(str(key.value), key.start_mark.line, min(_end(value), following), following)


def _end(value: Node) -> int:
    mark = value.end_mark
    return int(mark.line) + bool(mark.column)


def _revised(lines: list[str], keys: tuple[_Key, ...], changed: Mapping[str, object], indent: int) -> Iterator[str]:
    last = keys[-1]
    yield from lines[: keys[0].start]
    for key in keys:
        if key.name not in changed:
            yield from _whole(lines[key.start : key.end])
        elif changed[key.name] is not None:
            yield _written(key.name, changed[key.name], indent, first=key is keys[0])
        if key is not last:
            yield from lines[key.end : key.last]
    there = {key.name for key in keys}
    for name, value in changed.items():
        if name not in there and value is not None:
            yield _written(name, value, indent, first=False)
    yield from lines[last.end :]


def _whole(lines: list[str]) -> list[str]:
    # The last line of a file may lack its end.
    return [line if line.endswith(("\n", "\r")) else f"{line}\n" for line in lines]


def _written(name: str, value: object, indent: int, *, first: bool) -> str:
    text = yaml_item({name: value}, indent)
    return text if first else text.replace("- ", "  ", 1)
