"""The words of the fields of forms, as the table beside this module says; and what stands on one row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from truceline.case import Case

_GROUPS = (
    ("low", "likely", "high"),
    ("longitude", "latitude"),
    ("from_month", "to_month"),
)
_SAYS_NOTHING = re.compile(r"(Its|The [\w ]+'s) (id|name|title)(, as shown)?\.")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """The words of a field: its ``label``, the listing to choose from, what it ``says`` that it takes, an example.

    Words in braces stand for ids and the day of the case that a form is of.
    """

    label: str
    listing: str
    says: str
    example: str


@cache
def field_words() -> Mapping[tuple[str, str], FieldWords]:
    """Read the words of the fields, by the kind of the record and the key."""
    text = (files("truceline.casefolder.forms") / "fields.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(io.StringIO(text))
    return {(r["kind"], r["key"]): FieldWords(r["label"], r["lists"], r["says"], r["example"]) for r in rows}


def words_of(kind: str, key: str, documented: str) -> FieldWords:
    """Return the words of a field; where the table has none, what is ``documented`` of it, unless that says nothing."""
    says = "" if _SAYS_NOTHING.fullmatch(documented) else documented
    return field_words().get((kind, key)) or FieldWords(plain_label(key), "", says, "")


def plain_label(key: str) -> str:
    """Put a key into words: ``known_from`` is Known from."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def group_of(key: str) -> str:
    """Name the fields with which a field stands on one row (``quantity.low``: quantity); "" for none."""
    for ends in _GROUPS:
        for end in ends:
            if key == end or key.endswith((f".{end}", f"_{end}")):
                return key.removesuffix(end).rstrip("._") or ends[0]
    return ""


def of_case(words: str, case: Case) -> str:
    """Put ids and the day of a case where words have braces."""
    first = {
        "day": str(case.as_of),
        "statement": _first(case.statements),
        "fact": _first(case.facts),
        "capability": _first(case.capabilities),
    }
    return words.format_map(first) if "{" in words else words


def _first(records: tuple[object, ...]) -> str:
    return str(getattr(records[0], "id")) if records else "id"  # noqa: B009
