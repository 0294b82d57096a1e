"""GeoJSON is read strictly, and written the same way every time."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon
from shapely.geometry import shape

from truceline.formats.faults import Faults
from truceline.formats.geojson import feature_collection, read_features
from truceline.formats.geometry import exchanged


def collection(*geometries):
    numbered = enumerate(geometries)
    features = [{"type": "Feature", "properties": {"id": f"f{n}"}, "geometry": found} for n, found in numbered]
    return json.dumps({"type": "FeatureCollection", "features": features})


def faults_of(kind, coordinates, is_a=None):
    faults = Faults()
    read_features(collection({"type": is_a or kind, "coordinates": coordinates}), "x.geojson", kind, faults)
    return [problem.partition(" | ")[2] for problem in faults.problems()]


OPEN = "a ring is not closed or has fewer than three corners; repeat its first position at its end"
RANGE = "is outside WGS84; give degrees, longitude -180 to 180, latitude -90 to 90"
SAME = "the line has no length: all its vertices are the same; give two different ones"
SQUARE = [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]]
BOW = [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]


@pytest.mark.parametrize(
    ("kind", "coordinates", "fault"),
    [
        ("LineString", [[2, 3]], "the line has 1 vertex; give two or more"),
        ("LineString", [], "the line has no vertex; give two or more"),
        ("LineString", [[2, 3], [2, 3]], SAME),
        ("LineString", [2, 3], "the coordinates are no LineString's; give [[longitude, latitude], ...]"),
        ("Polygon", BOW, "the polygon crosses itself at [1, 1]; put its corners in order"),
        ("Polygon", [], "the polygon has no ring; give one"),
        ("Polygon", [[[0, 0], [1, 0], [1, 1]]], OPEN),
        ("Polygon", [[[0, 0], [1, 0], [0, 0]]], OPEN),
        ("Polygon", [[]], OPEN),
        ("Polygon", [[[0, 0], [1, 0], [1, 1], [0, 1]]], OPEN),
        ("Polygon", [[[0, 0], [1, 0], [2, 0], [0, 0]]], None),
        ("MultiPolygon", [], "there is no polygon; give one or more"),
        ("MultiPolygon", [BOW], "the polygon crosses itself at [1, 1]; put its corners in order"),
        ("MultiPolygon", SQUARE, "the coordinates are no MultiPolygon's; give [[[[longitude, latitude], ...]], ...]"),
        (
            "MultiPolygon",
            [SQUARE, SQUARE],
            "its polygons overlap or share an edge at [2, 2]; make them one polygon there",
        ),
        ("Point", [30, 95], "[30, 95] is outside WGS84, but [95, 30] is not; give longitude before latitude"),
        ("Point", [200, 95], f"[200, 95] {RANGE}"),
        ("Point", [10**400, 1], f"[10000000..., 1] {RANGE}"),
        ("Point", [float("nan"), 1], f"[nan, 1] {RANGE}"),
        ("Point", ["2", 3], "the coordinates are no Point's; give [longitude, latitude]"),
        ("Point", [True, 3], "the coordinates are no Point's; give [longitude, latitude]"),
        ("Point", [1], "the coordinates are no Point's; give [longitude, latitude]"),
        ("Point", None, "the coordinates are no Point's; give [longitude, latitude]"),
    ],
)
def test_a_geometry_at_fault_is_refused_with_the_reason(kind, coordinates, fault):
    found = faults_of(kind, coordinates)

    assert len(found) == 1
    assert found == [fault] or fault is None


def test_another_kind_of_geometry_is_refused():
    assert faults_of("Point", [[0, 0], [1, 1]], is_a="LineString") == ["the geometry is 'LineString'; give a Point"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("null", 'x.geojson | is no FeatureCollection; give {"type": "FeatureCollection", "features": [...]}'),
        ("[]", 'x.geojson | is no FeatureCollection; give {"type": "FeatureCollection", "features": [...]}'),
        ('{"a":\n}', "x.geojson:2 | is not JSON (Expecting value); mend the text near this line"),
        (
            '{"a": 1, "a": 2}',
            "x.geojson | cannot be read as JSON (the key 'a' is given twice in one object); mend the text",
        ),
    ],
)
def test_what_is_no_feature_collection_is_refused(text, fault):
    faults = Faults()

    assert read_features(text, "x.geojson", "Point", faults) is None
    assert faults.problems() == (fault,)


def test_json_nested_without_end_is_refused():
    faults = Faults()

    assert read_features("[" * 100_000, "x.geojson", "Point", faults) is None
    assert faults.count == 1


def test_features_know_their_line():
    faults = Faults()
    text = (
        '{"type": "FeatureCollection",\n"features": [\n{"type": "Feature"},\n\n{"properties": {}, "type": "Feature"}]}'
    )

    features = read_features(text, "x.geojson", "Point", faults)

    assert [feature.place.line for feature in features] == [3, 5]


def points(*positions):
    return read_features(
        collection(*({"type": "Point", "coordinates": p} for p in positions)), "x.geojson", "Point", Faults()
    )


def test_one_exchanged_position_or_a_whole_file_of_them_is_found():
    line, sites = [(36.0, 50.0), (37.8, 48.0), (32.6, 46.6)], [(35.0, 47.8), (36.2, 49.9), (37.5, 48.5)]
    swapped = [(lat, lon) for lon, lat in sites]

    assert list(exchanged([points(*line), points(*line), points(*sites)])) == []
    one = list(exchanged([points(*line), points(*line), points(sites[0], swapped[1], sites[2])]))
    assert [(place.field, what[:12]) for place, what in one] == [("f1", "[49.9, 36.2]")]
    all_ = list(exchanged([points(*line), points(*line), points(*swapped)]))
    assert [place.field for place, _ in all_] == ["f0", "f1", "f2"]


def test_bases_far_from_the_line_are_not_taken_for_exchanged():
    line = [(36.0, 50.0), (37.8, 48.0), (32.6, 46.6)]
    far = [(22.0, 50.1), (28.0, 44.3), (-1.6, 51.8), (33.0, 34.6), (14.9, 37.4), (35.4, 37.0)]  # Rzeszow to Incirlik

    assert list(exchanged([points(*line), points(*line), points(*far)])) == []


def test_features_are_written_with_six_decimals_one_to_a_line():
    text = feature_collection([(Point(2.12345678, -0.0000001), {"name": "Łódź"}), (LineString([(0, 1), (2, 3)]), {})])

    assert text.splitlines() == [
        '{"type": "FeatureCollection", "features": [',
        (
            '{"type": "Feature", "properties": {"name": "Łódź"}, '
            '"geometry": {"type": "Point", "coordinates": [2.123457, 0.0]}},'
        ),
        (
            '{"type": "Feature", "properties": {}, '
            '"geometry": {"type": "LineString", "coordinates": [[0.0, 1.0], [2.0, 3.0]]}}'
        ),
        "]}",
    ]
    assert json.loads(feature_collection([])) == {"type": "FeatureCollection", "features": []}


degrees = st.floats(-89, 89).map(lambda x: round(x, 6))


@given(st.lists(st.tuples(degrees, degrees), min_size=2, max_size=8, unique=True))
def test_what_is_written_is_read_back(positions):
    line = LineString(positions)
    faults = Faults()

    (feature,) = read_features(feature_collection([(line, {"id": "a"})]), "x.geojson", "LineString", faults)

    assert feature.geometry == line
    assert feature.properties == {"id": "a"}
    assert faults.count == 0


def test_polygons_with_holes_are_written_whole():
    polygon = Polygon([(0, 0), (4, 0), (4, 4), (0, 4)], [[(1, 1), (2, 1), (2, 2)]])

    written = json.loads(feature_collection([(polygon, {})]))["features"][0]["geometry"]

    assert shape(written).equals(polygon)


def test_where_several_polygons_may_stand_one_may_as_well_and_no_line():
    far = [[[5, 0], [6, 0], [6, 1], [5, 0]]]
    assert faults_of("MultiPolygon", SQUARE, is_a="Polygon") == []
    assert faults_of("MultiPolygon", [SQUARE, far]) == []
    (fault,) = faults_of("MultiPolygon", [[0, 0], [1, 0]], is_a="LineString")
    assert fault == "the geometry is 'LineString'; give a Polygon or MultiPolygon"
    (fault,) = faults_of("Polygon", [SQUARE, far], is_a="MultiPolygon")
    assert fault == "the geometry is 'MultiPolygon'; give a Polygon"
