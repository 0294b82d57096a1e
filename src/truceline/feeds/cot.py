"""Cursor-on-Target: messages of types that report something seen, never of one's own people, nor what they write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

import polars as pl

from truceline.feeds.codes import Codes, codes_of, type_pattern
from truceline.feeds.feed import Fields, table_feed, zone_of
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import Chunk, FeedColumns, entry_rows
from truceline.formats.xml_elements import read_elements

_UNKNOWN = 9_999_999.0
_EVENT = ("uid", "type", "start", "how")
_LEAVE_OUT = "leave it out; only types that report something are imported"


def _rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    own = codes_of("cot").own
    return entry_rows(
        ((line, _texts(event, own)) for line, event in read_elements(stream, "event", joined=True)), columns
    )


def _texts(event: Element, own: tuple[str, ...]) -> dict[str, str]:
    link = event.find("detail/link")
    return {
        **{name: event.get(name, "") for name in (*_EVENT, "time")},
        **{name: value for point in event.iterfind("point") for name, value in point.attrib.items()},
        "remarks": (event.findtext("detail/remarks") or "").strip(),
        "link": "" if link is None else link.get("uid", ""),
        "own": next((name for name in own if event.find(f"detail/{name}") is not None), ""),
    }


def _read(sheet: Sheet, codes: Codes) -> Fields:
    kind = sheet.text("type", required=True)
    issued = _issued(sheet, zone_of(codes, sheet))
    gone, uid = _taken_back(sheet, kind, codes)
    words = _reporting(sheet, kind, codes)
    lat, lon = sheet.place("lat", "lon")
    when = sheet.times("start", zone_of(codes, sheet))
    return {
        "native_id": uid,
        "source": sheet.same("cot"),
        "start": when["start"],
        "end": when["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": _radius(sheet, codes),
        **words,
        "label": kind.str.extract(r"^a-(\w)").fill_null(""),
        "detail": sheet.detail(("type", "how")),
        "apart": _apart(sheet),
        "issued": issued,
        "gone": gone,
    }


def _issued(sheet: Sheet, zone: str) -> pl.Series:
    """Return when each message was sent, in milliseconds since 1970 UTC: its time, else its start, else now."""
    found = []
    for column in ("time", "start"):
        thousandths = sheet.text(column).str.extract(r"[.,](\d{1,3})").str.pad_end(3, "0").cast(pl.Int64, strict=False)
        found.append(1000 * sheet.times(column, zone, required=False)["start"] + thousandths.fill_null(0))
    return pl.select(pl.coalesce(*found, 1000 * sheet.setting.at)).to_series()


def _taken_back(sheet: Sheet, kind: pl.Series, codes: Codes) -> tuple[pl.Series, pl.Series]:
    """Return which messages take an id back, and the id that each message is about."""
    linked = kind.is_in([code for code, where in codes.withdraws.items() if where == "link"])
    uid = pl.select(pl.when(linked).then(sheet.text("link")).otherwise(sheet.text("uid")).alias("uid")).to_series()
    sheet.refuse(uid == "", uid, "is empty", "give a value")
    return sheet.take_back(kind.is_in(list(codes.withdraws))), uid


def _reporting(sheet: Sheet, kind: pl.Series, codes: Codes) -> Fields:
    """Return act and weapon by the first pattern that fits; refuse what a device tells of itself, and other types."""
    own = sheet.text("own") != ""
    sheet.refuse(own, kind, "is the position of the sender's own device", _LEAVE_OUT)
    for code, name in codes.refused.items():
        sheet.refuse(kind.str.contains(type_pattern(code)), kind, f"is {name}", _LEAVE_OUT)
    act, weapon = (_first_fitting(kind, codes, part) for part in ("act", "weapon"))
    sheet.refuse(act == "", kind, "is no known type that reports something", _LEAVE_OUT)
    return {"act": act, "weapon": weapon}


def _first_fitting(kind: pl.Series, codes: Codes, part: str) -> pl.Series:
    told = [
        pl.when(kind.str.contains(type_pattern(code))).then(pl.lit(getattr(word, part)))
        for code, word in codes.words.items()
    ]
    return pl.select(pl.coalesce(*told, pl.lit(""))).to_series()


def _apart(sheet: Sheet) -> pl.Series:
    remarks = sheet.text("remarks")
    return pl.select(
        pl.when(remarks != "").then(sheet.json([("remarks", remarks)])).otherwise(pl.lit("{}"))
    ).to_series()


def _radius(sheet: Sheet, codes: Codes) -> pl.Series:
    error = sheet.number("ce")
    known = (error > 0) & (error < _UNKNOWN)
    by_how = sheet.text("how").str.slice(0, 1).replace_strict(codes.metres(), default=codes.metres()[""])
    return pl.select(pl.when(known).then(error).otherwise(by_how)).to_series()


FEED = table_feed(
    "cot",
    FeedColumns(_EVENT, ("time", "lat", "lon", "ce", "le", "remarks", "link", "own")),
    _read,
    rows=_rows,
)
