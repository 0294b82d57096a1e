"""Who took what out of a session."""

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
