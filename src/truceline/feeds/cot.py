"""Cursor-on-Target: events of kind report or thing seen, never the positions of one's own people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

import polars as pl

from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed, zone_of
from truceline.feeds.json_xml import read_elements
from truceline.feeds.sheet import OTHER, Sheet
from truceline.formats.rows import Chunk, FeedColumns, entry_rows

_UNKNOWN = 9_999_999.0
_EVENT = ("uid", "type", "start", "how")


def _rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    entries = (
        (
            line,
            {
                **{name: event.get(name, "") for name in _EVENT},
                **{name: value for point in event.iterfind("point") for name, value in point.attrib.items()},
                "remarks": (event.findtext("detail/remarks") or "").strip(),
            },
        )
        for line, event in read_elements(stream, "event")
    )
    return entry_rows(entries, columns)


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("lat", "lon")
    when = sheet.times("start", zone_of(codes, sheet))
    kind = sheet.text("type", required=True)
    own = kind.str.starts_with("a-f")
    sheet.refuse(own, kind, "is the position of one's own people", "leave it out; only reports are imported")
    sheet.refuse(~kind.str.contains("^[ab]-"), kind, "reports nothing", "leave it out; only types a and b are imported")
    return {
        "native_id": sheet.text("uid", required=True),
        "source": sheet.same("cot"),
        "start": when["start"],
        "end": when["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": _radius(sheet, codes),
        "act": _act(kind, codes),
        "label": kind.str.extract(r"^a-(\w)").fill_null(""),
        "detail": sheet.detail(("type", "how", "remarks")),
    }


def _radius(sheet: Sheet, codes: Codes) -> pl.Series:
    error = sheet.number("ce")
    known = (error > 0) & (error < _UNKNOWN)
    by_how = sheet.text("how").str.slice(0, 1).replace_strict(codes.metres(), default=codes.metres()[""])
    return pl.select(pl.when(known).then(error).otherwise(by_how)).to_series()


def _act(kind: pl.Series, codes: Codes) -> pl.Series:
    """Return the act of the longest entry that a type begins with, else ``other:TYPE``."""
    longest = sorted(codes.words, key=len, reverse=True)
    known = [pl.when(kind.str.starts_with(f"{code}-")).then(pl.lit(codes.words[code].act)) for code in longest]
    return pl.select(pl.coalesce(*known, OTHER + pl.lit(kind))).to_series()


FEED = table_feed("cot", FeedColumns(_EVENT, ("lat", "lon", "ce", "le", "remarks")), _read, rows=_rows)
