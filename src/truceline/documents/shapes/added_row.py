"""The shape of the document of `add`."""

from __future__ import annotations

from truceline.documents.envelope import DocumentHead


class AddedRowDocument(DocumentHead):
    """A row that was added to a table of a case."""

    case: str
    """The case folder, as it was named."""
    table: str
    """What one row of the table is, such as `finding`."""
    file: str
    """The table's file."""
    id: str
    """The row's id."""
    row: dict[str, str]
    """The row's cells as written, by column."""
