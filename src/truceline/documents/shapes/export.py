"""The shape of the document on an exported ledger."""

from __future__ import annotations

from truceline.documents.envelope import DocumentHead


class ExportDocument(DocumentHead):
    """A ledger that was written in another program's form."""

    case: str
    """Id of the case."""
    as_of: str
    """The day as known on which."""
    written: str
    """The file."""
    statements: int
    """How many statements it holds."""
    left_out: int
    """How many of their positions it does not hold: of a `.dna` file those that take no side or are not the actor's."""
