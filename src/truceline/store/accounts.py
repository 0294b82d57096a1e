"""Accounts of a store: who may sign in, and with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from truceline.accounts.roles import Member, Role
from truceline.errors import MisuseError, unknown
from truceline.store.instants import instant_of, kept_instant
from truceline.store.memberships import MembershipChange, note_membership
from truceline.store.people import begin
from truceline.store.schema.people import MEMBERSHIPS, PEOPLE, SESSIONS


@dataclass(frozen=True, slots=True)
class Account:
    """A person's account, what the person is in which session, by its name; ``disabled_at`` is None where it holds."""

    id: str
    name: str
    has_password: bool
    at: datetime
    disabled_at: datetime | None
    memberships: Mapping[str, Member]


def accounts(connection: Connection, *ids: str) -> tuple[Account, ...]:
    """List these accounts by their ids; all where none is named."""
    people = select(PEOPLE).order_by(PEOPLE.c.id)
    rows = connection.execute(people.where(PEOPLE.c.id.in_(ids)) if ids else people).all()
    held: dict[str, dict[str, Member]] = {row.id: {} for row in rows}
    names = {row.id: row.name for row in rows}
    wanted = (
        select(MEMBERSHIPS, SESSIONS.c.name.label("named"))
        .join(SESSIONS, SESSIONS.c.id == MEMBERSHIPS.c.session)
        .where(MEMBERSHIPS.c.person.in_(list(held)), MEMBERSHIPS.c.roles != "")
        .order_by(SESSIONS.c.name)
    )
    for row in connection.execute(wanted):
        roles = frozenset(map(Role, row.roles.split()))
        held[row.person][row.named] = Member(row.person, names[row.person], roles, row.contributor)
    return tuple(
        Account(
            row.id,
            row.name,
            row.password_hash != "",
            instant_of(row.at),
            None if row.disabled_at is None else instant_of(row.disabled_at),
            held[row.id],
        )
        for row in rows
    )


def account_of(connection: Connection, person: str) -> Account:
    """Find an account.

    Raises
    ------
    MisuseError
        If there is none.
    """
    if found := accounts(connection, person):
        return found[0]
    known = connection.scalars(select(PEOPLE.c.id)).all()
    raise MisuseError("there is no such account", (f"person | {unknown('account', person, known)}",))


def password_hash(connection: Connection, person: str) -> str:
    """Return the hash of a person's password; empty where the person may not sign in, or is not known."""
    found = select(PEOPLE.c.password_hash).where(PEOPLE.c.id == person, PEOPLE.c.disabled_at.is_(None))
    return connection.scalar(found) or ""


def set_password(connection: Connection, person: str, new: str, *, instead_of: str) -> bool:
    """Keep the hash of a new password, if the one before is still that one; return whether it was."""
    change = update(PEOPLE).where(PEOPLE.c.id == person, PEOPLE.c.password_hash == instead_of)
    return connection.execute(change.values(password_hash=new)).rowcount == 1


def rename(connection: Connection, person: str, name: str) -> None:
    """Give an account another name to be shown by."""
    connection.execute(update(PEOPLE).where(PEOPLE.c.id == person).values(name=name))


def set_disabled(connection: Connection, person: str, at: datetime, *, by: str, again: bool = False) -> None:
    """Let an account no longer hold, from an instant, or hold ``again``; noted in each of its sessions with ``by``."""
    ours = PEOPLE.c.id == person
    held = connection.scalar(select(PEOPLE.c.id).where(ours, PEOPLE.c.disabled_at.is_(None))) is not None
    connection.execute(update(PEOPLE).where(ours).values(disabled_at=None if again else kept_instant(at)))
    if held == again:
        return
    change = MembershipChange.ENABLED if again else MembershipChange.DISABLED
    belongs = (MEMBERSHIPS.c.person == person, MEMBERSHIPS.c.roles != "")
    for row in connection.execute(select(MEMBERSHIPS).where(*belongs).order_by(MEMBERSHIPS.c.session)).all():
        now = begin(connection, row.session, at)
        note_membership(connection, row.session, change, (person, row.roles, row.contributor), by=by, now=now)
