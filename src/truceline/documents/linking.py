"""The document of `link`: how many reports became how many incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.documents.envelope import envelope


def linking_document(reports: int, incidents: int, written: Sequence[str], *, version: str) -> dict[str, Any]:
    """Write how many reports and incidents there are, and which files were written."""
    body = {"reports": reports, "incidents": incidents, "written": list(written)}
    return envelope("link", 1, body, version=version)
