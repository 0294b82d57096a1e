"""Versions of a session's case in a store: written once, and read as a member may see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, case, false, func, insert, or_, select, true
from sqlalchemy.exc import IntegrityError

from truceline.accounts.releasability import Release, sees
from truceline.accounts.roles import Member
from truceline.errors import MisuseError, StaleError
from truceline.records.record_id import RecordId
from truceline.sessions.proposals import dissents, standing
from truceline.sessions.versions import Entry, Version, places_shown
from truceline.store.decisions import decisions_of
from truceline.store.histories import CHUNK, record_numbers
from truceline.store.instants import instant_of, kept_instant
from truceline.store.released import proposal_shown, released_to
from truceline.store.schema.proposals import PROPOSALS
from truceline.store.schema.records import BODIES, ENTRIES, RECORDS, REVISIONS, VERSIONS


def newest(connection: Connection, session: int) -> Version | None:
    """Return the newest version as it is, whoever may see it: for the rules, and never for a member."""
    number = newest_number(connection, session)
    return _read(connection, _row(connection, session, number), _ALL) if number else None


def newest_number(connection: Connection, session: int) -> int:
    """Return the number of the newest version, whoever may see it, 0 where there is none: for the rules."""
    return connection.scalar(select(func.max(VERSIONS.c.number)).where(VERSIONS.c.session == session)) or 0


def version_hash(connection: Connection, session: int, number: int) -> str:
    """Return the hash of a version as it is, whoever may see it: for the rules."""
    ours = (VERSIONS.c.session == session, VERSIONS.c.number == number)
    return connection.scalar(select(VERSIONS.c.hash).where(*ours)) or ""


def standing_number(connection: Connection, session: int, record: RecordId) -> int:
    """Return the number of the revision of a record that stands in the newest version, 0 for none: for the rules."""
    newest = select(func.max(VERSIONS.c.number)).where(VERSIONS.c.session == session).scalar_subquery()
    of_record = and_(RECORDS.c.session == ENTRIES.c.session, RECORDS.c.id == ENTRIES.c.record)
    query = (
        select(ENTRIES.c.revision)
        .join(RECORDS, of_record)
        .where(RECORDS.c.session == session, RECORDS.c.file == record.file, RECORDS.c.key == record.key)
        .where(ENTRIES.c.session == session, ENTRIES.c.version == newest)
        .order_by(ENTRIES.c.position)
        .limit(1)
    )
    return connection.scalar(query) or 0


def standing_numbers(connection: Connection, session: int, records: Collection[int]) -> Mapping[int, int]:
    """Return the numbers of the revisions of records, as the store numbers these, that stand in the newest version."""
    newest = select(func.max(VERSIONS.c.number)).where(VERSIONS.c.session == session).scalar_subquery()
    ours, wanted = (ENTRIES.c.session == session, ENTRIES.c.version == newest), sorted(records)
    found: dict[int, int] = {}
    for start in range(0, len(wanted), CHUNK):
        some = ENTRIES.c.record.in_(wanted[start : start + CHUNK])
        rows = connection.execute(select(ENTRIES.c.record, ENTRIES.c.revision).where(*ours, some))
        found |= {row.record: row.revision or 0 for row in rows}
    return found


def newest_numbers(connection: Connection) -> dict[int, int]:
    """Return the number of the newest version of each session that has any, whoever may see it: for the rules."""
    query = select(VERSIONS.c.session, func.max(VERSIONS.c.number).label("newest")).group_by(VERSIONS.c.session)
    return {row.session: row.newest for row in connection.execute(query)}


def newest_seen(connection: Connection, session: int, member: Member | None) -> Version | None:
    """Return the newest version that is there for a member, as that member may see it; None where none is."""
    seen = _before(connection, session, _eyes(member), newest_number(connection, session) or None)
    return seen and version(connection, session, member, seen.number)


def whole_version(connection: Connection, session: int, number: int) -> Version:
    """Return a version as it is, whoever may see it: for the evidence log, and never for a member."""
    return _read(connection, _row(connection, session, number), _ALL)


def made_of(connection: Connection, session: int, proposal: int) -> int:
    """Return the number of the version that a proposal became; 0 where it became none."""
    made = select(VERSIONS.c.number).where(VERSIONS.c.session == session, VERSIONS.c.proposal == proposal)
    return connection.scalar(made) or 0


def is_version(connection: Connection, session: int, digest: str) -> bool:
    """Say whether any version has this hash, whoever may see it: for who keeps the store."""
    ours = (VERSIONS.c.session == session, VERSIONS.c.hash == digest)
    return connection.scalar(select(VERSIONS.c.number).where(*ours).limit(1)) is not None


def versions(
    connection: Connection, session: int, member: Member | None, known: tuple[Version, ...] = (), upto: int = 0
) -> tuple[Version, ...]:
    """List the versions that are there for a member, as that member may see them, from the first on.

    One that differs from the one before in nothing that is released to the member is not there. ``known`` is the list
    of those up to the number ``upto``, which was read before. Cost grows with the entries of the versions after it;
    what two versions have in common is in memory once.
    """
    eyes = _eyes(member)
    rows = connection.execute(_versions(session).where(VERSIONS.c.number > upto).order_by(VERSIONS.c.number))
    kept = list(known)
    for row in rows.all():
        each = _read(connection, row, eyes, kept[-1] if kept else None)
        if not kept or each.dissents or each.entries != kept[-1].entries:
            kept.append(each)
    return tuple(kept)


def version(connection: Connection, session: int, member: Member | None, number: int) -> Version:
    """Return a version as a member may see it.

    Raises
    ------
    MisuseError
        If it is not there for the member.
    """
    row, eyes = _row(connection, session, number), _eyes(member)
    if row is None:
        raise _missing(number)
    seen = _read(connection, row, eyes)
    parent = _before(connection, session, eyes, row.parent)
    if parent is not None and not seen.dissents and seen.entries == parent.entries:
        raise _missing(number)
    return replace(seen, parent=parent.number if parent else 0)


def files(connection: Connection, session: int, member: Member | None, number: int) -> dict[str, bytes]:
    """Return the files of a version as a member may see them: what is not released to the member is not in them.

    Raises
    ------
    MisuseError
        If the version is not there for the member.
    """
    version(connection, session, member, number)
    return _files(connection, session, number, _eyes(member))


def all_files(connection: Connection, session: int, number: int) -> dict[str, bytes]:
    """Return the files of a version as they are, whoever may see them: for the rules, and never for a member."""
    return _files(connection, session, number, _ALL)


def released_files(connection: Connection, session: int, member: Member, number: int) -> dict[str, bytes]:
    """Return the files of a version as far as they are released to one like this member: for the rules.

    The version need not be there for the member.
    """
    return _files(connection, session, number, _eyes(member))


def add_version(
    connection: Connection, session: int, made: Version, kinds: Mapping[RecordId, str], *, proposal: int | None = None
) -> None:
    """Write a version, whose bodies and revisions are there.

    Raises
    ------
    StaleError
        If another version was made from the same one by now.
    """
    values = {
        "session": session,
        "number": made.number,
        "parent": made.parent or None,
        "hash": made.hash,
        "title": made.title,
        "by": made.by,
        "at": kept_instant(made.at),
        "proposal": proposal,
    }
    try:
        connection.execute(insert(VERSIONS).values(values))
    except IntegrityError as error:
        what = f"version {made.parent} | another version was made from it by now; read that first"
        raise StaleError("somebody else wrote in the meantime", (what,)) from error
    numbers = record_numbers(connection, session, kinds)
    rows = [_entry_row(session, made.number, n, each, numbers) for n, each in enumerate(made.entries)]
    if rows:
        connection.execute(insert(ENTRIES), rows)


def _entry_row(
    session: int, version: int, position: int, entry: Entry, numbers: Mapping[RecordId, int]
) -> dict[str, object]:
    return {
        "session": session,
        "version": version,
        "position": position,
        "record": numbers[entry.record],
        "revision": entry.number or None,
        "body": bytes.fromhex(entry.digest),
    }


@dataclass(frozen=True, slots=True)
class _Eyes:
    """Which entries and which proposals are there for somebody, as conditions of a SELECT."""

    entries: ColumnElement[bool]
    proposals: ColumnElement[bool]


_ALL = _Eyes(true(), true())


def _eyes(member: Member | None) -> _Eyes:
    # Text between records, which nobody revised, is for the coalition.
    text = REVISIONS.c.number.is_(None) if sees(member, Release.COALITION, "") else false()
    return _Eyes(or_(text, released_to(member, REVISIONS.c.release, REVISIONS.c.owner)), proposal_shown(member))


def _read(connection: Connection, row: Row[Any], eyes: _Eyes, parent: Version | None = None) -> Version:
    there = {entry: entry for entry in parent.entries} if parent else {}
    found = (entry for _, entry in _shown(connection, row.session, row.number, eyes))
    entries = tuple(there.get(entry, entry) for entry in found)
    shown = row.proposal is None or _is_there(connection, row, eyes)
    decided = decisions_of(connection, row.session, row.proposal) if row.proposal and shown else ()
    before = parent.number if parent else row.parent or 0
    title = row.title if shown else f"Version {row.number}"
    at, held = instant_of(row.at), dissents(str(row.proposal), decided)
    return Version(row.number, before, title, row.by, at, entries, held, standing(decided, at).by_silence)


def _files(connection: Connection, session: int, number: int, eyes: _Eyes) -> dict[str, bytes]:
    rows = [row for row, _ in _shown(connection, session, number, eyes, BODIES.c.body.label("says"))]
    return {name: b"".join(bytes(row.says) for row in run) for name, run in groupby(rows, key=lambda row: row.file)}


def _shown(
    connection: Connection, session: int, number: int, eyes: _Eyes, *more: ColumnElement[Any]
) -> list[tuple[Row[Any], Entry]]:
    # The rows and entries of a version that are there for somebody; of the others no body is read.
    rows = connection.execute(_entries(session, number, eyes, *more)).all()
    entries = [_entry(row) for row in rows]
    return [(rows[place], entries[place]) for place in places_shown(entries, [bool(row.released) for row in rows])]


def _before(connection: Connection, session: int, eyes: _Eyes, number: int | None) -> Version | None:
    # The version that stands for this one in these eyes: itself, or the last before it that is there.
    while number is not None:
        row = _row(connection, session, number)
        seen = _read(connection, row, eyes)
        if row.parent is None or seen.dissents:
            return seen
        earlier = _read(connection, _row(connection, session, row.parent), eyes)
        if earlier.entries != seen.entries:
            return seen
        number = row.parent
    return None


def _is_there(connection: Connection, row: Row[Any], eyes: _Eyes) -> bool:
    ours = (PROPOSALS.c.session == row.session, PROPOSALS.c.number == row.proposal)
    return connection.scalar(select(PROPOSALS.c.number).where(*ours, eyes.proposals)) is not None


def _versions(session: int) -> Select[Any]:
    return select(VERSIONS).where(VERSIONS.c.session == session)


def _row(connection: Connection, session: int, number: int) -> Row[Any]:
    return connection.execute(_versions(session).where(VERSIONS.c.number == number)).first()  # type: ignore[return-value]  # none is looked for


def _entries(session: int, version: int, eyes: _Eyes, *more: ColumnElement[Any]) -> Select[Any]:
    of_record = and_(RECORDS.c.session == ENTRIES.c.session, RECORDS.c.id == ENTRIES.c.record)
    of_revision = and_(
        REVISIONS.c.session == ENTRIES.c.session,
        REVISIONS.c.record == ENTRIES.c.record,
        REVISIONS.c.number == ENTRIES.c.revision,
    )
    columns = (RECORDS.c.file, RECORDS.c.key, ENTRIES.c.revision, ENTRIES.c.body.label("digest"))
    released = case((eyes.entries, 1), else_=0).label("released")
    return (
        select(*columns, REVISIONS.c.release, REVISIONS.c.owner, released, *more)
        .select_from(ENTRIES)
        .join(RECORDS, of_record)
        .outerjoin(REVISIONS, of_revision)
        .outerjoin(BODIES, and_(BODIES.c.hash == ENTRIES.c.body, eyes.entries))
        .where(ENTRIES.c.session == session, ENTRIES.c.version == version)
        .order_by(ENTRIES.c.position)
    )


def _entry(row: Row[Any]) -> Entry:
    release = Release(row.release) if row.release else Release.COALITION
    return Entry(RecordId(row.file, row.key), row.revision or 0, bytes(row.digest).hex(), release, row.owner or "")


def _missing(number: int) -> MisuseError:
    return MisuseError(f"there is no version {number}; see which there are: truceline session versions")
