"""The shape of the document on a verified evidence log."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.shapes.evidence import HeadPart


class InclusionPart(TypedDict):
    """The proof that an entry is under a head."""

    entry: str
    """Id of the entry."""
    index: int
    """Its place in the log, from 0."""
    proof: list[str]
    """The hashes that lead to the root, in hexadecimal."""


class EvidenceLogDocument(DocumentHead):
    """What verifying a log found."""

    entries: int
    """How many entries it has."""
    head: HeadPart | None
    """Its head; null where it is empty."""
    extends: str | None
    """The file of the kept head that it extends; null where none was given."""
    inclusion: InclusionPart | None
    """The proof asked for; null where none was."""
