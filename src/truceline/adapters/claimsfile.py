"""Claims files: the CSV form of the claims ledger."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from truceline.adapters.csvfile import read_rows
from truceline.adapters.faults import Faults, Place
from truceline.adapters.files import read_text
from truceline.adapters.schema.monitoring import ClaimRow
from truceline.adapters.schema.shape import fit
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
    rows = [] if found is None else read_rows(found[0], path.name, columns, faults)
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


def _at(name: str, line: int, path: Keys) -> Place:
    return Place(name, line, written(path[:1]))
