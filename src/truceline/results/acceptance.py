"""What `accept` gives back: what a review file brought into the ledger."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What a review file brought: ids of new statements; how many drafts were rejected, known before or left open."""

    accepted: tuple[str, ...]
    rejected: int
    known: int
    open: int
