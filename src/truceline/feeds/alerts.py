"""Air-raid alerts: a region warned from one instant to another."""

from __future__ import annotations

import csv
import math
from functools import cache
from importlib import resources

import polars as pl

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.sheet import OTHER, Sheet
from truceline.formats.rows import FeedColumns

_KEPT = ("oblast", "raion", "hromada", "level", "source")


@cache
def regions() -> dict[str, tuple[float, float, float]]:
    """Return each province's centre (latitude, longitude in degrees) and radius in metres.

    The radius is the standard deviation along each axis of a place anywhere in a disc of the province's area: half the
    disc's radius.
    """
    table = resources.files("truceline.feeds") / "tables" / "alerts-regions.csv"
    rows = csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    return {
        row["oblast"]: (float(row["lat"]), float(row["lon"]), 500 * math.sqrt(float(row["area_km2"]) / math.pi))
        for row in rows
    }


def _read(sheet: Sheet, codes: Codes) -> Fields:  # noqa: ARG001  (its radii are the regions')
    start, end = sheet.times("started_at", None)["start"], sheet.times("finished_at", None)["end"]
    sheet.ordered(start, end, "finished_at")
    lat, lon, radius = (sheet.codes("oblast", {name: each[n] for name, each in regions().items()}) for n in range(3))
    parts = [sheet.text(each) for each in ("oblast", "raion", "hromada", "started_at")]
    return {
        "native_id": pl.select(pl.concat_str(parts, separator="/")).to_series(),
        "source": sheet.same("alerts"),
        "start": start,
        "end": end,
        "lat": lat,
        "lon": lon,
        "radius_m": radius,
        "act": sheet.same(OTHER + "air-raid-alert"),
        "detail": sheet.detail(_KEPT),
    }


FEED = table_feed("alerts", FeedColumns(("oblast", "started_at", "finished_at"), _KEPT[1:]), _read)
