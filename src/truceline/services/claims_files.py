"""Claims of the parties: from files, the CSV form of the ledger, and from the store of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from truceline.casefolder.schema.monitoring import ClaimRow
from truceline.casefolder.table_file import read_table
from truceline.monitoring.claims.ledger import Claim
from truceline.store.received import Row, read_rows


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Read a claims file, in its order, whole or not at all; its columns are those of a case's ``claims.csv``.

    Raises
    ------
    CaseError
        If anything is wrong with it; all faults, with line and column.
    """
    return tuple(row.record() for row in read_table(path, ClaimRow))


def stored_claims(case_folder: Path) -> tuple[Claim, ...]:
    """Read the claims that were imported into a case, in the order in which they first came.

    Those that give no count are left out: they claim nothing that could be set beside what was observed. Claims of a
    store that was made before clocks were kept are taken as given in UTC.

    Raises
    ------
    SourceError
        If the store is damaged.
    """
    return tuple(_stored(row) for row in read_rows(case_folder, "claim") if row.detail["count"])


def _stored(row: Row) -> Claim:
    told = row.detail
    return Claim(
        id=row.native_id,
        truce=told["truce"],
        claimant=row.source,
        accused=row.label,
        start=_instant(row.start),
        end=None if row.end is None else _instant(row.end),
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


def _instant(second: int) -> datetime:
    return datetime.fromtimestamp(second, UTC)
