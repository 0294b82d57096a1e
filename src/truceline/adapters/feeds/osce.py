"""OSCE SMM daily counts: what a region's monitors observed between two evenings; counts, never incidents."""

from __future__ import annotations

import polars as pl

from truceline.adapters.feeds import instants
from truceline.adapters.feeds.codes import Codes
from truceline.adapters.feeds.feed import Found, table_feed, zone_of
from truceline.adapters.feeds.rows import Columns
from truceline.adapters.feeds.sheet import Sheet

_EVENING = 19 * 3600 + 30 * 60
_COUNTS = ("ceasefire_violations", "explosions", "previous_period_violations")
_KEPT = ("region", *_COUNTS, "live_fire_exercise_noted", "text", "url")
_EVENINGS = r"(\d{1,2}) to (\d{1,2})\b"


def _read(sheet: Sheet, codes: Codes) -> Found:
    zone = zone_of(codes, sheet)
    day = sheet.days_in(zone, "info_as_of", ("%Y-%m-%d",), ({}, ""))
    report, region = sheet.text("report", required=True), sheet.text("region", required=True)
    sheet.text("ceasefire_violations", required=True)
    for column in _COUNTS:
        sheet.count(column)
    return {
        "native_id": pl.select(pl.format("{}/{}", report, region)).to_series(),
        "source": sheet.same("osce-smm"),
        "start": _midnight_before(day["start"], zone, _days(sheet)) + _EVENING,
        "end": day["start"] + _EVENING,
        "act": sheet.same(""),
        "detail": sheet.detail(_KEPT),
    }


def _days(sheet: Sheet) -> pl.Series:
    """Count the days that a report covers: one, or as many as lie between the two evenings it names."""
    texts = sheet.text("multi_day")
    evenings = texts.str.extract_groups(_EVENINGS).struct.rename_fields(["first", "last"]).struct.unnest()
    days = (evenings["last"].cast(pl.Int64) - evenings["first"].cast(pl.Int64)) % 31
    sheet.refuse(
        (texts != "") & (days.is_null() | (days == 0)), texts, "names no two evenings", "write it as: 12 to 14 November"
    )
    return days.fill_null(1)


def _midnight_before(midnights: pl.Series, zone: str, days: pl.Series) -> pl.Series:
    dates = pl.from_epoch(midnights, "s").dt.replace_time_zone("UTC").dt.convert_time_zone(zone).dt.date()
    return instants.midnights(pl.select(dates - pl.duration(days=days)).to_series(), zone)


FEED = table_feed("osce", Columns(("report", "info_as_of", "region", _COUNTS[0]), ("multi_day", *_KEPT[2:])), _read)
