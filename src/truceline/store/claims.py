"""Claims of the parties that were imported into the store of a case."""

from __future__ import annotations

from datetime import datetime

from truceline.monitoring.claims.ledger import Claim
from truceline.records.times import instant
from truceline.store.received import StoredRow, read_rows
from truceline.store.report_tables import ReportTables


def stored_claims(tables: ReportTables | None, *, as_known_at: datetime | None = None) -> tuple[Claim, ...]:
    """Read the claims that were imported into a case, in the order in which they first came.

    They are as they were known at an instant; None asks for what is known now. Those that give no count are left out:
    they claim nothing that could be set beside what was observed. Claims of a store that was made before clocks were
    kept are taken as given in UTC.

    Raises
    ------
    SourceError
        If the store is damaged.
    """
    rows = read_rows(tables, "claim", as_known_at=as_known_at)
    return tuple(_stored(row) for row in rows if row.detail["count"])


def _stored(row: StoredRow) -> Claim:
    told = row.detail
    return Claim(
        id=row.id,
        truce=told["truce"],
        claimant=row.source,
        accused=row.label,
        start=instant(row.start),
        end=None if row.end is None else instant(row.end),
        zone=told.get("window_tz", "") or "UTC",
        scope=told["scope"],
        category=told["category"],
        count=int(told["count"]),
        at_least=told["at_least"] == "1",
        cumulative=told["cumulative_total"] == "1",
        reported_by=told["reported_by"],
        url=told["url"],
        quote=told["quote"],
    )
