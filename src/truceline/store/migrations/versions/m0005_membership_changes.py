"""Changes of who belongs to a session, as they are made: only ever added to."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, PrimaryKeyConstraint, Text

from truceline.store.append_only import guard

revision = "0005"
down_revision = "0004"

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "membership_changes",
        Column("session", _NUMBER, ForeignKey("sessions.id"), nullable=False),
        Column("number", _NUMBER, nullable=False),
        Column("change", Text, nullable=False),
        Column("person", Text, ForeignKey("people.id"), nullable=False),
        Column("roles", Text, nullable=False),
        Column("contributor", Text, nullable=False),
        Column("by", Text, nullable=False),
        Column("at", BigInteger, nullable=False),
        PrimaryKeyConstraint("session", "number"),
    )
    guard(op.get_bind(), "membership_changes")
