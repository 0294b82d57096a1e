"""The document of an import of reports."""

from __future__ import annotations

from typing import Any

from truceline.documents.envelope import envelope
from truceline.results.imports import Imported

FORMAT = 2
"""1 was the same without a head."""


def import_document(done: Imported, *, version: str) -> dict[str, Any]:
    """Write what an import did: rows by what became of them, and those refused with their reasons."""
    body = {
        "feed": done.feed,
        "file": done.file,
        "sha256": done.sha256,
        "import": done.number,
        "counts": dict(done.counts),
        "refused": {"reasons": dict(done.reasons), "first": list(done.first), "file": done.refused_file or None},
        "notes": list(done.notes),
    }
    return envelope("import", FORMAT, body, version=version)
