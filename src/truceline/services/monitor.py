"""``monitor``: from reports to a bulletin, its files, and its entries in the evidence log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.cases import CaseFolder, find_case, read_folder
from truceline.casefolder.consistency.reported_words import words_astray
from truceline.errors import CaseError, MisuseError
from truceline.feeds.catalogue import context_acts
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.membership import told, untold
from truceline.monitoring.received import Record
from truceline.render.bulletin_files import written_of
from truceline.render.labels import ENGLISH, LANGUAGES
from truceline.render.terminal import laid_out
from truceline.results.monitoring import Monitored
from truceline.services.opening import asked_for
from truceline.services.outcome import Outcome
from truceline.services.record import CaseRecord, read_record
from truceline.services.runs import LOG, run_of, runs_of, written_to
from truceline.services.summary import read_summary
from truceline.services.texts import stored_texts
from truceline.views.monitoring_text import monitoring_lines
from truceline.workflow.monitor import monitor as walk
from truceline.workflow.monitor import needed_from

_SHOWN = 20


def monitor(
    case: str | Path,
    *,
    at: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    known_at: datetime | None = None,
    days: int = 1,
    key: str | Path | None = None,
    new_key: bool = False,
    log: str | Path | None = None,
    origin: str = "",
    language: str = ENGLISH,
    replaces: str | Path | None = None,
    summary: str | Path | None = None,
    out: str | Path | None = None,
) -> Outcome[Monitored]:
    """Build the bulletin of a period from everything received, and write it in all its forms.

    ``at`` is the instant of the run. The period ends with the case's day unless ``until`` is given, and is ``days``
    long unless ``since`` is; instants without a zone are on the case's clock. Counted is what was received, imported or
    entered by ``known_at``, the period's end unless a later instant is given. With a ``key`` (a file, which
    ``new_key`` makes) judgements and bulletin are appended to the signed ``log``, ``evidence.jsonl`` among the case's
    runs if none is given; files are written only after they are in the log. The log must extend the heads that lie in
    run folders beside it. ``origin`` names a log that has no name yet.
    Unsigned the bulletin is a draft; signed it is final, or corrects the final one of the same period, of which
    ``replaces`` is the bulletin.json where it lies in no run beside the log. ``summary`` is a file of paragraphs that a
    person wrote.

    Raises
    ------
    CaseError, SourceError
        If the case, the period, the key or the log is at fault, or ``out`` cannot be written.
    MisuseError
        If there is a log or a new key is asked for and there is no key, or ``at`` names no zone.
    """
    if (log or origin) and not key:
        raise MisuseError(f"{'--log' if log else '--origin'} needs --key: an evidence log is signed")
    if language not in LANGUAGES:
        raise MisuseError(f"{language!r} is no language of bulletins; give one of {', '.join(LANGUAGES)}")
    if replaces and not key:
        raise MisuseError("--replaces needs --key: only a signed bulletin corrects another")
    if new_key and not key:
        raise MisuseError("--new-key needs --key: the file that takes the key")
    asked_for(since, until)
    found = find_case(str(case))
    run = run_of("monitor", found, at, out)
    read, reading = read_folder(found.files)
    period = period_of(read, since, until, timedelta(days=days))
    written_summary = read_summary(Path(summary)) if summary else None
    known_at = _known_at(read, known_at, period)
    received = read_record(found.folder, read, reading, since=needed_from(read, period), known_at=known_at)
    made = walk(read, received.record, period, version=__version__, known_at=known_at)
    texts = stored_texts(found.folder, untold(made.membership), as_known_at=known_at)
    made = replace(made, membership=told(made.membership, texts))
    inputs = (*read.inputs, *received.inputs)
    if written_summary:
        made = replace(made, issue=replace(made.issue, summary=written_summary.paragraphs))
        inputs = (*inputs, written_summary.input)
    asked = {"from": period.start.isoformat(), "until": period.end.isoformat(), "known_at": known_at.isoformat()}
    if language != ENGLISH:
        asked["language"] = language
    if key:
        from truceline.services.sign_bulletin import Signing, sign_bulletin  # most runs do without cryptography

        asked["log"] = _log(found, log).name
        earlier = (*([Path(replaces)] if replaces else []), run.folder / "bulletin.json")
        signing = Signing(_log(found, log), Path(key), new_key, at, origin, language, earlier)
        signed = sign_bulletin(made, inputs, signing)
        made, results, notes = signed.made, signed.files, signed.notes
    else:
        results, notes = written_of(made, language), ()
    written = run.write(results, asked, seed=read.seed, inputs=inputs)
    later = _later(received.later, known_at)
    notes = (*_words(received.record, read), *notes, *_silent(received), *later, written_to(written))
    return Outcome(made, laid_out(monitoring_lines(made)), str(results["bulletin.json"]), written, notes)


def _words(record: Record, case: Case) -> tuple[str, ...]:
    named = {"act": record.reports.acts, "weapon": record.reports.weapons, "target": record.targets}
    return words_astray(named, case.agreement, context_acts())


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


def _known_at(case: Case, known_at: datetime | None, period: Period) -> datetime:
    if known_at is None:
        return period.end
    at = (known_at if known_at.tzinfo else known_at.replace(tzinfo=ZoneInfo(case.time_zone))).astimezone(UTC)
    if at < period.end:
        what = f"{at.isoformat()} comes before the period's end, {period.end.isoformat()}; give that or a later instant"
        raise CaseError("the period cannot be monitored", (f"--known-at | {what}",))
    return at


def _later(later: Sequence[str], known_at: datetime) -> Iterator[str]:
    if later:
        what = "not counted; --known-at with a later instant counts what came by then"
        yield f"after {known_at.isoformat()} came {' and '.join(later)}: {what}"


def _log(case_folder: CaseFolder, log: str | Path | None) -> Path:
    return Path(log) if log else runs_of(case_folder) / LOG


def _silent(received: CaseRecord) -> tuple[str, ...]:
    if not received.silent:
        return ()
    return (f"reporting.csv tells of sources that reported nothing: {', '.join(received.silent[:_SHOWN])}",)
