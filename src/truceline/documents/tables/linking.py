"""The tables of ``truceline link`` of a case: which report tells of which incident, and what the incidents are."""

from __future__ import annotations

from truceline.documents.numbers import degrees, radius
from truceline.documents.tables.table import Table
from truceline.monitoring.incidents import Incidents
from truceline.records.times import instant
from truceline.results.monitoring import LinkedCase


def linked_table(found: LinkedCase) -> Table:
    """List every report with its incident; context stands without one."""
    rows = [(member.id, member.incident, member.source, member.text) for member in found.membership.members]
    aside = [(name, "", "", "") for name in found.context]
    return Table(("id", "incident", "source", "text"), (*rows, *aside))


def linked_incidents_table(found: LinkedCase) -> Table:
    """List the incidents, as findings have them, by their starts."""
    columns = (
        *("id", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "status"),
        *("reports", "report_ids"),
    )
    reports: dict[str, list[str]] = {}
    for member in found.membership.members:
        reports.setdefault(member.incident, []).append(member.id)
    rows = {str(name): row for row, name in enumerate(found.incidents.id)}
    return Table(
        columns,
        tuple(
            (*_incident(found.incidents, rows[name]), found.statuses[name], len(its), "; ".join(its))
            for name, its in reports.items()
        ),
    )


def _incident(incidents: Incidents, row: int) -> tuple[str | float | int | None, ...]:
    return (
        str(incidents.id[row]),
        instant(incidents.start[row]).isoformat(),
        instant(incidents.end[row]).isoformat(),
        degrees(float(incidents.lat[row])),
        degrees(float(incidents.lon[row])),
        radius(float(incidents.radius_m[row])),
        *(incidents.name(column, row) for column in ("act", "weapon", "target")),
    )
