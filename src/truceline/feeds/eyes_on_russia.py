"""Eyes on Russia: incidents that volunteers placed on the map from posts."""

from __future__ import annotations

import polars as pl

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import FeedColumns

_KEPT = ("title", "town/city", "arms/munition", "link", "geolocation")
_MONTHS = r"\s*(January|Feb|February|March|April|May|June|July|August|Sep|Oct|Nov|November|Dec|December)\b.*$"


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("lat", "lon")
    when = sheet.days("date", ("%Y-%m-%d",), {}, "")
    group = sheet.text("event_group", required=True)
    kind = group.str.replace(_MONTHS, "")
    located = sheet.text("geolocation") != ""
    metres = codes.metres()
    radius = pl.select(pl.when(located).then(metres["geolocated"]).otherwise(metres[""])).to_series()
    return {
        "native_id": sheet.text("entry", required=True),
        "source": sheet.same("eyes-on-russia"),
        "start": when["start"],
        "end": when["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": radius,
        "act": sheet.words(kind, codes.words, "act"),
        "target": sheet.words(kind, codes.targets, "target"),
        "label": group,
        "detail": sheet.detail(_KEPT),
    }


FEED = table_feed(
    "eyes-on-russia", FeedColumns(("entry", "date", "event_group", "lat", "lon"), _KEPT, dated=("date",)), _read
)
