"""The shape of the document on linked reports."""

from __future__ import annotations

from truceline.documents.envelope import DocumentHead


class LinkDocument(DocumentHead):
    """What linking reports made."""

    reports: int
    """How many reports."""
    incidents: int
    """How many incidents."""
    written: list[str]
    """The files written."""
    context: int
    """How many rows were context, which is not linked and makes no incident."""
