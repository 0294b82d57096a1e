"""Files without a publisher: columns, properties and placemarks become reports as a mapping says."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from truceline.errors import CaseError, SourceError
from truceline.feeds.catalogue import feed_of
from truceline.feeds.mapping import Mapping, read_mapping

HERE = Path(__file__).parent
MAPPING = """
name: patrol-log
zone: Europe/Kyiv
time_format: "%d.%m.%Y %H:%M"
delimiter: ";"
columns: {id: Ref, time: When, lat: Lat, lon: Lon, precision: Exact, act: What, reporter: Observer}
constants: {source: patrols}
radius: {seen: 100, heard: 3000}
acts: {boom: {act: explosion, weapon: artillery}}
keep: [Remarks]
details: {shift: night}
"""
CLAIM = """
name: energy-incidents
kind: claim
zone: Europe/Moscow
columns: {id: id, time: time_local}
constants: {source: Brask (ministry), label: Arvel, act: strike, target: energy}
keep: [region, object]
details: {category: energy_strike, count: "1"}
"""
PLAIN = "id,source,time,lat,lon,radius_m,act,date_only,time_end\n"


def second(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.fixture
def mapping(tmp_path):
    def write(text):
        path = tmp_path / "mapping.yaml"
        path.write_text(text, encoding="utf-8")
        return read_mapping(path)

    return write


def test_a_mapping_turns_foreign_columns_into_a_report(taken, mapping):
    (row,), refused = taken(
        "csv",
        "Ref;When;Lat;Lon;Exact;What;Observer;Remarks\n"
        "7;03.02.2031 04:05;48.5;37.5;heard;boom;J. Doe;loud\n8;03.02.2031 04:05;48,5;37.5;seen;boom;;\n"
        "9;03.02.2031 04:05;48.5;37.5;guessed;boom;;\n",
        mapping(MAPPING),
    )

    assert (row["native_id"], row["source"], row["reporter"]) == ("7", "patrols", "J. Doe")
    assert row["start"] == row["end"] == second(2031, 2, 3, 2, 5)
    assert (row["act"], row["weapon"], row["radius_m"]) == ("explosion", "artillery", 3000)
    assert json.loads(row["detail"]) == {"remarks": "loud", "shift": "night"}
    assert refused == [
        "line 3 lat | '48,5' has a decimal comma; write a decimal point, or say that the file has decimal commas",
        "line 4 exact | 'guessed' is no known exact; known: 'seen', 'heard'",
    ]


def test_a_mapping_may_make_claims_of_rows_without_a_place(taken, mapping):
    feed = feed_of("csv", mapping(CLAIM))
    (row, day), refused = taken(
        feed, "id,time_local,region,object\n1,2031-04-01T00:43,East,a line\n2,2031-04-02,East,a dam\n"
    )

    assert (feed.name, feed.kind, refused) == ("energy-incidents", "claim", [])
    assert (row["source"], row["label"], row["target"], row["lat"]) == ("Brask (ministry)", "Arvel", "energy", None)
    assert row["start"] == second(2031, 3, 31, 21, 43)
    assert (day["start"], day["end"]) == (second(2031, 4, 1, 21), second(2031, 4, 2, 21))
    assert json.loads(row["detail"])["category"] == "energy_strike"


def test_without_a_mapping_a_csv_has_the_columns_of_a_report_file(taken):
    (one, two, three), refused = taken(
        "csv",
        PLAIN + "a,post,2031-01-02T03:04:05Z,48,37,250,shelling,,2031-01-02T04:00Z\n"
        "b,,2031-01-02T01:00+03:00,48,37,250,shelling,1,\n"
        "c,post,2031-01-02T03:04:05Z,48,37,250,shelling,0,\nd,post,2031-01-02T03:04:05,48,37,250,shelling,,\n"
        "e,post,2031-01-02T03:04Z,48,37,0,shelling,,\nf,post,2031-01-02T03:04Z,48,37,9,shelling,,2031-01-01T03:04Z\n"
        "g,post,2031-01-02T03:04Z,48,37,9,,,\nh,post,2031-01-02T03:04Z,48,37,9,x,maybe,\n",
    )

    assert (one["start"], one["end"]) == (second(2031, 1, 2, 3, 4, 5), second(2031, 1, 2, 4))
    assert (two["start"], two["end"], two["source"]) == (second(2031, 1, 1, 21), second(2031, 1, 2, 21), "csv")
    assert three["start"] == three["end"]
    assert [bad.split(" | ")[0] for bad in refused] == [
        "line 5 time",
        "line 6 radius_m",
        "line 7 time_end",
        "line 8 act",
        "line 9 date_only",
    ]


CAMERA = "name: camera\ncolumns: {time: time, lat: lat, lon: lon, act: act}\nconstants: {radius_m: '30'}\n"
FLASH = "2031-01-02T03:04Z,48,37.50,flash"


def native_ids(taken, mapping, text):
    return [row["native_id"] for row in taken("csv", text, mapping(CAMERA))[0]]


def test_rows_without_ids_are_known_by_all_that_they_say_and_equal_ones_by_their_place(taken, mapping):
    once = native_ids(taken, mapping, f"time,lat,lon,act\n{FLASH}\n")
    twice = native_ids(taken, mapping, f"time,lat,lon,act\n{FLASH}\n2031-01-02T03:05Z,48,37.5,flash\n{FLASH}\n")

    assert len({*twice}) == 3
    assert once == twice[:1]
    assert twice[2].split("/") == [once[0].split("/")[0], "2"]


def test_another_spelling_of_a_row_and_another_order_of_columns_are_the_same_row(taken, mapping):
    once = native_ids(taken, mapping, f"time,lat,lon,act,note\n{FLASH},007\n")

    assert native_ids(taken, mapping, "act;lon;lat;time;note;more\nflash;37,5;48,000000;2031-01-02T03:04Z;7;\n") == once
    assert native_ids(taken, mapping, f"time,lat,lon,act,note\n{FLASH},8\n") != once


BAD_MAPPINGS = {
    "name: x\ncolumns: {time: t}\n": "nothing gives act, lat, lon, radius_m; add it to columns or constants",
    "name: x\nzone: Mars\ncolumns: {time: t}\n": "'Mars' is no time zone; give a name such as Europe/Kyiv",
    "name: x\ncolumns: {when: t}\n": "'when' is not known; give one of id, time",
    "name: x\ncolumns: {time: t, lat: a, lon: b, act: c, precision: d}\n": "precision and radius belong together",
    "name: x\ncolumns: {time: t, lat: a, lon: b, act: c, radius_m: d}\nradius: {x: -1}\n": "give more than 0",
    "name: x\ncolumns: {time: t, lat: a, lon: b, act: c}\nconstants: {radius_m: far}\n": "'far' is not a positive",
    "name: x\ncolumns: {time: t, act: c, radius_m: d}\nconstants: {lat: '1', lon: '2'}\n": "nothing gives lat, lon",
}


@pytest.mark.parametrize(("text", "what"), BAD_MAPPINGS.items())
def test_a_bad_mapping_is_refused_with_what_is_wrong(mapping, text, what):
    with pytest.raises(CaseError, match=r"mapping\.yaml has") as caught:
        mapping(text)
    assert what in "\n".join(caught.value.problems)


def test_a_mapping_must_not_take_the_name_of_a_feed_nor_go_with_one(mapping):
    text = "columns: {time: t, lat: a, lon: b, act: c}\nconstants: {radius_m: '5'}\n"
    with pytest.raises(SourceError, match="'acled' is a feed's"):
        feed_of("csv", mapping("name: acled\n" + text))
    with pytest.raises(SourceError, match="leave out the mapping"):
        feed_of("acled", mapping("name: mine\n" + text))
    with pytest.raises(SourceError, match="give one of acled"):
        feed_of("nonsense")


def test_points_of_a_geojson_are_reports_and_other_shapes_are_refused(taken):
    properties = {"time": "2031-01-02T03:04Z", "radius_m": 40, "act": "explosion", "more": [1]}
    point = {
        "type": "Feature",
        "id": 5,
        "geometry": {"type": "Point", "coordinates": [37.5, 48.5]},
        "properties": properties,
    }
    area = {**point, "geometry": {"type": "Polygon", "coordinates": []}}
    rows, refused = taken("geojson", json.dumps({"type": "FeatureCollection", "features": [point, area, None]}))

    assert [(row["native_id"], row["lat"], row["lon"], row["radius_m"]) for row in rows] == [("5", 48.5, 37.5, 40)]
    assert [bad.split(" | ")[0] for bad in refused] == ["line 2 lat", "line 3 time"]


def test_a_geojson_of_lines_alone_is_refused_as_such_and_not_for_columns_that_it_lacks(taken):
    line = {"type": "LineString", "coordinates": [[2.5, 1.5], [2.6, 1.5]]}
    text = json.dumps({"type": "Feature", "properties": {"time": "2031-01-02T03:04Z"}, "geometry": line})

    with pytest.raises(SourceError) as caught:
        taken("geojson", text)
    assert caught.value.problems == (
        "the file | holds no Point, but 'LineString'; give points, or take a line of contact by `import line`",
    )


def test_dates_with_slashes_are_read_in_the_order_of_the_file_also_without_a_form_of_times(taken, mapping):
    text = MAPPING.replace('time_format: "%d.%m.%Y %H:%M"\n', "").replace("Europe/Kyiv", "Etc/UTC")
    table = "Ref;When;Lat;Lon;Exact;What;Observer;Remarks\n" + "".join(
        f"{n};{when};48.5;37.5;seen;boom;;\n"
        for n, when in enumerate(("02/03/2031 04:05", "02-17-2031", "2031-02-04T03:00Z", "2/1/2031"))
    )
    rows, refused = taken("csv", table, mapping(text))

    assert refused == []
    assert [(row["start"], row["end"] - row["start"]) for row in rows] == [
        (second(2031, 2, 3, 4, 5), 0),
        (second(2031, 2, 17), 86_400),
        (second(2031, 2, 4, 3), 0),
        (second(2031, 2, 1), 86_400),
    ]
    with pytest.raises(SourceError, match="cannot be read") as caught:
        taken("csv", table.replace("02-17", "02-11"), mapping(text))
    assert "is one of two days" in caught.value.problems[0]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('{"features": 3}', "no FeatureCollection"),
        ('{"a": 1', "line 1 | is not JSON"),
        (b"\xff\xfe{", "is not UTF-8"),
        ("[" * 99_999, "nested"),
    ],
)
def test_a_json_file_that_is_none_is_refused_whole(taken, text, what):
    with pytest.raises(SourceError, match="cannot be read") as caught:
        taken("geojson", text)
    assert what in caught.value.problems[0]


KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark id="p1"><name>Boom</name><TimeStamp><when>2031-01-02T03:04Z</when></TimeStamp>
<ExtendedData><Data name="act"><value>explosion</value></Data>
<Data name="radius_m"><value>70</value></Data></ExtendedData>
<Point><coordinates> 37.5,48.5,0 </coordinates></Point></Placemark>
<Placemark id="p2"><TimeSpan><begin>2031-01-02T03:04Z</begin><end>2031-01-02T05:04Z</end></TimeSpan>
<ExtendedData><SchemaData><SimpleData name="act">shelling</SimpleData>
<SimpleData name="radius_m">7</SimpleData></SchemaData></ExtendedData>
<Point><coordinates>37.5,48.5</coordinates></Point></Placemark>
<Placemark id="p3"><LineString/></Placemark>
</Document></kml>"""


