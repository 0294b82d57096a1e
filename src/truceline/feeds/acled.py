"""ACLED events: one coded event a row, with precision codes for place and time."""

from __future__ import annotations

import polars as pl

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import FeedColumns

_DATES = ("%Y-%m-%d", "%d %B %Y")
_KEPT = ("event_type", "location", "source", "notes", "fatalities")


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("latitude", "longitude")
    when = sheet.days("event_date", _DATES, codes.days, "time_precision")
    event = sheet.text("sub_event_type", required=True)
    actors = pl.select(pl.format("{} - {}", sheet.text("actor1"), sheet.text("actor2"))).to_series()
    return {
        "native_id": sheet.code("event_id_cnty", required=True),
        "source": sheet.same("acled"),
        "start": when["start"],
        "end": when["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": sheet.codes("geo_precision", codes.metres()),
        "act": sheet.words(event, codes.words, "act"),
        "label": actors.str.strip_chars(" -"),
        "detail": sheet.detail(_KEPT),
    }


FEED = table_feed(
    "acled",
    FeedColumns(
        (
            "event_id_cnty",
            "event_date",
            "time_precision",
            "sub_event_type",
            "latitude",
            "longitude",
            "geo_precision",
        ),
        ("actor1", "actor2", *_KEPT),
        dated=("event_date",),
    ),
    _read,
)
