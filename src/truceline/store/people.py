"""Sessions, people and their memberships in a store."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Row, func, insert, select, update

from truceline.accounts.rights import Act, RefusedError, Subject, refusal
from truceline.accounts.roles import Member, Role
from truceline.errors import MisuseError, SourceError, shown, unknown
from truceline.store.instants import instant_of, kept_instant
from truceline.store.memberships import KEEPER, MembershipChange, note_membership
from truceline.store.schema.people import MEMBERSHIPS, PEOPLE, SESSIONS

SLACK = timedelta(minutes=1)
"""By how much clocks and waiting may make an instant earlier than the one before; it is then taken for that one."""

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}", re.ASCII)
"""What names a session: it stands in addresses, in names of files and in those of cookies."""

RESERVED = frozenset(
    {"static", "sign-in", "sign-out", "invitation", "new-password", "account", "account.json", "basemap.pmtiles"}
)
"""How addresses begin that are no session's."""


@dataclass(frozen=True, slots=True)
class Session:
    """A planning session: one case, its members and what they decide."""

    number: int
    name: str
    title: str
    at: datetime


def must_name_a_session(name: str) -> None:
    """Make sure that a session can have this name.

    Raises
    ------
    MisuseError
        If it cannot stand in an address.
    """
    if not NAME.fullmatch(name) or name in RESERVED:
        rule = "letters A to Z, digits, '.', '-' and '_', beginning with one of the first two"
        own = f"; {name} is an address of the server's own" if name in RESERVED else ""
        raise MisuseError(
            f"{shown(name)} cannot name a session, as its name stands in addresses{own}; give another, of {rule}: "
            "truceline session import CASE NAME"
        )


def add_session(connection: Connection, name: str, title: str, at: datetime) -> Session:
    """Make a session.

    Raises
    ------
    MisuseError
        If there is one of that name, or it cannot stand in an address.
    """
    must_name_a_session(name)
    _one_at_a_time(connection)
    if find(connection, name) is not None:
        raise MisuseError(f"there is a session {name!r} already; give another name")
    number = 1 + (connection.scalar(select(func.max(SESSIONS.c.id))) or 0)
    made = kept_instant(at)
    connection.execute(insert(SESSIONS).values(id=number, name=name, title=title, at=made, last_at=made))
    return Session(number, name, title, at)


def sessions(connection: Connection) -> tuple[Session, ...]:
    """List all sessions, by their numbers."""
    return tuple(_session(row) for row in connection.execute(select(SESSIONS).order_by(SESSIONS.c.id)))


def find(connection: Connection, name: str) -> Session | None:
    """Find a session by its name; None where there is none."""
    row = connection.execute(select(SESSIONS).where(SESSIONS.c.name == name)).first()
    return _session(row) if row else None


def session_of(connection: Connection, name: str) -> Session:
    """Find a session by its name.

    Raises
    ------
    MisuseError
        If there is none; it names those there are.
    """
    found = find(connection, name)
    if found is None:
        raise MisuseError(unknown("session", name, [each.name for each in sessions(connection)]))
    return found


def last_written(connection: Connection) -> dict[str, datetime]:
    """Return when each session was last written to, by its name."""
    rows = connection.execute(select(SESSIONS.c.name, SESSIONS.c.last_at))
    return {row.name: instant_of(row.last_at) for row in rows}


def begin(connection: Connection, session: int, at: datetime) -> datetime:
    """Begin to write to a session, once nobody else is writing to it; return the instant at which it is written.

    That is ``at``, or the last instant where ``at`` is a little earlier, as it is for who had to wait.

    Raises
    ------
    SourceError
        If it is earlier by more than a minute: a clock runs backwards, and what happened when could not be told.
    """
    row = connection.execute(
        select(SESSIONS.c.name, SESSIONS.c.last_at).where(SESSIONS.c.id == session).with_for_update()
    ).one()
    last = instant_of(row.last_at)
    if at < last - SLACK:
        what = f"it is {at.isoformat()} here, and {last.isoformat()} when it was last written to; set the clock right"
        raise SourceError("the clock runs backwards", (f"session {row.name} | {what}; nothing was written",))
    now = max(at, last)
    connection.execute(update(SESSIONS).where(SESSIONS.c.id == session).values(last_at=kept_instant(now)))
    return now