def test_placemarks_of_a_kml_are_reports(taken):
    (one, two), refused = taken("kml", KML)

    assert (one["native_id"], one["act"], one["lat"], one["radius_m"]) == ("p1", "explosion", 48.5, 70)
    assert (two["act"], two["end"] - two["start"]) == ("shelling", 7200)
    assert [bad.split(" | ")[0] for bad in refused] == ["line 10 time"]


COT = (HERE / "samples" / "cot.xml").read_text(encoding="utf-8")
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><events>&b;</events>'


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (LAUGHS, "line 1 | declares a document type"),
        (LAUGHS.encode("utf-16"), "declares a document type"),
        (COT[:400], "is not XML"),
        (COT + "</event>", "two files joined?"),
        ("<e>" * 60, "nested more than 50 deep"),
    ],
)
def test_xml_that_may_harm_or_is_broken_is_refused_whole(taken, text, what):
    with pytest.raises(SourceError, match="cannot be read") as caught:
        taken("cot", text)
    assert what in caught.value.problems[0]


NEEDED = {"id": "_id", "time": "when", "lat": "lat", "lon": "lon", "radius_m": "r", "act": "what"}


@pytest.mark.parametrize(
    "column", ["deviceid", "meta/DeviceID", "_submitted_by", "username", "Phone-Number", "callsign"]
)
@pytest.mark.parametrize("part", ["source", "label", "act", "weapon", "keep"])
def test_a_mapping_shows_no_column_that_tells_who_reported(column, part):
    columns, keep = (NEEDED, (column,)) if part == "keep" else (NEEDED | {part: column}, ())
    with pytest.raises(ValueError, match=f"'{column}' tells who reported; map it to reporter, or leave it out"):
        Mapping(name="form", columns=columns, keep=keep)

    assert Mapping(name="form", columns=NEEDED | {"id": column, "reporter": column}).kind == "report"


