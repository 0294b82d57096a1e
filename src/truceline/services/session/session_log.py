"""``session log``: the evidence log of a session, as a member may open it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from truceline import __version__
from truceline.documents.session_log import session_log_document
from truceline.errors import MisuseError
from truceline.formats.json_text import json_text
from truceline.results.session_log import SessionLog
from truceline.services.outcome import Outcome, lines_text
from truceline.services.session.log_asked import Logging
from truceline.services.session.logs import open_logs
from truceline.services.session.opening import acting, opened
from truceline.store.decisions import accepted_by_silence
from truceline.store.engine import reading
from truceline.store.people import names, session_of
from truceline.views.session_log import log_lines


def session_log(
    name: str, store: str | Path, *, at: datetime, logging: Logging, member: str = ""
) -> Outcome[SessionLog | None]:
    """Enter what of a session its log lacks, and show all of it, opened as far as it is the ``member``'s to open.

    Where none is named, that is the keeper's of the store.

    Raises
    ------
    SourceError
        If the store cannot be used, or the key or the log is at fault.
    MisuseError
        If there is no such session or member, or no key.
    """
    with opened(store) as kept:
        with reading(kept) as connection:
            session = session_of(connection, name)
            who, people = acting(connection, session.number, member), names(connection)
            by_silence = accepted_by_silence(connection, session.number)
        logs, remarks = open_logs(kept, logging, at)
        if logs is None:
            raise MisuseError("session log needs --key: the key that signs the log opens it too")
        found = logs.seen(session, who)
    entries = log_lines(found.entries, people, by_silence) if found else ()
    lines = [f"{each.number}  {each.at[:19]}Z  {each.words} ({each.by or 'not told'})" for each in reversed(entries)]
    if found:
        lines += [f"{logs.path(name)}: {found.size} entries", f"log {found.origin}, verifier key {found.key}"]
    document = session_log_document(name, found, version=__version__)
    return Outcome(found, lines_text(lines), json_text(document), notes=remarks)
