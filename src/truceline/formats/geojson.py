"""GeoJSON from text and to text (RFC 7946): features of one kind of geometry, and where in the file they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from truceline.formats.faults import FaultPlace, Faults, shown
from truceline.formats.geometry import Feature, read_geometry

_DECIMALS = 6  # a tenth of a metre


def read_features(text: str, file: str, kind: str, faults: Faults) -> list[Feature] | None:
    """Read a FeatureCollection whose geometries are all of one ``kind``: LineString, Polygon, MultiPolygon or Point.

    None, with the fault noted, where the text is no FeatureCollection.
    """
    try:
        data = json.loads(text, object_pairs_hook=_once)
    except json.JSONDecodeError as error:
        faults.add(FaultPlace(file, error.lineno), f"is not JSON ({error.msg}); mend the text near this line")
        return None
    except (ValueError, RecursionError) as error:
        faults.add(FaultPlace(file), f"cannot be read as JSON ({str(error)[:100]}); mend the text")
        return None
    found = data.get("features") if isinstance(data, dict) and data.get("type") == "FeatureCollection" else None
    if not isinstance(found, list):
        faults.add(FaultPlace(file), 'is no FeatureCollection; give {"type": "FeatureCollection", "features": [...]}')
        return None
    lines = _feature_lines(text, len(found))
    return [
        _feature(each, FaultPlace(file, line, f"features[{n}]"), kind, faults)
        for n, (each, line) in enumerate(zip(found, lines, strict=True))
    ]


def feature_collection(
    features: Iterable[tuple[BaseGeometry, Mapping[str, object]]], members: Mapping[str, object] | None = None
) -> str:
    """Write geometries (EPSG:4326) with their properties as GeoJSON: one feature a line, six decimals, same bytes.

    An ``id`` among the properties is the feature's own as well; ``members`` are foreign members of the collection.
    """
    lines = [_compact(_written(*feature)) for feature in features]
    further = "".join(f"{json.dumps(name)}: {_compact(value)}, " for name, value in (members or {}).items())
    return '{"type": "FeatureCollection", ' + further + '"features": [\n' + ",\n".join(lines) + "\n]}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _written(geometry: BaseGeometry, properties: Mapping[str, object]) -> dict[str, object]:
    named = {"id": properties["id"]} if "id" in properties else {}
    return {"type": "Feature", **named, "properties": dict(properties), "geometry": _rounded(mapping(geometry))}


def _rounded(part: Any) -> Any:  # noqa: ANN401  (any part of a geometry)
    if isinstance(part, float):
        return round(part, _DECIMALS) + 0.0  # never -0.0
    if isinstance(part, dict):
        return {key: _rounded(value) for key, value in part.items()}
    if isinstance(part, list | tuple):
        return [_rounded(value) for value in part]
    return part


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key {shown(key)} is given twice in one object")
        found[key] = value
    return found


def _feature_lines(text: str, count: int) -> list[int]:
    # The lines on which features start; 0 where the text leaves it open.
    starts = [found.start() for found in re.finditer(r'"type"\s*:\s*"Feature"', text)]
    if len(starts) != count:
        return [0] * count
    lines, line, at = [], 1, 0
    for start in starts:
        line, at = line + text.count("\n", at, start), start
        lines.append(line)
    return lines


def _feature(found: object, place: FaultPlace, kind: str, faults: Faults) -> Feature:
    if not isinstance(found, dict) or found.get("type") != "Feature":
        faults.add(place, 'is no feature; give {"type": "Feature", "properties": {...}, "geometry": {...}}')
        return Feature(place, {}, None)
    properties = found.get("properties")
    if not isinstance(properties, dict):
        faults.add(place, "has no properties; add them")
        return Feature(place, {}, read_geometry(found.get("geometry"), place, kind, faults))
    name = properties.get("id")
    if isinstance(name, str) and re.fullmatch(r"\S{1,60}", name):
        place = FaultPlace(place.file, place.line, name)
    return Feature(place, properties, read_geometry(found.get("geometry"), place, kind, faults))
