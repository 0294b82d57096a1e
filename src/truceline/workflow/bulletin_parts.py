"""What a bulletin tells beside incidents and observations: casualties, movement, obligations, attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from truceline.case import Case
from truceline.monitoring.annotations import Annotations
from truceline.monitoring.attachments import Attached
from truceline.monitoring.bulletin import Bulletin
from truceline.monitoring.casualties import Casualties, casualties
from truceline.monitoring.compliance import obligation_states
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.incident_table import IncidentLine
from truceline.monitoring.movement import movement
from truceline.monitoring.received import Record
from truceline.records.provenance import Judgement


@dataclass(frozen=True, slots=True)
class RowsTold:
    """The rows that count at the end of a period, and the id of the incident that each subject is about ``now``."""

    annotations: Annotations
    judgements: tuple[Judgement, ...]
    now: Mapping[str, str]


def with_parts(
    bulletin: Bulletin, case: Case, record: Record, told: RowsTold, listed: Sequence[IncidentLine]
) -> Bulletin:
    """Return a bulletin with its casualties, movement, obligations and attachments; ``listed`` are all incidents."""
    period = bulletin.period
    return replace(
        bulletin,
        casualties=_casualties(told, listed, period),
        movement=movement(record.patrols, record.watches, [sector.id for sector in case.sectors], period),
        obligations=obligation_states(case.agreement.obligations, told.annotations.compliance, period.end),
        attachments=tuple(_attachments(told, {line.id for line in bulletin.lines}, period.start)),
    )


def _casualties(told: RowsTold, lines: Sequence[IncidentLine], period: Period) -> Casualties:
    rows = [(told.now[row.incident], row) for row in told.annotations.casualties if row.incident in told.now]
    before = period.previous
    return casualties(
        rows,
        [line.id for line in lines if period.holds(line.start)],
        [line.id for line in lines if before.holds(line.start)],
    )


def _attachments(told: RowsTold, incidents: set[str], start: datetime) -> Iterator[Attached]:
    # What belongs to a row on an incident of the period, or was put on record in it.
    subjects = {row.id: row.incident for row in told.annotations.about_incidents}
    subjects |= {judgement.id: judgement.subject for judgement in told.judgements}
    for record in told.annotations.attachments:
        incident = told.now.get(subjects.get(record.of, ""), "")
        if incident in incidents or record.at >= start:
            yield Attached(record, incident)
