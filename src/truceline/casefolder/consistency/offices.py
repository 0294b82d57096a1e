"""What the table of office-holders must agree on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from truceline.casefolder.reading import FolderReading, ReadEntry
from truceline.casefolder.schema.offices import OfficeRow
from truceline.formats.faults import FaultPlace, shown

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""

SINGLE = frozenset({"leader", "minister", "military"})
"""Authorities of which an office has one holder at a time, deputies apart; of spokespeople and envoys are several."""


def offices_have_one_holder(reading: FolderReading) -> Found:
    """An office of a leader, minister or soldier, deputies apart, has one holder, or two on the day of a handover."""
    terms: dict[tuple[str, str], list[ReadEntry[OfficeRow]]] = defaultdict(list)
    for entry in reading.of(OfficeRow):
        office = entry.shape.office.casefold()
        if entry.shape.authority in SINGLE and not office.startswith("deputy "):
            terms[entry.shape.actor, office].append(entry)
    for held in terms.values():
        held.sort(key=lambda entry: entry.shape.since)
        for earlier, later in pairwise(held):
            if (earlier.shape.until or date.max) > later.shape.since:
                yield later.place(("from",)), _overlap(earlier, later.shape)


def _overlap(earlier: ReadEntry[OfficeRow], later: OfficeRow) -> str:
    term, line = earlier.shape, earlier.place(()).line
    until = f"until {term.until}" if term.until else "with no last day"
    return (
        f"{shown(later.person)} is {later.office} of {later.actor} from {later.since}, but {shown(term.person)} holds "
        f"that office {until} (line {line}); give the earlier term its last day, or correct one of the days"
    )
