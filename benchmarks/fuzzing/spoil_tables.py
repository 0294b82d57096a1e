"""Mutations of tables (CSV): of cells, rows, columns and the header."""

from __future__ import annotations

import csv
import io
import re
from random import Random

from benchmarks.fuzzing.values import from_text, to_text, value


def _table(data: bytes) -> list[list[str]]:
    return [row for row in csv.reader(io.StringIO(to_text(data).removeprefix("\ufeff").replace("\0", ""))) if row] or [
        [""]
    ]


def _csv(rows: list[list[str]]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    return from_text(file.getvalue())


def cell(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    row = chance.choice(rows[1:] or rows)
    row[chance.randrange(len(row))] = value(chance)[1]
    return _csv(rows)


def whole_column(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    at, what = chance.randrange(len(rows[0])), value(chance)[1]
    for row in rows[1:]:
        row[at:] = [what, *row[at + 1 :]]
    return _csv(rows)


def swap_columns(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    a, b = (chance.randrange(len(rows[0])) for _ in "ab")
    for row in rows[1:]:
        if max(a, b) < len(row):
            row[a], row[b] = row[b], row[a]
    return _csv(rows)


def missing_column(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    at = chance.randrange(len(rows[0]))
    return _csv([[*row[:at], *row[at + 1 :]] for row in rows])


def header_again(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    rows.insert(chance.randrange(len(rows)), rows[0])
    return _csv(rows)


def column_twice(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    at = chance.randrange(len(rows[0]))
    return _csv([[*row, *row[at : at + 1]] for row in rows])


def header_cell(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    rows[0][chance.randrange(len(rows[0]))] = value(chance)[1]
    return _csv(rows)


def header_only(data: bytes, chance: Random) -> bytes:  # noqa: ARG001
    return _csv(_table(data)[:1])


def row_of_another_width(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    row = chance.choice(rows)
    row[:] = row[:-1] if chance.random() < 0.5 else [*row, value(chance)[1]]
    return _csv(rows)


def row_twice(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    return _csv([*rows, list(chance.choice(rows))])


def cell_of_another_row(data: bytes, chance: Random) -> bytes:
    rows = _table(data)
    one, other = chance.choice(rows[1:] or rows), chance.choice(rows[1:] or rows)
    at, there = chance.randrange(len(one)), chance.randrange(len(other))
    one[at] = other[there]
    return _csv(rows)


def open_quote(data: bytes, chance: Random) -> bytes:
    at = chance.choice([m.start() for m in re.finditer(b"[,\n]", data)] or [0])
    return data[: at + 1] + b'"' + data[at + 1 :]


def other_delimiter(data: bytes, chance: Random) -> bytes:
    return data.replace(b",", chance.choice([b";", b"\t", b"|"]))
