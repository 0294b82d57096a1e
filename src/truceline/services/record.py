"""What monitoring knows of a case beside the case itself: its tables, its report files and what was imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from truceline.case import Case
from truceline.casefolder.monitoring_tables import read_monitoring_tables
from truceline.casefolder.reading import FolderReading
from truceline.casefolder.report_folder import report_files
from truceline.feeds.codes import codes_of
from truceline.formats.report_files import read_received_files
from truceline.monitoring.apply_annotations import named_reports
from truceline.monitoring.received import NEVER, ReceivedReports, Record, joined
from truceline.records.provenance import Input
from truceline.services.context import context_among
from truceline.store.claims import stored_claims
from truceline.store.received import Import, holds_older, read_imports, read_received
from truceline.store.sqlite import reading as reading_store
from truceline.store.tables import FOLDER, STORE
from truceline.views.wording import plural


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """The record of a case, the further files it was read from, and in words what came ``later`` than was asked for.

    ``silent`` are sources of which the case says something, but that reported nothing; none where not all was read.
    """

    record: Record
    inputs: tuple[Input, ...]
    silent: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


def read_record(
    folder: Path,
    case: Case,
    reading: FolderReading | None = None,
    *,
    since: datetime | None = None,
    known_at: datetime | None = None,
) -> CaseRecord:
    """Read what was received in a case folder until ``known_at``, or whenever.

    ``case`` is the case of that folder, read by ``reading``; without a reading, the tables of monitoring are read.

    Reports are the observations, all CSV and Parquet files in ``reports/`` (columns as for ``truceline link``, and
    where known ``weapon`` and ``target``, as terms of the vocabulary, and ``received``, a time as in ``time``), and
    what was imported from feeds. An observation is received when it ends, an imported report when it was first
    imported, one of a file when the file says, if it does.
    A source is named as the case's table of sources says; positions and sources of feeds are named without one, others
    not. Claims are those of the case's ledger, then those imported.

    Of what was imported, reports that ended before ``since`` are left out, unless a claim covers the time or somebody
    judged, ruled or found something on them: memory then grows with the time asked for, not with the store.

    Raises
    ------
    CaseError, SourceError
        If a file is at fault; all its faults are listed.
    """
    tables = read_monitoring_tables(folder, case, reading)
    paths = report_files(folder)
    parsed, hashes = read_received_files(*paths) if paths else (None, ())
    files = (Input(path.relative_to(folder).as_posix(), sha256) for path, sha256 in zip(paths, hashes, strict=True))
    told, later = (parsed, 0) if parsed is None or known_at is None else _by(parsed, known_at)
    with reading_store(folder) as stored:
        claims = (*tables.claims, *stored_claims(stored, as_known_at=known_at))
        first = since and min([since, *(claim.start for claim in claims)])
        named = named_reports(case.judgements, tables.annotations)
        imported = read_received(stored, since=first, as_known_at=known_at, named=named)
        left_out = first if first and holds_older(stored, first, as_known_at=known_at) else None
        imports = read_imports(stored, as_known_at=known_at)
        later_imports = len(read_imports(stored)) - len(imports)
    everything = joined([tables.observed, *([told] if told else []), imported])
    shown = {name: name for part in (tables.observed, imported) for name in part.reports.sources}
    mask, context = context_among(everything.reports, everything.context)
    received = everything.without(mask) if mask.any() else everything
    record = Record(
        reports=received.reports,
        target=received.target,
        targets=received.targets,
        received=received.received,
        arrived=received.arrived,
        observations=tables.observations,
        watches=tables.watches,
        patrols=tables.patrols,
        claims=claims,
        acts={category: word.act for category, word in codes_of("claims").words.items()},
        annotations=tables.annotations,
        context=context,
        shown_as={**shown, **tables.titles},
        repeats=tables.repeats,
        texts=received.texts,
        read_from=left_out,
    )
    told_of = sorted((tables.repeats | {*tables.titles}) - {*everything.reports.sources})
    return CaseRecord(
        record,
        (*files, *_imported(imports)),
        silent=() if record.read_from or later or later_imports else tuple(told_of),
        later=tuple(_told(later, later_imports)),
    )


def _by(received: ReceivedReports, known_at: datetime) -> tuple[ReceivedReports, int]:
    # What was received by an instant, and how many reports that began before it came later.
    at = int(known_at.timestamp())
    unknown = (received.received > at) & (received.received != NEVER)
    return received.without(unknown), int((unknown & (received.reports.start < at)).sum())


def _told(reports: int, imports: int) -> Iterator[str]:
    if reports:
        yield f"{plural(reports, 'report')} in {FOLDER}/"
    if imports:
        yield plural(imports, "import")


def _imported(imports: Iterable[Import]) -> Iterator[Input]:
    # The store's own bytes differ from machine to machine; what was imported into it does not.
    for each in imports:
        yield Input(f"{FOLDER}/{STORE} import {each.number}: {each.feed} {each.file}", each.sha256)
