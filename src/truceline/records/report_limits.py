"""What a report may hold at most, whichever door it comes through.

A text of 60,000 characters or a time in the year 1 is no report of anything, and costs every report beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

LONGEST: Mapping[str, int] = {
    "id": 200,
    "native_id": 200,
    "source": 500,
    "act": 200,
    "weapon": 200,
    "target": 200,
    "reporter": 500,
    "label": 2_000,
    "description": 2_000,
    "text": 2_000,
    "detail": 50_000,
    "apart": 50_000,
}
"""The most characters of each text."""
RADIUS_M = 1e7
"""The largest standard deviation of a place along an axis, in metres: a quarter of the way around the globe."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""The years in which something may happen, both included."""

AnyDay = TypeVar("AnyDay", bound=date)


def possible(day: AnyDay) -> AnyDay:
    """Check that a day lies in the years in which something may happen."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return day
    raise ValueError(f"{day.isoformat()} is no day of a report; give one of the years {FIRST_YEAR} to {LAST_YEAR}")
