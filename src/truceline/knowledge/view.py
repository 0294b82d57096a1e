"""A case as it was known on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from truceline.agreement.agreement import Agreement
from truceline.agreement.line import segments
from truceline.case import Case
from truceline.coalition.conditions import AtLeast, Condition, every
from truceline.coalition.pledges import Pledge
from truceline.coalition.scenarios import Scenario
from truceline.exercise.parameters import Exercise
from truceline.generation.lengths import sized
from truceline.generation.requirement import RequirementLine
from truceline.knowledge.days import IDS, days_of, later, since
from truceline.records.concepts import Concept
from truceline.records.dating import DatedText, joined, parts_of
from truceline.records.places import Line
from truceline.records.provenance import Source
from truceline.records.quantities import Assumption, Reliance
from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import Meeting, Statement, Topic

UNPRINTED = "the copy that is cited was printed later"
"""Stands in place of the title of a source that reports what was known by the day, and was printed after it."""


def known(case: Case, day: date) -> Case:
    """Return ``case`` as it was known on ``day``; its own date becomes that day.

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
        holders=tuple(_in_office(holder, day) for holder in seen.holders),
        topics=tuple(_looked_for(topic, day) for topic in seen.topics),
        pledges=tuple(_terms(pledge, day) for pledge in seen.pledges),
        rules=tuple(r for r in seen.rules if {*r.when, r.then} <= facts),
        scenarios=tuple(_known_facts(s, facts) for s in seen.scenarios),
        lines=tuple(_standing_for(line, day) for line in seen.lines),
        sources=tuple(_unprinted(source, day) for source in seen.sources),
        requirement=_sized(case, seen, day),
        agreement=_agreed(seen.agreement, {line.id for line in seen.lines}, day),
        concepts=tuple(_standing_rules(each, seen) for each in seen.concepts),
        exercises=tuple(_known_falls(each, facts) for each in seen.exercises),
    )


def _sized(case: Case, seen: Case, day: date) -> tuple[RequirementLine, ...]:
    # What a sizing gave with values that came later is worked out again with those of the day.
    if all(each.known_from is None or each.known_from <= day for each in case.assumptions.values()):
        return seen.requirement
    cut = segments(case.line, case.sectors, case.segment_m) if case.has_line else None
    return sized(seen.requirement, seen.assumptions, case.line if case.has_line else None, cut)


def _values(case: Case, day: date) -> Mapping[str, Assumption]:
    chosen = {name: _value(each, day) for name, each in case.assumptions.items()}
    return {name: each for name, each in chosen.items() if each is not None}


def _value(assumption: Assumption | None, day: date) -> Assumption | None:
    while assumption is not None and assumption.known_from is not None and assumption.known_from > day:
        assumption = assumption.before
    return assumption and replace(assumption, before=None)


def _in_office(holder: OfficeHolder, day: date) -> OfficeHolder:
    return holder if holder.until is None or holder.until <= day else replace(holder, until=None)


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


def _standing_for(line: Line, day: date) -> Line:
    # A line that says from when it may be planned on stands for the days before the one that it shows, too.
    return replace(line, as_of=min(line.as_of, day.isoformat())) if line.known_from else line


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


def _standing_rules(concept: Concept, seen: Case) -> Concept:
    # A belt that nobody had proposed yet closes nothing.
    zones = {zone.id for zone in seen.agreement.zones} | {sector.id for sector in seen.sectors}

    def proposed(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in names if name in zones)

    rules = (replace(rule, not_in=proposed(rule.not_in), only_in=proposed(rule.only_in)) for rule in concept.stands)
    return replace(concept, stands=tuple(rules))


class _View:
    """What of a case's records was known on a day."""

    def __init__(self, case: Case, day: date) -> None:
        self._day, self._days, self._chosen = day, days_of(case), case.agreement.line

    def of(self, record: Any, own: date | None) -> Any:  # noqa: ANN401  (any record, and the same again)
        """Return a record as known on the day; ``own`` is the day from which what it is part of counts."""
        own = None if self._is_chosen(record) else later(since(record, self._days), own)
        changed = {}
        for field in fields(record):
            value = getattr(record, field.name)
            seen = self._field(field.name, value, own)
            if seen is not value:
                changed[field.name] = seen
        if isinstance(record, Statement | Meeting | OfficeHolder):  # known before the copy that is cited was printed
            changed.pop("source", None)
        if not changed:
            return record
        if changed.get("source") == "" and getattr(record, "standing", None) is Reliance.PUBLISHED:
            changed["standing"] = Reliance.ASSUMED
        return replace(record, **changed)

    def _field(self, name: str, value: Any, own: date | None) -> Any:  # noqa: ANN401
        match value:
            case str() if name == "source":
                return "" if self._days.sources.get(value, self._day) > self._day else value
            case str() if name not in IDS:
                return self._text(value, own)
            case tuple():
                return self._tuple(name, value, own)
            case Mapping():
                return {key: self.of(each, own) if is_dataclass(each) else each for key, each in value.items()}
            case _ if is_dataclass(value) and not isinstance(value, type):
                return self.of(value, own) if self._is_known(value) else None
        return value

    def _tuple(self, name: str, value: tuple[Any, ...], own: date | None) -> tuple[Any, ...]:
        if name in ("statements", "supersedes") and all(isinstance(each, str) for each in value):
            seen = tuple(s for s in value if self._days.statements.get(s, self._day) <= self._day)
        else:
            kept = (each for each in value if self._is_known(each))
            seen = tuple(self.of(each, own) if is_dataclass(each) else each for each in kept)
        same = len(seen) == len(value) and all(one is other for one, other in zip(seen, value, strict=True))
        return value if same else seen

    def _is_known(self, record: object) -> bool:
        return self._is_chosen(record) or (since(record, self._days) or date.min) <= self._day

    def _is_chosen(self, record: object) -> bool:
        return isinstance(record, Line) and record.id == self._chosen

    def _text(self, text: str, own: date | None) -> str:
        parts = parts_of(text)
        seen = tuple(part for part in parts if self._counts_from(part, own) <= self._day)
        return text if seen == parts and not isinstance(text, DatedText) else joined(seen)

    def _counts_from(self, part: tuple[date | None, str], own: date | None) -> date:
        stated = later(part[0], own)
        return stated or max((day for day, _ in self._days.cited(part[1])), default=date.min)
