"""GeoJSON and KML as maps hand them out: features by line or alone, other systems, KMZ, folders, links."""

import io
import json
import zipfile

import pytest

from truceline.errors import SourceError
from truceline.feeds.mapping import Mapping
from truceline.formats import kml
from truceline.sources.line_shapes import read_shapes

SAID = {"time": "2031-01-02T03:04Z", "radius_m": 40, "act": "explosion"}


def feature(name, x=37.5, y=48.5):
    place = {"type": "Point", "coordinates": [x, y]}
    return {"type": "Feature", "id": name, "geometry": place, "properties": SAID}


def problem(taken, feed, data, mapping=None):
    with pytest.raises(SourceError) as caught:
        taken(feed, data, mapping)
    return caught.value.problems[0]


@pytest.mark.parametrize("before", ["", "\x1e"])
def test_a_feature_a_line_is_read_with_its_line(taken, before):
    text = (
        "\n".join(before + json.dumps(feature(name)) for name in "ab") + "\n\n" + json.dumps(feature("c", y=99)) + "\n"
    )
    rows, refused = taken("geojson", text)

    assert [(row["native_id"], row["line"], row["lat"]) for row in rows] == [("a", 1, 48.5), ("b", 2, 48.5)]
    assert refused[0].startswith("line 4 lat, lon")
    assert problem(taken, "geojson", text + "{oops}\n").startswith("line 5 | is not JSON")


def test_a_feature_alone_is_read(taken):
    ((row,), refused) = taken("geojson", json.dumps(feature("a"), indent=1))

    assert (row["native_id"], row["lon"], refused) == ("a", 37.5, [])


# Web Mercator by its definition: x = R lon, y = R ln(tan(45 deg + lat / 2)), R = 6,378,137 m; 37.5 E 48.5 N.
MERCATOR = (4174480.9046, 6190443.8091)


def test_coordinates_of_a_system_that_is_named_become_degrees(taken):
    named = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    whole = {"type": "FeatureCollection", "crs": named, "features": [feature("a", *MERCATOR)]}
    ((row,), _) = taken("geojson", json.dumps(whole))

    assert (row["lon"], row["lat"]) == (pytest.approx(37.5, abs=1e-6), pytest.approx(48.5, abs=1e-6))
    named["properties"]["name"] = "EPSG:999999"
    assert "its reference system 'EPSG:999999' is not known, or none of the Earth; save it in WGS84" in problem(
        taken, "geojson", json.dumps(whole)
    )


def test_metres_without_a_system_are_refused_as_metres(taken):
    rows, refused = taken("geojson", json.dumps({"features": [feature("a", *MERCATOR)]}))

    assert rows == []
    assert "are metres of a map projection, it seems; give degrees (EPSG:4326), or name the system" in refused[0]


MARK = """<Placemark id="{0}"><name>Boom</name><TimeStamp><when>2031-01-02T03:04Z</when></TimeStamp><ExtendedData>
<Data name="act"><value>explosion</value></Data><Data name="radius_m"><value>70</value></Data></ExtendedData>
<Point><coordinates>37.5,48.5,0</coordinates></Point></Placemark>"""
FOLDERS = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>map</name><Folder><name>North</name>'
    f"<Folder><name> Week 1 </name>{MARK.format('p1')}</Folder>{MARK.format('p2')}</Folder>{MARK.format('p3')}"
    "</Document></kml>"
)
BY_FOLDER = Mapping(
    name="map", columns={part: part for part in ("id", "time", "lat", "lon", "radius_m", "act")}, keep=("folder",)
)


def packed(**parts):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name.replace("_", "."), text)
    return data.getvalue()


def test_the_folders_of_a_placemark_are_a_column(taken):
    rows, _ = taken("kml", FOLDERS, BY_FOLDER)

    assert [json.loads(row["detail"])["folder"] for row in rows] == ["North/Week 1", "North", ""]


def test_a_kmz_is_the_kml_in_it(taken):
    assert taken("kml", packed(doc_kml=FOLDERS, a_png="x"), BY_FOLDER) == taken("kml", FOLDERS, BY_FOLDER)
    assert "a packed file without a KML" in problem(taken, "kml", packed(a_txt="x"))
    assert "cannot be unpacked" in problem(taken, "kml", b"PK\x03\x04 no more")


def test_a_kmz_that_unpacks_beyond_the_limit_is_refused(taken, monkeypatch):
    monkeypatch.setattr(kml, "UNPACKED", 100)

    assert "unpacks to more than 0 MiB" in problem(taken, "kml", packed(doc_kml=FOLDERS))


def test_a_file_of_links_alone_is_told_as_such(taken):
    link = "<kml><Document><NetworkLink><Link><href>https://maps/1.kml</href></Link></NetworkLink></Document></kml>"

    assert "holds links to other files (NetworkLink) and no Placemark; links are not followed" in problem(
        taken, "kml", link
    )


def test_a_name_that_no_placemark_has_is_told_with_those_there_are(taken):
    wrong = BY_FOLDER.model_copy(update={"columns": BY_FOLDER.columns | {"act": ("what",)}})

    told = problem(taken, "kml", FOLDERS, wrong)
    assert told.startswith(
        "the file | nothing in it has 'what'; there are: 'act', 'folder', 'id', 'lat', 'lon', 'name'"
    )


def test_lines_of_a_kml_have_their_data_to_choose_by(tmp_path):
    lines = "".join(
        f"<Folder><name>{side}</name><Placemark><name>{side} line</name><ExtendedData>"
        f'<Data name="side"><value>{side}</value>'
        f"</Data></ExtendedData><LineString><coordinates>{x},48 {x},49</coordinates></LineString></Placemark></Folder>"
        for side, x in (("East", 38), ("West", 37))
    )
    for name, data in (("a.kml", f"<kml>{lines}</kml>".encode()), ("a.kmz", packed(doc_kml=f"<kml>{lines}</kml>"))):
        (tmp_path / name).write_bytes(data)
        for where in ({"side": "West"}, {"name": "West line"}, {"folder": "West"}):
            (line,) = read_shapes(tmp_path / name, where).lines
            assert [*line.coords] == [(37, 48), (37, 49)]
    for where, told in (
        ({"side": "North"}, "no feature has 'North' as side; there are: 'East', 'West'"),
        ({"flank": "West"}, "no feature has a property 'flank'; there are: 'folder', 'name', 'side'"),
        ({"side": "West", "name": "East line"}, "no feature has all that --where asks for; ask for less"),
    ):
        with pytest.raises(SourceError) as caught:
            read_shapes(tmp_path / "a.kml", where)
        assert [each.partition(" | ")[2] for each in caught.value.problems] == [told]


def test_numbers_and_truths_of_a_geojson_are_chosen_by_as_a_person_writes_them(tmp_path):
    features = ",".join(
        f'{{"type":"Feature","properties":{{"rank":{rank},"shown":{shown}}},'
        f'"geometry":{{"type":"LineString","coordinates":[[{x},48],[{x},49]]}}}}'
        for rank, shown, x in (("1.0", "true", 37), ("2", "false", 38))
    )
    (tmp_path / "a.geojson").write_text(f'{{"type":"FeatureCollection","features":[{features}]}}', encoding="utf-8")
    for where in ({"rank": "1"}, {"shown": "true"}):
        (line,) = read_shapes(tmp_path / "a.geojson", where).lines
        assert [*line.coords] == [(37, 48), (37, 49)]
