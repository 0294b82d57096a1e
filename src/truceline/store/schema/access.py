"""Who took what out of a session, and how who belongs to it changed."""

from __future__ import annotations

from sqlalchemy import ForeignKey

from truceline.store.schema.columns import instant, number, number_key, session_key, table, text

EXPORTS = table(
    "exports",
    "What was handed out, to whom.",
    session_key(),
    number_key("number", "the export's number, from 1"),
    text("by", "who took it", ForeignKey("people.id")),
    instant("at", "when"),
    text("what", "what was taken: version, brief, workbook, ..."),
    number("version", "of which version; none where of none", optional=True),
    text("sha256", "the hash of what was handed out, in hexadecimal"),
    append_only=True,
)

MEMBERSHIP_CHANGES = table(
    "membership_changes",
    "Changes of who belongs to a session, as they were made.",
    session_key(),
    number_key("number", "the change's number, from 1"),
    text("change", "invited, joined, roles, taken out, disabled or enabled"),
    text("person", "whose membership", ForeignKey("people.id")),
    text("roles", "the roles from then on, as in memberships"),
    text("contributor", "the contributor from then on, as in memberships"),
    text("by", "who changed it: an account, or keeper for whoever keeps the store"),
    instant("at", "when"),
    append_only=True,
)
