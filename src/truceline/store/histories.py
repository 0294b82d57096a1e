"""Records, their bodies and their revisions in a store."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, func, insert, select, tuple_
from sqlalchemy.exc import IntegrityError

from truceline.accounts.releasability import Release
from truceline.accounts.roles import Member
from truceline.errors import StaleError
from truceline.records.record_id import RecordId
from truceline.sessions.proposals import written_from
from truceline.sessions.revisions import History, Revision
from truceline.store.instants import instant_of, kept_instant
from truceline.store.released import released_to, revision_shown
from truceline.store.schema.records import BODIES, RECORDS, REVISIONS

CHUNK = 400
"""How many values go into one statement: SQLite takes 999 at least."""


def history(connection: Connection, session: int, member: Member | None, record: RecordId) -> History:
    """Return the revisions of a record that are there for the member, by their numbers."""
    return _revisions(connection, session, [record], revision_shown(member)).get(record, ())


def numbered(
    connection: Connection, session: int, member: Member | None, record: RecordId, numbers: Collection[int]
) -> Mapping[int, Revision]:
    """Return those of these revisions of a record that are there for the member; the others are not read."""
    shown = (REVISIONS.c.number.in_(numbers), revision_shown(member))
    found = _revisions(connection, session, [record], *shown).get(record, ())
    return {each.number: each for each in found}


def histories(connection: Connection, session: int, records: Iterable[RecordId]) -> Mapping[RecordId, History]:
    """Return all revisions of these records, whoever may see them: for the rules, and never for a member."""
    wanted = sorted(set(records))
    found = _revisions(connection, session, wanted)
    return {record: found.get(record, ()) for record in wanted}


def revisions_of(connection: Connection, session: int, member: Member | None, proposal: int) -> tuple[Revision, ...]:
    """Return the revisions of a proposal that are there for the member, in the order in which they were written."""
    shown = (REVISIONS.c.proposal == proposal, revision_shown(member))
    return tuple(map(_revision, connection.execute(_select(session).where(*shown))))


def roots(
    connection: Connection, session: int, member: Member | None, proposals: Collection[int]
) -> Mapping[tuple[int, int], int]:
    """Return from which revisions proposals were written, by proposal and record as the store numbers them.

    They are there for the member; records of which nothing in them is released to the member are left out.
    """
    ours, wanted = REVISIONS.c, sorted(proposals)
    shown = case((released_to(member, ours.release, ours.owner), 1), else_=0).label("shown")
    bases: dict[tuple[int, int], dict[int, int]] = {}
    seen = set[tuple[int, int]]()
    for start in range(0, len(wanted), CHUNK):
        some = (ours.session == session, ours.proposal.in_(wanted[start : start + CHUNK]))
        for row in connection.execute(select(ours.proposal, ours.record, ours.number, ours.base, shown).where(*some)):
            bases.setdefault((row.proposal, row.record), {})[row.number] = row.base
            seen |= {(row.proposal, row.record)} if row.shown else set()
    return {key: written_from(each) for key, each in bases.items() if key in seen}


def proposed(connection: Connection, session: int, proposal: int) -> tuple[Revision, ...]:
    """Return all revisions of a proposal, in the order in which they were written: for the rules."""
    return tuple(map(_revision, connection.execute(_select(session).where(REVISIONS.c.proposal == proposal))))


def record_numbers(connection: Connection, session: int, kinds: Mapping[RecordId, str]) -> dict[RecordId, int]:
    """Return the numbers of records by what they are known by, making those that are new, of these kinds."""
    known: dict[RecordId, int] = _of(connection, session, kinds, RECORDS.c.id)
    last = connection.scalar(select(func.max(RECORDS.c.id)).where(RECORDS.c.session == session)) or 0
    new = {record: last + n for n, record in enumerate((each for each in kinds if each not in known), 1)}
    rows = [
        {"session": session, "id": number, "file": record.file, "key": record.key, "kind": kinds[record]}
        for record, number in new.items()
    ]
    if rows:
        connection.execute(insert(RECORDS), rows)
    return known | new


def record_kinds(connection: Connection, session: int, records: Iterable[RecordId]) -> dict[RecordId, str]:
    """Return what kind of record each of these records is, of those that the session has or had."""
    return _of(connection, session, records, RECORDS.c.kind)


def keep_bodies(connection: Connection, bodies: Collection[bytes]) -> None:
    """Keep what records say, each once."""
    wanted = {hashlib.sha256(body).digest(): body for body in bodies}
    hashes = list(wanted)
    for start in range(0, len(hashes), CHUNK):
        chunk = hashes[start : start + CHUNK]
        known = set(connection.scalars(select(BODIES.c.hash).where(BODIES.c.hash.in_(chunk))))
        rows = [{"hash": each, "body": wanted[each]} for each in sorted(set(chunk) - known)]
        if rows:
            _insert_new(connection, rows)


def add_revisions(
    connection: Connection,
    session: int,
    revisions: Collection[Revision],
    kinds: Mapping[RecordId, str],
    *,
    proposal: int | None = None,
) -> None:
    """Append revisions to their histories; ``kinds`` says what the records are, of which some may be new.

    Raises
    ------
    StaleError
        If a history has a revision of that number by now.
    """
    numbers = record_numbers(connection, session, kinds)
    keep_bodies(connection, [each.body for each in revisions if each.body is not None])
    rows = [_row(session, each, numbers[each.record], proposal) for each in revisions]
    try:
        if rows:
            connection.execute(insert(REVISIONS), rows)
    except IntegrityError as error:
        what = tuple(f"{each.record} | revision {each.number} is there by now; read it first" for each in revisions)
        raise StaleError("somebody else wrote in the meantime", what) from error


def _insert_new(connection: Connection, rows: list[dict[str, bytes]]) -> None:
    # Another session may keep the same body at the same moment: it is the same.
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql

        connection.execute(postgresql.insert(BODIES).on_conflict_do_nothing(), rows)
    else:
        connection.execute(insert(BODIES), rows)


def _revisions(
    connection: Connection, session: int, records: list[RecordId], *conditions: ColumnElement[bool]
) -> dict[RecordId, History]:
    found: dict[RecordId, list[Revision]] = {}
    for some in _in_chunks(records):
        query = _select(session).where(some, *conditions)
        for each in map(_revision, connection.execute(query)):
            found.setdefault(each.record, []).append(each)
    return {record: tuple(sorted(each, key=lambda one: one.number)) for record, each in found.items()}


def _select(session: int) -> Select[Any]:
    return (
        select(REVISIONS, RECORDS.c.file, RECORDS.c.key, BODIES.c.body.label("says"))
        .join(RECORDS, (RECORDS.c.session == REVISIONS.c.session) & (RECORDS.c.id == REVISIONS.c.record))
        .outerjoin(BODIES, BODIES.c.hash == REVISIONS.c.body)
        .where(REVISIONS.c.session == session)
        .order_by(REVISIONS.c.at, REVISIONS.c.record, REVISIONS.c.number)
    )


def _of(
    connection: Connection, session: int, records: Iterable[RecordId], column: ColumnElement[Any]
) -> dict[RecordId, Any]:
    found: dict[RecordId, Any] = {}
    for some in _in_chunks(sorted(records)):
        query = select(RECORDS.c.file, RECORDS.c.key, column.label("value")).where(RECORDS.c.session == session, some)
        found |= {RecordId(row.file, row.key): row.value for row in connection.execute(query)}
    return found


def _in_chunks(records: Sequence[RecordId]) -> Iterator[ColumnElement[bool]]:
    for start in range(0, len(records), CHUNK):
        names = [(record.file, record.key) for record in records[start : start + CHUNK]]
        yield tuple_(RECORDS.c.file, RECORDS.c.key).in_(names)


def _revision(row: Row[Any]) -> Revision:
    record = RecordId(row.file, row.key)
    body = None if row.body is None else bytes(row.says)
    at, release = instant_of(row.at), Release(row.release)
    return Revision(record, row.number, row.base, body, row.by, at, row.reason, release, row.owner)


def _row(session: int, revision: Revision, record: int, proposal: int | None) -> dict[str, object]:
    body = None if revision.body is None else hashlib.sha256(revision.body).digest()
    return {
        "session": session,
        "record": record,
        "number": revision.number,
        "base": revision.base,
        "body": body,
        "owner": revision.owner,
        "release": revision.release.value,
        "by": revision.by,
        "at": kept_instant(revision.at),
        "reason": revision.reason,
        "proposal": proposal,
    }
