"""What a case lets count from a day on which what it rests on was not known yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from itertools import chain
from typing import Any

from truceline.agreement.agreement import Agreement
from truceline.case import Case
from truceline.coalition.conditions import Fact, leaves
from truceline.knowledge.days import IDS, Days, days_of, later, since
from truceline.records.dating import parts_of
from truceline.statements.statement import Statement

_PLAIN = (type(None), int, float, date)
"""Values that rest on nothing."""

Found = tuple[tuple[str | int, ...], str]
"""Where in a case something is wrong, as fields and positions, and what."""


def untimely(case: Case) -> Iterator[Found]:
    """Name what counts from a day on which what it rests on, cites or names was not known yet."""
    days = days_of(case)
    for field in fields(case):
        value = getattr(case, field.name)
        records = list(value.values()) if isinstance(value, Mapping) else value
        if isinstance(records, list | tuple):
            for n, record in enumerate(records):
                if is_dataclass(record):
                    yield from _untimely(record, None, days, (field.name, n))
        elif is_dataclass(value):
            yield from _untimely(value, None, days, (field.name,))
        elif isinstance(value, str) and field.name not in IDS:
            yield from _untimely_text(value, None, days, (field.name,))
    yield from _untimely_facts(case, days)
    yield from _untimely_clauses(case.agreement, days)


def _untimely(record: Any, own: date | None, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:  # noqa: ANN401
    own = later(since(record, days), own)
    yield from _untimely_day(record, days, path)
    for name in _fields(type(record)):  # type: ignore[arg-type]  # a type can be hashed
        value = getattr(record, name)
        if isinstance(value, str):
            if name not in IDS:
                yield from _untimely_text(value, own, days, (*path, name))
        elif not isinstance(value, _PLAIN):
            yield from _untimely_parts(value, own, days, (*path, name))


def _untimely_parts(value: Any, own: date | None, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:  # noqa: ANN401
    parts = list(value.values()) if isinstance(value, Mapping) else value
    for n, part in enumerate(parts) if isinstance(parts, tuple | list) else ():
        if is_dataclass(part):
            yield from _untimely(part, own, days, (*path, n))
    if is_dataclass(value) and not isinstance(value, type):
        yield from _untimely(value, own, days, path)


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _untimely_day(record: object, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:
    stated = getattr(record, "known_from", None)
    if stated is None:
        return
    here = (*path, "known_from")
    happened = getattr(record, "said_on", None) or getattr(record, "held_on", None)
    if happened is not None and stated < happened.first:
        yield here, f"counts from {stated}, before it happened on {happened}; correct one of the days"
    shown = days.earliest(getattr(record, "statements", ()))
    if shown is not None and stated < shown:
        what = f"counts from {stated}, before {shown}, the day of the earliest statement that it rests on"
        yield here, f"{what}; give that day, or leave known_from out"
    source = getattr(record, "source", "")
    printed = date.min if isinstance(record, Statement) else days.sources.get(source, date.min)
    if stated < printed:
        what = f"counts from {stated}, before {printed}, when its source {source!r} was published"
        yield here, f"{what}; give that day or a later one, or leave known_from out"


def _untimely_text(text: str, own: date | None, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:
    for stated, part in parts_of(text):
        day = later(stated, own)
        if day is not None:
            late = dict.fromkeys(f"{name} of {when}" for when, name in days.cited(part) if when > day)
            if late:
                what = f"cites {', '.join(late)}, but counts from {day}"
                yield path, f"{what}; begin what was known later with [from DAY], or date the record itself"


def _untimely_facts(case: Case, days: Days) -> Iterator[Found]:
    stated = {record.id: record.known_from for record in case.facts if record.known_from is not None}
    for n, pledge in enumerate(case.pledges):
        start = since(pledge, days) or date.min
        parts = chain(((start, pledge.condition),), ((since(t, days) or start, t.condition) for t in pledge.later))
        named = [(day, leaf.name) for day, part in parts for leaf in leaves(part) if isinstance(leaf, Fact)]
        named += [(since(each, days) or start, each.fact) for each in pledge.approvals]
        for day, name in named:
            if name in stated and stated[name] > day:
                what = f"waits from {day} for the fact {name!r}, which counts only from {stated[name]}"
                yield ("pledges", n, "conditions"), f"{what}; give the condition or the fact another day"


def _untimely_clauses(agreement: Agreement, days: Days) -> Iterator[Found]:
    start = {
        "zones": _starts(agreement.zones, days),
        "weapons": _starts(agreement.weapon_classes, days),
        "windows": _starts(agreement.windows, days),
    }
    for field in ("provisions", "preconditions", "access_rights"):
        for n, part in enumerate(getattr(agreement, field)):
            own = since(part, days) or date.min
            for key, starts in start.items():
                for name in getattr(part, key, ()):
                    if starts.get(name, own) > own:
                        what = f"names {name!r}, which counts only from {starts[name]}"
                        yield ("agreement", field, n, key), f"{what}; give its clause that day as known_from"


def _starts(parts: tuple[Any, ...], days: Days) -> dict[str, date]:
    found: dict[str, date] = {}
    for part in parts:
        day = since(part, days) or date.min
        found[part.id] = min(found.get(part.id, day), day)
    return found
