"""Bellingcat's civilian harm map: one incident an entry, with the posts it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from truceline.errors import SourceError
from truceline.feeds.codes import Codes
from truceline.feeds.feed import Fields, table_feed
from truceline.feeds.json_xml import read_json
from truceline.feeds.sheet import Sheet
from truceline.formats.ahead import look_ahead
from truceline.formats.rows import Chunk, Entry, FeedColumns, entry_rows
from truceline.formats.workbook import workbook_rows
from truceline.formats.xlsx import ZIP

_KEPT = ("description", "location", "posts", "urls")
_WEAPON, _AREA = "Weapon System", "Type of area affected"


def _rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    head, stream = look_ahead(stream)
    if head.startswith(ZIP):  # the table behind a TimeMap
        return workbook_rows(stream, columns)
    data = read_json(stream)
    if not isinstance(data, list):
        raise SourceError(
            "the file cannot be read", ("the file | is no list of incidents; give the map's JSON export",)
        )
    return entry_rows((_entry(number, each) for number, each in enumerate(data, start=1)), columns)


def _entry(number: int, incident: Any) -> Entry:  # noqa: ANN401  (whatever the file holds)
    if not isinstance(incident, dict):
        return number, {}  # refused for its empty id
    texts = {name: str(incident.get(name) or "") for name in ("id", "date", "latitude", "longitude", *_KEPT[:2])}
    filters = {str(part.get("key")): str(part.get("value") or "") for part in _parts(incident, "filters")}
    paths = [str(part.get("path")) for part in _parts(incident, "sources")]
    more = {"weapon": filters.get(_WEAPON, ""), "area": filters.get(_AREA, "")}
    return number, {**texts, **more, "posts": str(len(paths)), "urls": " ".join(paths)}


def _parts(incident: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = incident.get(key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _read(sheet: Sheet, codes: Codes) -> Fields:
    lat, lon = sheet.place("latitude", "longitude")
    when = sheet.days("date", ("%m/%d/%Y", "%Y-%m-%d"), {}, "")
    weapon = sheet.text("weapon").replace("", "Unknown")
    return {
        "native_id": sheet.text("id", required=True),
        "source": sheet.same("bellingcat"),
        "start": when["start"],
        "end": when["end"],
        "lat": lat,
        "lon": lon,
        "radius_m": sheet.same(codes.metres()[""]),
        "act": sheet.words(weapon, codes.words, "act"),
        "weapon": sheet.words(weapon, codes.words, "weapon"),
        "target": sheet.words(sheet.text("area"), codes.targets, "target"),
        "detail": sheet.detail(_KEPT),
    }


FEED = table_feed(
    "bellingcat", FeedColumns(("id", "date", "latitude", "longitude"), ("weapon", "area", *_KEPT)), _read, rows=_rows
)
