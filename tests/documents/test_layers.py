"""A plan as one GeoPackage: read back by GDAL, typed and valid whatever it holds."""

import json
from dataclasses import replace

import pyogrio
import pytest
import shapely
from lxml import etree

from truceline.casefolder.cases import find_case, read_case
from truceline.documents.features import plan_features
from truceline.documents.layers import plan_layers
from truceline.render.maps import plan_maps
from truceline.workflow.plan import plan as walk


@pytest.fixture(scope="module", params=["two-rivers", "ukraine"])
def planned(request):
    return walk(read_case(find_case(request.param).folder), version="0", draws=0)


@pytest.fixture(scope="module")
def written(planned):
    return plan_maps(planned)


@pytest.fixture(scope="module")
def maps(written):
    return {name: json.loads(text)["features"] for name, text in written.items() if name != "plan.gpkg"}


@pytest.fixture(scope="module")
def package(written, tmp_path_factory):
    file = tmp_path_factory.mktemp("layers") / "plan.gpkg"
    file.write_bytes(written["plan.gpkg"])
    return file


def read(package, layer):
    meta, _, geometry, values = pyogrio.raw.read(package, layer=layer)
    return dict(zip(meta["fields"], values, strict=True)), shapely.from_wkb(geometry), meta


def test_every_layer_has_its_type_and_columns_also_where_it_is_empty(planned, package):
    for layer in plan_layers({name: tuple(each) for name, each in plan_features(planned).items()}):
        info = pyogrio.read_info(package, layer=layer.name)
        types = ["object" if kind == "TEXT" else "float64" for kind in layer.columns.values()]

        assert info["geometry_type"].upper() == layer.geometry
        assert info["crs"] == "EPSG:4326"
        assert list(info["fields"]) == list(layer.columns)
        assert list(info["dtypes"]) == types, layer.name
        assert info["features"] == len(layer.rows)


def test_every_geometry_of_every_map_is_valid(maps, package):
    for name, _ in pyogrio.list_layers(package):
        if name != "layer_styles":
            assert shapely.is_valid(read(package, name)[1]).all(), name
    for name, features in maps.items():
        for feature in features:
            assert shapely.geometry.shape(feature["geometry"]).is_valid, name


def test_the_layers_hold_what_the_maps_of_the_scenarios_hold(maps, package):
    told, geometry, _ = read(package, "posts")
    posts = [
        (name.removeprefix("sites-").removesuffix(".geojson"), f["properties"]["unit"], *f["geometry"]["coordinates"])
        for name, features in maps.items()
        for f in features
        if f["properties"].get("kind") == "post"
    ]

    assert posts
    found = zip(told["scenario"], told["unit"], shapely.get_x(geometry), shapely.get_y(geometry), strict=True)
    assert sorted(found) == [
        (s, u, pytest.approx(x, abs=1e-9), pytest.approx(y, abs=1e-9)) for s, u, x, y in sorted(posts)
    ]


def test_each_layer_has_a_style_that_is_taken_up_by_itself(package):
    _, _, _, values = pyogrio.raw.read(
        package, layer="layer_styles", columns=["f_table_name", "styleQML", "useAsDefault"]
    )
    layers = [name for name, _ in pyogrio.list_layers(package) if name != "layer_styles"]

    assert values[0].tolist() == layers
    assert all(text.startswith("<!DOCTYPE qgis") for text in values[1])
    assert values[2].all()


def test_the_same_plan_gives_the_same_bytes(planned, written):
    assert plan_maps(replace(planned)) == written


def test_every_map_is_read_by_gdal_with_its_features_and_types(written, tmp_path):
    for name in written.keys() - {"plan.gpkg"}:
        file = tmp_path / name
        file.write_text(written[name], encoding="utf-8")
        info = pyogrio.read_info(file)
        _, _, geometry, _ = pyogrio.raw.read(file)
        told = json.loads(written[name])["features"]
        numbers = {key for each in told for key, value in each["properties"].items() if isinstance(value, float)}

        assert info["features"] == len(told), name
        assert shapely.is_valid(shapely.from_wkb(geometry)).all(), name
        assert {k for k, t in zip(info["fields"], info["dtypes"], strict=True) if t == "float64"} >= numbers, name


def test_each_style_names_the_kind_of_symbol_that_its_geometry_is_drawn_with(package):
    _, _, _, (names, styles) = pyogrio.raw.read(package, layer="layer_styles", columns=["f_table_name", "styleQML"])
    drawn = {"Point": "marker", "MultiLineString": "line", "MultiPolygon": "fill"}

    for name, text in zip(names, styles, strict=True):
        style = etree.fromstring(text.partition(">")[2].encode())
        (symbol,) = style.iter("symbol")
        assert symbol.get("type") == drawn[pyogrio.read_info(package, layer=name)["geometry_type"]], name
        assert style.find("renderer-v2").get("type") == "singleSymbol"
