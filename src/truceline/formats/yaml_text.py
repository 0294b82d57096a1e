"""YAML text from plain values, as people write it in a case: block style, short parts in one line, quotes where needed.

What ``yaml_tree`` reads stays the text that was written, so dates and words such as ``no`` need no quotes. Text that
was ``Quoted`` stays so where it looks like anything else than text: a number in quotes is still no number.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from truceline.formats.yaml_tree import Quoted

_WIDTH = 150
"""Where lines of long texts are broken, in characters."""

_SHORT = 110
"""Parts and texts of at most so many characters stand in one line."""

_TEXT, _NULL, _LIST, _MAP = (f"tag:yaml.org,2002:{name}" for name in ("str", "null", "seq", "map"))
_NO_TEXT = re.compile(
    r"[-+]?\.(inf|nan)|[-+.\d][-+.:,_ \da-fotxz]*|true|false|yes|no|y|n|on|off|null|~|=|<<|", re.IGNORECASE
)
"""What other programs may take for a number, a date, a truth or nothing."""
_ODD = re.compile("^\\s+$|[\\x85\\u2028\\u2029]|\\n\\s*\\n$")
_NULLS = [(_NULL, re.compile(r"(?:null|~|)$"))]


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]  # PyYAML has no types
    # Nothing but null is something else than text.
    yaml_implicit_resolvers: ClassVar[dict[str, list[tuple[str, re.Pattern[str]]]]] = dict.fromkeys("n~", _NULLS) | {
        "": _NULLS
    }


class _Indented(_Dumper):
    # Lists in mappings are indented, as the items of the list at the top are.
    def increase_indent(self, *args: object, **options: object) -> None:
        super().increase_indent(*args, **options | {"indentless": False})


def yaml_item(values: Mapping[str, object], indent: int) -> str:
    """Write values as an item of a list whose dashes stand ``indent`` columns to the right, with line feeds.

    Raises
    ------
    ValueError
        If a value is of no kind that a case holds.
    """
    node = SequenceNode(_LIST, [_mapping(values, flow=False)], flow_style=False)
    dumper = _Indented if indent else _Dumper
    text: str = yaml.serialize(node, Dumper=dumper, width=_WIDTH, allow_unicode=True)
    return "".join(" " * indent + line if line.strip() else line for line in text.splitlines(keepends=True))


def _node(value: object, *, flow: bool) -> Node:
    match value:
        case Mapping():
            return _mapping(value, flow=flow or _is_short(value))
        case list() | tuple():
            apart = not flow and any(isinstance(each, Mapping | list | tuple) for each in value)
            items = [_node(each, flow=not apart) for each in value]
            return SequenceNode(_LIST, items, flow_style=not apart)
    return _scalar(value, flow=flow)


def _mapping(values: Mapping[str, object], *, flow: bool) -> MappingNode:
    pairs = [(_scalar(str(key), flow=True), _node(value, flow=flow)) for key, value in values.items()]
    return MappingNode(_MAP, pairs, flow_style=flow)


def _scalar(value: object, *, flow: bool) -> ScalarNode:
    match value:
        case None:
            return ScalarNode(_NULL, "null")
        case bool():
            return ScalarNode(_TEXT, str(value).lower())
        case int() | float() | date():
            return ScalarNode(_TEXT, str(value))
        case str():
            return ScalarNode(_TEXT, str(value), style=_style(value, flow=flow))
    raise ValueError(f"{type(value).__name__} is nothing that YAML text of a case holds")


def _style(text: str, *, flow: bool) -> str | None:
    # Long texts are folded, and those of several lines keep them; PyYAML quotes what cannot be written so. What ends in
    # blank lines would end the document too.
    if _ODD.search(text):
        return '"'
    if isinstance(text, Quoted) and _NO_TEXT.fullmatch(text):
        return "'"
    if flow:
        return None
    if "\n" in text.rstrip("\n"):
        return "|"
    return ">" if len(text) > _SHORT else None


def _is_short(value: Mapping[str, object]) -> bool:
    text = _inline(value)
    return len(text) <= _SHORT and "\n" not in text


def _inline(value: object) -> str:
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {_inline(each)}" for key, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(_inline, value)) + "]"
    return str(value)
