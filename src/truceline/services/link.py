"""``link``: reports to incidents, stand-alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from truceline import __version__
from truceline.casefolder.bundled import bundled_cases
from truceline.casefolder.outside import must_be_no_case_file
from truceline.documents.linking import linking_document
from truceline.errors import MisuseError
from truceline.formats.json_text import json_text
from truceline.formats.report_files import Read, read_told_reports, write_linkage
from truceline.monitoring.linkage.link_reports import Linked, Rulings
from truceline.monitoring.linkage.link_reports import link as link_reports
from truceline.monitoring.reports import Reports
from truceline.services.context import context_among
from truceline.services.outcome import Outcome

if TYPE_CHECKING:
    from truceline.results.monitoring import LinkedCase

PARTITIONS = 8
"""Partitions of time on a cluster, unless others are asked for."""


def link(
    files: Sequence[str | Path],
    *,
    out: str | Path,
    until: datetime | None = None,
    repeats: Collection[str] = (),
    rulings: str | Path | None = None,
    scheduler: str = "",
    partitions: int | None = None,
) -> Outcome[Linked] | Outcome[LinkedCase]:
    """Link the reports of files, or of one case (`link_case`), into incidents; write which tells of which, and why.

    Incidents go to ``out``, the reasons of every link beside it, with -links in the name. ``repeats`` are sources that
    may report an incident twice, ``rulings`` a table of merges and splits that bind. The ``scheduler`` of a dask
    cluster links in ``partitions`` of time; the result is the same. These are for files; ``until`` is for a case.

    Rows whose act is context (as the feeds' tables say) are not linked and make no incident: they stand in ``out``
    without one, and the result counts the reports alone.

    Raises
    ------
    CaseError, SourceError
        If a file is at fault or cannot be written, or the cluster cannot be reached; then nothing is written.
    MisuseError
        If options for files are given with a case, or the other way round.
    """
    if _is_case(files):
        for_files = {"repeats": repeats, "rulings": rulings, "scheduler": scheduler, "partitions": partitions}
        if given := [f"--{name}" for name, value in for_files.items() if value]:
            what = f"{', '.join(given)} is for files of reports; a case has its own reporting.csv and rulings.csv"
            raise MisuseError(what)
        from truceline.services.link_case import link_case  # loads what monitor needs, which files do without

        return link_case(files[0], out=out, until=until)
    if until is not None:
        raise MisuseError("--until is for a case; of files all reports are linked")
    reports, texts = read_told_reports(*map(Path, files))
    context, _ = context_among(reports)
    kept = reports.without(context) if context.any() else reports
    ruled, notes = _ruled(Path(rulings), kept) if rulings else (None, ())
    cuts = partitions or (PARTITIONS if scheduler else 1)
    found = _linked(kept, frozenset(repeats), ruled, scheduler, cuts)
    written = _write(Path(out), Read(reports, context, texts), found)
    incidents = int(found.incident.max(initial=-1)) + 1
    names = [str(path) for path in written]
    aside = f", {int(context.sum())} of context" if context.any() else ""
    text = f"{len(kept)} reports, {incidents} incidents{aside}; written to {' and '.join(names)}\n"
    document = linking_document(len(kept), incidents, names, version=__version__, context=int(context.sum()))
    return Outcome(found, text, json_text(document), written, notes)


def _is_case(files: Sequence[str | Path]) -> bool:
    # A folder, or what is no file and bears the name of a bundled case.
    if len(files) != 1 or Path(files[0]).is_file():
        return False
    return Path(files[0]).is_dir() or str(files[0]) in bundled_cases()


def _ruled(path: Path, reports: Reports) -> tuple[Rulings, tuple[str, ...]]:
    # What a table of a case is read with takes longer to load than 200,000 reports to read: only where there is one.
    from truceline.casefolder.schema.findings import RulingRow
    from truceline.casefolder.table_file import read_table
    from truceline.monitoring.append_only import counting, known_by
    from truceline.monitoring.apply_annotations import rulings_on

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


def _write(out: Path, read: Read, linkage: Linked) -> tuple[Path, Path]:
    reasons = must_be_no_case_file(out).with_name(f"{out.stem}-links.csv")
    write_linkage(out, reasons, read, linkage)
    return out, reasons
