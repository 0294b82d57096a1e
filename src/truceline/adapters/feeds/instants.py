"""Dates and times of feeds as intervals in seconds since 1970-01-01 UTC."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

DAY = 86_400
_MINUTE = 60
_TIME = r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::?(\d{2})(?:[.,]\d+)?)?(Z|[+-]\d{2}(?::?\d{2})?)?$"


def days(texts: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Read dates in one of ``formats``; null where none fits or the year is not between 1900 and 2200."""
    read = [texts.str.to_date(each, strict=False) for each in formats]
    found = pl.select(pl.coalesce(read)).to_series()
    sane = found.dt.year().is_between(1900, 2200)
    return pl.select(pl.when(sane).then(found)).to_series()


def midnights(dates: pl.Series, zone: str) -> pl.Series:
    """Give the instant at which each day begins in ``zone``."""
    clock = dates.cast(pl.Datetime("us"))
    usual = clock.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    after_the_change = clock.dt.offset_by("1h").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return pl.select(pl.coalesce(usual, after_the_change)).to_series().dt.epoch("s")


def day_spans(dates: pl.Series, zone: str, before: pl.Series | int = 0, after: pl.Series | int = 0) -> pl.DataFrame:
    """Give the interval from ``before`` days before each day to ``after`` days after it, whole days in ``zone``."""
    first = pl.select(dates - pl.duration(days=before)).to_series()
    next_day = pl.select(dates + pl.duration(days=1 + pl.lit(after))).to_series()
    return pl.DataFrame({"start": midnights(first, zone), "end": midnights(next_day, zone)})


def instants(texts: pl.Series, zone: str | None, form: str | None = None) -> pl.DataFrame:
    """Read times: ISO 8601, or written in ``form``; a time without an offset is on the clocks of ``zone``.

    A date alone is its day; a time that the clocks showed twice is either of the two. Columns ``start`` and ``end``,
    null where the text is no time, and ``zoneless`` where it lacks an offset and no zone is given.
    """
    if form is not None:
        clock, offset = texts.str.to_datetime(form, strict=False, time_unit="us"), pl.Series([None] * len(texts))
    else:
        parts = texts.str.extract_groups(_TIME).struct.rename_fields(["date", "minute", "second", "offset"]).struct.unnest()
        second = pl.col("second").fill_null("00")
        clock = parts.select((pl.col("date") + pl.col("minute") + second).str.to_datetime("%Y-%m-%d%H:%M%S", strict=False))
        clock, offset = clock.to_series(), parts["offset"]
    date = texts.str.to_date("%Y-%m-%d", strict=False)
    zoneless = (offset.is_null() & clock.is_not_null()) | date.is_not_null()
    there = zone or "UTC"
    local = [clock.dt.replace_time_zone(there, ambiguous=each, non_existent="null") for each in ("earliest", "latest")]
    exact = clock.dt.epoch("s") - _seconds(offset)
    whole = day_spans(date, there)
    found = [
        pl.select(pl.coalesce(exact, clock_time.dt.epoch("s"), day)).to_series().alias(name)
        for name, clock_time, day in zip(("start", "end"), local, (whole["start"], whole["end"]), strict=True)
    ]
    return pl.DataFrame([*found, (zoneless & (zone is None)).alias("zoneless")])


def _seconds(offsets: pl.Series) -> pl.Series:
    """Read offsets from UTC, such as Z, +02 or -03:30, in seconds; null where there is none."""
    digits = offsets.cast(pl.String).str.replace_all("[^0-9]", "")
    hours = digits.str.slice(0, 2).cast(pl.Int64, strict=False)
    minutes = digits.str.slice(2, 2).cast(pl.Int64, strict=False).fill_null(0)
    ahead = (hours * _MINUTE + minutes) * _MINUTE
    sign = pl.when(offsets.cast(pl.String).str.starts_with("-")).then(-1).otherwise(1)
    return pl.select(pl.when(offsets.cast(pl.String) == "Z").then(0).otherwise(pl.lit(ahead) * sign)).to_series()
