"""The document of `verify`: what logs hold, what was proved of them, and what became of files."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.documents.bulletin import late_part
from truceline.documents.envelope import head
from truceline.documents.shapes.bulletin import LatePart
from truceline.documents.shapes.log_proof import (
    CosignedPart,
    EvidenceLogDocument,
    ExtendedPart,
    InclusionPart,
    LogPart,
    SignedFilePart,
)
from truceline.records.provenance import LateRow

FORMAT = 3
"""2 told of one log and of no file; 1 was the same without a head."""


def log_document(logs: Sequence[LogPart], files: Sequence[SignedFilePart], *, version: str) -> EvidenceLogDocument:
    """Write what verifying logs and files found."""
    return {**head("evidence-log", FORMAT, version=version), "logs": list(logs), "files": list(files)}


def inclusion_part(entry: str, index: int, proof: Sequence[str]) -> InclusionPart:
    """Write the proof in hexadecimal that the entry at an ``index``, from 0, is under the log's head."""
    return {"entry": entry, "index": index, "proof": list(proof)}


def extended_part(file: str, size: int, proof: Sequence[str], cosigned: Sequence[tuple[str, str]]) -> ExtendedPart:
    """Write that a log extends a kept head, with the consistency proof; ``cosigned`` is by whom and when."""
    by: list[CosignedPart] = [{"witness": witness, "time": time} for witness, time in cosigned]
    return {"file": file, "size": size, "proof": list(proof), "cosigned": by}


def late_parts(rows: Sequence[LateRow]) -> list[LatePart]:
    """Write the rows of a log that came later than their date says."""
    return [late_part(row) for row in rows]
