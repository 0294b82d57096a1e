"""OSCE SMM daily counts: what a region's monitors observed between two evenings; counts, never incidents."""

from __future__ import annotations

import polars as pl

from truceline.feeds import instants
from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed, zone_of
from truceline.feeds.sheet import Sheet
from truceline.feeds.spans import days_between
from truceline.formats.rows import FeedColumns

_EVENING = "19h30m"
_DATES = ("%Y-%m-%d",)
_COUNTS = ("ceasefire_violations", "explosions", "previous_period_violations")
_KEPT = ("region", *_COUNTS, "live_fire_exercise_noted", "text", "url")


def _read(sheet: Sheet, codes: Codes) -> Fields:
    zone = zone_of(codes, sheet)
    date = _evening(sheet, zone)
    report, region = sheet.text("report", required=True), sheet.text("region", required=True)
    sheet.text("ceasefire_violations", required=True)
    for column in _COUNTS:
        sheet.count(column)
    return {
        "native_id": pl.select(pl.format("{}/{}", report, region)).to_series(),
        "source": sheet.same("osce-smm"),
        "start": instants.on_clock(instants.days_after(date, -1 * _days(sheet, date)), zone, _EVENING),
        "end": instants.on_clock(date, zone, _EVENING),
        "act": sheet.same(""),
        "detail": sheet.detail(_KEPT),
    }


def _evening(sheet: Sheet, zone: str) -> pl.Series:
    """Return the date on whose evening the period ends: the day before the issue where none is told."""
    told = instants.days(sheet.text("info_as_of"), _DATES)
    sheet.days_in(zone, "issued", _DATES, ({}, ""))
    before = instants.days_after(instants.days(sheet.text("issued"), _DATES), -1)
    wrong = (sheet.text("info_as_of") != "") & told.is_null()
    sheet.refuse(wrong, sheet.text("info_as_of"), "is not a date", "write it as 2021-12-15, or leave it empty")
    return pl.select(pl.coalesce(told, before)).to_series()


def _days(sheet: Sheet, evenings: pl.Series) -> pl.Series:
    """Count the days that each report covers up to its evening: one, or as many as its text names."""
    texts = sheet.text("multi_day")
    rows = zip(texts, evenings, strict=True)
    days = pl.Series([days_between(text, last) if text and last else None for text, last in rows], dtype=pl.Int64)
    sheet.refuse(
        (texts != "") & evenings.is_not_null() & days.is_null(),
        texts,
        "names no span of days",
        "write it as: between the evenings of 12 and 14 November",
    )
    return days.fill_null(1)


FEED = table_feed(
    "osce", FeedColumns(("report", "issued", "region", _COUNTS[0]), ("info_as_of", "multi_day", *_KEPT[2:])), _read
)
