"""What goes into the evidence log: every judgement and finding known by the end of a bulletin's period, then it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from truceline.documents.entries import Row, bulletin_content, row_contents
from truceline.evidence.log import LogEntry, canonical
from truceline.monitoring.append_only import known_by
from truceline.results.monitoring import Monitored


def entries_of(made: Monitored) -> Iterator[LogEntry]:
    """List the entries of a bulletin: what people appended by instant and id, then the bulletin by its content's hash.

    A bulletin made again from the same inputs is the same entry; one of the same period that came out otherwise
    is another.
    """
    rows: list[Row] = [*made.case.judgements, *made.annotations.rulings, *made.annotations.about_incidents]
    for row in known_by(rows, made.bulletin.period.end):
        content, *earlier = row_contents(row)
        yield LogEntry(f"{row.kind}/{made.case.id}/{row.id}", row.kind, content, tuple(earlier))
    document = bulletin_content(made)
    digest = hashlib.sha256(canonical(document)).hexdigest()
    yield LogEntry(f"bulletin/{made.case.id}/{document['until']}/{digest[:16]}", "bulletin", document)
