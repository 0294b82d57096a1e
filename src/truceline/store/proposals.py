"""Proposals in a store: written, commented and decided by members, each of whom is asked for the right to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, true

from truceline.accounts.releasability import Release
from truceline.accounts.rights import VERIFIERS, Act, Subject
from truceline.accounts.roles import Member
from truceline.errors import MisuseError, StaleError
from truceline.records.record_id import RecordId
from truceline.sessions.proposals import WRITABLE, Comment, Proposal, standing
from truceline.sessions.revisions import Revision, faults, stale, unseen
from truceline.store.decisions import decisions_of
from truceline.store.histories import (
    add_revisions,
    histories,
    proposed,
    record_kinds,
    revisions_of,
)
from truceline.store.instants import instant_of, kept_instant
from truceline.store.people import begin, must
from truceline.store.released import proposal_shown, released_to
from truceline.store.schema.proposals import COMMENTS, PROPOSALS
from truceline.store.versions import standing_number


@dataclass(frozen=True, slots=True)
class Change:
    """What a member wants a record to say; ``body`` is None where it is to be taken out.

    ``base`` is the number of the revision that it was written from, 0 for a new record. ``kind`` and ``owner`` are what
    the record is and whose, as its body says. Of a ruling, finding or judgement, ``author`` brought the report.
    """

    record: RecordId
    base: int
    body: bytes | None
    kind: str
    owner: str = ""
    release: Release = Release.COALITION
    reason: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """How a proposal presents itself, and to whom."""

    title: str
    reason: str
    release: Release = Release.COALITION


def propose(
    connection: Connection, session: int, member: Member, title: Title, changes: tuple[Change, ...], *, at: datetime
) -> int:
    """Write a proposal, as a draft that only its writer and the writer's nation see; return its number.

    Raises
    ------
    MisuseError
        If the member may not, or a change cannot be made.
    StaleError
        If a change was written from a revision that no longer stands, or one that is not released to the member.
    """
    must(member, Act.PROPOSE, Subject("proposal", author=member.id))
    _must_reach(member, title.release)
    now = begin(connection, session, at)
    last = connection.scalar(select(func.max(PROPOSALS.c.number)).where(PROPOSALS.c.session == session))
    number = 1 + (last or 0)
    values = {
        "session": session,
        "number": number,
        "title": title.title,
        "reason": title.reason,
        "by": member.id,
        "at": kept_instant(now),
        "release": title.release.value,
        "owner": member.nation,
    }
    connection.execute(insert(PROPOSALS).values(values))
    _write(connection, session, member, whole_proposal(connection, session, number), changes, at=now)
    return number


def revise(
    connection: Connection, session: int, member: Member, number: int, changes: tuple[Change, ...], *, at: datetime
) -> None:
    """Add changes to a proposal that is a draft or was returned.

    Raises
    ------
    MisuseError
        If the proposal is not there for the member, is not to be written to, or the member may not.
    StaleError
        If a change was written from a revision that no longer stands, or one that is not released to the member.
    """
    now = begin(connection, session, at)
    found = proposal(connection, session, member, number)
    must(member, Act.PROPOSE, Subject("proposal", author=found.by))
    state = standing(decisions_of(connection, session, number), now).state
    if state not in WRITABLE:
        raise MisuseError(f"proposal {number} is {state}, and no longer changes; return or withdraw it first")
    _write(connection, session, member, whole_proposal(connection, session, number), changes, at=now)


def comment(
    connection: Connection,
    session: int,
    member: Member,
    number: int,
    text: str,
    *,
    at: datetime,
    release: Release = Release.COALITION,
) -> None:
    """Say something of a proposal.

    Raises
    ------
    MisuseError
        If the proposal is not there for the member, the member may not, or nothing is said.
    """
    now = begin(connection, session, at)
    found = proposal(connection, session, member, number)
    must(member, Act.COMMENT, Subject("proposal", found.owner, found.by))
    _must_reach(member, release)
    if not text.strip():
        raise MisuseError("the comment says nothing; write one")
    ours = (COMMENTS.c.session == session, COMMENTS.c.proposal == number)
    last = connection.scalar(select(func.max(COMMENTS.c.number)).where(*ours)) or 0
    values = {
        "session": session,
        "proposal": number,
        "number": last + 1,
        "by": member.id,
        "at": kept_instant(now),
        "text": text,
        "release": release.value,
        "owner": member.nation,
    }
    connection.execute(insert(COMMENTS).values(values))


def proposals(connection: Connection, session: int, member: Member | None, *, by: str = "") -> tuple[Proposal, ...]:
    """List the proposals that are there for a member, without what they change; ``by`` one writer, or by all."""
    written = PROPOSALS.c.by == by if by else true()
    shown = select(PROPOSALS).where(*_shown(session, member), written)
    return tuple(_proposal(row, ()) for row in connection.execute(shown.order_by(PROPOSALS.c.number)))


def proposal(connection: Connection, session: int, member: Member | None, number: int) -> Proposal:
    """Return a proposal as a member may see it.

    Raises
    ------
    MisuseError
        If it is not there for the member.
    """
    shown = (*_shown(session, member), PROPOSALS.c.number == number)
    row = connection.execute(select(PROPOSALS).where(*shown)).first()
    if row is None:
        raise MisuseError(f"there is no proposal {number}; see which there are")
    return _proposal(row, revisions_of(connection, session, member, number))


def comments(connection: Connection, session: int, member: Member | None, number: int) -> tuple[Comment, ...]:
    """Return what is said of a proposal and released to the member, in order.

    Raises
    ------
    MisuseError
        If the proposal is not there for the member.
    """
    proposal(connection, session, member, number)
    shown = (COMMENTS.c.session == session, COMMENTS.c.proposal == number)
    released = released_to(member, COMMENTS.c.release, COMMENTS.c.owner)
    rows = connection.execute(select(COMMENTS).where(*shown, released).order_by(COMMENTS.c.number))
    return tuple(
        Comment(str(number), row.by, instant_of(row.at), row.text, Release(row.release), row.owner) for row in rows
    )


def whole_proposal(connection: Connection, session: int, number: int) -> Proposal:
    """Return a proposal with all of its revisions: for the rules, and never for a member."""
    ours = (PROPOSALS.c.session == session, PROPOSALS.c.number == number)
    return _proposal(connection.execute(select(PROPOSALS).where(*ours)).one(), proposed(connection, session, number))


def _must_reach(member: Member, release: Release) -> None:
    if release == Release.NATION and not member.nation:
        what = f"{member.name} acts for no nation, to which it could be released; give chair, coalition or public"
        raise MisuseError("nobody could see that", (f"{member.id} | {what}",))


def _write(
    connection: Connection, session: int, member: Member, to: Proposal, changes: tuple[Change, ...], *, at: datetime
) -> None:
    records = [change.record for change in changes]
    known = histories(connection, session, records)
    kinds = {change.record: change.kind for change in changes} | record_kinds(connection, session, records)
    for change in changes:
        before = known[change.record]
        stands = to.standing(change.record, standing_number(connection, session, change.record))
        _may(member, change, kinds[change.record], before[stands - 1] if stands else None)
        made = _made(change, len(before) + 1, member, at)
        if problems := tuple(f"{change.record} | {what}" for what in faults(before, made)):
            raise MisuseError("a revision cannot be appended", problems)
        if found := stale(made, before, stands) or unseen(member, made, before, stands):
            raise StaleError("somebody else wrote in the meantime", (found.seen_by(member).in_words(),))
        add_revisions(connection, session, [made], kinds, proposal=int(to.id))
        known = {**known, change.record: (*before, made)}
        to = replace(to, revisions=(*to.revisions, made))


def _may(member: Member, change: Change, kind: str, stands: Revision | None) -> None:
    # Whose record it is says what stands, too: nobody takes another's by writing its own name into it.
    act = Act.RULE if kind in VERIFIERS else Act.REVISE
    owners = {change.owner} | ({stands.owner} if stands else set())
    for owner in sorted(owners):
        must(member, act, Subject(kind, owner, change.author))
        if change.release != (stands.release if stands else Release.COALITION):
            must(member, Act.RELEASE, Subject(kind, owner, change.author))


def _made(change: Change, number: int, member: Member, at: datetime) -> Revision:
    return Revision(
        change.record, number, change.base, change.body, member.id, at, change.reason, change.release, change.owner
    )


def _shown(session: int, member: Member | None) -> tuple[ColumnElement[bool], ...]:
    return PROPOSALS.c.session == session, proposal_shown(member)


def _proposal(row: Row[Any], revisions: tuple[Revision, ...]) -> Proposal:
    at, release = instant_of(row.at), Release(row.release)
    return Proposal(str(row.number), row.title, row.reason, row.by, at, release, row.owner, revisions)
