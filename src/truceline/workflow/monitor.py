"""``monitor``: reports to incidents to judgements to violations to a bulletin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from truceline import knowledge
from truceline.agreement.vocabulary import wider
from truceline.case import Case
from truceline.monitoring.annotations import SUBJECT
from truceline.monitoring.apply_annotations import carried, rows_of, rulings_on, told_by
from truceline.monitoring.attribution import attributions
from truceline.monitoring.bulletin import PeriodRecord, compile_bulletin
from truceline.monitoring.claims.beside_observed import ObservedPeriod, claimed_beside
from truceline.monitoring.context import context_shown
from truceline.monitoring.coverage_log import Period, watched
from truceline.monitoring.fusion import gather, most
from truceline.monitoring.held_alone import with_holdings
from truceline.monitoring.incident_table import IncidentLine, lines
from truceline.monitoring.incidents import Incidents, columns
from truceline.monitoring.linkage.link_reports import Rulings
from truceline.monitoring.linkage.pair_scores import Links
from truceline.monitoring.membership import NO_MEMBERS, Membership, membership, parted_by
from truceline.monitoring.names import NOTHING_RENAMED, Renamed, renamed
from truceline.monitoring.received import NEVER, Record
from truceline.monitoring.record_linkage import link_record
from truceline.monitoring.reports import Integers
from truceline.monitoring.settlements import nearest_settlements
from truceline.monitoring.silence import Silence, WatchedIncidents, silence
from truceline.monitoring.verification import STATUSES, VerificationStatus, standings
from truceline.monitoring.violations import verdicts
from truceline.records.times import instant
from truceline.results.monitoring import Known, LinkedCase, Monitored
from truceline.workflow.bulletin_parts import RowsTold, with_parts

BEFORE = timedelta(days=30)
"""How long before what a bulletin counts its reports are read, at least. Assumed: what is older is settled."""


@dataclass(frozen=True, slots=True)
class _Judged:
    # Incidents with what people found out of them: which reports each holds, what merges part, where each stands, the
    # steps taken, and all rows that count.
    incidents: Incidents
    number: Integers
    links: Links | None
    parted: Integers
    standing: Mapping[str, VerificationStatus]
    taken: Mapping[tuple[str, str], datetime]
    astray: tuple[str, ...]
    told: RowsTold


def monitor(case: Case, record: Record, period: Period, *, version: str, known_at: datetime | None = None) -> Monitored:
    """Build the bulletin of a period from what was known at an instant, its end unless another is given.

    What was received, imported or entered later is no part of it, and neither is what people judged or found later.
    Time is that of linkage and of the verdicts on all incidents until the period's end.

    Raises
    ------
    CaseError
        If judgements or rulings cannot be followed.
    """
    known_at = known_at or period.end
    case = knowledge.known(case, (known_at - timedelta(microseconds=1)).date())
    known = record.known(period.end, known_at)
    judged = _judged(case, known, period.end, known_at)
    listed = _listed(case, judged, period)
    everything = PeriodRecord(
        sectors=case.sectors,
        observations=known.observations,
        incident=judged.number[known.observations.report],
        lines=listed,
        received=_received(judged, known),
        taken=judged.taken,
        watches=known.watches,
    )
    bulletin = compile_bulletin(
        everything,
        period,
        zone=case.time_zone,
        ladder=case.agreement.ladder,
        claimed=claimed_beside(
            known.claims, case.agreement.windows, known.acts, ObservedPeriod(listed, period, known.watches)
        ),
        silences=_silences(case, judged, known, period.end),
        astray=judged.astray,
    )
    start, end = (int(at.timestamp()) for at in (period.start, period.end))
    bulletin = replace(
        bulletin,
        lines=_placed(case, bulletin.lines),
        context=context_shown(known.context, judged.incidents, start, end),
    )
    bulletin = with_parts(bulletin, case, known, judged.told, listed)
    return Monitored(
        version=version,
        case=case,
        annotations=known.annotations,
        bulletin=bulletin,
        known=_known(known, period, known_at),
        membership=_membership(judged, known, [line.id for line in bulletin.lines], known_at),
        names=_names(case, known, judged.incidents, period.end),
        read_from=known.read_from,
        moved=_moved(judged, known, start, end),
    )


def linked(case: Case, record: Record, end: datetime) -> LinkedCase:
    """Link what was received until ``end`` into the incidents that a bulletin of that end would have.

    Findings, rulings and evidence count as far as they were made by then.

    Raises
    ------
    CaseError
        If judgements or rulings cannot be followed.
    """
    case = knowledge.known(case, (end - timedelta(microseconds=1)).date())
    known = record.known(end, end)
    judged = _judged(case, known, end, end)
    wanted = [str(judged.incidents.id[row]) for row in np.lexsort((judged.incidents.id, judged.incidents.start))]
    return LinkedCase(
        incidents=judged.incidents,
        statuses={name: stands.status for name, stands in judged.standing.items()},
        membership=_membership(judged, known, wanted, end),
        context=tuple(str(name) for name in known.context.reports.id),
        astray=judged.astray,
    )


def _moved(judged: _Judged, record: Record, start: int, end: int) -> Mapping[str, str]:
    # The incident that holds each report of the period now, where it is named after another report.
    now = np.flatnonzero((record.reports.start >= start) & (record.reports.start < end))
    held = ((f"{SUBJECT}{record.reports.id[row]}", str(judged.incidents.id[judged.number[row]])) for row in now)
    return {name: incident for name, incident in held if name != incident}


def _known(record: Record, period: Period, known_at: datetime) -> Known:
    # By when what was known, of which of the period's reports that was after its end, and of which it is not told.
    start, end = (int(at.timestamp()) for at in (period.start, period.end))
    now = (record.reports.start >= start) & (record.reports.start < end)
    now[record.observations.report] = False
    told = record.received != NEVER
    return Known(known_at, int((now & told & (record.received > end)).sum()), int((now & ~told).sum()))


def needed_from(case: Case, period: Period) -> datetime:
    """Return the instant from which a bulletin of a period needs reports.

    That is `BEFORE` ahead of the previous period, or of the days of silence that a precondition asks for, whichever
    is earlier: time for steps of the ladder that still run, and for linkage to learn from. A ladder with longer steps
    needs so much more.
    """
    steps = max((timedelta(hours=step.within_hours) for step in case.agreement.ladder), default=timedelta())
    days = max((each.days for each in case.agreement.preconditions), default=0.0)
    return min(period.previous.start, period.end - timedelta(days=days)) - max(BEFORE, steps)


def _judged(case: Case, record: Record, end: datetime, known_at: datetime) -> _Judged:
    told = record.annotations.until(known_at)
    rulings, astray = rulings_on(record.reports, told.rulings)
    incidents, number, links, parted = _incidents(case, record, rulings)
    judgements = [j for j in case.judgements if j.subject.startswith(SUBJECT) and j.at <= known_at]
    named = {f"{row.kind} {row.id}": row.incident for row in told.about_incidents}
    named |= {f"{judgement.kind} {judgement.id}": judgement.subject for judgement in judgements}
    rows = rows_of(incidents, named.values())
    incidents = told_by(incidents, told.findings, told.evidence, rows)
    standing = standings(incidents.id.tolist(), carried(incidents, judgements, rows), known_at)
    lost = (*(f"ruling {name}" for name in astray), *(name for name, subject in named.items() if subject not in rows))
    now = {subject: str(incidents.id[row]) for subject, row in rows.items()}
    steps = [(now[step.incident], step) for step in told.steps if step.incident in now and step.at <= end]
    taken = {(incident, step.word): step.at for incident, step in steps}
    return _Judged(incidents, number, links, parted, standing, taken, lost, RowsTold(told, tuple(judgements), now))


def _names(case: Case, record: Record, now: Incidents, end: datetime) -> Renamed:
    # What became of the incidents that a bulletin told of as known at the end of the period.
    earlier = record.known(end, end)
    if len(earlier.reports) == len(record.reports):
        return NOTHING_RENAMED
    rulings, _ = rulings_on(earlier.reports, record.annotations.until(end).rulings)
    return renamed(_incidents(case, earlier, rulings)[0], now)


def _membership(judged: _Judged, record: Record, wanted: Sequence[str], end: datetime) -> Membership:
    if judged.links is None:
        return NO_MEMBERS
    merges = [ruling for ruling in record.annotations.until(end).rulings if ruling.word == "merge"]
    found = membership(judged.incidents, record, judged.links, merges, wanted)
    return replace(found, parted=parted_by(judged.incidents, record, judged.parted, merges, wanted))


def _incidents(case: Case, record: Record, rulings: Rulings) -> tuple[Incidents, Integers, Links | None, Integers]:
    # The incidents, the one that each report tells of by position, why, and what merges part.
    if not len(record.reports):
        return columns(()), np.array([], dtype=np.int64), None, np.empty((0, 2), dtype=np.int64)
    linked = link_record(record, rulings)
    kinds = wider(case.agreement.vocabulary.acts)
    exactness = np.array([len(kinds.get(act, ())) for act in record.reports.acts], dtype=np.int64)
    found = gather(record.reports, linked.incident, exactness, record.arrived)
    target = most(record.target, linked.incident, len(found), np.zeros(len(record.targets)))
    return replace(found, targets=record.targets, target=target), linked.incident, linked.links, linked.parted


def _received(judged: _Judged, record: Record) -> Mapping[str, datetime]:
    # When the first report of each incident was received, where that is told.
    first = np.full(len(judged.incidents), NEVER)
    np.minimum.at(first, judged.number, record.received)
    told = np.flatnonzero(first != NEVER)
    return {str(judged.incidents.id[row]): instant(first[row]) for row in told}


def _listed(case: Case, judged: _Judged, period: Period) -> tuple[IncidentLine, ...]:
    incidents = with_holdings(judged.incidents, case.agreement, case.lines)
    who = attributions(incidents, case.agreement, case.lines)
    found = verdicts(incidents, case.agreement, case.lines, who)
    now = (incidents.start >= period.start.timestamp()) & (incidents.start < period.end.timestamp())
    return lines(
        incidents,
        found,
        case.agreement,
        drawn=case.lines,
        sectors=case.sectors,
        standing=judged.standing,
        explained=now,
    )


def _placed(case: Case, listed: tuple[IncidentLine, ...]) -> tuple[IncidentLine, ...]:
    lon, lat, radius_m = np.array([(line.lon, line.lat, line.radius_m) for line in listed]).reshape(-1, 3).T
    near = nearest_settlements(lon, lat, radius_m, case.settlements)
    return tuple(replace(line, near=each) for line, each in zip(listed, near, strict=True))


def _silences(case: Case, judged: _Judged, record: Record, end: datetime) -> tuple[Silence, ...]:
    codes = np.array([STATUSES.index(stands.status) for stands in judged.standing.values()], dtype=np.int8)
    spans = watched(record.watches)
    if record.read_from is not None:  # nobody looked for what broke the silence before
        spans = np.maximum(spans, int(record.read_from.timestamp()))
    seen = WatchedIncidents(judged.incidents, codes, spans)
    return tuple(silence(each, seen, case.agreement, case.lines, end) for each in case.agreement.preconditions)
