"""The tables of ``truceline monitor``: sectors, observations, incidents, and the reports and links of incidents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.documents.bulletin import context_part, incident_part, link_part, report_part, tally_part
from truceline.documents.tables.table import Cell, Table, keyed_table
from truceline.monitoring.bulletin import SectorCount
from truceline.monitoring.membership import Membership
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
        *("id", "sector", "start", "end", "lat", "lon", "radius_m", "act", "weapon", "target", "reports"),
        *("report_ids", "links", "merged_from", "split_from", "split_into", "status", "verdict", "provisions"),
        *("missing", "zones", "actor", "confidence", "evidence"),
    )
    parts = [incident_part(line, made) for line in made.bulletin.lines]
    more = ("settlement", "settlement_id", "settlement_distance_m", "settlement_bearing")
    return keyed_table((*columns, *more) if made.case.settlements else columns, parts)


def reports_table(made: Monitored) -> Table:
    """List the reports of the period's incidents: the same keys as in the bulletin."""
    columns = (
        *("incident", "report", "source", "start", "end", "received", "lat", "lon", "radius_m", "act", "weapon"),
        *("target", "text"),
    )
    parts = [report_part(member) for member in made.membership.members]
    return keyed_table(columns, parts)


def links_table(found: Membership) -> Table:
    """List why the reports of incidents are linked: the same keys as in the bulletin."""
    columns = (
        *("incident", "report_a", "report_b", "distance_m", "lag_min", "place", "time", "act", "weapon", "rate"),
        *("prior", "log_odds", "posterior", "ruling"),
    )
    return keyed_table(columns, map(link_part, found.links))


def context_table(made: Monitored) -> Table:
    """List the context that lies near the period's incidents: the same keys as in the bulletin."""
    columns = ("incident", "act", "start", "end", "lat", "lon", "radius_m", "distance_m", "observations", "sources")
    parts = [context_part(near) for near in made.bulletin.context.near]
    return keyed_table(columns, parts)
