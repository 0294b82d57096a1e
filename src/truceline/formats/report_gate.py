"""The gate for reports as columns: one for feeds, report files and the store, with the limits of the records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from truceline.records.report_limits import LONGEST, RADIUS_M
from truceline.records.times import FIRST_YEAR, LAST_YEAR

_FIRST, _END = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (FIRST_YEAR, LAST_YEAR + 1))
_RANGES = {
    "lat": (-90.0, 90.0, "give degrees from -90 to 90"),
    "lon": (-180.0, 180.0, "give degrees from -180 to 180"),
}
_BEGINNING = 40


@dataclass(frozen=True, slots=True)
class Beyond:
    """Rows that the gate refuses for one reason: ``bad`` (rows,) marks them, ``values`` are what stands there."""

    bad: pl.Series
    values: pl.Series
    reason: str
    remedy: str


def beyond(frame: pl.DataFrame) -> Iterator[Beyond]:
    """Find what is beyond the limits in those columns of ``frame`` that have one; nothing is no fault here.

    ``start`` and ``end`` are in seconds since 1970 UTC, ``lat`` and ``lon`` in degrees, ``radius_m`` in metres.
    """
    if {"act", "source", "lat"} <= {*frame.columns}:
        for name in ("source", "act"):  # what is of a place is a report, and says these
            yield Beyond((frame[name] == "") & frame["lat"].is_not_null(), frame[name], "is empty", "give a value")
    for name in (name for name in LONGEST if name in frame.columns):
        texts, most = frame[name], LONGEST[name]
        reason = f"goes on to more than {most:,} characters"
        yield Beyond(texts.str.len_chars() > most, texts.str.slice(0, _BEGINNING), reason, "shorten it")
    for name in (name for name in ("start", "end") if name in frame.columns):
        seconds = frame[name]
        remedy = f"give one of the years {FIRST_YEAR} to {LAST_YEAR}"
        outside = (seconds < _FIRST) | (seconds >= _END)
        yield Beyond(outside, seconds, "seconds since 1970 are no time of a report", remedy)
    for name, (low, high, remedy) in _RANGES.items():
        if name in frame.columns:
            yield Beyond(~frame[name].is_between(low, high), frame[name], "is not on the globe", remedy)
    if "radius_m" in frame.columns:
        radius = frame["radius_m"]
        remedy = f"give metres above 0 and to {RADIUS_M:g}"
        yield Beyond(~((radius > 0) & (radius <= RADIUS_M)), radius, "is no radius", remedy)
