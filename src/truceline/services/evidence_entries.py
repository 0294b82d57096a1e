"""What goes into the evidence log: every judgement and finding known by the end of a bulletin's period, then it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from truceline.documents.entries import KINDS, Row, bulletin_content, row_contents
from truceline.evidence.log import Log, LogEntry, canonical
from truceline.monitoring.append_only import known_by
from truceline.results.monitoring import Monitored


def entries_of(made: Monitored) -> Iterator[LogEntry]:
    """List the entries of a bulletin: what people appended by instant and id, then the bulletin by its content's hash.

    A bulletin made again from the same inputs is the same entry; one of the same period that came out otherwise
    is another.
    """
    for row in known_by(_rows(made), made.bulletin.period.end):
        content, *earlier = row_contents(row)
        yield LogEntry(_id(row, made), row.kind, content, tuple(earlier))
    document = bulletin_content(made)
    digest = hashlib.sha256(canonical(document)).hexdigest()
    yield LogEntry(f"bulletin/{made.case.id}/{document['until']}/{digest[:16]}", "bulletin", document)


def rows_gone(log: Log, made: Monitored) -> tuple[str, ...]:
    """List by id the rows of a case that are in the log, but no longer in the case."""
    there = {_id(row, made) for row in _rows(made)}
    begins = tuple(f"{kind}/{made.case.id}/" for kind in KINDS)
    return tuple(entry.id for entry in log.entries if entry.id.startswith(begins) and entry.id not in there)


def _rows(made: Monitored) -> list[Row]:
    return [*made.case.judgements, *made.annotations.rulings, *made.annotations.about_incidents]


def _id(row: Row, made: Monitored) -> str:
    return f"{row.kind}/{made.case.id}/{row.id}"
