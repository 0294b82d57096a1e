"""Who speaks, pledges and signs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, body or party in whose name statements are made.

    ``kind`` is ``state``, ``organisation``, ``coalition`` or ``press``; ``party`` marks the parties to
    the ceasefire; ``iso`` is the ISO 3166-1 alpha-2 code, or empty.
    """

    id: str
    name: str
    kind: str
    party: bool
    iso: str
