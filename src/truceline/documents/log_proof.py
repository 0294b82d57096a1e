"""The document of `verify`: what a log holds and what was proved of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.documents.envelope import envelope

FORMAT = 2
"""1 was the same without a head."""


def log_document(
    *,
    entries: int,
    head: Mapping[str, Any] | None,
    extends: str | None,
    inclusion: tuple[str, int, Sequence[str]] | None,
    version: str,
) -> dict[str, Any]:
    """Write how many entries a log has, its head, and the kept head that it ``extends``.

    ``inclusion`` is the id of an entry, its index from 0, and its proof in hexadecimal.
    """
    proof = None
    if inclusion is not None:
        entry, index, parts = inclusion
        proof = {"entry": entry, "index": index, "proof": list(parts)}
    body = {"entries": entries, "head": head, "extends": extends, "inclusion": proof}
    return envelope("evidence-log", FORMAT, body, version=version)
