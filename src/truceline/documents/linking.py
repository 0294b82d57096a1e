"""The document of `link`: how many reports became how many incidents."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.documents.envelope import head
from truceline.documents.shapes.linking import LinkDocument

FORMAT = 2
"""1 was the same without a head."""


def linking_document(
    reports: int, incidents: int, written: Sequence[str], *, version: str, context: int
) -> LinkDocument:
    """Write how many reports, incidents and rows of context there are, and which files were written."""
    begin = head("link", FORMAT, version=version)
    return {**begin, "reports": reports, "incidents": incidents, "written": list(written), "context": context}
