"""The one rounding of every document: what is not finite is null, whole numbers have no point.

Shares, chances and estimates have 4 decimals; people, units and kilometres 2; minutes 1; degrees 6.
"""

from __future__ import annotations

import math
from typing import TypedDict

from truceline.records.quantities import Range

Number = float | int | None
"""A number as documents hold it: null where there is none."""


class DayAndNight(TypedDict):
    """A share or a chance by day and by night."""

    day: Number
    """By day, from 0 to 1."""
    night: Number
    """By night, from 0 to 1."""


class Spread(TypedDict):
    """A number with its low and its high end."""

    low: Number
    """The low end."""
    likely: Number
    """What is planned with."""
    high: Number
    """The high end."""


def number(value: float, digits: int = 2) -> Number:
    """Round a number; None where it is not finite, and whole numbers without a point."""
    if not math.isfinite(value):
        return None
    rounded = round(float(value), digits) + 0.0
    return int(rounded) if rounded.is_integer() else rounded


def radius(value: float) -> Number:
    """Round the radius of a place to whole metres, at least 1: none is known to 0."""
    return number(max(value, 1.0), 0)


def share(value: float) -> Number:
    """Round a share, a chance or an estimate to 4 decimals."""
    return number(value, 4)


def minutes(value: float | None) -> Number:
    """Round minutes to 1 decimal; None where nobody comes."""
    return None if value is None else number(value, 1)


def degrees(value: float) -> Number:
    """Round a longitude or latitude (EPSG:4326) to 6 decimals, a tenth of a metre."""
    return number(value, 6)


def day_and_night(pair: tuple[float, float]) -> DayAndNight:
    """Write a share by day and by night."""
    return {"day": share(pair[0]), "night": share(pair[1])}


def spread(value: Range) -> Spread:
    """Write a number with its low and high end."""
    return {"low": number(value.low), "likely": number(value.likely), "high": number(value.high)}
