"""From which day statements, sources and everything that rests on them were known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from truceline.case import Case
from truceline.coalition.pledges import Pledge, StatusStep
from truceline.coalition.scenarios import FactStep
from truceline.records.capabilities import Capability
from truceline.records.places import Line, Site
from truceline.records.provenance import Source
from truceline.records.quantities import Assumption
from truceline.statements.offices import OfficeHolder
from truceline.statements.statement import Meeting, Statement

PLANNERS = (Assumption, Capability, Site)
"""Values that a planner chose: they count whenever, and their sources once they are published."""

IDS = frozenset({"id", "source", "subject", "replaces"})
"""Fields whose text is the id of a record, and tells nothing of another."""

_INSIDE = re.compile(r"\(([^()]*)\)")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*[a-z0-9]")


@dataclass(frozen=True, slots=True)
class Days:
    """The day from which each statement and each source of a case was known, by id.

    ``reported`` is the day of the earliest statement that a source reports, or that of the source where it is earlier.
    """

    statements: Mapping[str, date]
    sources: Mapping[str, date]
    reported: Mapping[str, date]

    def earliest(self, statements: tuple[str, ...]) -> date | None:
        """Return the day of the earliest of ``statements``; None where there is none."""
        return min((self.statements[name] for name in statements if name in self.statements), default=None)

    def cited(self, text: str) -> Iterator[tuple[date, str]]:
        """List the statements that a text names and the sources that it names in parentheses, with their days.

        An id that reads as a word or a number (``own``, ``12``) cites nothing.
        """
        inside = " ".join(_INSIDE.findall(text))
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
    """Return the day from which ``record`` was known; None where it states none and counts with what it is part of."""
    if (stated := getattr(record, "known_from", None)) is not None:
        return date.fromisoformat(str(stated))
    if isinstance(record, (Case, *PLANNERS)):
        return None
    return _by_kind(record, days)


def _by_kind(record: object, days: Days) -> date | None:
    match record:
        case Statement():
            return record.said_on.last
        case Meeting():
            return max(record.held_on.last, days.reported.get(record.source, date.min))
        case Source():
            return days.reported[record.id]
        case Pledge():
            return min((day for step in record.history if (day := since(step, days))), default=None)
        case Line(as_of=first) | OfficeHolder(since=first):
            return date.fromisoformat(str(first))
        case _:
            return _rests_on(record, days)


def _rests_on(record: object, days: Days) -> date | None:
    shown = days.earliest(getattr(record, "statements", ()))
    if isinstance(record, StatusStep | FactStep):
        return max(record.on, shown or record.on)
    if shown is not None:
        return shown
    if (clause := getattr(record, "clause", None)) is not None:
        return since(clause, days)
    return days.sources.get(getattr(record, "source", ""))


def later(one: date | None, other: date | None) -> date | None:
    """Return the later of two days; None stands for no day."""
    if one is None or other is None:
        return one or other
    return max(one, other)
