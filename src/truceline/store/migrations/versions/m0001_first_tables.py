"""The first tables: people, records, proposals, runs and exports."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
)

from truceline.store.append_only import guard

revision = "0001"
down_revision = None

_NUMBER = BigInteger().with_variant(Integer, "sqlite")
_APPEND_ONLY = (
    *("bodies", "records", "revisions", "versions", "entries", "proposals", "comments", "decisions", "exports"),
)


def upgrade() -> None:
    """Make the tables."""
    for make in (_people, _doors, _proposals, _decisions, _records, _versions, _runs):
        make()
    guard(op.get_bind(), *_APPEND_ONLY)


def _people() -> None:
    op.create_table(
        "sessions",
        *(Column("id", _NUMBER, nullable=False, autoincrement=False), _text("name"), _text("title")),
        *(_instant("at"), _instant("last_at")),
        PrimaryKeyConstraint("id"),
        UniqueConstraint("name"),
    )
    op.create_table(
        "people",
        *(_text("id"), _text("name"), _text("password_hash"), _instant("at"), _instant("disabled_at", optional=True)),
        PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "memberships",
        *(_session(), _person("person"), _text("roles"), _text("contributor"), _instant("at")),
        PrimaryKeyConstraint("session", "person"),
    )


def _doors() -> None:
    op.create_table(
        "web_sessions",
        *(_binary("token_hash"), _person("person"), _instant("at"), _instant("seen_at"), _instant("expires_at")),
        PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "tokens",
        *(_binary("token_hash"), _person("person"), _text("label"), _instant("at")),
        *(_instant("expires_at", optional=True), _instant("revoked_at", optional=True)),
        PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "invitations",
        *(_binary("token_hash"), _session(), _text("roles"), _text("contributor"), _person("by"), _instant("at")),
        *(_instant("expires_at"), _person("person", optional=True), _instant("used_at", optional=True)),
        PrimaryKeyConstraint("token_hash"),
    )


def _records() -> None:
    op.create_table("bodies", _binary("hash"), _binary("body"), PrimaryKeyConstraint("hash"))
    op.create_table(
        "records",
        *(_session(), _number("id"), _text("file"), _text("key"), _text("kind")),
        PrimaryKeyConstraint("session", "id"),
        UniqueConstraint("session", "file", "key"),
    )
    op.create_table(
        "revisions",
        *(_session(), _number("record"), _number("number"), _number("base"), _body(optional=True)),
        *(_text("owner"), _text("release"), _person("by"), _instant("at"), _text("reason")),
        _number("proposal", optional=True),
        PrimaryKeyConstraint("session", "record", "number"),
        _in_session("records", record="id"),
        _in_session("proposals", proposal="number"),
        CheckConstraint("0 <= base AND base < number", name="written_from_an_earlier_one"),
    )
    op.create_index("ix_revisions_proposal", "revisions", ["session", "proposal"])


def _versions() -> None:
    op.create_table(
        "versions",
        *(_session(), _number("number"), _number("parent", optional=True), _text("hash"), _text("title")),
        *(_person("by"), _instant("at"), _number("proposal", optional=True)),
        PrimaryKeyConstraint("session", "number"),
        _in_session("versions", parent="number"),
        _in_session("proposals", proposal="number"),
        UniqueConstraint("session", "parent"),
        UniqueConstraint("session", "proposal"),
        CheckConstraint("parent = number - 1", name="made_from_the_one_before"),
    )
    op.create_table(
        "entries",
        *(_session(), _number("version"), _number("position"), _number("record"), _number("revision", optional=True)),
        _body(),
        PrimaryKeyConstraint("session", "version", "position"),
        _in_session("versions", version="number"),
        _in_session("records", record="id"),
        _in_session("revisions", record="record", revision="number"),
    )


def _proposals() -> None:
    op.create_table(
        "proposals",
        *(_session(), _number("number"), _text("title"), _text("reason"), _person("by"), _instant("at")),
        *(_text("release"), _text("owner")),
        PrimaryKeyConstraint("session", "number"),
    )


def _decisions() -> None:
    op.create_table(
        "comments",
        *(_session(), _number("proposal"), _number("number"), _person("by"), _instant("at"), _text("text")),
        *(_text("release"), _text("owner")),
        PrimaryKeyConstraint("session", "proposal", "number"),
        _in_session("proposals", proposal="number"),
    )
    op.create_table(
        "decisions",
        *(_session(), _number("proposal"), _number("number"), _text("kind"), _person("by"), _text("contributor")),
        *(_instant("at"), _text("reason"), _instant("deadline", optional=True)),
        PrimaryKeyConstraint("session", "proposal", "number"),
        _in_session("proposals", proposal="number"),
    )


def _runs() -> None:
    asked = ("command", "version", "proposal", "scenario", "as_of", "program", "audience")
    op.create_table(
        "runs",
        *(_session(), _number("number"), _text("command"), _number("version"), _number("proposal"), _text("scenario")),
        *(_text("as_of"), _text("program"), _text("audience"), _text("state"), _person("by"), _instant("at")),
        *(_instant("begun_at", optional=True), _instant("ended_at", optional=True)),
        *(Column("result", LargeBinary, nullable=True), _text("fault")),
        PrimaryKeyConstraint("session", "number"),
        _in_session("versions", version="number"),
        UniqueConstraint("session", *asked, name="uq_runs_asked"),
    )
    op.create_table(
        "exports",
        *(_session(), _number("number"), _person("by"), _instant("at"), _text("what")),
        *(_number("version", optional=True), _text("sha256")),
        PrimaryKeyConstraint("session", "number"),
    )


def _session() -> Column[int]:
    return Column("session", _NUMBER, ForeignKey("sessions.id"), nullable=False)


def _person(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, ForeignKey("people.id"), nullable=optional)


def _body(*, optional: bool = False) -> Column[bytes]:
    return Column("body", LargeBinary, ForeignKey("bodies.hash"), nullable=optional)


def _in_session(table: str, **columns: str) -> ForeignKeyConstraint:
    # These columns, with that of the session, lead to a row of the table.
    to = [f"{table}.session", *(f"{table}.{name}" for name in columns.values())]
    return ForeignKeyConstraint(["session", *columns], to)


def _number(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, _NUMBER, nullable=optional)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _instant(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=optional)


def _binary(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)
