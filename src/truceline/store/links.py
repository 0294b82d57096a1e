"""Links that are used once: invitations to a session, and new passwords. Of a link its secret's hash is kept alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, Table, insert, select, update

from truceline.accounts.rights import Act, Subject
from truceline.accounts.roles import Member, Role
from truceline.accounts.tokens import INVITATION, RESET
from truceline.store.instants import instant_of, kept_instant
from truceline.store.memberships import MembershipChange, note_membership
from truceline.store.people import begin, kept_roles, must
from truceline.store.schema.people import INVITATIONS, PEOPLE, RESETS, SESSIONS


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link leads to: a session, as whom, by whose invitation, and until when."""

    session: int
    named: str
    title: str
    member: Member
    by: str
    expires_at: datetime


def add_invitation(
    connection: Connection, session: int, member: Member, token_hash: bytes, *, by: Member, at: datetime
) -> datetime:
    """Keep an invitation of a person who has an account; return until when it may be used.

    Raises
    ------
    MisuseError
        If ``by`` may not invite.
    """
    must(by, Act.INVITE, Subject("member"))
    now = begin(connection, session, at)
    until = at + INVITATION
    values = {"token_hash": token_hash, "session": session, "person": member.id, "by": by.id}
    values |= {"roles": kept_roles(member.roles), "contributor": member.contributor}
    connection.execute(insert(INVITATIONS).values(**values, at=kept_instant(at), expires_at=kept_instant(until)))
    kept = (member.id, kept_roles(member.roles), member.contributor)
    note_membership(connection, session, MembershipChange.INVITED, kept, by=by.id, now=now)
    return until


def invitation(connection: Connection, token_hash: bytes, at: datetime) -> Invitation | None:
    """Find an invitation by its secret's hash; None where it was used, is too old, or its account no longer holds."""
    found = connection.execute(_invitations(at).where(INVITATIONS.c.token_hash == token_hash)).first()
    return _invitation(found) if found else None


def open_invitations(connection: Connection, session: int, at: datetime) -> tuple[Invitation, ...]:
    """List the invitations to a session that may still be used, the oldest first."""
    wanted = _invitations(at).where(INVITATIONS.c.session == session)
    return tuple(map(_invitation, connection.execute(wanted.order_by(INVITATIONS.c.at, INVITATIONS.c.person))))


def use_invitation(connection: Connection, token_hash: bytes, at: datetime) -> bool:
    """Use an invitation; return whether it could be, which of several at once is true for one."""
    ours = INVITATIONS.c.token_hash == token_hash
    use = update(INVITATIONS).where(ours, *_usable(INVITATIONS, at)).values(used_at=kept_instant(at))
    return connection.execute(use).rowcount == 1


def withdraw_invitations(connection: Connection, session: int, person: str, at: datetime) -> None:
    """Let the open invitations of a person to a session no longer hold."""
    ours = (INVITATIONS.c.session == session, INVITATIONS.c.person == person, INVITATIONS.c.used_at.is_(None))
    connection.execute(update(INVITATIONS).where(*ours).values(expires_at=kept_instant(at)))


def add_reset(connection: Connection, person: str, token_hash: bytes, at: datetime) -> datetime:
    """Keep a link by which a person sets a new password; those before no longer hold. Return until when this does."""
    until = at + RESET
    connection.execute(update(RESETS).where(RESETS.c.person == person).values(expires_at=kept_instant(at)))
    values = {"token_hash": token_hash, "person": person, "at": kept_instant(at), "expires_at": kept_instant(until)}
    connection.execute(insert(RESETS).values(**values))
    return until


def reset_of(connection: Connection, token_hash: bytes, at: datetime) -> str:
    """Return whose password a link sets; "" where it was used, is too old, or the account no longer holds."""
    found = (
        select(RESETS.c.person)
        .join(PEOPLE, PEOPLE.c.id == RESETS.c.person)
        .where(RESETS.c.token_hash == token_hash, *_usable(RESETS, at), PEOPLE.c.disabled_at.is_(None))
    )
    return connection.scalar(found) or ""


def use_reset(connection: Connection, token_hash: bytes, at: datetime) -> bool:
    """Use a link to set a password; return whether it could be, which of several at once is true for one."""
    use = update(RESETS).where(RESETS.c.token_hash == token_hash, *_usable(RESETS, at))
    return connection.execute(use.values(used_at=kept_instant(at))).rowcount == 1


def _usable(table: Table, at: datetime) -> tuple[ColumnElement[bool], ...]:
    return table.c.used_at.is_(None), table.c.expires_at > kept_instant(at)


def _invitations(at: datetime) -> Select[Any]:
    return (
        select(INVITATIONS, SESSIONS.c.name.label("named"), SESSIONS.c.title, PEOPLE.c.name.label("shown"))
        .join(SESSIONS, SESSIONS.c.id == INVITATIONS.c.session)
        .join(PEOPLE, PEOPLE.c.id == INVITATIONS.c.person)
        .where(*_usable(INVITATIONS, at), PEOPLE.c.disabled_at.is_(None))
    )


def _invitation(row: Row[Any]) -> Invitation:
    member = Member(row.person, row.shown, frozenset(map(Role, row.roles.split())), row.contributor)
    return Invitation(row.session, row.named, row.title, member, row.by, instant_of(row.expires_at))
