"""Documents of `people` and of the pages of accounts and members; no secret is in any but the links shown once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Protocol

from truceline.accounts.roles import Member
from truceline.documents.envelope import head
from truceline.documents.shapes.people import (
    AccountDocument,
    AccountPart,
    InvitationPart,
    InvitedDocument,
    MembersDocument,
    MyAccountDocument,
    PeopleDocument,
    ResetDocument,
    WebSessionPart,
)

FORMAT = 1


class AccountLike(Protocol):
    """An account, as the store gives it."""

    @property
    def id(self) -> str:
        """The name to sign in with."""

    @property
    def name(self) -> str:
        """The person's name."""

    @property
    def has_password(self) -> bool:
        """Whether a password was set."""

    @property
    def at(self) -> datetime:
        """When it was made."""

    @property
    def disabled_at(self) -> datetime | None:
        """From when it no longer holds."""

    @property
    def memberships(self) -> Mapping[str, Member]:
        """What the person is in which session."""


def people_document(found: Iterable[AccountLike], *, version: str) -> PeopleDocument:
    """Write the accounts of a store."""
    return {**head("people", FORMAT, version=version), "people": [_account(each) for each in found]}


def account_document(done: str, account: AccountLike, *, version: str) -> AccountDocument:
    """Write what was done to an account."""
    return {**head("account", FORMAT, version=version), "done": done, "account": _account(account)}


def invited_document(person: str, session: str, link: str, until: datetime, *, version: str) -> InvitedDocument:
    """Write an invitation with its link."""
    return {
        **head("invitation", FORMAT, version=version),
        "person": person,
        "session": session,
        "link": link,
        "expires_at": until.isoformat(),
    }


def reset_document(person: str, link: str, until: datetime, *, version: str) -> ResetDocument:
    """Write a link to set a new password."""
    return {
        **head("new-password", FORMAT, version=version),
        "person": person,
        "link": link,
        "expires_at": until.isoformat(),
    }


def my_account_document(account: AccountLike, browsers: Iterable[WebSessionPart], *, version: str) -> MyAccountDocument:
    """Write a person's own account, and where the person is signed in."""
    return {
        **head("my-account", FORMAT, version=version),
        "account": _account(account),
        "browsers": list(browsers),
    }


def members_document(
    session: str, members: Iterable[Member], invitations: Iterable[InvitationPart], why_not: str, *, version: str
) -> MembersDocument:
    """Write the members of a session, and who is invited."""
    return {
        **head("members", FORMAT, version=version),
        "session": session,
        "members": [
            {"id": each.id, "name": each.name, "roles": sorted(each.roles), "contributor": each.contributor}
            for each in members
        ],
        "invitations": list(invitations),
        "why_not": why_not,
    }


def _account(each: AccountLike) -> AccountPart:
    return {
        "id": each.id,
        "name": each.name,
        "has_password": each.has_password,
        "at": each.at.isoformat(),
        "disabled_at": each.disabled_at.isoformat() if each.disabled_at else None,
        "memberships": [
            {"session": session, "roles": sorted(member.roles), "contributor": member.contributor}
            for session, member in each.memberships.items()
        ],
    }
