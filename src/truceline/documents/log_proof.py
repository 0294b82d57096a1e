"""The document of `verify`: what a log holds and what was proved of it."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.documents.envelope import head as envelope_head
from truceline.documents.shapes.evidence import HeadPart
from truceline.documents.shapes.log_proof import EvidenceLogDocument, InclusionPart

FORMAT = 2
"""1 was the same without a head."""


def log_document(
    *,
    entries: int,
    head: HeadPart | None,
    extends: str | None,
    inclusion: tuple[str, int, Sequence[str]] | None,
    version: str,
) -> EvidenceLogDocument:
    """Write how many entries a log has, its head, and the kept head that it ``extends``.

    ``inclusion`` is the id of an entry, its index from 0, and its proof in hexadecimal.
    """
    proof: InclusionPart | None = None
    if inclusion is not None:
        entry, index, parts = inclusion
        proof = {"entry": entry, "index": index, "proof": list(parts)}
    begin = envelope_head("evidence-log", FORMAT, version=version)
    return {**begin, "entries": entries, "head": head, "extends": extends, "inclusion": proof}
