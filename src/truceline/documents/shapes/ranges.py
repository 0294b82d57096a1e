"""The shape of ranges, of what drives them, and of how they came about."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.numbers import Number


class HeadlineDriver(TypedDict):
    """What drives a headline."""

    input: str
    """An assumption's id, or `PLEDGE.quantity`, `PLEDGE.personnel` or `CAPABILITY.personnel`."""
    headline: str
    """The headline that it drives."""
    share: float
    """Its share (0 to 1) of the variance over the draws."""


class DifferencePart(TypedDict):
    """By how much two scenarios differ, draw by draw."""

    of: str
    """A scenario."""
    against: str
    """The scenario that it is less of."""
    ranges: dict[str, list[Number]]
    """`[low, high]` by headline; null where nobody comes in one of the two."""


class DrawsPart(TypedDict):
    """How the ranges came about."""

    number: int
    """How many draws."""
    seed: int
    """Their seed."""
    low: float
    """The percentile at the low end of a range, as a share."""
    high: float
    """The percentile at the high end."""
    error: dict[str, float]
    """How far a draw is off by headline (mean absolute difference): on `ukraine` as of 2025-03-25, in any case."""
    inputs: list[str]
    """What was drawn."""
