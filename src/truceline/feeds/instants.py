"""Dates and times of feeds as intervals in seconds since 1970-01-01 UTC."""

from __future__ import annotations

import re
from collections.abc import Sequence

import polars as pl

from truceline.formats.table_form import DAY_FIRST
from truceline.records.times import FIRST_YEAR, LAST_YEAR

DAY = 86_400
EPOCHS = {"epoch": 1, "epoch-ms": 1000}
"""Seconds and milliseconds since 1970 UTC: how many make a second."""
_SLASHED = r"^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:[ T]+\d.*)?$"
_TIME = r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::?(\d{2})(?:[.,]\d+)?)?(Z|[+-][01]\d(?::?[0-5]\d)?)?$"


def days(texts: pl.Series, formats: Sequence[str]) -> pl.Series:
    """Read dates in one of ``formats``; null where none fits or the year is not one in which something may happen."""
    read = [texts.str.to_date(each, strict=False) for each in formats]
    return sane(pl.select(pl.coalesce(read)).to_series())


def sane(dates: pl.Series) -> pl.Series:
    """Return the dates, null where the year is not one in which something may happen."""
    return pl.select(pl.when(dates.dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(dates)).to_series()


def slashed(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the first and the second number of dates such as 03/04/2031, null where a text is none."""
    parts = texts.str.extract_groups(_SLASHED).struct.rename_fields(["first", "second", "year"]).struct.unnest()
    return parts["first"].cast(pl.Int64), parts["second"].cast(pl.Int64)


def slashed_days(texts: pl.Series, order: str | None) -> pl.Series:
    """Read dates such as 03/04/2031 in an order; null where a text is none, or the order is not known."""
    plain = texts.str.replace("[ T].*$", "").str.replace_all("-", "/", literal=True)
    known = texts.str.contains(_SLASHED) & pl.lit(order is not None)
    form = "%d/%m/%Y" if order == DAY_FIRST else "%m/%d/%Y"
    return pl.select(pl.when(known).then(plain.str.to_date(form, strict=False))).to_series()


def slashed_times(texts: pl.Series, order: str | None) -> tuple[pl.Series, str | None]:
    """Return times, and the form in which `instants` reads those of them whose dates are such as 03/04/2031."""
    if order is None:
        return texts, None
    day = "%d/%m/%Y" if order == DAY_FIRST else "%m/%d/%Y"
    return texts.str.replace(r"^(\d{1,2})-(\d{1,2})-(\d{4})", "$1/$2/$3"), f"{day} %H:%M"


def midnights(dates: pl.Series, zone: str) -> pl.Series:
    """Return the instant at which each day begins in ``zone``."""
    return on_clock(dates, zone, "0h")


def on_clock(dates: pl.Series, zone: str, clock: str) -> pl.Series:
    """Return the instant at which the clocks of ``zone`` show ``clock`` (such as 19h30m) on each day.

    The first of two where they show it twice; an hour later where they never do.
    """
    shown = dates.cast(pl.Datetime("us")).dt.offset_by(clock)
    usual = shown.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    later = shown.dt.offset_by("1h").dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null")
    return pl.select(pl.coalesce(usual, later)).to_series().dt.epoch("s")


def day_spans(dates: pl.Series, zone: str, before: pl.Series | int = 0, after: pl.Series | int = 0) -> pl.DataFrame:
    """Return the interval from ``before`` days before each day to ``after`` days after it, whole days in ``zone``."""
    first, next_day = days_after(dates, -1 * before), days_after(dates, 1 + after)
    return pl.DataFrame({"start": midnights(first, zone), "end": midnights(next_day, zone)})


def days_after(dates: pl.Series, count: pl.Series | int) -> pl.Series:
    """Return the dates so many days later."""
    return pl.select(dates + pl.duration(days=pl.lit(count))).to_series()


def instants(texts: pl.Series, zone: str | None, form: str | None = None) -> pl.DataFrame:
    """Read times: ISO 8601, or written in ``form``; a time without an offset is on the clocks of ``zone``.

    ``form`` may be one of ``EPOCHS`` too; a date alone is then written in its part before the first blank, and is its
    day. A time that the clocks showed twice is either of the two. Columns ``start`` and ``end``, null where the text is
    no time; ``zoneless`` where it lacks an offset and no zone is given; ``local``, the seconds that the clock showed.
    """
    clock, offset = _clock(texts, form)
    date = _date(texts, form)
    there = zone or "UTC"
    local = [clock.dt.replace_time_zone(there, ambiguous=each, non_existent="null") for each in ("earliest", "latest")]
    exact = pl.when(offset.is_not_null()).then(clock.dt.epoch("s") - offset)
    on_clocks = [pl.when(offset.is_null()).then(each.dt.epoch("s")) for each in local]
    whole = day_spans(date, there)
    return pl.select(
        start=pl.coalesce(exact, on_clocks[0], whole["start"]),
        end=pl.coalesce(exact, on_clocks[1], whole["end"]),
        local=clock.dt.epoch("s"),
        zoneless=((offset.is_null() & clock.is_not_null()) | date.is_not_null()) & pl.lit(zone is None),
    )


def _date(texts: pl.Series, form: str | None) -> pl.Series:
    """Read dates alone: ISO 8601, or ``form`` without its clock."""
    plain = texts.str.to_date("%Y-%m-%d", strict=False)
    day = "" if form is None or form in EPOCHS else form if not _has_clock(form) else form.partition(" ")[0]
    if not day or _has_clock(day):
        return plain
    return pl.select(pl.coalesce(texts.str.to_date(day, strict=False), plain)).to_series()


def _clock(texts: pl.Series, form: str | None) -> tuple[pl.Series, pl.Series]:
    """Read what the clock showed, and its offset from UTC in seconds; null where not told."""
    plain, offset = _iso_clock(texts)
    if form is None or not (form in EPOCHS or _has_clock(form)):
        return plain, offset
    if form in EPOCHS:
        seconds = texts.str.strip_suffix(".0").cast(pl.Int64, strict=False) // EPOCHS[form]
        return pl.from_epoch(seconds, "s").cast(pl.Datetime("us")), 0 * seconds
    read = texts.str.to_datetime(form, strict=False, time_unit="us")
    both = pl.select(clock=pl.coalesce(read, plain), offset=pl.when(read.is_null()).then(offset))
    return both["clock"], both["offset"]


def _has_clock(form: str) -> bool:
    return re.search("%[HIkl]|%[TR]", form) is not None


def _iso_clock(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    parts = texts.str.extract_groups(_TIME).struct.rename_fields(["date", "minute", "second", "offset"]).struct.unnest()
    second = pl.col("second").fill_null("00")
    clock = parts.select((pl.col("date") + pl.col("minute") + second).str.to_datetime("%Y-%m-%d%H:%M%S", strict=False))
    return clock.to_series(), _seconds(parts["offset"])


def _seconds(offsets: pl.Series) -> pl.Series:
    """Read offsets from UTC, such as Z, +02 or -03:30, in seconds; null where there is none."""
    digits = offsets.str.replace_all("[^0-9]", "")
    hours, minutes = digits.str.slice(0, 2).cast(pl.Int64, strict=False), digits.str.slice(2, 2)
    ahead = 60 * (60 * hours + minutes.cast(pl.Int64, strict=False).fill_null(0))
    sign = pl.when(offsets.str.starts_with("-")).then(-1).otherwise(1)
    return pl.select(pl.when(offsets == "Z").then(0).otherwise(pl.lit(ahead) * sign)).to_series()
