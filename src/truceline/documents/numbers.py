"""Numbers as plan.json writes them: rounded, finite or null."""

from __future__ import annotations

import math

from truceline.records.quantities import Range


def number(value: float, digits: int = 2) -> float | int | None:
    """Round a number; None where it is not finite, and whole numbers without a point."""
    if not math.isfinite(value):
        return None
    rounded = round(float(value), digits) + 0.0
    return int(rounded) if rounded.is_integer() else rounded


def share(value: float) -> float | int | None:
    """Round a share or a chance to 4 decimals."""
    return number(value, 4)


def spread(value: Range) -> dict[str, object]:
    """Write a number with its low and high end."""
    return {"low": number(value.low), "likely": number(value.likely), "high": number(value.high)}
