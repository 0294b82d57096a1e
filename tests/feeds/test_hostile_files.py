"""Whatever a file of a feed holds, it is read or refused in words."""

import io
import json

import pytest

from truceline.errors import SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.json_xml import geojson_rows, kml_rows
from truceline.feeds.setting import ImportSetting
from truceline.feeds.sheet import Sheet
from truceline.formats.rows import FeedColumns
from truceline.sources.line_shapes import read_shapes
from truceline.sources.road_graph import read_roads

COLUMNS = FeedColumns(("id",), ("lat", "lon", "note"))
KML = '<?xml version="1.0" encoding="{}"?>{}<kml><Placemark id="a"/></kml>'
ODD = (
    {"properties": "text", "geometry": None},
    {"properties": ["a"], "geometry": ["b"]},
    {"properties": {}, "geometry": {"type": "Point", "coordinates": "ab"}},
    {"properties": {}, "geometry": {"type": "Point", "coordinates": {"a": 1}}},
    {"properties": {}, "geometry": {"type": ["Point"], "coordinates": 7}},
    {"properties": {"id": "\ud800", "note": ["\udfff"]}, "geometry": {}},
    "text",
    None,
)


@pytest.mark.parametrize("feature", ODD)
def test_a_feature_of_any_kind_is_a_row(feature):
    data = json.dumps({"features": [feature]}).encode()

    (chunk,) = geojson_rows(io.BytesIO(data), COLUMNS)

    assert len(chunk.texts) == 1
    chunk.texts["id"].to_list()[0].encode()


@pytest.mark.parametrize("text", ['{"features": [%s]}' % ("9" * 5_000), "[" * 100_000, "{", "\ufeff[]"])
def test_json_that_cannot_be_read_is_refused(text):
    with pytest.raises(SourceError):
        list(geojson_rows(io.BytesIO(text.encode()), COLUMNS))


ENCODED = {
    "unknown": KML.format("klingon", "").encode(),
    "of several bytes": KML.format("shift_jis", "").encode(),
    "utf-7": KML.format("utf-7", "").encode(),
    "a document type": KML.format("utf-8", '<!DOCTYPE kml [<!ENTITY a "b">]>').encode(),
    "a document type in UTF-16": KML.format("utf-16", '<!DOCTYPE kml [<!ENTITY a "b">]>').encode("utf-16"),
    "cut off": KML.format("utf-8", "").encode()[:-5],
}


@pytest.mark.parametrize("kind", ENCODED)
def test_xml_that_cannot_be_read_or_declares_a_type_is_refused_at_every_door(kind, tmp_path):
    with pytest.raises(SourceError):
        list(kml_rows(io.BytesIO(ENCODED[kind]), COLUMNS))
    for name, read in (("a.kml", read_shapes), ("a.osm", read_roads)):
        (tmp_path / name).write_bytes(ENCODED[kind])
        with pytest.raises(SourceError, match=r"cannot be read|is no road graph"):
            read(tmp_path / name)


@pytest.mark.parametrize("value", [["a"], {"a": 1}, 7, True, None, "\ud800", [{"key": ["a"], "value": {}}]])
@pytest.mark.parametrize("key", ["id", "date", "latitude", "longitude", "description", "sources", "filters"])
def test_a_bellingcat_entry_with_any_value_is_read_or_refused(key, value):
    entry = {"id": "a", "date": "01/02/2031", "latitude": "50", "longitude": "10", "description": "", key: value}
    feed = feed_of("bellingcat", None)

    chunks = list(feed.rows(io.BytesIO(json.dumps([entry]).encode()), feed.columns))

    assert sum(len(chunk.texts) for chunk in chunks) == 1


CLAIMS = "claim_id,claimant,accused,window_start_local,window_tz,category,count\n"


@pytest.mark.parametrize("zones", [("", "Mars/Olympus"), ("Factory", "localtime"), ("posix/Europe/Kyiv", "right/UTC")])
def test_claims_of_which_none_names_a_zone_that_is_known_are_refused_one_by_one(zones):
    rows = "".join(f"c{n},Arvel,Brask,2025-03-01T10:00,{zone},shelling,1\n" for n, zone in enumerate(zones))
    feed = feed_of("claims")

    (chunk,) = feed.rows(io.BytesIO((CLAIMS + rows).encode()), feed.columns)
    sheet = Sheet(chunk, ImportSetting(2_000_000_000, "Etc/UTC"))
    frame, refused = sheet.settle(feed.read(sheet))

    assert len(frame) == 0
    assert [each.column for each in refused] == ["window_tz"] * 2
