"""Where a new record of a file goes, and what goes with one that is taken out.

A record goes behind the last of its list (what its key says before the last slash), else behind the last record of its
file, else behind the file's first text. Text between two records of a list parts them, as a comma does: a new record
takes a copy of it along, and one that is taken out takes away the one before it, or behind it where it is the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from truceline.records.record_id import RecordId
from truceline.sessions.versions import Entry


def place(entries: tuple[Entry, ...], new: Entry, between: Entry | None = None) -> tuple[Entry, ...]:
    """Put a new record where it belongs; ``between`` parts two records where none are parted yet; linear in entries."""
    after = _last(entries, new.record)
    if after is None:
        return (*entries, new)
    parting = _parting(entries, new.record.file, between) if entries[after].record.key else ()
    return (*entries[: after + 1], *parting, new, *entries[after + 1 :])


def take_out(entries: tuple[Entry, ...], record: RecordId) -> tuple[Entry, ...]:
    """Take a record out, with the text that parts it from its neighbour; linear in entries."""
    at = next((index for index, entry in enumerate(entries) if entry.record == record), None)
    if at is None:
        return entries
    before = at >= 2 and _parts(entries[at - 2 : at + 1])
    behind = not before and _parts(entries[at : at + 3])
    return (*entries[: at - before], *entries[at + 1 + behind :])


def _last(entries: Sequence[Entry], record: RecordId) -> int | None:
    # The index of the entry to go behind: of the same list, else a record of the file, else its first text.
    ours = [index for index, entry in enumerate(entries) if entry.record.file == record.file]
    records = [index for index in ours if entries[index].record.key]
    alike = [index for index in records if _list(entries[index].record) == _list(record)]
    found = alike or records or ours[:1]
    return found[-1] if found else None


def _list(record: RecordId) -> str:
    return record.key.rpartition("/")[0]


def _parting(entries: Sequence[Entry], file: str, between: Entry | None) -> tuple[Entry, ...]:
    ours = [entry for entry in entries if entry.record.file == file]
    triples = (ours[index : index + 3] for index in range(len(ours) - 2))
    found = next((triple[1] for triple in triples if _parts(triple)), between)
    return () if found is None else (found,)


def _parts(three: Sequence[Entry]) -> bool:
    # Whether the middle one is text that stands between two records of one list.
    if len(three) < 3:
        return False
    first, text, last = (entry.record for entry in three)
    return bool(first.key and not text.key and last.key) and (first.file, _list(first)) == (last.file, _list(last))