def add_person(connection: Connection, person: str, name: str, at: datetime, *, password_hash: str = "") -> None:
    """Make an account.

    Raises
    ------
    MisuseError
        If there is one of that id.
    """
    if connection.scalar(select(PEOPLE.c.id).where(PEOPLE.c.id == person)) is not None:
        raise MisuseError(f"there is an account {person!r} already; give another name")
    values = {"id": person, "name": name, "password_hash": password_hash, "at": kept_instant(at)}
    connection.execute(insert(PEOPLE).values(values))


def has_person(connection: Connection, person: str) -> bool:
    """Say whether there is an account of that id."""
    return connection.scalar(select(PEOPLE.c.id).where(PEOPLE.c.id == person)) is not None


def names(connection: Connection) -> dict[str, str]:
    """Return the names of all who have an account, as shown, by their ids."""
    return {row.id: row.name for row in connection.execute(select(PEOPLE.c.id, PEOPLE.c.name))}


def set_member(connection: Connection, session: int, member: Member, at: datetime, *, by: Member | None = None) -> None:
    """Give a person roles in a session, or others than before; without any role the person is taken out.

    ``by`` is who does it; None is whoever keeps the store itself, who makes a session's first members.

    Raises
    ------
    MisuseError
        If ``by`` may not.
    """
    if by is not None:
        must(by, Act.INVITE, Subject("member"))
    change = MembershipChange.ROLES if member.roles else MembershipChange.TAKEN_OUT
    _set(connection, session, member, begin(connection, session, at), (change, by.id if by else KEEPER))


def join(connection: Connection, session: int, member: Member, at: datetime) -> None:
    """Make a person who used an invitation a member."""
    _set(connection, session, member, begin(connection, session, at), (MembershipChange.JOINED, member.id))


def _set(
    connection: Connection, session: int, member: Member, now: datetime, noted: tuple[MembershipChange, str]
) -> None:
    ours = (MEMBERSHIPS.c.session == session, MEMBERSHIPS.c.person == member.id)
    values = {"roles": kept_roles(member.roles), "contributor": member.contributor, "at": kept_instant(now)}
    if not connection.execute(update(MEMBERSHIPS).where(*ours).values(values)).rowcount:
        connection.execute(insert(MEMBERSHIPS).values(session=session, person=member.id, **values))
    change, by = noted
    kept = (member.id, kept_roles(member.roles), member.contributor)
    note_membership(connection, session, change, kept, by=by, now=now)


def member_of(connection: Connection, session: int, person: str) -> Member | None:
    """Return what a person is in a session; None where nothing, or where the account no longer holds."""
    row = connection.execute(_members(session).where(PEOPLE.c.id == person, PEOPLE.c.disabled_at.is_(None))).first()
    return _member(row) if row and row.roles else None


def members(connection: Connection, session: int) -> tuple[Member, ...]:
    """List the members of a session, by their ids."""
    rows = connection.execute(_members(session).where(MEMBERSHIPS.c.roles != "").order_by(PEOPLE.c.id))
    return tuple(_member(row) for row in rows)


def must(member: Member, act: Act, subject: Subject) -> None:
    """Make sure that a member may do this.

    Raises
    ------
    RefusedError
        If not; it says who may.
    """
    if refusal(member, act, subject):
        raise RefusedError(member, act, subject)


def kept_roles(roles: Iterable[Role]) -> str:
    """Return roles as the store keeps them."""
    return " ".join(sorted(roles))


def _members(session: int):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return (
        select(PEOPLE.c.id, PEOPLE.c.name, MEMBERSHIPS.c.roles, MEMBERSHIPS.c.contributor)
        .join(MEMBERSHIPS, MEMBERSHIPS.c.person == PEOPLE.c.id)
        .where(MEMBERSHIPS.c.session == session)
    )


def _member(row: Row[tuple[str, str, str, str]]) -> Member:
    return Member(row.id, row.name, frozenset(map(Role, row.roles.split())), row.contributor)


def _session(row: Row[tuple[int, str, str, int, int]]) -> Session:
    return Session(row.id, row.name, row.title, instant_of(row.at))


def _one_at_a_time(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE sessions IN SHARE ROW EXCLUSIVE MODE")
