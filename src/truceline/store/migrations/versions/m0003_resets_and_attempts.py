"""Links to set a new password, and attempts to sign in."""

from __future__ import annotations

from alembic import op
from sqlalchemy import BigInteger, Column, ForeignKey, Integer, LargeBinary, PrimaryKeyConstraint, Text

revision = "0003"
down_revision = "0002"

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "resets",
        Column("token_hash", LargeBinary, nullable=False),
        Column("person", Text, ForeignKey("people.id"), nullable=False),
        Column("at", BigInteger, nullable=False),
        Column("expires_at", BigInteger, nullable=False),
        Column("used_at", BigInteger, nullable=True),
        PrimaryKeyConstraint("token_hash"),
    )
    op.create_table(
        "attempts",
        Column("subject", LargeBinary, nullable=False),
        Column("failures", _NUMBER, nullable=False),
        Column("last_at", BigInteger, nullable=False),
        PrimaryKeyConstraint("subject"),
    )
