"""The queue of runs is gone: no program ever wrote into it, and plans wait for their turn in memory."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Drop the table."""
    op.drop_table("runs")
