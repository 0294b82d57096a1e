"""The page of a session's evidence log: its entries, its head to keep, and how it is verified."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from truceline import __version__
from truceline.documents.session_log import session_log_document
from truceline.documents.tables.session_log import session_log_table
from truceline.formats.csv_table import csv_text
from truceline.formats.json_text import json_text
from truceline.results.session_log import SessionLog
from truceline.services.session.page import Page, Shown, page_html
from truceline.store.decisions import accepted_by_silence
from truceline.store.engine import reading
from truceline.store.people import names
from truceline.store.proposals import proposals
from truceline.views.session_log import log_lines

SHOWN = 200
"""How many entries the page shows: the latest."""


def _log(shown: Shown, last: int = 0) -> SessionLog | None:
    asked = shown.asked
    return shown.logs.seen(asked.opened.session, asked.member, last) if shown.logs else None


def _html(shown: Shown) -> str:
    found = _log(shown, SHOWN)
    asked = shown.asked
    session, member = asked.opened.session, asked.member
    with reading(shown.store) as connection:
        people = names(connection)
        proposed = proposals(connection, session.number, member)
        by_silence = accepted_by_silence(connection, session.number)
    there = {
        "proposals": {int(each.id) for each in proposed},
        "versions": {each.number for each in shown.versions.versions(session, member)},
    }
    lines = log_lines(found.entries, people, by_silence) if found else ()
    name = asked.opened.name
    file = Path(shown.logs.path(name)).name if shown.logs else ""
    opening = any(each.opened for each in lines)
    return page_html("log", shown, log=found, lines=lines, file=file, opening=opening, **there)


def _json(shown: Shown) -> str:
    return json_text(session_log_document(shown.asked.opened.name, _log(shown), version=__version__))


def _itself(shown: Shown) -> str:
    return shown.logs.text(shown.asked.opened.name) if shown.logs else ""


LOG_PAGES: Mapping[str, Page] = {
    "log": Page(
        "Log",
        _html,
        {"json": _json, "csv": lambda shown: csv_text(session_log_table(_log(shown))), "jsonl": _itself},
        planned=False,
    ),
}
"""The page by name."""