WORLD = """
name: east
zone: Europe/Kyiv
time_format: "%d.%m.%Y %H:%M"
encoding: cp1251
decimal: ","
columns: {id: Номер, time: Коли, lat: Ш, lon: Д, radius_m: м, act: Що}
acts: {вибух: {act: explosion}}
"""


def test_a_table_as_a_spreadsheet_program_of_another_country_writes_it_is_read_and_told(taken, mapping):
    text = "Номер;Коли;Ш;Д;м;Що\n7;03.02.2031 04:05;48,51;37,5;100;вибух\n8;03.02.2031 04:05;48.51;37,5;100;вибух\n"
    (row,), refused = taken("csv", text.encode("cp1251"), mapping(WORLD))

    assert (row["native_id"], row["lat"], row["lon"], row["act"]) == ("7", 48.51, 37.5, "explosion")
    assert refused == ["line 3 ш | '48.51' has a decimal point; write a comma as the others do"]
    assert taken.notes[0].startswith("read with encoding cp1251, cells parted by semicolons, decimal commas | ")


def test_columns_of_a_file_without_a_header_are_mapped_by_number(taken, mapping):
    text = "name: gd\nheader: no\nzone: UTC\ntime_format: '%Y%m%d'\ndelimiter: \"\\t\"\n"
    text += "columns: {id: 1, time: 2, act: 3, lat: 4, lon: 5}\n"
    (row,), refused = taken("csv", "9\t20310203\t190\t48.5\t37.5\n", mapping(text + "constants: {radius_m: '900'}\n"))

    assert (row["native_id"], row["act"], row["lat"], refused) == ("9", "190", 48.5, [])
    assert (row["start"], row["end"]) == (second(2031, 2, 3), second(2031, 2, 4))
