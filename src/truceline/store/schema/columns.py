"""The MetaData of a store, and the kinds of columns that its tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Column, Constraint, ForeignKey, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)
"""All tables of a store."""

_NUMBER = BigInteger().with_variant(Integer, "sqlite")


def table(name: str, about: str, *parts: Column[Any] | Constraint, append_only: bool = False) -> Table:
    """Build a table; of one that is ``append_only``, rows are never altered and never deleted."""
    return Table(name, METADATA, *parts, info={"about": about, "append_only": append_only})


def session_key() -> Column[int]:
    """Build the column that says to which session a row belongs."""
    return Column("session", _NUMBER, ForeignKey("sessions.id"), primary_key=True, doc="the session")


def number_key(name: str, doc: str) -> Column[int]:
    """Build a whole number that is part of a table's key: counted from 1, never by the database itself."""
    return Column(name, _NUMBER, primary_key=True, autoincrement=False, doc=doc)


def number(name: str, doc: str, *references: ForeignKey, optional: bool = False) -> Column[int]:
    """Build a column that holds a whole number, or that of a row that it ``references``."""
    return Column(name, _NUMBER, *references, nullable=optional, doc=doc)


def instant(name: str, doc: str, *, optional: bool = False) -> Column[int]:
    """Build a column that holds an instant: microseconds since 1970 UTC, handed in from the edge."""
    return Column(name, BigInteger, nullable=optional, doc=f"{doc}; microseconds since 1970 UTC")


def text(name: str, doc: str, *references: ForeignKey, optional: bool = False) -> Column[str]:
    """Build a column that holds text, or the id of a row that it ``references``."""
    return Column(name, Text, *references, nullable=optional, doc=doc)


def key_text(name: str, doc: str, *references: ForeignKey) -> Column[str]:
    """Build a text that is part of a table's key."""
    return Column(name, Text, *references, primary_key=True, doc=doc)


def binary(name: str, doc: str, *references: ForeignKey, **options: Any) -> Column[bytes]:  # noqa: ANN401  (Column's own)
    """Build a column that holds bytes."""
    kind: TypeEngine[bytes] = LargeBinary()
    return Column(name, kind, *references, doc=doc, **options)
