"""NASA FIRMS: heat that a satellite saw, one pixel a row, in either spelling of the columns."""

from __future__ import annotations

import polars as pl

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed, zone_of
from truceline.feeds.sheet import OTHER, Sheet
from truceline.formats.rows import FeedColumns

_KEPT = ("confidence", "frp", "daynight")


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("latitude", "longitude")
    zone = zone_of(codes, sheet)
    day = sheet.days_in(zone, "acq_date", ("%Y-%m-%d",), (codes.days, ""))
    clock = sheet.code("acq_time").str.replace(":", "", literal=True)
    minutes = clock.str.zfill(4)
    known = minutes.str.contains(r"^([01]\d|2[0-3])[0-5]\d$")
    sheet.refuse(
        (clock != "") & ~known, sheet.text("acq_time"), "is not a time", "write hours and minutes, such as 1342"
    )
    seconds = 3600 * minutes.str.slice(0, 2).cast(pl.Int64, strict=False) + 60 * minutes.str.slice(2, 2).cast(
        pl.Int64, strict=False
    )
    exact = pl.when(clock != "").then(day["start"] + seconds)
    date = pl.from_epoch(day["start"], "s").dt.strftime("%Y-%m-%d")
    minute = pl.select(pl.when(clock != "").then(minutes).otherwise(pl.lit(""))).to_series()
    parts = [sheet.text("satellite"), date, minute, lat.cast(pl.String), lon.cast(pl.String)]  # in one spelling
    return {
        "native_id": pl.select(pl.concat_str(parts, separator="/")).to_series().str.strip_chars("/"),
        "source": _source(sheet, codes),
        "start": pl.select(pl.coalesce(exact, day["start"])).to_series(),
        "end": pl.select(pl.coalesce(exact, day["end"])).to_series(),
        "lat": lat,
        "lon": lon,
        "radius_m": _radius(sheet, codes),
        "act": sheet.same(OTHER + "thermal-anomaly"),
        "detail": sheet.detail(_KEPT),
    }


def _source(sheet: Sheet, codes: Codes) -> pl.Series:
    """Return the satellite: each is a source of its own; just the feed where none is named."""
    code = sheet.text("satellite")
    name = code.str.to_uppercase().replace_strict(codes.sources, default=code)
    return pl.select(pl.when(code == "").then(pl.lit("firms")).otherwise(pl.format("firms {}", name))).to_series()


def _radius(sheet: Sheet, codes: Codes) -> pl.Series:
    """Return the pixel's standard deviation: of its sides where they are given (km), else by instrument."""
    scan, track = sheet.number("scan"), sheet.number("track")
    by_side = 1000 * ((scan**2 + track**2) / 2).sqrt() / 12**0.5
    by_instrument = sheet.codes("instrument", codes.metres())
    return pl.select(pl.when(by_side > 0).then(by_side).otherwise(by_instrument)).to_series()


FEED = table_feed(
    "firms",
    FeedColumns(
        ("latitude", "longitude", "acq_date"),
        ("acq_time", "satellite", "instrument", "scan", "track", *_KEPT),
        dated=("acq_date",),
    ),
    _read,
)
