"""The document of `add`."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.shapes.added_row import AddedRowDocument
from truceline.results.added_row import AddedRow

FORMAT = 1


def added_row_document(added: AddedRow, case: str, *, version: str) -> AddedRowDocument:
    """Write which row was added to which table of a case folder."""
    return {
        **head("added-row", FORMAT, version=version),
        "case": case,
        "table": added.table,
        "file": added.file,
        "id": added.id,
        "row": dict(added.row),
    }
