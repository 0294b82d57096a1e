"""UCDP GED: one lethal event a row, its dates bounding when, its precision codes saying how exactly."""

from __future__ import annotations

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import FeedColumns

_DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S%.f")
_KEPT = ("number_of_sources", "where_description", "event_clarity", "deaths_civilians", "best", "high", "low")

_PUBLISHED = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
"""All columns in their order: monthly candidate files may come without a header."""


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("latitude", "longitude")
    first = sheet.days("date_start", _DATES, codes.days, "date_prec")
    last = sheet.days("date_end", _DATES, codes.days, "date_prec")
    sheet.ordered(first["end"], last["end"], "date_end")
    return {
        "native_id": sheet.code("id", required=True),
        "source": sheet.same("ucdp"),
        "start": first["start"],
        "end": last["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": sheet.codes("where_prec", codes.metres()),
        "act": sheet.words(sheet.code("type_of_violence", required=True), codes.words, "act"),
        "label": sheet.text("dyad_name"),
        "detail": sheet.detail(_KEPT),
    }


FEED = table_feed(
    "ucdp",
    FeedColumns(
        ("id", "type_of_violence", "where_prec", "latitude", "longitude", "date_prec", "date_start", "date_end"),
        ("dyad_name", *_KEPT),
        dated=("date_start", "date_end"),
        headless=_PUBLISHED,
    ),
    _read,
)
