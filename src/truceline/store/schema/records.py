"""Records of a case with all their revisions, and the versions that revisions make."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint

from truceline.store.schema.columns import (
    binary,
    instant,
    number,
    number_key,
    session_key,
    table,
    text,
)

BODIES = table(
    "bodies",
    "What records and texts of files say, each once, known by its hash.",
    binary("hash", "SHA-256 of the body", primary_key=True),
    binary("body", "bytes of a file: a record's own, or text between records", nullable=False),
    append_only=True,
)

RECORDS = table(
    "records",
    "The records of a session's case, whether or not its newest version has them.",
    session_key(),
    number_key("id", "the record's number in its session"),
    text("file", "the file of the case that it belongs to"),
    text("key", "its key in that file; empty for text of the file that belongs to no record"),
    text("kind", "what kind of record it is"),
    UniqueConstraint("session", "file", "key"),
    append_only=True,
)

REVISIONS = table(
    "revisions",
    "What a record says from each revision on, whether it was accepted or only proposed.",
    session_key(),
    number_key("record", "the record"),
    number_key("number", "the revision's number among those of its record, from 1"),
    number("base", "the number of the revision that it was written from; 0 for none"),
    binary(
        "body", "the hash of what it says; none where the record is taken out", ForeignKey("bodies.hash"), nullable=True
    ),
    text("owner", "the contributor whose record it is; empty where nobody's"),
    text("release", "to whom it is released: nation, chair, coalition or public"),
    text("by", "who wrote it", ForeignKey("people.id")),
    instant("at", "when"),
    text("reason", "why"),
    number("proposal", "the proposal that it belongs to; none where an import made it", optional=True),
    ForeignKeyConstraint(["session", "record"], ["records.session", "records.id"]),
    ForeignKeyConstraint(["session", "proposal"], ["proposals.session", "proposals.number"]),
    CheckConstraint("0 <= base AND base < number", name="written_from_an_earlier_one"),
    append_only=True,
)
Index("ix_revisions_proposal", REVISIONS.c.session, REVISIONS.c.proposal)

VERSIONS = table(
    "versions",
    "The case as it stood: each import and each accepted proposal makes one, from the one before.",
    session_key(),
    number_key("number", "the version's number, from 1"),
    number("parent", "the version that it was made from; none for the first", optional=True),
    text("hash", "SHA-256 of files, keys and bodies in order, in hexadecimal"),
    text("title", "its title"),
    text("by", "who made it", ForeignKey("people.id")),
    instant("at", "when"),
    number("proposal", "the proposal that made it; none where an import did", optional=True),
    ForeignKeyConstraint(["session", "parent"], ["versions.session", "versions.number"]),
    ForeignKeyConstraint(["session", "proposal"], ["proposals.session", "proposals.number"]),
    UniqueConstraint("session", "parent"),
    UniqueConstraint("session", "proposal"),
    CheckConstraint("parent = number - 1", name="made_from_the_one_before"),
    append_only=True,
)

ENTRIES = table(
    "entries",
    "What a version is made of, in order: joined, the bodies are its files.",
    session_key(),
    number_key("version", "the version"),
    number_key("position", "where in it, from 0: file after file, each in its own order"),
    number("record", "the record, or the text of its file that belongs to none"),
    number("revision", "which revision of it; none for text that nobody revised", optional=True),
    binary("body", "the hash of what it says", ForeignKey("bodies.hash"), nullable=False),
    ForeignKeyConstraint(["session", "version"], ["versions.session", "versions.number"]),
    ForeignKeyConstraint(["session", "record"], ["records.session", "records.id"]),
    ForeignKeyConstraint(
        ["session", "record", "revision"], ["revisions.session", "revisions.record", "revisions.number"]
    ),
    append_only=True,
)
