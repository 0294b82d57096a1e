"""The columns of report files: texts in, numbers and times out, with every fault found."""

from __future__ import annotations

import polars as pl

from truceline.formats.report_gate import beyond
from truceline.monitoring.reports import Integers
from truceline.records.report_limits import RADIUS_M

REQUIRED = ("id", "source", "time", "lat", "lon", "radius_m", "act")
OPTIONAL = ("date_only", "time_end", "weapon")
TOLD = ("target", "received")
TEXT = "text"
"""The column of what a report says in words."""

_LIMITS = (("lat", -90.0, 90.0, "degrees"), ("lon", -180.0, 180.0, "degrees"), ("radius_m", 0.0, RADIUS_M, "metres"))
_DAY = 86_400
_TIME = r"^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::(\d{2})(?:[.]\d+)?)?(?:Z|([+-])([01]\d):?([0-5]\d))$"
_PARTS = ("date", "minute", "second", "sign", "hours", "minutes")
_ZONELESS = r"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.]\d+)?)?)?$"
_FLAGS = {"": False, "0": False, "false": False, "no": False, "1": True, "true": True, "yes": True}

Fault = tuple[int, str, str]
"""Row (1 is the first after the header), column, what is wrong and what to do."""


def checked(texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Turn texts into typed columns, with every fault found."""
    typed = {name: texts[name] for name in ("id", "source", "act")}
    faults = [fault for column in typed.values() for fault in _at(column == "", column, "is empty; give a value")]
    for name, low, high, unit in _LIMITS:
        typed[name], found = _numbers(texts[name], low, high, unit)
        faults += found
    again = texts["id"].is_duplicated() & ~texts["id"].is_first_distinct() & (texts["id"] != "")
    faults += _at(again, texts["id"], "is given before; every report needs its own id")
    when, found = _intervals(texts)
    frame = pl.DataFrame(typed).with_columns(when).with_columns(_column(texts, "weapon"))
    return frame, sorted([*faults, *found, *_beyond(frame.select("id", "source", "act", "weapon", "start", "end"))])


def _beyond(frame: pl.DataFrame) -> list[Fault]:
    # Numbers have been looked at one by one; a time is named by the column that it was given in.
    return [fault for e in beyond(frame) for fault in _at(e.bad, _given(e.values), f"{e.reason}; {e.remedy}")]


def _given(values: pl.Series) -> pl.Series:
    return values.alias({"start": "time", "end": "time_end"}.get(values.name, values.name)).cast(pl.String)


def _intervals(texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Start and end in seconds since 1970 in UTC: a date spans its day, in the zone that the time is given in."""
    flags, ends = (_column(texts, name) for name in ("date_only", "time_end"))
    day = flags.str.to_lowercase().replace_strict(_FLAGS, default=None, return_dtype=pl.Boolean)
    faults = _at(day.is_null(), flags, "is neither 0 nor 1; write 1 where only the date is known")
    start, local, bad_start = _instants(texts["time"], required=True)
    end, local_end, bad_end = _instants(ends, required=False)
    faults += bad_start + bad_end
    faults += _at((end < start).fill_null(value=False), ends, "comes before time; exchange the two")
    known = pl.DataFrame({"day": day, "start": start, "local": local, "end": end, "local_end": local_end})
    since_midnight = pl.col("local") % _DAY
    to_midnight = _DAY - pl.coalesce("local_end", "local") % _DAY
    last = pl.coalesce("end", "start")
    when = known.select(
        start=pl.when("day").then(pl.col("start") - since_midnight).otherwise("start"),
        end=pl.when("day").then(last + to_midnight).otherwise(last),
    )
    return when, faults


def with_told(frame: pl.DataFrame, texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Add target and the instant at which each report was received, null where not told."""
    target, received = (_column(texts, name) for name in TOLD)
    at, _, faults = _instants(received, required=False)
    faults += _beyond(target.to_frame())
    early = (at < frame["start"]).fill_null(value=False)
    faults += _at(early, received, "comes before time; nothing is received before it happens")
    return frame.with_columns(target, at.alias("received")), faults


def with_text(frame: pl.DataFrame, texts: pl.DataFrame) -> tuple[pl.DataFrame, list[Fault]]:
    """Add what each report says in words, empty where it says nothing."""
    said = _column(texts, TEXT)
    return frame.with_columns(said.alias(TEXT)), _beyond(said.alias(TEXT).to_frame())


def coded(texts: pl.Series) -> tuple[Integers, tuple[str, ...]]:
    """Number texts in the order of their names, -1 where there is none."""
    names = texts.filter(texts != "").unique().sort()
    codes = texts.replace("", None).cast(pl.Enum(names)).to_physical().cast(pl.Int64).fill_null(-1)
    return codes.to_numpy(), tuple(names.to_list())


def _column(texts: pl.DataFrame, name: str) -> pl.Series:
    return texts[name] if name in texts.columns else pl.Series(name, [""]).new_from_index(0, len(texts))


def _numbers(texts: pl.Series, low: float, high: float, unit: str) -> tuple[pl.Series, list[Fault]]:
    numbers = texts.cast(pl.Float64, strict=False)
    faults = _at(numbers.is_null() | ~numbers.is_finite(), texts, "is not a number; write digits with a decimal point")
    above = numbers > low if unit == "metres" else numbers >= low
    outside = (numbers.is_finite() & ~(above & (numbers <= high))).fill_null(value=False)
    limits = f"above {low:g} and to" if unit == "metres" else f"from {low:g} to"
    return numbers, faults + _at(outside, texts, f"is out of range; give {unit} {limits} {high:g}")


def _instants(texts: pl.Series, *, required: bool) -> tuple[pl.Series, pl.Series, list[Fault]]:
    """Seconds since 1970 in UTC, and the same clock reading taken as UTC; null where the text is bad or empty."""
    parts = texts.str.extract_groups(_TIME).struct.rename_fields(_PARTS).struct.unnest()
    second = pl.col("second").fill_null("00")
    ahead = pl.col("hours").cast(pl.Int64) * 3600 + pl.col("minutes").cast(pl.Int64) * 60
    read = parts.select(
        local=(pl.col("date") + pl.col("minute") + second)
        .str.to_datetime("%Y-%m-%d%H:%M%S", strict=False)
        .dt.epoch("s"),
        offset=pl.when(pl.col("sign") == "-").then(-ahead).otherwise(ahead).fill_null(0),
    )
    local, offset = read["local"], read["offset"]
    some = texts != "" if not required else pl.Series([True]).new_from_index(0, len(texts))
    zoneless = texts.str.contains(_ZONELESS)
    faults = _at(zoneless, texts, "has no time zone; end it with Z or an offset such as +02:00")
    faults += _at(some & ~zoneless & local.is_null(), texts, "is not a time; write it as 2031-01-31T23:59:00Z")
    return local - offset, local, faults


def _at(bad: pl.Series, texts: pl.Series, what: str) -> list[Fault]:
    rows = bad.fill_null(value=False).arg_true()
    return [(row + 1, texts.name, f"{text!r} {what}") for row, text in zip(rows, texts.gather(rows), strict=True)]
