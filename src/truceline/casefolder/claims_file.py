"""Claims of the parties from files of their own, the CSV form of the ledger."""

from __future__ import annotations

from pathlib import Path

from truceline.casefolder.schema.monitoring import ClaimRow
from truceline.casefolder.table_file import read_table
from truceline.monitoring.claims.ledger import Claim


def read_claims(path: Path) -> tuple[Claim, ...]:
    """Read a claims file, in its order, whole or not at all; its columns are those of a case's ``claims.csv``.

    Raises
    ------
    CaseError
        If anything is wrong with it; all faults, with line and column.
    """
    return tuple(row.record() for row in read_table(path, ClaimRow))
