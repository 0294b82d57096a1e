"""The shape of documents on accounts and members."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead


class MembershipPart(TypedDict):
    """What a person is in a session."""

    session: str
    """The session's name."""
    roles: list[str]
    """The roles, in order of the alphabet."""
    contributor: str
    """The contributor that a nation acts for; else empty."""


class AccountPart(TypedDict):
    """A person's account."""

    id: str
    """The name to sign in with."""
    name: str
    """The person's name."""
    has_password: bool
    """Whether a password was set; never the password."""
    at: str
    """When the account was made, UTC."""
    disabled_at: str | None
    """From when it no longer holds, UTC; null where it does."""
    memberships: list[MembershipPart]
    """What the person is in which session."""


class PeopleDocument(DocumentHead):
    """The accounts of a store."""

    people: list[AccountPart]
    """Each of them."""


class AccountDocument(DocumentHead):
    """What was done to an account."""

    done: str
    """``changed``, ``disabled`` or ``enabled``."""
    account: AccountPart
    """The account since."""


class InvitedDocument(DocumentHead):
    """An invitation."""

    person: str
    """Who is invited, by the name to sign in with."""
    session: str
    """To which session."""
    link: str
    """The link, which is shown once; whoever has it may use it."""
    expires_at: str
    """Until when it may be used, UTC."""


class ResetDocument(DocumentHead):
    """A link to set a new password."""

    person: str
    """Whose."""
    link: str
    """The link, which is shown once; whoever has it may use it."""
    expires_at: str
    """Until when it may be used, UTC."""


class WebSessionPart(TypedDict):
    """A browser that is signed in."""

    id: str
    """What it is called; no secret."""
    at: str
    """When it signed in, UTC."""
    seen_at: str
    """When it was last used, UTC, to the minute."""
    expires_at: str
    """When it is signed out at the latest, UTC."""
    this: bool
    """Whether it is the one that asks."""


class MyAccountDocument(DocumentHead):
    """A person's own account."""

    account: AccountPart
    """The account."""
    browsers: list[WebSessionPart]
    """Where the person is signed in, the browser used last first."""


class SessionMemberPart(TypedDict):
    """A member of a session."""

    id: str
    """The name to sign in with."""
    name: str
    """The person's name."""
    roles: list[str]
    """The roles, in order of the alphabet."""
    contributor: str
    """The contributor that a nation acts for; else empty."""


class InvitationPart(TypedDict):
    """An invitation that may still be used; never its secret."""

    person: str
    """Who is invited."""
    roles: list[str]
    """The roles that it gives."""
    contributor: str
    """The contributor that it gives."""
    by: str
    """Who invited."""
    expires_at: str
    """Until when it may be used, UTC."""


class MembersDocument(DocumentHead):
    """The members of a session."""

    session: str
    """The session's name."""
    members: list[SessionMemberPart]
    """Each of them."""
    invitations: list[InvitationPart]
    """Invitations that may still be used; none are shown to whoever may not invite."""
    why_not: str
    """Why the reader may not invite; empty where the reader may."""
