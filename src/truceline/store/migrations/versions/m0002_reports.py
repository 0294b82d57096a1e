"""Tables for reports, in every version; on PostgreSQL with their places, and an index of space."""

from __future__ import annotations

from typing import Any

from alembic import op
from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.sqlite import REAL
from sqlalchemy.types import TypeEngine

from truceline.store.append_only import guard
from truceline.store.geography import add_place

revision = "0002"
down_revision = "0001"

_NUMBER: TypeEngine[int] = BigInteger().with_variant(Integer, "sqlite")
_REAL: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
_COUNTED = ("rows", "new", "altered", "unchanged", "repeated", "withdrawn", "refused")
_NAMED = ("feed", "kind", "id", "source")
_TERMS = ("act", "weapon", "target", "label", "detail")


def upgrade() -> None:
    """Make the tables."""
    for make in (_imports, _versions, _heads):
        make()
    guard(op.get_bind(), "report_imports", "report_versions", "report_withdrawals")
    add_place(op.get_bind(), "report_versions")


def _imports() -> None:
    _table(
        "report_imports",
        *[*_numbers("number"), *_texts("feed", "file", "sha256"), *_numbers("at", *_COUNTED)],
        PrimaryKeyConstraint("session", "number"),
    )
    _table(
        "report_withdrawals",
        *_numbers("number", "import"),
        PrimaryKeyConstraint("session", "number"),
        UniqueConstraint("session", "import"),
    )
    _table("report_ids", Column("hash", LargeBinary, nullable=False), PrimaryKeyConstraint("session"))


def _versions() -> None:
    _table(
        "report_versions",
        *_numbers("version", "report", "import", "line", "withdrawn", "late"),
        *[Column("issued", _NUMBER), *_texts(*_NAMED), *_numbers("start"), Column("end", _NUMBER)],
        *(Column(name, _REAL) for name in ("lat", "lon", "radius_m")),
        *_texts(*_TERMS),
        PrimaryKeyConstraint("session", "version"),
    )
    issued = text("issued IS NOT NULL")
    columns = ["session", "report", "issued"]
    op.create_index(
        "ix_report_versions_issued", "report_versions", columns, sqlite_where=issued, postgresql_where=issued
    )


def _heads() -> None:
    _table(
        "report_heads",
        *[*_texts("id"), *_numbers("report", "version", "first_import", "seen"), Column("issued", _NUMBER)],
        PrimaryKeyConstraint("session", "id"),
    )


def _table(name: str, *parts: Column[Any] | PrimaryKeyConstraint | UniqueConstraint) -> None:
    op.create_table(name, *_numbers("session"), *parts, sqlite_with_rowid=False, sqlite_strict=True)


def _numbers(*names: str) -> list[Column[Any]]:
    return [Column(name, _NUMBER, nullable=False, autoincrement=False) for name in names]


def _texts(*names: str) -> list[Column[Any]]:
    return [Column(name, Text, nullable=False) for name in names]
