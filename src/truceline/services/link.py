"""``link``: reports to incidents, stand-alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from truceline import __version__
from truceline.casefolder.changing import must_be_no_case_file
from truceline.casefolder.schema.findings import RulingRow
from truceline.casefolder.table_file import read_table
from truceline.documents.linking import linking_document
from truceline.formats.json_text import json_text
from truceline.formats.report_files import read_reports, write_linkage
from truceline.monitoring.append_only import counting, known_by
from truceline.monitoring.apply_annotations import rulings_on
from truceline.monitoring.linkage.link_reports import Linked, Rulings
from truceline.monitoring.linkage.link_reports import link as link_reports
from truceline.monitoring.reports import Bools, Reports
from truceline.services.context import context_among
from truceline.services.outcome import Outcome

PARTITIONS = 8
"""Partitions of time on a cluster, unless others are asked for."""


def link(
    files: Iterable[str | Path],
    *,
    out: str | Path,
    repeats: Collection[str] = (),
    rulings: str | Path | None = None,
    scheduler: str = "",
    partitions: int | None = None,
) -> Outcome[Linked]:
    """Link the reports of files into incidents, and write which report tells of which, and why.

    Incidents go to ``out``, the reasons of every link beside it, with -links in the name. ``repeats`` are sources that
    may report an incident twice, ``rulings`` a table of merges and splits that bind. The ``scheduler`` of a dask
    cluster links in ``partitions`` of time; the result is the same.

    Rows whose act is context (as the feeds' tables say) are not linked and make no incident: they stand in ``out``
    without one, and the result counts the reports alone.

    Raises
    ------
    CaseError, SourceError
        If a file is at fault or cannot be written, or the cluster cannot be reached; then nothing is written.
    """
    reports = read_reports(*map(Path, files))
    context, _ = context_among(reports)
    kept = reports.without(context) if context.any() else reports
    ruled, notes = _ruled(Path(rulings), kept) if rulings else (None, ())
    cuts = partitions or (PARTITIONS if scheduler else 1)
    found = _linked(kept, frozenset(repeats), ruled, scheduler, cuts)
    written = _write(Path(out), reports, context, found)
    incidents = int(found.incident.max(initial=-1)) + 1
    names = [str(path) for path in written]
    aside = f", {int(context.sum())} of context" if context.any() else ""
    text = f"{len(kept)} reports, {incidents} incidents{aside}; written to {' and '.join(names)}\n"
    document = linking_document(len(kept), incidents, names, version=__version__, context=int(context.sum()))
    return Outcome(found, text, json_text(document), written, notes)


def _ruled(path: Path, reports: Reports) -> tuple[Rulings, tuple[str, ...]]:
    rows = [row.record() for row in read_table(path, RulingRow)]
    rulings, astray = rulings_on(reports, counting(known_by(rows, datetime.max.replace(tzinfo=UTC))))
    if not astray:
        return rulings, ()
    return rulings, (f"not applied, because a report is not among these: {', '.join(astray)}",)


def _linked(
    reports: Reports, repeats: frozenset[str], rulings: Rulings | None, scheduler: str, partitions: int
) -> Linked:
    if not scheduler and partitions == 1:
        return link_reports(reports, rulings=rulings, repeats=repeats)
    from truceline.compute.cluster import tasks_on
    from truceline.monitoring.linkage.partitions import link_partitions

    if not scheduler:
        return link_partitions(reports, partitions, rulings=rulings, repeats=repeats)
    run = partial(tasks_on, scheduler)
    return link_partitions(reports, partitions, rulings=rulings, repeats=repeats, run=run, run_clusters=run)


def _write(out: Path, reports: Reports, context: Bools, linkage: Linked) -> tuple[Path, Path]:
    reasons = must_be_no_case_file(out).with_name(f"{out.stem}-links.csv")
    write_linkage(out, reasons, (reports, context), linkage)
    return out, reasons
