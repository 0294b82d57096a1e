"""The shape of the document on an import of reports."""

from __future__ import annotations

from typing import Annotated, TypedDict

from truceline.documents.envelope import DocumentHead


class RefusedPart(TypedDict):
    """Rows that were refused."""

    reasons: dict[str, int]
    """How many by reason."""
    first: list[str]
    """The first of them."""
    file: str | None
    """The file that holds all of them; null where none was refused."""


_ImportDocumentFrom = TypedDict(
    "_ImportDocumentFrom", {"import": Annotated[int, "Number of the import in the case's store."]}
)


class ImportDocument(DocumentHead, _ImportDocumentFrom):
    """What an import did."""

    feed: str
    """The feed."""
    file: str
    """The file."""
    sha256: str
    """Of its bytes."""
    counts: dict[str, int]
    """Rows by what became of them."""
    refused: RefusedPart
    """Rows that were refused."""
    notes: list[str]
    """What is worth a look."""
