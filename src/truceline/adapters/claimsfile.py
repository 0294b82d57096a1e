"""Claims of the parties: from files, the CSV form of the ledger, and from the store of a case."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from truceline.adapters import csvfile
from truceline.adapters.faults import Faults, Place
from truceline.adapters.files import read_text
from truceline.adapters.schema.monitoring import ClaimRow
from truceline.adapters.schema.shape import fit
from truceline.adapters.store import Row, read_rows
from truceline.adapters.yamlfile import Path as Keys
from truceline.adapters.yamlfile import written
from truceline.monitoring.claims import Claim


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Read a claims file, in its order, whole or not at all; its columns are those of a case's ``claims.csv``.

    Raises
    ------
    CaseError
        If anything is wrong with it; all faults, with line and column.
    """
    faults, columns = Faults(), ClaimRow.written_keys()
    found = read_text(path.parent, path.name, faults)
    rows = [] if found is None else csvfile.read_rows(found[0], path.name, columns, faults)
    first: dict[str, int] = {}
    claims = []
    for row in rows:
        claim_id = row.cells.get("claim_id", "")
        if claim_id and first.setdefault(claim_id, row.line) != row.line:
            what = f"the id {claim_id!r} is given twice (first on line {first[claim_id]}); rename one"
            faults.add(Place(path.name, row.line, "claim_id"), what)
        shape = fit(ClaimRow, row.cells, partial(_at, path.name, row.line), faults, told=columns)
        if shape is not None:
            claims.append(shape.record())
    faults.raise_if_any(str(path))
    return tuple(claims)


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


def _at(name: str, line: int, path: Keys) -> Place:
    return Place(name, line, written(path[:1]))
