"""The members page of a session: who is a member, who is invited, and what the chair changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from truceline.accounts.rights import Act, RefusedError, Subject, refusal
from truceline.accounts.roles import Member
from truceline.errors import MisuseError, RightsError
from truceline.services.session.contributors import contributor_name, contributors_of
from truceline.services.session.people import Invited, Link, change_roles, invite
from truceline.services.session.staff import Present, Staff
from truceline.store.accounts import account_of, set_disabled
from truceline.store.engine import reading, writing
from truceline.store.links import Invitation, open_invitations
from truceline.store.people import members, must, session_of
from truceline.store.web_sessions import WebSession, end_web_sessions, web_sessions

_MEMBER = Subject("member")


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a session and who is invited, as a member sees it; ``why_not`` says why not.

    ``names`` are the actors that they may speak for, by id.
    """

    session: str
    title: str
    reader: Member
    members: tuple[Member, ...]
    invitations: tuple[Invitation, ...]
    why_not: str
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change: the link of an invitation, if one was made, or faults by field."""

    link: Link | None = None
    faults: Mapping[str, str] = field(default_factory=dict)


def members_of(staff: Staff, session: str, reader: Member) -> Members:
    """Return who is a member of a session; who is invited only to whoever may invite."""
    with reading(staff.store) as connection:
        found = session_of(connection, session)
        names = contributors_of(connection, found.number, reader)
        why_not = refusal(reader, Act.INVITE, _MEMBER, names)
        invited = () if why_not else open_invitations(connection, found.number, staff.now())
        return Members(session, found.title, reader, members(connection, found.number), invited, why_not, names)


@dataclass(frozen=True, slots=True)
class Joined:
    """A session that a person is a member of: its name and title, the roles, and the name of whom they speak for."""

    session: str
    title: str
    roles: tuple[str, ...]
    speaks_for: str


def sessions_of(staff: Staff, present: Present) -> tuple[Joined, ...]:
    """Return the sessions that a person is a member of."""
    with reading(staff.store) as connection:
        return tuple(_joined(connection, name, member) for name, member in present.account.memberships.items())


def _joined(connection: Connection, name: str, member: Member) -> Joined:
    found = session_of(connection, name)
    called = contributor_name(connection, found.number, member)
    return Joined(name, found.title, tuple(sorted(member.roles)), called)


def invited_for(staff: Staff, invited: Invitation) -> str:
    """Name the contributor that somebody is invited to act for; "" for none."""
    with reading(staff.store) as connection:
        return contributor_name(connection, invited.session, invited.member)


def browsers_of(staff: Staff, present: Present) -> tuple[WebSession, ...]:
    """Return where a person is signed in, the browser used last first."""
    with reading(staff.store) as connection:
        return web_sessions(connection, present.account.id, staff.now())


def invite_member(staff: Staff, session: str, by: Member, who: Invited) -> Changed:
    """Invite somebody to a session, if one may; an account is made where there is none."""
    return _changed(
        staff, session, by, lambda connection, number: invite(connection, number, who, by=by, at=staff.now())
    )


def change_member(staff: Staff, session: str, by: Member, who: Invited) -> Changed:
    """Give a member other roles, or take the member out of the session, if one may; it holds at once."""
    return _changed(
        staff, session, by, lambda connection, number: change_roles(connection, number, who, by=by, at=staff.now())
    )


def disable_member(staff: Staff, session: str, by: Member, person: str) -> Changed:
    """Let the account of a member no longer hold, if one may, and if it belongs to no other session."""

    def disable(connection: Connection, number: int) -> None:
        if person not in (there := {each.id: each.name for each in members(connection, number)}):
            raise MisuseError("no account is disabled", (f"person | {person} is no member of the session",))
        if person == by.id:
            what = "person | that is your own account; somebody else in the chair may disable it"
            raise MisuseError("no account is disabled", (what,))
        if others := sorted({*account_of(connection, person).memberships} - {session}):
            what = f"{there[person]} is a member of other sessions too ({len(others)}); take them out of this one, or"
            raise MisuseError("no account is disabled", (f"person | {what} ask who keeps the store",))
        set_disabled(connection, person, staff.now(), by=by.id)
        end_web_sessions(connection, person)

    return _changed(staff, session, by, disable)


def at_site(came: Changed, site: str, *, secure: bool) -> Changed:
    """Return an invitation whose link leads to the server at an address, which browsers reach by TLS if ``secure``."""
    if came.link is None:
        return came
    start = site.rstrip("/")
    if secure:
        start = f"https://{start.partition('://')[2]}"
    return replace(came, link=replace(came.link, address=f"{start}{came.link.address}"))


def _changed(staff: Staff, session: str, by: Member, change: Callable[[Connection, int], Link | None]) -> Changed:
    try:
        must(by, Act.INVITE, _MEMBER)  # before anything is told of who there is
    except RefusedError as error:
        with reading(staff.store) as connection:
            names = contributors_of(connection, session_of(connection, session).number, by)
        raise RightsError(error.summary, (error.told(names),)) from error
    try:
        with writing(staff.store) as connection:
            return Changed(change(connection, session_of(connection, session).number))
    except MisuseError as error:
        named = (problem.partition(" | ") for problem in error.problems)
        return Changed(faults={where: what for where, _, what in named})
