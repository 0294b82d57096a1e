"""Lines and polygons out of other systems' files.

GeoJSON and KML are read as they are; GeoPackage, shapefile and FlatGeobuf through pyogrio, which the extra ``formats``
brings. GDAL behind it opens much more than files (a few hundred bytes of VRT name another file or an address, whatever
their ending), so nothing reaches it that does not begin as these three do. All come back in EPSG:4326, longitude before
latitude, without heights.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from truceline.errors import SourceError, shown
from truceline.formats.files import MIB, read_file
from truceline.formats.kml import read_placemarks
from truceline.formats.reference_system import degrees_from
from truceline.formats.respelling import same_value
from truceline.formats.sqlite_tables import view_in

LARGEST = 256 * MIB
"""The largest file that is read, in bytes."""

MARKS = {".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a", ".fgb": b"fgb\x03"}
"""What GDAL is given: files of these endings that begin with these bytes."""

_SUMMARY = "the file cannot be used"
_LISTED, _WORD = 12, 40
_WGS84 = re.compile(r"(?i)CRS:?84|EPSG:{1,2}4326")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The polygons and lines of a file, and the sha256 of its bytes."""

    polygons: tuple[Polygon, ...]
    lines: tuple[LineString, ...]
    sha256: str


def read_shapes(path: Path, where: Mapping[str, str] | None = None) -> Shapes:
    """Read every polygon and line of a file; with ``where`` only of features whose properties have these values.

    Raises
    ------
    SourceError
        If the file is unreadable, too large, not what its ending says, in an unknown reference system, or holds
        neither polygon nor line.
    """
    data = read_file(path, _SUMMARY, LARGEST)
    read = _READERS.get(path.suffix.lower(), _by_gdal)
    try:
        features = [(shapely.force_2d(geometry), properties) for geometry, properties in read(path, data)]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ShapelyError) as error:
        raise _fault(path, f"cannot be read ({str(error)[:120]}); check that it is the file its ending says") from error
    wanted = [geometry for geometry, properties in features if _wanted(properties, where or {})]
    if features and not wanted:
        raise SourceError(_SUMMARY, tuple(_nowhere(path, [each for _, each in features], where or {})))
    parts = [part for geometry in wanted for part in _parts(geometry)]
    if not parts:
        raise _fault(path, "holds no polygon and no line that was asked for; check the file and the values of --where")
    if not _on_earth(parts):
        raise _fault(
            path, "lies outside WGS84; give degrees, longitude before latitude, or a file that says its system"
        )
    return Shapes(
        polygons=tuple(p for p in parts if isinstance(p, Polygon)),
        lines=tuple(p for p in parts if isinstance(p, LineString)),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _geojson(_path: Path, data: bytes) -> Iterator[tuple[BaseGeometry, Mapping[str, Any]]]:
    document = json.loads(data.decode("utf-8-sig"))
    system = ((document.get("crs") or {}).get("properties") or {}).get("name", "CRS84")
    if not _WGS84.search(str(system)):
        raise ValueError(f"its reference system is {system!r}, not WGS84")
    features = document.get("features", [document])
    for feature in features:
        geometry = feature.get("geometry") if feature.get("type") == "Feature" else feature
        if geometry is not None:
            yield shape(geometry), feature.get("properties") or {}


def _kml(_path: Path, data: bytes) -> Iterator[tuple[BaseGeometry, Mapping[str, Any]]]:
    for mark in read_placemarks(io.BytesIO(data)):
        for part in mark.element.iter():
            match part.tag:
                case "LineString":
                    yield LineString(_ring(part)), mark.data
                case "Polygon":
                    outer, inner = (part.findall(f"{side}BoundaryIs//LinearRing") for side in ("outer", "inner"))
                    yield Polygon(_ring(outer[0]), [_ring(ring) for ring in inner]), mark.data


def _ring(mark: Element) -> list[tuple[float, float]]:
    words = next((part.text or "" for part in mark.iter() if part.tag.endswith("coordinates")), "")
    return [(float(lon), float(lat)) for lon, lat, *_ in (word.split(",") for word in words.split())]


def _by_gdal(path: Path, data: bytes) -> Iterator[tuple[BaseGeometry, Mapping[str, Any]]]:
    mark = MARKS.get(path.suffix.lower())
    if mark is None:
        raise _fault(path, f"has an ending that is not read; give {', '.join((*_READERS, *MARKS))}")
    if not data.startswith(mark):
        raise _fault(path, f"is no {path.suffix.lower()} file inside; save it anew as what its ending says")
    try:
        from pyogrio.raw import read
    except ImportError as error:
        raise _fault(path, "needs pyogrio; install truceline[formats], or give GeoJSON or KML") from error
    try:
        with TemporaryDirectory(prefix="truceline-") as folder:
            copy = _copied(path, data, Path(folder))
            if copy.suffix == ".gpkg":
                _must_hold_tables_only(copy)
            about, _, geometries, columns = read(copy)
    except UnboundLocalError as error:  # pyogrio's own, where the text of a .prj cannot be decoded
        raise ValueError("its coordinate system cannot be read") from error
    except (RuntimeError, sqlite3.Error) as error:
        raise ValueError(str(error)) from error
    to_degrees = degrees_from(about["crs"] or "EPSG:4326")
    names = list(about["fields"])
    for row, geometry in enumerate(shapely.from_wkb(geometries)):
        if geometry is not None:
            moved = shapely.transform(geometry, lambda xy: np.column_stack(to_degrees.transform(xy[:, 0], xy[:, 1])))
            yield moved, {name: column[row] for name, column in zip(names, columns, strict=True)}


def _must_hold_tables_only(path: Path) -> None:
    # A view may compute for ever.
    with closing(sqlite3.connect(path)) as base:
        found = view_in(base)
    if found:
        raise ValueError(f"it holds the view {shown(found)}, and only tables are read: export its features anew")


def _copied(path: Path, data: bytes, folder: Path) -> Path:
    # GDAL gets the very bytes that were looked at, under a name without a meaning, and of what lies beside them no more
    # than the parts of a shapefile.
    copy = folder / f"shapes{path.suffix.lower()}"
    copy.write_bytes(data)
    for ending in (".shx", ".dbf", ".prj", ".cpg") if copy.suffix == ".shp" else ():
        if (part := path.with_suffix(ending)).exists():
            copy.with_suffix(ending).write_bytes(read_file(part, _SUMMARY, LARGEST))
    return copy


_READERS = {".geojson": _geojson, ".json": _geojson, ".kml": _kml, ".kmz": _kml}


def _wanted(properties: Mapping[str, Any], where: Mapping[str, str]) -> bool:
    return all(key in properties and same_value(_text(properties[key]), value) for key, value in where.items())


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _nowhere(path: Path, features: Sequence[Mapping[str, Any]], where: Mapping[str, str]) -> Iterator[str]:
    """Say which names and values of ``where`` no feature has, and which there are; else that none has them all."""
    names = sorted({name for each in features for name in each})
    remedy = f"there are: {_listed(names)}" if names else "its features have none; leave it out"
    unknown = [key for key in where if key not in names]
    yield from (f"{path} --where {key} | no feature has a property {key!r}; {remedy}" for key in unknown)
    for key, value in where.items():
        held = sorted({_text(each[key]) for each in features if key in each})
        if held and not any(same_value(each, value) for each in held):
            yield f"{path} --where {key} | no feature has {value!r} as {key}; there are: {_listed(held)}"
            unknown.append(key)
    if not unknown:
        yield f"{path} | no feature has all that --where asks for; ask for less"


def _listed(words: Sequence[str]) -> str:
    return ", ".join(repr(word[:_WORD]) for word in words[:_LISTED]) + (", ..." if len(words) > _LISTED else "")


def _parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    for part in shapely.get_parts(geometry).tolist():
        if part.geom_type == "GeometryCollection":
            yield from _parts(part)
        elif isinstance(part, Polygon | LineString) and not part.is_empty:
            yield LineString(part.coords) if isinstance(part, LineString) else part


def _on_earth(parts: Sequence[BaseGeometry]) -> bool:
    corners = shapely.get_coordinates(np.array(parts, dtype=object))
    return bool((np.abs(corners) <= (180.0, 90.0)).all())  # also false for NaN


def _fault(path: Path, what: str) -> SourceError:
    return SourceError(_SUMMARY, (f"{path} | {what}",))
