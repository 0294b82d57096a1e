"""A case as it was known on a day: what was said, shown or laid down later is left out of it.

Everything that happened has a day from which it was known. A record or part of one counts from the day that it states
(``known_from``); else from the day of the earliest statement that it rests on, or of its source; else as long as what
it is part of. Planners' own values (assumptions, capabilities, sites) and what the case itself says state no day and
always count, but not the sources and the texts that they cite.

A text may be in parts with days of their own (`records.dating.DatedText`). A part without a day counts with its
record or, where that states none, from the latest of the statements and sources that it cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from itertools import chain
from typing import Any

from truceline.agreement.agreement import Agreement
from truceline.case import Case
from truceline.coalition.conditions import AtLeast, Condition, Fact, every, leaves
from truceline.coalition.pledges import Pledge, Step
from truceline.coalition.scenarios import FactStep, Scenario
from truceline.exercise.given import Exercise
from truceline.records.capabilities import Capability
from truceline.records.dating import DatedText, joined, parts_of
from truceline.records.places import Line, Site
from truceline.records.provenance import Source
from truceline.records.quantities import Assumption, Standing
from truceline.statements.statement import Meeting, Statement, Topic

Found = tuple[tuple[str | int, ...], str]
"""Where in a case something is wrong, as fields and positions, and what."""

PLANNERS = (Assumption, Capability, Site)
"""Values that a planner chose: they count whenever, and their sources once they are published."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*[a-z0-9]")

UNPRINTED = "the copy that is cited was printed later"
"""Stands in place of the title of a source that reports what was known by the day, and was printed after it."""

TEXTS = frozenset({"note", "summary", "why", "map_note", "title", "evidence", "attendance", "definition"})
"""Fields that hold texts in words, which may cite statements and sources by id."""


@dataclass(frozen=True, slots=True)
class Days:
    """The day from which each statement and each source of a case was known, by id.

    ``reported`` is the day of the earliest statement that a source reports, or that of the source where it is earlier.
    """

    statements: Mapping[str, date]
    sources: Mapping[str, date]
    reported: Mapping[str, date]

    def earliest(self, statements: tuple[str, ...]) -> date | None:
        """Give the day of the earliest of ``statements``; None where there is none."""
        return min((self.statements[name] for name in statements if name in self.statements), default=None)

    def cited(self, text: str) -> Iterator[tuple[date, str]]:
        """List the statements that a text names and the sources that it names in parentheses, with their days.

        An id that reads as a word or a number (``own``, ``12``) cites nothing.
        """
        inside = " ".join(re.findall(r"\(([^()]*)\)", text))
        for days, words in ((self.statements, text), (self.sources, inside)):
            for name in dict.fromkeys(_ID.findall(words)):
                if name in days and re.search(r"[a-z]", name) and re.search(r"[0-9-]", name):
                    yield days[name], name


def days_of(case: Case) -> Days:
    """Find from when each statement and source was known.

    A statement counts from the day on which it had surely been made: what was said in public was known before the copy
    that is cited was printed. A source counts from its publication; where that is not known, from the earliest
    statement that it reports, and else from ever.
    """
    said = {s.id: s.known_from or s.said_on.last for s in case.statements}
    told: dict[str, date] = {}
    for statement in case.statements:
        told[statement.source] = min(told.get(statement.source, date.max), said[statement.id])
    printed = {s.id: s.published_on or told.get(s.id, date.min) for s in case.sources}
    return Days(said, printed, {name: min(day, told.get(name, day)) for name, day in printed.items()})


def since(record: object, days: Days) -> date | None:
    """Give the day from which ``record`` was known; None where it states none and counts with what it is part of."""
    if (stated := getattr(record, "known_from", None)) is not None:
        return date.fromisoformat(str(stated))
    match record:
        case Statement():
            return record.said_on.last
        case Meeting():
            return max(record.held_on.last, days.reported.get(record.source, date.min))
        case Source():
            return days.reported[record.id]
        case Pledge():
            return min((day for step in record.history if (day := since(step, days))), default=None)
        case Line():
            return date.fromisoformat(record.as_of)
    if isinstance(record, PLANNERS):
        return None
    return _rests_on(record, days)


