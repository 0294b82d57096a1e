"""Documents of `export`: a ledger written in another form."""

from __future__ import annotations

from datetime import date

from truceline.documents.envelope import head
from truceline.documents.shapes.export import ExportDocument

FORMAT = 1
"""The first."""


def export_document(
    case: str, as_of: date, written: str, *, statements: int, left_out: int, version: str
) -> ExportDocument:
    """Write which ledger was written where, how many statements it holds, and how many positions it does not."""
    return {
        **head("export", FORMAT, version=version),
        "case": case,
        "as_of": as_of.isoformat(),
        "written": written,
        "statements": statements,
        "left_out": left_out,
    }
