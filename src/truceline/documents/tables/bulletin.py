"""The tables of ``truceline monitor``: sectors, observations and incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.documents.bulletin import context_part, incident_part, tally_part
from truceline.documents.shapes.bulletin import IncidentRow, NearContextRow
from truceline.documents.tables.table import Cell, Table
from truceline.monitoring.bulletin import SectorCount
from truceline.monitoring.observations import UNIT
from truceline.results.monitoring import Monitored

_TALLY = (
    "violations",
    "explosions",
    "live_fire_training",
    "each_incident_once",
    "observable_post_hours",
    "violations_per_post_hour",
)
_BEFORE = ("previous_violations", "previous_explosions", "change", "previous_violations_per_post_hour")


def sectors_table(made: Monitored) -> Table:
    """List what was observed in each sector, beside the period before, and in all of them."""
    bulletin = made.bulletin
    rows = [_sector(row.sector or "outside", row) for row in bulletin.sectors]
    return Table(("sector", *_TALLY, *_BEFORE, "unit"), (*rows, _sector("all", bulletin.total)))


def _sector(name: str, row: SectorCount) -> Sequence[Cell]:
    now, before = tally_part(row.now), tally_part(row.before)
    both = row.now.looked and row.before.looked
    more = row.now.violations - row.before.violations
    return (
        name,
        now["violations"],
        now["explosions"],
        now["live_fire_training"],
        now["each_incident_once"],
        now["observable_post_hours"],
        now["violations_per_post_hour"],
        before["violations"],
        before["explosions"],
        (f"{more:+,}" if more else "as before") if both else None,
        before["violations_per_post_hour"],
        UNIT,
    )


def observations_table(made: Monitored) -> Table:
    """List the period's observations in the form that monitors publish; instants are seconds since 1970, UTC."""
    columns = (
        *("id", "position", "distance", "bearing", "means", "number", "observation", "description", "weapon"),
        *("start", "end", "assessed"),
    )
    return Table(columns, tuple(_observations(made)))


def _observations(made: Monitored) -> Iterator[Sequence[Cell]]:
    found = made.bulletin.table
    for row in range(len(found)):
        yield (
            str(found.id[row]),
            str(found.position[row]),
            str(found.distance[row]),
            str(found.bearing[row]),
            str(found.means[row]),
            int(found.number[row]),
            str(found.observation[row]),
            str(found.description[row]),
            str(found.weapon[row]),
            int(found.start[row]),
            int(found.end[row]),
            "live-fire-training" if found.training[row] else "",
        )


def incidents_table(made: Monitored) -> Table:
    """List the period's incidents: the same keys as in the bulletin."""
    columns = (
        *("id", "sector", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "reports", "status"),
        *("verdict", "provisions", "missing", "zones", "actor", "confidence", "evidence"),
    )
    parts = [incident_part(line) for line in made.bulletin.lines]
    return Table(columns, tuple(_incident(part) for part in parts))


def context_table(made: Monitored) -> Table:
    """List the context that lies near the period's incidents: the same keys as in the bulletin."""
    columns = ("incident", "act", "start", "end", "lat", "lon", "radius_m", "distance_m", "observations", "sources")
    parts = [context_part(near) for near in made.bulletin.context.near]
    return Table(columns, tuple(_context(part) for part in parts))


def _context(row: NearContextRow) -> Sequence[Cell]:
    return (
        row["incident"],
        row["act"],
        row["start"],
        row["end"],
        row["lat"],
        row["lon"],
        row["radius_m"],
        row["distance_m"],
        row["observations"],
        row["sources"],
    )


def _incident(row: IncidentRow) -> Sequence[Cell]:
    return (
        row["id"],
        row["sector"],
        row["start"],
        row["end"],
        row["lat"],
        row["lon"],
        row["radius_m"],
        row["act"],
        row["weapon"],
        row["target"],
        row["reports"],
        row["status"],
        row["verdict"],
        row["provisions"],
        row["missing"],
        row["zones"],
        row["actor"],
        row["confidence"],
        row["evidence"],
    )
