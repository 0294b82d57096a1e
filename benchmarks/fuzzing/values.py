"""Values that the fuzzer puts into cells, keys, attributes and options, by name."""

from __future__ import annotations

from random import Random

VALUES: dict[str, str] = {
    "huge number": "1e308",
    "too huge": "1e400",
    "negative": "-1",
    "negative zero": "-0.0",
    "nan": "nan",
    "inf": "inf",
    "minus inf": "-Infinity",
    "tiny number": "5e-324",
    "large whole": "99999999999999999999",
    "nearly 64 bits": "9223372036854775807",
    "4,300 digits": "9" * 4_301,
    "digits of Arabic": "\u0661\u0662",
    "underscored": "1_000",
    "hexadecimal": "0x10",
    "year 0": "0000-01-01",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "instant 1": "0001-01-01T00:00:00+14:00",
    "instant 9999": "9999-12-31T23:59:59-12:00",
    "leap second": "2031-03-20T23:59:60Z",
    "no such day": "2031-02-30",
    "half an offset": "2031-03-20T10:00:00+00:00:01",
    "span backwards": "2031-03-20/2031-03-01",
    "long": "x" * 60_000,
    "long in lines": "x\n" * 5_000,
    "empty": "",
    "blank": " \u00a0\t",
    "null": "null",
    "true": "true",
    "list": "[a, {b: c}]",
    "another id": "a;b;c",
    "path": "../../../etc/passwd",
    "address": "http://127.0.0.1:9/a",
    "formula": "=HYPERLINK(1)",
    "markup": "<script>alert(1)</script>",
    "markdown": "![a](javascript:alert(1))|\n# b",
    "template": "{{ 7*7 }}{% raw %}%s{0}",
    "quote": "\"',;",
    "escape": "\x1b]0;title\x07",
    "nul": "a\x00b",
    "lone CR": "a\rb",
    "line separator": "a\u2028b",
    "right to left": "\u202eabc",
    "combining": "e" + "\u0301" * 500,
    "astral": "\U0001f600",
    "noncharacter": "\uffff",
    "surrogate": "\ud800",
}
"""Values by name; a surrogate is written as bytes that no UTF-8 may have, or as an escape where there are escapes."""


def value(chance: Random) -> tuple[str, str]:
    """Draw a value, with its name."""
    return chance.choice(list(VALUES.items()))


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def to_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def from_text(text: str) -> bytes:
    return b"".join(
        c.encode("utf-8", "surrogateescape" if 0xDC80 <= ord(c) <= 0xDCFF else "surrogatepass") for c in text
    )
