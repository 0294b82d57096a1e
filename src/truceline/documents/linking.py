"""The document of `link`: how many reports became how many incidents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.documents.envelope import envelope

FORMAT = 2
"""1 was the same without a head."""


def linking_document(reports: int, incidents: int, written: Sequence[str], *, version: str) -> dict[str, Any]:
    """Write how many reports and incidents there are, and which files were written."""
    body = {"reports": reports, "incidents": incidents, "written": list(written)}
    return envelope("link", FORMAT, body, version=version)
