"""``people``: who may sign in to a store, as whom, for whoever keeps it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from truceline import __version__
from truceline.accounts.credentials import name_fault, shown_name_fault, sign_in_name
from truceline.accounts.memberships import membership_faults, without_chair
from truceline.accounts.roles import Member, Role
from truceline.accounts.tokens import token_hash
from truceline.documents.people import account_document, invited_document, people_document, reset_document
from truceline.errors import MisuseError
from truceline.formats.json_text import json_text
from truceline.services.outcome import Outcome, lines_text
from truceline.services.session.chance import new_token
from truceline.services.session.contributors import contributor_called, contributor_fault, contributors_of
from truceline.services.session.opening import KEEPER, keeper, opened
from truceline.store.accounts import Account, account_of, accounts, set_disabled
from truceline.store.engine import reading, writing
from truceline.store.links import add_invitation, add_reset, withdraw_invitations
from truceline.store.people import add_person, has_person, members, session_of, set_member
from truceline.store.web_sessions import end_web_sessions

INVITED = "/invitation/"
RESET = "/new-password/"
"""Where links lead, before their secret."""

_RESERVED = f"{KEEPER.id!r} is whoever works on the store by the command line; give another name"
_NO_LINK = "no link is made"


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited, by the name to sign in with and the one that is shown, in which roles, for which contributor."""

    person: str
    roles: Collection[str]
    contributor: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link that is shown once, and until when it may be used."""

    address: str
    expires_at: datetime


def people_list(store: str | Path, *, session: str = "") -> Outcome[tuple[Account, ...]]:
    """List the accounts of a store, or those of one session.

    Raises
    ------
    SourceError
        If the store cannot be used.
    MisuseError
        If there is no such session.
    """
    with opened(store) as kept, reading(kept) as connection:
        if session:
            session_of(connection, session)
        found = tuple(each for each in accounts(connection) if not session or session in each.memberships)
    text = lines_text([_line(each) for each in found])
    return Outcome(found, text, json_text(people_document(found, version=__version__)))


def people_invite(who: Invited, session: str, store: str | Path, *, at: datetime, site: str = "") -> Outcome[Link]:
    """Invite a person to a session; the link is shown once, and leads to the server at the address ``site``.

    Raises
    ------
    SourceError
        If the store cannot be used.
    MisuseError
        If a name, role or contributor is at fault, there is no such session, or the account no longer holds.
    """
    with opened(store) as kept, writing(kept) as connection:
        number = session_of(connection, session).number
        link = invite(connection, number, who, by=keeper(connection, at), at=at, site=site)
        account = account_of(connection, sign_in_name(who.person))
    words = f"{account.id} is invited to {session}; {_once(link.expires_at)}"
    document = invited_document(account.id, session, link.address, link.expires_at, version=__version__)
    return Outcome(link, lines_text([words, link.address]), json_text(document))


def people_roles(who: Invited, session: str, store: str | Path, *, at: datetime) -> Outcome[Account]:
    """Give a member other roles; without any the person is taken out of the session.

    Raises
    ------
    SourceError
        If the store cannot be used.
    MisuseError
        If a role or contributor is at fault, there is no such session or account, or nobody would be in the chair.
    """
    with opened(store) as kept, writing(kept) as connection:
        number = session_of(connection, session).number
        change_roles(connection, number, who, by=None, at=at)
        account = account_of(connection, sign_in_name(who.person))
    return _account("changed", account)


def people_disable(person: str, store: str | Path, *, at: datetime, again: bool = False) -> Outcome[Account]:
    """Let an account no longer hold, which signs it out everywhere; or let it hold ``again``.

    Raises
    ------
    SourceError
        If the store cannot be used.
    MisuseError
        If there is no such account.
    """
    with opened(store) as kept, writing(kept) as connection:
        known = account_of(connection, sign_in_name(person))
        set_disabled(connection, known.id, at, by=KEEPER.id, again=again)
        end_web_sessions(connection, known.id)
        account = account_of(connection, known.id)
    return _account("enabled" if again else "disabled", account)


def people_reset(person: str, store: str | Path, *, at: datetime, site: str = "") -> Outcome[Link]:
    """Give a person a link to set a new password; it is shown once. The old one holds until then.

    Raises
    ------
    SourceError
        If the store cannot be used.
    MisuseError
        If there is no such account, it no longer holds, or it never had a password.
    """
    token = new_token()
    with opened(store) as kept, writing(kept) as connection:
        account = account_of(connection, sign_in_name(person))
        if account.disabled_at is not None:
            raise MisuseError(_NO_LINK, (_no_longer(account),))
        if not account.has_password:
            what = f"person | {account.id} has no password yet; invite them: truceline people invite"
            raise MisuseError(_NO_LINK, (what,))
        until = add_reset(connection, account.id, token_hash(token), at)
    link = Link(f"{site.rstrip('/')}{RESET}{token}", until)
    words = f"{account.id} may set a new password; {_once(until)}"
    document = reset_document(account.id, link.address, until, version=__version__)
    return Outcome(link, lines_text([words, link.address]), json_text(document))


def invite(connection: Connection, session: int, who: Invited, *, by: Member, at: datetime, site: str = "") -> Link:
    """Invite a person to a session, with an account where there is none; the link alone lets it be used.

    Raises
    ------
    MisuseError
        If a name, role or contributor is at fault, ``by`` may not, or the account no longer holds.
    """
    person, token = sign_in_name(who.person), new_token()
    who = _called(connection, session, who, by)
    faults = _faults(connection, session, who, by)
    if fault := name_fault(person) or (_RESERVED if person == KEEPER.id else ""):
        faults["person"] = fault
    if who.name and (fault := shown_name_fault(who.name)):
        faults["name"] = fault
    if faults:
        raise MisuseError("nobody is invited", tuple(f"{field} | {fault}" for field, fault in faults.items()))
    member = Member(person, who.name.strip() or person, frozenset(map(Role, who.roles)), who.contributor)
    if not has_person(connection, person):
        add_person(connection, person, member.name, at)
    elif (known := account_of(connection, person)).disabled_at is not None:
        raise MisuseError("nobody is invited", (_no_longer(known),))
    until = add_invitation(connection, session, member, token_hash(token), by=by, at=at)
    return Link(f"{site.rstrip('/')}{INVITED}{token}", until)


def change_roles(connection: Connection, session: int, who: Invited, *, by: Member | None, at: datetime) -> None:
    """Give a member other roles, or none; ``by`` is who does it, None whoever keeps the store.

    Raises
    ------
    MisuseError
        If a role or contributor is at fault, ``by`` may not, the person is no member, or nobody would be in the chair.
    """
    person, who = sign_in_name(who.person), _called(connection, session, who, by or KEEPER)
    faults = _faults(connection, session, who, by or KEEPER) if who.roles or who.contributor else {}
    problems = [f"{field} | {fault}" for field, fault in faults.items()]
    there = {each.id: each for each in members(connection, session)}
    if person not in there:
        problems.append(f"person | {person} is no member of the session; invite them")
    if problems:
        raise MisuseError("no roles are changed", tuple(problems))
    changed = Member(person, person, frozenset(map(Role, who.roles)), who.contributor)
    if without_chair(there.values(), changed):
        what = f"role | nobody else is in the chair but {there[person].name}; give somebody else that role first"
        raise MisuseError("no roles are changed", (what,))
    set_member(connection, session, changed, at, by=by)
    if not changed.roles:
        withdraw_invitations(connection, session, person, at)


def _called(connection: Connection, session: int, who: Invited, by: Member) -> Invited:
    # A contributor is taken by its name as well.
    if not who.contributor:
        return who
    return replace(who, contributor=contributor_called(who.contributor, contributors_of(connection, session, by)))


def _faults(connection: Connection, session: int, who: Invited, by: Member) -> dict[str, str]:
    faults = dict(membership_faults(who.roles, who.contributor))
    if "contributor" not in faults and (
        fault := contributor_fault(who.contributor, contributors_of(connection, session, by))
    ):
        faults["contributor"] = fault
    return faults


def _no_longer(account: Account) -> str:
    what = f"the account of {account.name} no longer holds; let it hold again: truceline people enable {account.id}"
    return f"person | {what}"


def _once(until: datetime) -> str:
    return f"this link is shown once, and holds until {until:%Y-%m-%d %H:%M}Z:"


def _account(done: str, account: Account) -> Outcome[Account]:
    document = account_document(done, account, version=__version__)
    return Outcome(account, lines_text([_line(account)]), json_text(document))


def _line(each: Account) -> str:
    holds = "disabled" if each.disabled_at else "" if each.has_password else "no password yet"
    what = [f"{name}: {_roles(member)}" for name, member in each.memberships.items()]
    return f"{each.id}  {each.name}  {'; '.join([*([holds] if holds else []), *what])}".rstrip()


def _roles(member: Member) -> str:
    return ", ".join(sorted(member.roles)) + (f" ({member.contributor})" if member.contributor else "")
