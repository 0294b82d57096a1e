"""What curves show: people by day, what further posts would see, and how long truces held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.exercise.montecarlo import Survival


@dataclass(frozen=True, slots=True)
class ArrivalCurve:
    """People in place by day from D-day on: low, likely and high, (days + 1,) each."""

    title: str
    low: tuple[float, ...]
    likely: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class FurtherPostsCurve:
    """What is seen with 0, 1, 2 ... further posts at sites, and what no choice of as many could beat: shares, 0 to 1.

    ``anywhere`` is for posts that may stand right on the line; ``names`` are those of the posts added at sites.
    """

    title: str
    seen: tuple[float, ...]
    bound: tuple[float, ...]
    anywhere: tuple[float, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurvivalCurves:
    """By scenario the share of replications in which the truce still held, day by day, with its band."""

    title: str
    curves: Mapping[str, Survival]
