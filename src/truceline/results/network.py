"""What `network` gives back: who agrees with whom, over all time or window by window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.statements.discourse.communities import Groups
from truceline.statements.discourse.network import Network


@dataclass(frozen=True, slots=True)
class ReferenceCount:
    """How often an actor refers to a concept with a value, repetitions counted as asked for."""

    actor: str
    concept: str
    value: int
    references: int


@dataclass(frozen=True, slots=True)
class DatedNetwork:
    """A network of ``references`` from ``first`` to ``last``, with its groups where it is a one-mode one.

    ``counts`` are the raw counts of those that count once repetitions are gone; without a value where values do not
    tell repetitions apart.
    """

    first: date | None
    last: date | None
    references: int
    counts: tuple[ReferenceCount, ...]
    network: Network
    groups: Groups | None

    @property
    def counted(self) -> int:
        """How many of the references count."""
        return sum(each.references for each in self.counts)
