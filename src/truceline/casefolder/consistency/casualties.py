"""What casualties.csv must agree on: nobody is counted twice."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.casualties import CasualtyRow
from truceline.formats.faults import FaultPlace
from truceline.monitoring.append_only import counting

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""


def casualties_are_counted_once(reading: FolderReading) -> Found:
    """No two rows of casualties that count tell of the same people of one incident."""
    entries = {entry.shape.id: entry for entry in reading.of(CasualtyRow)}
    records = sorted((entry.shape.record() for entry in entries.values()), key=lambda row: (row.at, row.id))
    first: dict[tuple[str, ...], str] = {}
    for record in counting(records):
        if (known := first.setdefault((record.incident, *record.counted_as), record.id)) != record.id:
            what = f"tells of the same people as {known!r}; name it in `replaces`, or tell all of them in one row"
            yield entries[record.id].place(("id",)), what
