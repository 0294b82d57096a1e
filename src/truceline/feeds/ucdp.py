"""UCDP GED: one lethal event a row, its dates bounding when, its precision codes saying how exactly."""

from __future__ import annotations

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import FeedColumns

_DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f")
_KEPT = ("number_of_sources", "where_description", "event_clarity", "deaths_civilians", "best", "high", "low")


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("latitude", "longitude")
    first = sheet.days("date_start", _DATES, codes.days, "date_prec")
    last = sheet.days("date_end", _DATES, codes.days, "date_prec")
    sheet.ordered(first["end"], last["end"], "date_end")
    return {
        "native_id": sheet.text("id", required=True),
        "source": sheet.same("ucdp"),
        "start": first["start"],
        "end": last["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": sheet.codes("where_prec", codes.metres()),
        "act": sheet.words(sheet.text("type_of_violence", required=True), codes.words, "act"),
        "label": sheet.text("dyad_name"),
        "detail": sheet.detail(_KEPT),
    }


FEED = table_feed(
    "ucdp",
    FeedColumns(
        ("id", "type_of_violence", "where_prec", "latitude", "longitude", "date_prec", "date_start", "date_end"),
        ("dyad_name", *_KEPT),
    ),
    _read,
)
