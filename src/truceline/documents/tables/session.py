"""The tables of sessions."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.documents.tables.table import Table
from truceline.sessions.versions import Version

_VERSIONS = ("number", "parent", "hash", "title", "by", "at", "dissents")


def versions_table(found: Iterable[Version]) -> Table:
    """List versions, with how many dissents each has."""
    rows = (
        (each.number, each.parent or None, each.hash, each.title, each.by, each.at.isoformat(), len(each.dissents))
        for each in found
    )
    return Table(_VERSIONS, tuple(rows))
