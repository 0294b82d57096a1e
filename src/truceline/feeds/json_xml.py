"""Documents taken apart: JSON of a limited size; points of a GeoJSON and placemarks of a KML as rows.

Their properties or extended data are the columns.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

from pyproj import Transformer

from truceline.errors import SourceError
from truceline.formats.faults import shown
from truceline.formats.kml import Placemark, read_placemarks
from truceline.formats.reference_system import degrees_from
from truceline.formats.rows import Chunk, FeedColumns, entry_rows, spelled_as

LARGEST = 64 * 1024 * 1024
"""The largest JSON document that is read, in bytes: it is held in memory as a whole."""

_WGS84 = re.compile(r"(?i)CRS:?84|EPSG:{1,2}4326")
_AROUND = b" \t\r\x1e"
"""What may stand around a feature on a line: also the separator of RFC 8142."""


def read_json(stream: BinaryIO) -> Any:  # noqa: ANN401  (whatever the file holds)
    """Read a whole JSON document in UTF-8.

    Raises
    ------
    SourceError
        If it is too large, not UTF-8 or not JSON.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        limit = f"a JSON document is read whole, and this one is larger than {LARGEST >> 20} MiB; convert it to CSV"
        raise SourceError("the file cannot be read", (f"the file | {limit}",))
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        what = f"line {error.lineno} | is not JSON ({error.msg}); the file is cut off, or two files were joined"
    except UnicodeDecodeError as error:
        what = f"byte {error.start} | 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
    except RecursionError:
        what = "the file | is nested too deeply; give a plain list of entries"
    except ValueError as error:  # a whole number of thousands of digits
        what = f"the file | cannot be read ({str(error)[:60]}); correct the number"
    raise SourceError("the file cannot be read", (what,))


def geojson_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Return the features of a FeatureCollection, a feature alone, or one feature a line.

    ``lat`` and ``lon`` are those of a point in EPSG:4326, empty for anything else; those of another system that the
    document names are turned into degrees.
    """
    found, system = _features(stream)
    features = list(found)
    if {"lat", "lon"} & set(columns.required):
        _must_hold_points([each for _, each in features])
    entries = ((number, _feature_texts(each, system)) for number, each in features)
    spelled = ((number, spelled_as(texts, columns)) for number, texts in entries)
    return entry_rows(spelled, columns)


def _must_hold_points(features: Sequence[Any]) -> None:
    # One shape that is no point is a row to be refused; where none is a point, the file is of another kind.
    shapes = [each.get("geometry") for each in features if isinstance(each, dict)]
    kinds = sorted({str(shape.get("type")) for shape in shapes if isinstance(shape, dict)})
    if kinds and "Point" not in kinds:
        what = f"holds no Point, but {', '.join(map(shown, kinds[:3]))}"
        what += "; give points, or take a line of contact by `import line`"
        raise SourceError("the file cannot be read", (f"the file | {what}",))


def _features(stream: BinaryIO) -> tuple[Iterable[tuple[int, Any]], Transformer | None]:
    data = stream.read(LARGEST + 1)
    lines = [(n, each.strip(_AROUND)) for n, each in enumerate(data.split(b"\n"), start=1) if each.strip(_AROUND)]
    if len(lines) > 1 and all(each[:1] == b"{" and each[-1:] == b"}" for _, each in lines[:2]):
        return [(number, _of_line(number, each)) for number, each in lines], None
    document = read_json(io.BytesIO(data))
    if isinstance(document, dict) and document.get("type") == "Feature":
        return [(1, document)], _system(document)
    found = document.get("features") if isinstance(document, dict) else None
    if not isinstance(found, list):
        what = "is no FeatureCollection; give one of points, a feature, or one feature a line"
        raise SourceError("the file cannot be read", (f"the file | {what}",))
    return enumerate(found, start=1), _system(document)


def _of_line(number: int, line: bytes) -> Any:  # noqa: ANN401  (whatever the line holds)
    try:
        return read_json(io.BytesIO(line))
    except SourceError as error:
        problems = tuple(each.replace("line 1 |", f"line {number} |", 1) for each in error.problems)
        raise SourceError("the file cannot be read", problems) from error


def _system(document: dict[str, Any]) -> Transformer | None:
    """Return what turns coordinates into degrees, None where they are: GeoJSON names no system (RFC 7946), or did."""
    named = document.get("crs")
    properties = named.get("properties") if isinstance(named, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if name is None or _WGS84.search(str(name)):
        return None
    try:
        return degrees_from(str(name))
    except ValueError as error:
        raise SourceError("the file cannot be read", (f"the file | {error}",)) from error


def _feature_texts(feature: Any, system: Transformer | None) -> dict[str, str]:  # noqa: ANN401  (as above)
    part = feature if isinstance(feature, dict) else {}
    properties, geometry = (
        found if isinstance(found := part.get(key), dict) else {} for key in ("properties", "geometry")
    )
    texts = {str(key).lower(): json_text(value) for key, value in properties.items()}
    if "id" in part:
        texts["id"] = json_text(part["id"])
    point = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(point, list) and len(point) > 1:
        texts |= _place(point, system)
    return texts


def _place(point: list[Any], system: Transformer | None) -> dict[str, str]:
    if system is not None and all(isinstance(each, int | float) for each in point[:2]):
        point = [round(each, 9) for each in system.transform(*point[:2])]
    return {"lon": json_text(point[0]), "lat": json_text(point[1])}


def json_text(value: object) -> str:
    """Return a value of a JSON document as a text, '' for null."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def kml_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Return the placemarks; ``lat`` and ``lon`` are those of a point, empty for anything else."""
    marks = ((mark.line, spelled_as(_placemark_texts(mark), columns)) for mark in read_placemarks(stream))
    return entry_rows(marks, columns)


def _placemark_texts(mark: Placemark) -> dict[str, str]:
    texts = {name.lower(): text for name, text in mark.data.items()}
    points = mark.element.findall("Point/coordinates") or mark.element.findall("MultiGeometry/Point/coordinates")
    place = (points[0].text or "").strip().split(",") if len(points) == 1 else []
    return texts | {"lon": place[0], "lat": place[1]} if len(place) > 1 else texts
