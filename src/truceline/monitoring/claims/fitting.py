"""How well the window of a claim fits the period of a bulletin."""

from __future__ import annotations

from datetime import datetime

Span = tuple[datetime, datetime]
"""A time from the first instant up to, and not including, the second."""


def touches(start: datetime, end: datetime | None, period: Span) -> bool:
    """Return whether some of a window lies within the period; one with an open end may."""
    return start < period[1] and (end is None or end > period[0])


def misfit(start: datetime, end: datetime | None, period: Span) -> tuple[bool, float]:
    """Tell how badly a window fits: whether it reaches beyond the period, and then by which share the two differ.

    The share is that of the time in either which is not in both (the Jaccard distance), from 0 to 1. A window with an
    open end is taken to end with the period.
    """
    until = end or period[1]
    if start >= period[0] and until <= period[1]:
        return False, 0.0
    both = (min(until, period[1]) - max(start, period[0])).total_seconds()
    either = (max(until, period[1]) - min(start, period[0])).total_seconds()
    return True, 1 - max(both, 0.0) / either
