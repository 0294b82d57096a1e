"""The order in which linkage takes reports: by half day, row of 0.1 degrees of latitude, longitude, then id.

Near reports then lie close in memory, ties break alike whatever order reports come in, and a stretch of longitude
within a row and half day is one run.
"""

from __future__ import annotations

import numpy as np

from truceline.monitoring.linkage.rates import HOUR
from truceline.monitoring.reports import Floats, Integers, Reports

SLOT_H = 12.0
ROWS, COLUMNS = 1801, 360_000_001


def slots(middle_h: Floats) -> Integers:
    """Number half days since 1970-01-01 UTC."""
    return np.floor(middle_h / SLOT_H).astype(np.int64)


def rows(lat: Floats) -> Integers:
    """Number rows of 0.1 degrees from the south pole, up to ``ROWS``."""
    return np.floor((lat + 90) * 10).astype(np.int64)


def columns(lon: Floats) -> Integers:
    """Number millionths of a degree eastwards from the meridian of 180 degrees, up to ``COLUMNS``."""
    return np.floor((lon + 180) * 1e6).astype(np.int64)


def order_key(reports: Reports) -> Integers:
    """Number that ascends with slot, row and column, (reports,)."""
    slot = (reports.start + reports.end) // (2 * int(SLOT_H * HOUR))
    return (slot * ROWS + rows(reports.lat)) * COLUMNS + columns(reports.lon)


def linking_order(reports: Reports) -> Integers:
    """Order reports by time, latitude, longitude and id, whatever order they come in."""
    key = order_key(reports)
    order = np.argsort(key)
    again = key[order[1:]] == key[order[:-1]]
    tied = np.append(again, False) | np.append(False, again)
    some = order[tied]
    order[tied] = some[np.lexsort((reports.id[some], key[some]))]  # so the sort above need not be stable
    return order
