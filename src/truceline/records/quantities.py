"""Numbers that carry their unit, their range and where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError

Floats = NDArray[np.float64]


class Reliance(StrEnum):
    """How far a number may be relied on; shown wherever the number is shown."""

    PUBLISHED = "published"
    """Stated by a source."""
    DERIVED = "derived"
    """Arithmetic from published numbers."""
    ASSUMED = "assumed"
    """Chosen for this case, with its reasoning; nobody published it."""
    UNVERIFIED = "unverified"
    """General knowledge for which no source was found."""


@dataclass(frozen=True, slots=True)
class Range:
    """A number as low, likely and high, in that order."""

    low: float
    likely: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.likely <= self.high:
            found = f"{self.low} / {self.likely} / {self.high}"
            raise CaseError("a range is out of order", (f"range | {found}; give low <= likely <= high",))

    def times(self, other: Range) -> Range:
        """Multiply end by end: right for ranges that are not negative."""
        return Range(self.low * other.low, self.likely * other.likely, self.high * other.high)

    def plus(self, other: Range) -> Range:
        """Add end by end: the widest range, as if all parts erred together."""
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)


def within(value: Range, chance: Floats) -> Floats:
    """Turn chances (n,) into values of a range: triangular from low to high with its peak at the likely value."""
    width, left = value.high - value.low, value.likely - value.low
    if width == 0:
        return np.full(len(chance), value.likely)
    rising = value.low + np.sqrt(chance * width * left)
    falling = value.high - np.sqrt((1 - chance) * width * (value.high - value.likely))
    return np.where(chance < left / width, rising, falling)


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that the plan rests on, by name, with unit, range, standing and source.

    ``source`` is a source id, or empty where nobody published the number; ``note`` then
    gives the reasoning. It is a planner's own value and always counts, unless it says from when (``known_from``);
    ``before`` is the value that counted until then.
    """

    id: str
    title: str
    value: Range
    unit: str
    standing: Reliance
    source: str
    note: str
    known_from: date | None = None
    before: Assumption | None = None


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A result with the sum that gave it, so that a reader can do it again.

    ``inputs`` are assumption ids, or ``name=value`` for numbers taken from elsewhere.
    """

    value: float
    unit: str
    text: str
    inputs: tuple[str, ...] = ()


Assumptions = Mapping[str, Assumption]
"""The assumptions of a case by id."""
