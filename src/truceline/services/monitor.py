"""``monitor``: from reports to a bulletin, its files, and its entries in the evidence log."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.cases import CaseFolder, find_case, read_folder
from truceline.documents.evidence import head_document
from truceline.errors import CaseError, MisuseError, TrucelineError
from truceline.formats.json_text import json_text
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.membership import told, untold
from truceline.render.bulletin_files import bulletin_files
from truceline.render.terminal import laid_out
from truceline.results.monitoring import Monitored
from truceline.services.outcome import Outcome
from truceline.services.record import CaseRecord, read_record
from truceline.services.runs import LOG, run_of, runs_of, written_to
from truceline.services.texts import stored_texts
from truceline.views.monitoring_text import monitoring_lines
from truceline.workflow.monitor import monitor as walk
from truceline.workflow.monitor import needed_from

if TYPE_CHECKING:
    from truceline.evidence.appending import Appended
    from truceline.evidence.log import Log

_SHOWN = 20


def monitor(
    case: str | Path,
    *,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    days: int = 1,
    key: str | Path | None = None,
    new_key: bool = False,
    log: str | Path | None = None,
    out: str | Path | None = None,
) -> Outcome[Monitored]:
    """Build the bulletin of a period from everything received, and write it in all its forms.

    ``at`` is the instant of the run. The period ends with the case's day unless ``until`` is given, and is ``days``
    long unless ``since`` is; instants without a zone are on the case's clock. With a ``key`` (a file, which
    ``new_key`` makes) judgements and bulletin are appended to the signed ``log``, ``evidence.jsonl`` among the case's
    runs if none is given; files are written only after they are in the log. The log must extend the heads that lie in
    run folders beside it.

    Raises
    ------
    CaseError, SourceError
        If the case, the period, the key or the log is at fault, or ``out`` cannot be written.
    MisuseError
        If there is a log or a new key is asked for and there is no key, or ``at`` names no zone.
    """
    if log and not key:
        raise MisuseError("--log needs --key: an evidence log is signed")
    if new_key and not key:
        raise MisuseError("--new-key needs --key: the file that takes the key")
    found = find_case(str(case))
    run = run_of("monitor", found, at, out)
    read, reading = read_folder(found.folder)
    period = period_of(read, since, until, timedelta(days=days))
    received = read_record(found.folder, read, reading, since=needed_from(read, period))
    made = walk(read, received.record, period, version=__version__)
    texts = stored_texts(found.folder, untold(made.membership))
    made = replace(made, membership=told(made.membership, texts))
    results = bulletin_files(made)
    asked = {"from": period.start.isoformat(), "until": period.end.isoformat()}
    notes: tuple[str, ...] = ()
    if key:
        path = _log(found, log)
        appended = _sign(made, path, Path(key), new_key=new_key)
        results["head.json"] = _head(appended.log, made.version)
        asked["log"] = path.name
        notes = (*_set_aside(appended), *_gone(appended.log, made))
    inputs = (*read.inputs, *received.inputs)
    written = run.write(results, asked, seed=read.seed, inputs=inputs)
    notes = (*notes, *_silent(received), written_to(written))
    return Outcome(made, laid_out(monitoring_lines(made)), results["bulletin.json"], written, notes)


def period_of(case: Case, since: datetime | None, until: datetime | None, length: timedelta) -> Period:
    """Return the period that is asked for: until the end of the case's day, and so long, where nothing else is.

    Instants without a zone are on the case's clock.

    Raises
    ------
    CaseError
        If it ends before it starts.
    """
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


def _sign(made: Monitored, log: Path, key: Path, *, new_key: bool) -> Appended:
    # These load cryptography, which most runs do without.
    from truceline.evidence.appending import append
    from truceline.evidence.keys import make_key, read_key
    from truceline.services.evidence_entries import entries_of
    from truceline.services.kept_heads import kept_heads

    log.parent.mkdir(parents=True, exist_ok=True)
    kept = kept_heads(log)
    signer = make_key(key) if new_key else read_key(key)
    try:
        return append(log, entries_of(made), signer, kept)
    except TrucelineError:
        if new_key:
            key.unlink()  # nothing was signed with it
        raise


def _head(log: Log, version: str) -> str:
    return json_text(head_document(log.head.document(), version=version)) if log.head else "{}\n"


def _silent(received: CaseRecord) -> tuple[str, ...]:
    if not received.silent:
        return ()
    return (f"reporting.csv tells of sources that reported nothing: {', '.join(received.silent[:_SHOWN])}",)


def _set_aside(appended: Appended) -> tuple[str, ...]:
    if appended.set_aside is None:
        return ()
    return (f"an append to the log that never finished was set aside in {appended.set_aside}; the log goes on without",)


def _gone(log: Log, made: Monitored) -> tuple[str, ...]:
    from truceline.services.evidence_entries import rows_gone

    gone = rows_gone(log, made)
    if not gone:
        return ()
    shown = ", ".join(gone[:_SHOWN]) + (f" and {len(gone) - _SHOWN} more" if len(gone) > _SHOWN else "")
    return (f"in the log, but no longer in the case: {shown}; put them back, or append rows that replace them",)
