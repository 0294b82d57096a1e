"""What a bulletin tells beside incidents and observations: their casualties."""

from __future__ import annotations

from collections.abc import Mapping

from truceline.monitoring.annotations import Annotations
from truceline.monitoring.casualties import Casualties, casualties
from truceline.monitoring.coverage_log import Period
from truceline.monitoring.incident_table import IncidentLine


def casualties_of(
    told: Annotations, now: Mapping[str, str], lines: tuple[IncidentLine, ...], period: Period
) -> Casualties:
    """Count the casualties of a period's incidents, by what was ``told`` by its end.

    ``now`` gives the id of the incident that a subject is about; of others nothing is counted.
    """
    rows = [(now[row.incident], row) for row in told.casualties if row.incident in now]
    before = period.previous
    return casualties(
        rows,
        [line.id for line in lines if period.holds(line.start)],
        [line.id for line in lines if before.holds(line.start)],
    )
