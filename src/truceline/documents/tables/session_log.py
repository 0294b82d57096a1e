"""The table of a planning session's evidence log."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.documents.tables.table import Table
from truceline.results.session_log import SessionLog

_SAID = ("at", "by", "version", "proposal", "decision", "what")
_COLUMNS = ("number", "id", "kind", *_SAID, "opened")


def session_log_table(found: SessionLog | None) -> Table:
    """List the entries of a log, with which of their seals are the reader's to open."""
    rows = (
        (each.number, each.id, each.kind, *_said(each.kind, each.content), " ".join(each.opened))
        for each in (found.entries if found else ())
    )
    return Table(_COLUMNS, tuple(rows))


def _said(kind: str, content: Mapping[str, object]) -> tuple[str | int | None, ...]:
    own = {**content, "version": content.get("number") if kind == "version" else content.get("version")}
    return tuple(each if isinstance(each := own.get(name), str | int) else None for name in _SAID)
