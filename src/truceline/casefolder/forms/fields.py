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
from truceline.casefolder.exchange.columns import CONDITIONS, LISTS, PLEDGES, exchange_columns

_GROUPS = (
    ("low", "likely", "high"),
    ("longitude", "latitude"),
    ("from_month", "to_month"),
)
_STEP = re.compile(r"([^.\[\]]+)(?:\[(\d+)\])?")
_SHEETS = {key: sheet for sheet, (key, _) in LISTS.items()} | {"conditions": CONDITIONS}
_ONE_OF = {
    "conditions": "Condition",
    "approvals": "Approval",
    "caveats": "Restriction",
    "history": "Step",
    "any": "any of these",
    "all": "all of these",
    "of": "of these",
}
_OF_CONDITIONS = {"joined": "contributor", "who": "contributor", "mass": "others bring", "at_least": "at least"}
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


def label_of(kind: str, path: str) -> str:
    """Name the field at a path of a record by the words of its form: ``conditions[0].fact`` is Condition 1: fact."""
    names = [name for name in steps_of(path) if name[0] != "properties"]
    if not names:
        return ""
    top, number = names[0]
    sheet = _SHEETS.get(top, "") if kind == "pledge" else ""
    if number:
        words = [_numbered(top, number), *(_inner(sheet, *each) for each in names[1:])]
    else:
        words = _whole(kind, [name for name, _ in names])
    first, *rest = dict.fromkeys(words)
    return ": ".join([first[:1].upper() + first[1:], *(each[:1].lower() + each[1:] for each in rest)])


def steps_of(path: str) -> list[tuple[str, str]]:
    """Take a path apart into its keys, each with the number of an item, counted from 0; "" where it has none."""
    return _STEP.findall(path)


def _whole(kind: str, names: list[str]) -> list[str]:
    if names[0] == "geometry":
        return ["Place"]
    known = {each.key: each.column.title for each in exchange_columns()[PLEDGES]} if kind == "pledge" else {}
    if (whole := known.get(".".join(names))) is not None:
        return [whole]
    own = field_words().get((kind, names[0]))
    return [own.label if own else known.get(names[0], plain_label(names[0])), *map(plain_label, names[1:])]


def _inner(sheet: str, name: str, number: str) -> str:
    if number:
        return _numbered(name, number)
    titles = {each.key: each.column.title for each in exchange_columns()[sheet]} if sheet else {}
    return _OF_CONDITIONS.get(name) or titles.get(name, plain_label(name))


def _numbered(name: str, number: str) -> str:
    return f"{_ONE_OF.get(name, plain_label(name))} {int(number) + 1}"


def said_plainly(text: str) -> str:
    """Write the text of a field without the brackets of a list; "" for an empty one."""
    inner = text[1:-1] if text[:1] + text[-1:] in ("[]", "{}") else text
    return text if set(inner) & set("[]{}") else inner


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
