"""What contributors could put into a pool, as far as anybody has said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.records.quantities import Range, Reliance


@dataclass(frozen=True, slots=True)
class StatedPool:
    """The ``people`` that a contributor could put into a pool (its deployable forces), known from a day on."""

    contributor: str
    people: Range
    known_from: date
    standing: Reliance
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class PoolNeed:
    """The people that a contributor's pool takes, beside what it is said to have; None where nobody has said."""

    contributor: str
    needed: float
    stated: StatedPool | None

    @property
    def lacking(self) -> float:
        """How many people more than the likely number stated; 0 where it is enough or not stated."""
        return max(0.0, self.needed - self.stated.people.likely) if self.stated else 0.0


def pool_needs(needed: Iterable[tuple[str, float]], stated: Sequence[StatedPool], day: date) -> tuple[PoolNeed, ...]:
    """Set each contributor's pool beside the latest number known by ``day``, in the order of ``needed``."""
    latest = {s.contributor: s for s in sorted(stated, key=lambda s: s.known_from) if s.known_from <= day}
    return tuple(PoolNeed(who, people, latest.get(who)) for who, people in needed)
