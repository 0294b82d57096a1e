"""``link`` of a case: its reports, rulings and findings to the incidents that ``monitor`` has."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from truceline import __version__
from truceline.casefolder.cases import find_case, read_folder
from truceline.casefolder.outside import must_be_no_case_file
from truceline.documents.linking import linking_document
from truceline.documents.tables.bulletin import links_table
from truceline.documents.tables.linking import linked_incidents_table, linked_table
from truceline.errors import SourceError
from truceline.formats.csv_table import csv_text
from truceline.formats.files import write_together
from truceline.formats.json_text import json_text
from truceline.monitoring.membership import told, untold
from truceline.results.monitoring import LinkedCase
from truceline.services.monitor import period_of
from truceline.services.opening import asked_for
from truceline.services.outcome import Outcome
from truceline.services.record import read_record
from truceline.services.texts import stored_texts
from truceline.workflow.monitor import linked, needed_from


def link_case(case: str | Path, *, out: str | Path, until: datetime | None = None) -> Outcome[LinkedCase]:
    """Link the reports of a case as ``monitor`` does for a day that ends at ``until``, and write them by incident.

    Which report tells of which incident, whose it is and what it says goes to ``out``; the reasons of links and the
    incidents beside it, with -links and -incidents in the name. Without ``until`` the case's day ends it. Rulings,
    findings and judgements count as far as they were made by then; imports are read as for that day's bulletin.

    Raises
    ------
    CaseError, SourceError
        If the case is at fault or a file cannot be written; then nothing is written.
    """
    asked_for(until)
    found = find_case(str(case))
    read, reading = read_folder(found.files)
    period = period_of(read, None, until, timedelta(days=1))
    received = read_record(found.folder, read, reading, since=needed_from(read, period), known_at=period.end)
    made = linked(read, received.record, period.end)
    texts = stored_texts(found.folder, untold(made.membership), as_known_at=period.end)
    made = replace(made, membership=told(made.membership, texts))
    written = _write(Path(out), made)
    reports, incidents, context = len(made.membership.members), len(made.incidents), len(made.context)
    names = [str(path) for path in written]
    aside = f", {context} of context" if context else ""
    text = f"{reports} reports, {incidents} incidents{aside}; written to {', '.join(names)}\n"
    document = linking_document(reports, incidents, names, version=__version__, context=context)
    notes = (f"not applied, because a report is not known: {', '.join(made.astray)}",) if made.astray else ()
    return Outcome(made, text, json_text(document), written, notes)


def _write(out: Path, made: LinkedCase) -> tuple[Path, ...]:
    tables = {
        must_be_no_case_file(out): linked_table(made),
        out.with_name(f"{out.stem}-links.csv"): links_table(made.membership),
        out.with_name(f"{out.stem}-incidents.csv"): linked_incidents_table(made),
    }
    try:
        write_together({path: csv_text(table).encode() for path, table in tables.items()})
    except OSError as fault:
        reason = f"{out} | {fault.strerror or fault}; give a folder that can be written"
        raise SourceError("the result cannot be written", (reason,)) from fault
    return tuple(tables)
