"""Lines and polygons come in from GeoJSON, KML and GeoPackage alike."""

import json

import numpy as np
import pytest
from shapely import LineString, Polygon
from shapely.geometry import mapping

from truceline.errors import SourceError
from truceline.sources.line_shapes import read_shapes

SQUARE = Polygon([(10, 50), (11, 50), (11, 51), (10, 51)], [[(10.4, 50.4), (10.6, 50.4), (10.6, 50.6)]])
FRONT = LineString([(10, 50), (10.5, 50.5)])
KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
<Placemark><LineString><coordinates>10,50,7 10.5,50.5,7</coordinates></LineString></Placemark>
<Placemark><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>
10,50 11,50 11,51 10,51 10,50</coordinates></LinearRing></outerBoundaryIs><innerBoundaryIs><LinearRing><coordinates>
10.4,50.4 10.6,50.4 10.6,50.6 10.4,50.4</coordinates></LinearRing></innerBoundaryIs></Polygon></MultiGeometry>
</Placemark></Document></kml>"""


def geojson(path, *features, **more):
    rows = [{"type": "Feature", "properties": told, "geometry": mapping(shape)} for shape, told in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows, **more}))
    return path


def test_geojson_features_are_picked_by_their_properties(tmp_path):
    path = geojson(tmp_path / "a.geojson", (SQUARE, {"status": "held"}), (FRONT, {"status": "front"}))

    assert len(read_shapes(path).polygons) == len(read_shapes(path).lines) == 1
    assert read_shapes(path, {"status": "held"}).lines == ()
    with pytest.raises(SourceError, match="no feature has 'lost' as status; there are: 'front', 'held'"):
        read_shapes(path, {"status": "lost"})


def test_kml_gives_the_same_shapes_without_heights(tmp_path):
    path = tmp_path / "a.kml"
    path.write_text(KML)

    found = read_shapes(path)

    assert found.polygons[0].equals(SQUARE)
    assert found.lines[0].equals(FRONT)
    assert not found.lines[0].has_z


def test_kml_with_a_document_type_is_refused(tmp_path):
    path = tmp_path / "a.kml"
    path.write_text('<!DOCTYPE kml [<!ENTITY a "b">]>' + KML.partition("?>")[2])

    with pytest.raises(SourceError, match="document type"):
        read_shapes(path)


def test_geopackage_is_brought_to_longitude_and_latitude(tmp_path):
    pyogrio = pytest.importorskip("pyogrio", reason="the extra formats is not installed")
    import shapely
    from pyproj import Transformer

    path = tmp_path / "a.gpkg"
    to_metres = Transformer.from_crs("EPSG:4326", "EPSG:32632", always_xy=True)
    moved = shapely.transform(FRONT, lambda xy: np.column_stack(to_metres.transform(xy[:, 0], xy[:, 1])))
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array([moved])),
        [np.array(["front"], dtype=object)],
        ["status"],
        geometry_type="LineString",
        crs="EPSG:32632",
    )

    (found,) = read_shapes(path, {"status": "front"}).lines

    assert np.array(found.coords) == pytest.approx(np.array(FRONT.coords), abs=1e-8)


@pytest.mark.parametrize("system", ["IAU_2015:30110", 'LOCAL_CS["site"]'], ids=["the Moon", "a building site"])
def test_a_map_whose_system_is_none_of_the_earth_is_refused_in_words(tmp_path, system):
    pyogrio = pytest.importorskip("pyogrio", reason="the extra formats is not installed")
    import shapely

    path = tmp_path / "a.gpkg"
    status = [np.array(["front"], dtype=object)]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array([FRONT])), status, ["status"], geometry_type="LineString", crs=system
    )

    with pytest.raises(SourceError, match=r"a\.gpkg \| .*is not known, or none of the Earth"):
        read_shapes(path)


def test_a_shapefile_is_read_with_its_parts_which_must_be_files_too(tmp_path):
    pyogrio = pytest.importorskip("pyogrio", reason="the extra formats is not installed")
    import shapely

    path = tmp_path / "held.shp"
    status = [np.array(["front"], dtype=object)]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array([FRONT])), status, ["status"], geometry_type="LineString", crs="EPSG:4326"
    )

    assert read_shapes(path, {"status": "front"}).lines == (FRONT,)
    (tmp_path / "held.dbf").unlink()
    (tmp_path / "held.dbf").mkdir()
    with pytest.raises(SourceError, match=r"held\.dbf \| is not a file"):
        read_shapes(path)


def test_a_shapefile_whose_coordinate_system_cannot_be_decoded_is_refused_in_words(tmp_path):
    pyogrio = pytest.importorskip("pyogrio", reason="the extra formats is not installed")
    import shapely

    path = tmp_path / "held.shp"
    status = [np.array(["front"], dtype=object)]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array([FRONT])), status, ["status"], geometry_type="LineString", crs="EPSG:4326"
    )
    system = path.with_suffix(".prj")
    system.write_bytes(system.read_bytes().replace(b"WGS", b"W\xe9S"))

    with pytest.raises(SourceError, match=r"held\.shp \| "):
        read_shapes(path, {"status": "front"})


def test_a_file_in_metres_that_says_so_is_refused(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32632"}}
    with pytest.raises(SourceError, match="not WGS84"):
        read_shapes(geojson(tmp_path / "a.geojson", (FRONT, {}), crs=crs))


def test_a_file_in_metres_that_does_not_say_so_is_refused(tmp_path):
    with pytest.raises(SourceError, match="outside WGS84"):
        read_shapes(geojson(tmp_path / "a.geojson", (LineString([(500_000, 5_500_000), (1, 1)]), {})))


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"type": "FeatureCollection", "features": [{"geometry": {"type": "X"}}]}']
)
def test_broken_files_are_refused_by_name(tmp_path, text):
    path = tmp_path / "broken.geojson"
    path.write_text(text)

    with pytest.raises(SourceError, match=r"broken\.geojson \|"):
        read_shapes(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        read_shapes(tmp_path / "none.kml")
