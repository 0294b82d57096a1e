"""GeoPackages written (OGC 12-128r18, version 1.3): typed layers in EPSG:4326, each with a style that QGIS takes up."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from datetime import date

import shapely
from shapely.geometry.base import BaseGeometry

from truceline.documents.layers import MapLayer

Colour = tuple[int, int, int]
"""Red, green and blue, of 0 to 255."""


_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
    'UNIT["degree",0.0174532925199433],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
_TABLES = """
PRAGMA application_id = 0x47504B47;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT
  NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL, min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents(table_name), column_name
  TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  PRIMARY KEY (table_name, column_name));
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,
  f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT, ui TEXT, update_time DATETIME);
"""
_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84, "longitude and latitude in degrees"),
)
_WRITER = slice(96, 100)  # bytes of the file that hold the version of the SQLite that wrote it
_SAME_WRITER = struct.pack(">I", 3_040_000)


def geopackage(layers: Sequence[MapLayer], colours: Mapping[str, Colour], day: date, description: str = "") -> bytes:
    """Return a GeoPackage of the layers, changed last on ``day``: the same layers give the same bytes.

    ``colours`` are those of the layers by name, ``description`` is what all of them say of themselves. Geometries are
    rounded to six decimals. Time and memory grow with the number of vertices.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        for number, layer in enumerate(layers, 1):
            _add(database, layer, f"{day.isoformat()}T00:00:00.000Z", description)
            _add_style(database, number, layer, colours[layer.name])
        database.commit()
        written = bytearray(database.serialize())
    written[_WRITER] = _SAME_WRITER
    return bytes(written)


def _add(database: sqlite3.Connection, layer: MapLayer, changed: str, description: str) -> None:
    table, columns = _quoted(layer.name), "".join(f", {_quoted(n)} {kind}" for n, kind in layer.columns.items())
    database.execute(f"CREATE TABLE {table} (fid INTEGER PRIMARY KEY, geom {layer.geometry}{columns})")
    geometries = shapely.set_precision([geometry for geometry, _ in layer.rows], 1e-6)
    values = ([row.get(name) for name in layer.columns] for _, row in layer.rows)
    rows = ((_blob(geometry), *row) for geometry, row in zip(geometries, values, strict=True))
    marks = ", ".join("?" * (len(layer.columns) + 1))
    database.executemany(f"INSERT INTO {table} VALUES (NULL, {marks})", rows)  # noqa: S608  (names are quoted)
    bounds = shapely.total_bounds(geometries).tolist() if layer.rows else [None] * 4
    contents = (layer.name, "features", layer.title, description, changed, *bounds, 4326)
    database.execute("INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", contents)
    described = (layer.name, "geom", layer.geometry, 4326, 0, 0)
    database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", described)


def _add_style(database: sqlite3.Connection, number: int, layer: MapLayer, colour: Colour) -> None:
    style = (number, "", "", layer.name, "geom", layer.title, _style(layer.geometry, colour), "", 1, "", "", "", None)
    database.execute("INSERT INTO layer_styles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", style)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _blob(geometry: BaseGeometry) -> bytes:
    # "GP", version 0, little-endian without envelope, the reference system, then well-known binary.
    return b"GP\x00\x01" + struct.pack("<i", 4326) + shapely.to_wkb(geometry, byte_order=1)


_KINDS = {
    "POINT": ("marker", "SimpleMarker", {"color": "{0},255", "size": "3", "outline_color": "255,255,255,255"}),
    "MULTILINESTRING": ("line", "SimpleLine", {"line_color": "{0},255", "line_width": "0.7"}),
    "MULTIPOLYGON": ("fill", "SimpleFill", {"color": "{0},50", "outline_color": "{0},255", "outline_width": "0.3"}),
}
"""How QGIS draws each type of geometry: its symbol, the symbol's layer, and that layer's settings."""


def _style(geometry: str, colour: Colour) -> str:
    kind, symbol, settings = _KINDS[geometry]
    options = _options((name, value.format(",".join(map(str, colour)))) for name, value in settings.items())
    drawn = f'<layer class="{symbol}" enabled="1" locked="0" pass="0"><Option type="Map">{options}</Option></layer>'
    return (
        '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM"><qgis version="3.22" styleCategories="Symbology">'
        f'<renderer-v2 type="singleSymbol"><symbols><symbol type="{kind}" name="0" alpha="1">{drawn}</symbol></symbols>'
        "</renderer-v2></qgis>"
    )


def _options(settings: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<Option type="QString" name="{name}" value="{value}"/>' for name, value in settings)
