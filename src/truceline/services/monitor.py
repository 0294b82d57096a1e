"""``monitor``: from reports to a bulletin, its files, and its entries in the evidence log."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.cases import CaseFolder, find_case, read_folder
from truceline.documents.evidence import head_document
from truceline.errors import CaseError, MisuseError
from truceline.formats.json_text import json_text
from truceline.monitoring.coverage_log import Period
from truceline.render.bulletin_files import bulletin_files
from truceline.render.terminal import laid_out
from truceline.results.monitoring import Monitored
from truceline.services.outcome import Outcome
from truceline.services.record import read_record
from truceline.services.runs import run_of, runs_of, written_to
from truceline.views.monitoring_text import monitoring_lines
from truceline.workflow.monitor import monitor as walk
from truceline.workflow.monitor import needed_from

LOG = "evidence.jsonl"
"""The evidence log among a case's runs, unless another is given."""


def monitor(
    case: str | Path,
    *,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    days: int = 1,
    key: str | Path | None = None,
    log: str | Path | None = None,
    out: str | Path | None = None,
) -> Outcome[Monitored]:
    """Build the bulletin of a period from everything received, and write it in all its forms.

    ``at`` is the instant of the run. The period ends with the case's day unless ``until`` is given, and is ``days``
    long unless ``since`` is; instants without a zone are on the case's clock. With a ``key`` (a file; made if new)
    judgements and bulletin are appended to the signed ``log``, ``evidence.jsonl`` among the case's runs if none is
    given; files are written only after they are in the log.

    Raises
    ------
    CaseError, SourceError
        If the case, the period, the key or the log is at fault, or ``out`` cannot be written.
    MisuseError
        If there is a log and no key, or ``at`` names no zone.
    """
    if log and not key:
        raise MisuseError("--log needs --key: an evidence log is signed")
    found = find_case(str(case))
    run = run_of("monitor", found, at, out)
    read, reading = read_folder(found.folder)
    period = _period(read, since, until, timedelta(days=days))
    received = read_record(found.folder, read, reading, since=needed_from(read, period))
    made = walk(read, received.record, period, version=__version__)
    results = bulletin_files(made)
    if key:
        results["head.json"] = _sign(made, _log(found, log), Path(key))
    asked = {"from": period.start.isoformat(), "until": period.end.isoformat()}
    inputs = (*read.inputs, *received.inputs)
    written = run.write(results, asked, seed=read.seed, inputs=inputs)
    return Outcome(made, laid_out(monitoring_lines(made)), results["bulletin.json"], written, (written_to(written),))


def _period(case: Case, since: datetime | None, until: datetime | None, length: timedelta) -> Period:
    zone = ZoneInfo(case.time_zone)
    end = until or datetime.combine(case.as_of + timedelta(days=1), time(), zone)
    end = end if end.tzinfo else end.replace(tzinfo=zone)
    start = since or end - length
    start = start if start.tzinfo else start.replace(tzinfo=zone)
    period = Period(start.astimezone(UTC), end.astimezone(UTC))
    if period.end <= period.start:
        what = (
            f"{period.start.isoformat()} to {period.end.isoformat()} ends before it starts; exchange --from and --until"
        )
        raise CaseError("the period cannot be monitored", (f"period | {what}",))
    return period


def _log(case_folder: CaseFolder, log: str | Path | None) -> Path:
    return Path(log) if log else runs_of(case_folder) / LOG


def _sign(made: Monitored, log: Path, key: Path) -> str:
    from truceline.evidence.log import append, read_key  # loads cryptography, which most runs do without
    from truceline.services.evidence_entries import entries_of

    log.parent.mkdir(parents=True, exist_ok=True)
    head = append(log, entries_of(made), read_key(key)).head
    return json_text(head_document(head.document(), version=made.version)) if head else "{}\n"
