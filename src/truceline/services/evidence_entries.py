"""What goes into the evidence log: every judgement and finding known by the end of a bulletin's period, then it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from truceline.documents.entries import (
    BULLETIN,
    FILES,
    KINDS,
    Content,
    Row,
    bulletin_content,
    files_content,
    input_list,
    row_contents,
    said_part,
    signed_part,
)
from truceline.evidence.chain import LogEntry, canonical
from truceline.evidence.index import LogIndex
from truceline.monitoring.append_only import known_by
from truceline.records.provenance import Input, LateRow
from truceline.results.monitoring import Monitored
from truceline.services.late_rows import Bulletins, late_rows


def row_entries(made: Monitored) -> Iterator[LogEntry]:
    """List the entries of what people appended by the instant at which a bulletin knows, by instant and id."""
    for row in known_by(_rows(made), made.known.at):
        content, *earlier = row_contents(row)
        yield LogEntry(_id(row, made), row.kind, content, tuple(earlier))


def bulletin_entry(made: Monitored, inputs: Sequence[Input]) -> LogEntry:
    """Return the entry of a bulletin, known by the hash of what it holds.

    A bulletin made again from the same inputs is the same entry; one of the same period that came out otherwise, or was
    made of other inputs, is another.
    """
    hashes = _sha256(signed_part(made)), said_sha256(made)
    content = bulletin_content(made, hashes, (len(inputs), inputs_sha256(inputs)))
    return LogEntry(_named(BULLETIN, made, content), BULLETIN, content)


def said_sha256(made: Monitored) -> str:
    """Return the hash of what a bulletin says, whichever issue of it this is."""
    return _sha256(said_part(made))


def inputs_sha256(inputs: Sequence[Input]) -> str:
    """Return the hash of the list of a bulletin's inputs."""
    return _sha256(input_list(inputs))


def files_entry(made: Monitored, bulletin: LogEntry, files: Mapping[str, str | bytes]) -> LogEntry:
    """Return the entry of the files of a bulletin, given by name: the same bytes are the same entry."""
    outputs = {
        name: hashlib.sha256(data if isinstance(data, bytes) else data.encode()).hexdigest()
        for name, data in files.items()
    }
    content = files_content(bulletin.id, outputs)
    return LogEntry(_named(FILES, made, content), FILES, content)


def rows_gone(log: LogIndex, made: Monitored) -> tuple[str, ...]:
    """List by id the rows of a case that are in the log, but no longer in the case."""
    there = {_id(row, made) for row in _rows(made)}
    logged = (entry.id for kind in KINDS for entry in log.begun_with(f"{kind}/{made.case.id}/"))
    return tuple(entry for entry in logged if entry not in there)


def rows_late(log: LogIndex, made: Monitored) -> tuple[LateRow, ...]:
    """List the rows of a bulletin that came later than their date says; one that is not in the log yet comes now."""
    bulletins = Bulletins()
    for entry in log.begun_with(f"{BULLETIN}/{made.case.id}/"):
        bulletins.add(entry.number, entry.id)
    rows = known_by(_rows(made), made.known.at)
    return tuple(late_rows([(_id(row, made), row.at, log.number(_id(row, made))) for row in rows], bulletins))


def _rows(made: Monitored) -> list[Row]:
    return [*made.case.judgements, *made.annotations.about_others, *made.annotations.about_incidents]


def _id(row: Row, made: Monitored) -> str:
    return f"{row.kind}/{made.case.id}/{row.id}"


def _named(kind: str, made: Monitored, content: Content) -> str:
    return f"{kind}/{made.case.id}/{made.bulletin.period.end.isoformat()}/{_sha256(content)[:16]}"


def _sha256(value: object) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()
