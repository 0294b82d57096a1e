"""The document of a planning session's evidence log, as a member may open it."""

from __future__ import annotations

from typing import cast

from truceline.documents.envelope import head
from truceline.documents.shapes.session_log import LoggedEntryPart, OpeningPart, SessionLogDocument, SessionLogPart
from truceline.results.session_log import LoggedEntry, SessionLog

FORMAT = 1
KIND = "session-log"


def session_log_document(session: str, found: SessionLog | None, *, version: str) -> SessionLogDocument:
    """Write the log of a session, None where none is kept."""
    return {
        **head(KIND, FORMAT, version=version),
        "session": session,
        "log": _log(found) if found else None,
        "entries": [_entry(each) for each in found.entries] if found else [],
    }


def _log(found: SessionLog) -> SessionLogPart:
    part = {
        "origin": found.origin,
        "key": found.key,
        "size": found.size,
        "head": {**found.head},
        "checkpoint": found.checkpoint,
    }
    return cast("SessionLogPart", part)  # the head was written by its own writer


def _entry(each: LoggedEntry) -> LoggedEntryPart:
    opened = {part: {"salt": opening.salt, "says": {**opening.says}} for part, opening in each.opened.items()}
    part = {
        "number": each.number,
        "id": each.id,
        "kind": each.kind,
        "content": {**each.content},
        "opened": cast("dict[str, OpeningPart]", opened),
    }
    return cast("LoggedEntryPart", part)  # as it stands in the log
