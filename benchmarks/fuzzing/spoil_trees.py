"""Mutations of trees (JSON, GeoJSON, YAML, TOML): of keys, values, types and depth."""

from __future__ import annotations

import json
import re
from random import Random
from typing import Any

import yaml
from benchmarks.fuzzing.spoil_bytes import flip_bits
from benchmarks.fuzzing.values import from_text, to_text, value

ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    1e308,
    float("nan"),
    float("inf"),
    10**400,
    "",
    "text",
    [],
    {},
    [[]],
    {"a": {}},
    [None],
)


def _places(tree: Any) -> list[tuple[Any, Any]]:
    found, todo = [], [tree]
    while todo:
        node = todo.pop()
        inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for key, each in inner:
            found.append((node, key))
            todo.append(each)
    return found


def _moved(node: Any, key: Any, places: list[tuple[Any, Any]], chance: Random) -> None:
    other, there = chance.choice(places)
    node[key] = other[there] if there in other or isinstance(there, int) else None


def _renamed(node: Any, key: Any, chance: Random) -> None:
    if isinstance(node, dict):
        node[value(chance)[1]] = node.pop(key)
    else:
        node.insert(key, chance.choice(ODD))


def _deeper(node: Any, key: Any) -> None:
    for _ in range(60):
        node[key] = [node[key]]


def _changed(tree: Any, chance: Random) -> Any:
    places = _places(tree)
    if not places:
        return chance.choice(ODD)
    node, key = chance.choice(places)
    changes = {
        "odd": lambda: node.__setitem__(key, chance.choice(ODD)),
        "value": lambda: node.__setitem__(key, value(chance)[1]),
        "another value": lambda: node.__setitem__(key, value(chance)[1]),
        "gone": lambda: node.__delitem__(key),
        "list": lambda: node.__setitem__(key, [node[key]]),
        "mapping": lambda: node.__setitem__(key, {"a": node[key]}),
        "many": lambda: node.__setitem__(key, [node[key]] * 2_000),
        "deep": lambda: _deeper(node, key),
        "renamed": lambda: _renamed(node, key, chance),
        "elsewhere": lambda: _moved(node, key, places, chance),
    }
    changes[chance.choice(list(changes))]()
    return tree


def json_tree(data: bytes, chance: Random) -> bytes:
    try:
        tree = json.loads(data)
        return json.dumps(_changed(tree, chance), check_circular=True).encode()
    except (ValueError, RecursionError, IndexError):  # what was moved holds itself
        return flip_bits(data, chance)


def json_key_twice(data: bytes, chance: Random) -> bytes:
    found = list(re.finditer(rb'"[^"]*"\s*:\s*("[^"]*"|[-0-9.]+)', data))
    if not found:
        return data
    pair = chance.choice(found)
    return data[: pair.end()] + b"," + data[pair.start() : pair.end()] + data[pair.end() :]


def json_number(data: bytes, chance: Random) -> bytes:
    found = list(re.finditer(rb"(?<=[\s:\[,])-?\d+(\.\d+)?", data))
    if not found:
        return data
    where = chance.choice(found)
    new = chance.choice(
        [b"NaN", b"-Infinity", b"1e400", b"1e308", b"9" * 5_000, b"-0", b"1e-400", b"180.0000001", b"0"]
    )
    return data[: where.start()] + new + data[where.end() :]


def json_string(data: bytes, chance: Random) -> bytes:
    found = list(re.finditer(rb'"(?:[^"\\]|\\.)*"', data))
    if not found:
        return data
    where = chance.choice(found)
    new = chance.choice([rb'"\ud800"', rb'"\udfff\ud800"', rb'"\u0000"', rb'"\u001b"', b'"\xed\xa0\x80"', rb'"\uFFFF"'])
    return data[: where.start()] + new + data[where.end() :]


def json_depth(data: bytes, chance: Random) -> bytes:
    opening, closing_ = chance.choice([(b"[", b"]"), (b'{"a":', b"}")])
    depth = chance.choice([50, 900, 100_000])
    return opening * depth + data + closing_ * depth


def json_line(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines() or [b""]
    at = chance.randrange(len(lines))
    lines[at] = json_tree(lines[at], chance)
    return b"\n".join(lines) + b"\n"


def yaml_tree(data: bytes, chance: Random) -> bytes:
    try:
        tree = yaml.load(to_text(data), yaml.CBaseLoader)  # noqa: S506  (plain texts)
        changed = _changed(tree, chance)
        return from_text(yaml.dump(changed, Dumper=yaml.Dumper, allow_unicode=True, sort_keys=False))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError, IndexError):
        return flip_bits(data, chance)


def yaml_line(data: bytes, chance: Random) -> bytes:
    lines = to_text(data).split("\n")
    keyed = [n for n, line in enumerate(lines) if re.match(r"\s*(- )?\w[\w-]*:\s*\S", line)]
    if not keyed:
        return data
    at = chance.choice(keyed)
    lines[at] = lines[at].partition(":")[0] + ": " + value(chance)[1]
    return from_text("\n".join(lines))


def yaml_trick(data: bytes, chance: Random) -> bytes:
    return data + chance.choice(
        [
            b"\n---\na: b\n",
            b"\nx: &a [1]\ny: [*a, *a]\n",
            b"\nx: !!python/object/apply:os.getcwd []\n",
            b"\n? [a, b]\n: c\n",
            b"\nx: " + b"[" * 5_000,
            b"\n\tx: y\n",
            b"\n<<: {a: b}\n",
            b"\nx: |\n  a\n b\n",
            b"\n%YAML 9.9\n",
        ]
    )


def toml_line(data: bytes, chance: Random) -> bytes:
    lines = to_text(data).split("\n")
    at = chance.choice([n for n, line in enumerate(lines) if "=" in line] or [0])
    what = chance.choice(
        ['"' + value(chance)[1] + '"', "1979-05-27", "inf", "[1, 2]", "{a = 1}", "9" * 5_000, "[" * 900]
    )
    lines[at] = lines[at].partition("=")[0] + "= " + what
    return from_text("\n".join(lines))
