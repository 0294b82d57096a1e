"""Who speaks, pledges and signs."""

from __future__ import annotations

from dataclasses import dataclass

_BRING_NOTHING = frozenset({"press", "coalition"})


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

    @property
    def may_contribute(self) -> bool:
        """Whether it may bring something to a force of its own.

        A party to the ceasefire may not, nor the press, nor a coalition, which brings what its own bring.
        """
        return not self.party and self.kind not in _BRING_NOTHING
