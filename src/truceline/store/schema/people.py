"""Sessions, people, what they are members of, and how they prove who they are. Secrets are kept as hashes alone."""

from __future__ import annotations

from sqlalchemy import ForeignKey, UniqueConstraint

from truceline.store.schema.columns import (
    binary,
    instant,
    key_text,
    number,
    number_key,
    session_key,
    table,
    text,
)

SESSIONS = table(
    "sessions",
    "Planning sessions: one case each.",
    number_key("id", "the session's number"),
    text("name", "its name in addresses and commands"),
    text("title", "its title, as shown"),
    instant("at", "when it was made"),
    instant("last_at", "the latest instant at which anything was written to it"),
    UniqueConstraint("name"),
)

PEOPLE = table(
    "people",
    "Accounts. None is ever deleted: revisions and decisions name who made them.",
    key_text("id", "the name by which a person signs in"),
    text("name", "the person's name, as shown"),
    text("password_hash", "an argon2id hash; empty where no password was set"),
    instant("at", "when the account was made"),
    instant("disabled_at", "from when the person may no longer sign in", optional=True),
)

MEMBERSHIPS = table(
    "memberships",
    "Who belongs to a session, in which roles.",
    session_key(),
    key_text("person", "the member", ForeignKey("people.id")),
    text("roles", "the member's roles, in order of the alphabet, with spaces between; empty once taken out"),
    text("contributor", "the contributor that a nation's member speaks for; else empty"),
    instant("at", "when it was last changed"),
)

WEB_SESSIONS = table(
    "web_sessions",
    "Browsers that are signed in.",
    binary("token_hash", "SHA-256 of the secret in the browser's cookie", primary_key=True),
    text("person", "who signed in", ForeignKey("people.id")),
    instant("at", "when"),
    instant("seen_at", "when the person was last here"),
    instant("expires_at", "until when it holds"),
)

TOKENS = table(
    "tokens",
    "Secrets by which a person's programs prove who they are.",
    binary("token_hash", "SHA-256 of the secret", primary_key=True),
    text("person", "whom it stands for", ForeignKey("people.id")),
    text("label", "what it is for, in the person's words"),
    instant("at", "when it was made"),
    instant("expires_at", "until when it holds", optional=True),
    instant("revoked_at", "from when it no longer holds", optional=True),
)

INVITATIONS = table(
    "invitations",
    "Links by which somebody becomes a member, each of them once.",
    binary("token_hash", "SHA-256 of the secret in the link", primary_key=True),
    number("session", "the session it leads to", ForeignKey("sessions.id")),
    text("roles", "the roles it gives, as in memberships"),
    text("contributor", "the contributor it gives, as in memberships"),
    text("by", "who invited", ForeignKey("people.id")),
    instant("at", "when"),
    instant("expires_at", "until when it may be used"),
    text("person", "whom it is for", ForeignKey("people.id"), optional=True),
    instant("used_at", "when it was used", optional=True),
)

RESETS = table(
    "resets",
    "Links by which a person sets a new password, each of them once.",
    binary("token_hash", "SHA-256 of the secret in the link", primary_key=True),
    text("person", "whose password", ForeignKey("people.id")),
    instant("at", "when it was made"),
    instant("expires_at", "until when it may be used"),
    instant("used_at", "when it was used", optional=True),
)

ATTEMPTS = table(
    "attempts",
    "Attempts to sign in that failed, by account and by address.",
    binary("subject", "SHA-256 of the account's name or of the address", primary_key=True),
    number("failures", "how many, since all was last forgotten"),
    instant("last_at", "when the last was made"),
)
