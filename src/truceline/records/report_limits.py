"""What a report may hold at most, whichever door it comes through.

A text of 60,000 characters or a time in the year 1 is no report of anything, and costs every report beside it.
"""

from __future__ import annotations

from collections.abc import Mapping

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
