"""When an agreement, or a part of it, is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.clauses import Clause
from truceline.agreement.three_valued_logic import MAYBE, NO, YES, Fits

Seconds = NDArray[np.int64]
"""Seconds since 1970-01-01 UTC."""


@dataclass(frozen=True, slots=True)
class Window:
    """A time in force, from ``start`` up to but not including ``end``.

    Both are aware UTC instants; ``start`` is None where no start was agreed, ``end`` where it is open. ``zone`` is the
    time zone in which the text gives them. ``version`` names the reading that has it, empty where all agree.
    """

    id: str
    title: str
    start: datetime | None
    end: datetime | None
    zone: str
    version: str
    clause: Clause


def fit_windows(windows: Sequence[Window], start: Seconds, end: Seconds) -> Fits:
    """Return whether what happened between ``start`` and ``end`` (n,), both included, lay within the windows.

    Windows that overlap or touch count as one. What straddles an edge may lie within; what only ends as a window
    starts, such as the day before, does not. Shape (n,).
    """
    found = np.full(len(start), NO)
    for low, high in _merged(windows):
        inside = (start >= low) & (end <= high) & (start < high)
        outside = ((end <= low) & (start < low)) | (start >= high)
        found = np.where(inside, YES, np.where(outside, found, np.maximum(found, MAYBE)))
    return found.astype(np.int8)


def _merged(windows: Sequence[Window]) -> list[tuple[float, float]]:
    spans = sorted(
        (window.start.timestamp(), window.end.timestamp() if window.end else np.inf)
        for window in windows
        if window.start is not None
    )
    merged: list[tuple[float, float]] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged
