"""Mutations of any file: of its bytes and lines."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from benchmarks.fuzzing.values import to_bytes, to_text, value


def flip_bits(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 3, 30])):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def flip_head(data: bytes, chance: Random) -> bytes:
    return flip_bits(data[:200], chance) + data[200:]


def cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def cut_the_last_bytes(data: bytes, chance: Random) -> bytes:
    return data[: -chance.randrange(1, 8)]


def cut_out(data: bytes, chance: Random) -> bytes:
    first, last = sorted(chance.randrange(len(data) + 1) for _ in "ab")
    return data[:first] + data[last:]


def double(data: bytes, chance: Random) -> bytes:  # noqa: ARG001  (as all of them)
    return data + data


def empty(data: bytes, chance: Random) -> bytes:  # noqa: ARG001
    return b""


def blank(data: bytes, chance: Random) -> bytes:  # noqa: ARG001
    return b" \r\n\t\n"


def byte_order_mark(data: bytes, chance: Random) -> bytes:
    return b"\xef\xbb\xbf" * chance.choice([1, 2]) + data


def utf_16(data: bytes, chance: Random) -> bytes:
    return to_text(data).encode(chance.choice(["utf-16", "utf-16-le", "utf-32"]), "replace")


def latin_1(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + b"caf\xe9" + data[at:]


def put_in(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + to_bytes(value(chance)[1]) + data[at:]


def nul(data: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + b"\x00" * chance.choice([1, 4_096]) + data[at:]


def lone_cr(data: bytes, chance: Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r", b"\r\n", b"\n\r"]))


def shuffle_lines(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def repeat_a_line(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], lines[at] * chance.choice([2, 1_000]), *lines[at + 1 :]])


def drop_a_line(data: bytes, chance: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def noise(data: bytes, chance: Random) -> bytes:  # noqa: ARG001
    return chance.randbytes(2_000)


def other_format(data: bytes, chance: Random) -> bytes:  # noqa: ARG001
    return chance.choice(
        [b"PK\x03\x04", b"{}", b"[]", b"null", b"<a/>", b"---\n", b"%PDF-1.7", b"SQLite format 3\x00", b"7"]
    )


ALL: tuple[Callable[[bytes, Random], bytes], ...] = (
    flip_bits,
    flip_head,
    cut,
    cut_the_last_bytes,
    cut_out,
    double,
    empty,
    blank,
    byte_order_mark,
    utf_16,
    latin_1,
    put_in,
    nul,
    lone_cr,
    shuffle_lines,
    repeat_a_line,
    drop_a_line,
    noise,
    other_format,
)
"""Each of them."""
