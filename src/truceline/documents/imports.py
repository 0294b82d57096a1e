"""The document of an import of reports."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.shapes.imports import ImportDocument
from truceline.results.imports import Imported

FORMAT = 2
"""1 was the same without a head."""


def import_document(done: Imported, *, version: str) -> ImportDocument:
    """Write what an import did: rows by what became of them, and those refused with their reasons."""
    return {
        **head("import", FORMAT, version=version),
        "feed": done.feed,
        "file": done.file,
        "sha256": done.sha256,
        "import": done.number,
        "counts": dict(done.counts),
        "refused": {"reasons": dict(done.reasons), "first": list(done.first), "file": done.refused_file or None},
        "notes": list(done.notes),
    }