def _rests_on(record: object, days: Days) -> date | None:
    shown = days.earliest(getattr(record, "statements", ()))
    if isinstance(record, Step | FactStep):
        return max(record.on, shown or record.on)
    if shown is not None:
        return shown
    if (clause := getattr(record, "clause", None)) is not None:
        return since(clause, days)
    return days.sources.get(getattr(record, "source", ""))


def known(case: Case, day: date) -> Case:
    """Give ``case`` as it was known on ``day``; its own date becomes that day.

    Left out are records and parts of records that were not known yet, references to them, and the texts that tell of
    them. A replaced assumption has the value that counted then. Cost grows with the size of the case; what does not
    change is not copied.
    """
    view = _View(case, day)
    seen: Case = view.of(replace(case, assumptions=_values(case, day)), None)
    facts = {record.id for record in seen.facts}
    return replace(
        seen,
        as_of=day,
        topics=tuple(_looked_for(topic, day) for topic in seen.topics),
        pledges=tuple(_terms(pledge, day) for pledge in seen.pledges),
        rules=tuple(r for r in seen.rules if {*r.when, r.then} <= facts),
        scenarios=tuple(_known_facts(s, facts) for s in seen.scenarios),
        lines=tuple(replace(line, as_of=min(line.as_of, day.isoformat())) for line in seen.lines),
        sources=tuple(_unprinted(source, day) for source in seen.sources),
        agreement=_agreed(seen.agreement, {line.id for line in seen.lines}, day),
        exercises=tuple(_known_falls(each, facts) for each in seen.exercises),
    )


def _values(case: Case, day: date) -> Mapping[str, Assumption]:
    chosen = {name: _value(each, day) for name, each in case.assumptions.items()}
    return {name: each for name, each in chosen.items() if each is not None}


def _value(assumption: Assumption | None, day: date) -> Assumption | None:
    while assumption is not None and assumption.known_from is not None and assumption.known_from > day:
        assumption = assumption.before
    return assumption and replace(assumption, before=None)


def _looked_for(topic: Topic, day: date) -> Topic:
    # A later search covered this day as well; what it did not find is no knowledge of the day.
    late = topic.last_looked_for is not None and topic.last_looked_for > day
    return replace(topic, last_looked_for=day, looked_for_note="") if late else topic


def _terms(pledge: Pledge, day: date) -> Pledge:
    until = pledge.until if pledge.until is not None and pledge.until <= day else None
    return replace(pledge, until=until, condition=_whole(pledge), later=())


def _whole(pledge: Pledge) -> Condition:
    terms, stated = [term.condition for term in pledge.later], pledge.condition
    if not terms:
        return stated
    if isinstance(stated, AtLeast) and stated.n == len(stated.conditions):  # one list, as if all had come at once
        return every(*stated.conditions, *terms)
    return every(stated, *terms)


def _known_facts(scenario: Scenario, facts: set[str]) -> Scenario:
    return replace(scenario, facts=tuple((name, holds) for name, holds in scenario.facts if name in facts))


def _known_falls(exercise: Exercise, facts: set[str]) -> Exercise:
    return replace(exercise, falls=tuple(fall for fall in exercise.falls if fall.fact in facts))


def _unprinted(source: Source, day: date) -> Source:
    # The copy that is cited was printed later than what it reports was said: only its id and grade are of the day.
    late = source.published_on is not None and source.published_on > day
    return replace(source, title=UNPRINTED, url="", published_on=None, note="") if late else source


def _agreed(agreement: Agreement, lines: set[str], day: date) -> Agreement:
    late = agreement.signed is not None and agreement.signed > day
    return replace(
        agreement,
        signed=None if late else agreement.signed,
        status="draft" if late else agreement.status,
        lines=tuple(use for use in agreement.lines if use.line in lines),
        belts=tuple(belt for belt in agreement.belts if not belt.line or belt.line in lines),
    )


