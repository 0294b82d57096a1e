"""What a case folder's dates must agree on: nothing counts before what it rests on was known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from truceline.case import Case
from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema import agreements, documents, exercises, features, ledger, offices, pledges, tables
from truceline.formats.faults import FaultPlace
from truceline.formats.shape import Shape
from truceline.knowledge import untimely

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""

_SHAPES: dict[str, type[Shape]] = {
    "sources": ledger.SourceRow,
    "holders": offices.OfficeRow,
    "topics": documents.TopicShape,
    "counts": documents.CountShape,
    "statements": ledger.StatementRow,
    "meetings": ledger.MeetingRow,
    "capabilities": tables.CapabilityRow,
    "assumptions": tables.AssumptionRow,
    "pledges": pledges.PledgeShape,
    "facts": documents.FactShape,
    "rules": documents.RuleShape,
    "scenarios": documents.ScenarioShape,
    "requirement": tables.RequirementRow,
    "agreement": agreements.AgreementShape,
    "lines": features.LineProperties,
    "sites": features.SiteProperties,
    "judgements": tables.JudgementRow,
    "exercises": exercises.ExerciseShape,
}


def check(case: Case, reading: FolderReading) -> None:
    """Note among the reading's faults what counts too early."""
    for place, what in nothing_counts_too_early(case, reading):
        reading.faults.add(place, what)


def nothing_counts_too_early(case: Case, reading: FolderReading) -> Found:
    """Nothing counts, and no text cites a statement or source, from a day on which that was not known yet."""
    yield from ((_place(path, reading), what) for path, what in untimely(case))


def _place(path: tuple[str | int, ...], reading: FolderReading) -> FaultPlace:
    shape = _SHAPES.get(str(path[0]), documents.CaseShape)
    entries: list[ReadEntry[Shape]] = list(reading.of(shape))
    if shape is documents.CaseShape or shape is agreements.AgreementShape:
        return entries[0].place(path if shape is documents.CaseShape else path[1:])
    number, *keys = path[1:]
    if keys[:1] == ["later"]:  # the conditions of a pledge that came later stand among the others
        keys = ["conditions"]
    return entries[int(number)].place(tuple(keys))


def values_have_days_of_their_own(reading: FolderReading) -> Found:
    """Several values of one assumption count from days of their own, the first of them from ever."""
    first: dict[tuple[str, date | None], int] = {}
    always = {entry.shape.id for entry in reading.of(tables.AssumptionRow) if entry.shape.known_from is None}
    for entry in reading.of(tables.AssumptionRow):
        row, place = entry.shape, entry.place(("id",))
        if (line := first.setdefault((row.id, row.known_from), place.line)) != place.line:
            day = row.known_from or "ever"
            what = f"the id {row.id!r} is given twice from {day} (first on line {line}); rename one, or give known_from"
            yield place, what
        if row.id not in always:
            what = f"{row.id!r} has no value before {row.known_from}; leave known_from of its first value empty"
            yield entry.place(("known_from",)), what