class _View:
    """What of a case's records was known on a day."""

    def __init__(self, case: Case, day: date) -> None:
        self._day, self._days = day, days_of(case)

    def of(self, record: Any, own: date | None) -> Any:  # noqa: ANN401  (any record, and the same again)
        """Give a record as known on the day; ``own`` is the day from which what it is part of counts."""
        own = since(record, self._days) or own
        changed = {}
        for field in fields(record):
            value = getattr(record, field.name)
            seen = (
                value
                if field.name == "source" and isinstance(record, Statement)
                else self._field(field.name, value, own)
            )
            if seen is not value:
                changed[field.name] = seen
        if not changed:
            return record
        if changed.get("source") == "" and getattr(record, "standing", None) is Standing.PUBLISHED:
            changed["standing"] = Standing.ASSUMED
        return replace(record, **changed)

    def _field(self, name: str, value: Any, own: date | None) -> Any:  # noqa: ANN401
        match value:
            case str() if name == "source":
                return "" if self._days.sources.get(value, self._day) > self._day else value
            case str() if name in TEXTS or isinstance(value, DatedText):
                return self._text(value, own)
            case tuple():
                return self._tuple(name, value, own)
            case Mapping():
                return {key: self.of(each, own) if is_dataclass(each) else each for key, each in value.items()}
            case _ if is_dataclass(value) and not isinstance(value, type):
                return None if (since(value, self._days) or date.min) > self._day else self.of(value, own)
        return value

    def _tuple(self, name: str, value: tuple[Any, ...], own: date | None) -> tuple[Any, ...]:
        if name in ("statements", "supersedes") and all(isinstance(each, str) for each in value):
            seen = tuple(s for s in value if self._days.statements.get(s, self._day) <= self._day)
        else:
            kept = (each for each in value if (since(each, self._days) or date.min) <= self._day)
            seen = tuple(self.of(each, own) if is_dataclass(each) else each for each in kept)
        same = len(seen) == len(value) and all(one is other for one, other in zip(seen, value, strict=True))
        return value if same else seen

    def _text(self, text: str, own: date | None) -> str:
        parts = parts_of(text)
        seen = tuple(part for part in parts if self._counts_from(part, own) <= self._day)
        return text if seen == parts and not isinstance(text, DatedText) else joined(seen)

    def _counts_from(self, part: tuple[date | None, str], own: date | None) -> date:
        stated = part[0] or own
        return stated or max((day for day, _ in self._days.cited(part[1])), default=date.min)


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
        elif isinstance(value, str) and field.name in TEXTS:
            yield from _untimely_text(value, None, days, (field.name,))
    yield from _untimely_facts(case, days)
    yield from _untimely_clauses(case.agreement, days)


def _untimely(record: Any, own: date | None, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:  # noqa: ANN401
    own = since(record, days) or own
    yield from _untimely_day(record, days, path)
    for field in fields(record):
        value, here = getattr(record, field.name), (*path, field.name)
        if isinstance(value, str) and field.name in TEXTS:
            yield from _untimely_text(value, own, days, here)
        parts = list(value.values()) if isinstance(value, Mapping) else value
        for n, part in enumerate(parts) if isinstance(parts, tuple | list) else ():
            if is_dataclass(part):
                yield from _untimely(part, own, days, (*here, n))
        if is_dataclass(value) and not isinstance(value, type):
            yield from _untimely(value, own, days, here)


def _untimely_day(record: object, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:
    stated = getattr(record, "known_from", None)
    happened = getattr(record, "said_on", None) or getattr(record, "held_on", None)
    if stated is not None and happened is not None and stated < happened.first:
        yield (*path, "known_from"), f"counts from {stated}, before it happened on {happened}; correct one of the days"
    shown = days.earliest(getattr(record, "statements", ()))
    if stated is not None and shown is not None and shown > stated:
        what = f"counts from {stated}, before {shown}, the day of the earliest statement that it rests on"
        yield (*path, "known_from"), f"{what}; give that day, or leave known_from out"
    printed = days.sources.get(getattr(record, "source", ""))
    if stated is not None and printed is not None and printed > stated and not isinstance(record, Statement):
        what = (
            f"counts from {stated}, before {printed}, when its source {getattr(record, 'source', '')!r} was published"
        )
        yield (*path, "known_from"), f"{what}; give that day or a later one, or leave known_from out"


def _untimely_text(text: str, own: date | None, days: Days, path: tuple[str | int, ...]) -> Iterator[Found]:
    for stated, part in parts_of(text):
        day = stated or own
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
