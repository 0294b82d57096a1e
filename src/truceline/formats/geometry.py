"""Geometries of GeoJSON features, checked: WGS84 (EPSG:4326), longitude before latitude."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon

from truceline.formats.faults import FaultPlace, Faults, shown

FAR_M = 500_000.0
"""Nearer to the middle of the case than this, a position is never taken for an exchanged one."""

_TIMES_NEARER = 3.0
_EARTH_M = 6_371_008.8  # mean radius

Geometry = LineString | Polygon | MultiPolygon | Point
"""What a feature of a case may be."""

Position = tuple[float, float]
"""Longitude and latitude in degrees (EPSG:4326)."""


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature as read: where it stands, its properties as found, and its geometry, None where that is at fault."""

    place: FaultPlace
    properties: Mapping[str, Any]
    geometry: Geometry | None


def read_geometry(found: object, place: FaultPlace, kind: str, faults: Faults) -> Geometry | None:
    """Read a geometry of one ``kind``: LineString, Polygon, MultiPolygon or Point; heights are dropped.

    Where several polygons may stand, one may as well. None, with the fault noted, where it is another kind, a position
    is outside WGS84, a line has not two different vertices, a ring is not closed or crosses itself, or two polygons
    overlap.
    """
    given = found.get("type") if isinstance(found, dict) else None
    if not isinstance(found, dict) or given not in (kind, _ALSO.get(kind, kind)):
        what = shown(given) if isinstance(found, dict) else "missing"
        either = f"{_ALSO[kind]} or {kind}" if kind in _ALSO else kind
        faults.add(place, f"the geometry is {what}; give a {either}")
        return None
    kind = str(given)
    coordinates = found.get("coordinates")
    if not _well_formed(coordinates, _DEPTH[kind]):
        faults.add(place, f"the coordinates are no {kind}'s; {_FORM[kind]}")
        return None
    wrong = next((p for p in _positions(coordinates, _DEPTH[kind]) if not _in_wgs84(p)), None)
    if fault := _outside(wrong) if wrong else _FAULT[kind](coordinates):
        faults.add(place, fault)
        return None
    return _MAKE[kind](coordinates)


def exchanged(files: Sequence[Sequence[Feature]]) -> Iterator[tuple[FaultPlace, str]]:
    """Find positions whose longitude and latitude are evidently exchanged, by looking at the whole case.

    A position is taken for exchanged where it lies more than ``FAR_M`` from the middle of the case, and the other way
    round at least three times nearer. The middle is the median of the files' medians, so one file whose positions are
    all exchanged is found as well as one vertex. A case that is exchanged as a whole is not.
    """
    middles = [_middle(positions) for features in files if (positions := [p for f in features for p in _places(f)])]
    if not middles:
        return
    middle = _middle(middles)
    for feature in (feature for features in files for feature in features):
        for lon, lat in _places(feature):
            there, back = _distance_m((lon, lat), middle), _distance_m((lat, lon), middle)
            if abs(lon) <= 90 and there > max(FAR_M, _TIMES_NEARER * back):
                yield feature.place, _exchanged(lon, lat, there, back)
                break


def _exchanged(lon: float, lat: float, there_m: float, back_m: float) -> str:
    return (
        f"[{lon:g}, {lat:g}] lies {there_m / 1000:,.0f} km from the middle of the case, but [{lat:g}, {lon:g}] only "
        f"{back_m / 1000:,.0f} km; give longitude before latitude"
    )


def _places(feature: Feature) -> Iterator[Position]:
    if feature.geometry is not None:
        yield from ((lon, lat) for lon, lat in shapely.get_coordinates(feature.geometry).tolist())


def _middle(positions: Sequence[Position]) -> Position:
    return median(lon for lon, _ in positions), median(lat for _, lat in positions)


def _distance_m(a: Position, b: Position) -> float:
    # Haversine on a sphere: right to half a percent, which is plenty here.
    lon_a, lat_a, lon_b, lat_b = map(math.radians, (*a, *b))
    h = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_M * math.asin(math.sqrt(min(1.0, h)))


_ALSO = {"MultiPolygon": "Polygon"}
_DEPTH = {"Point": 0, "LineString": 1, "Polygon": 2, "MultiPolygon": 3}
_FORM = {
    "Point": "give [longitude, latitude]",
    "LineString": "give [[longitude, latitude], ...]",
    "Polygon": "give [[[longitude, latitude], ...]]",
    "MultiPolygon": "give [[[[longitude, latitude], ...]], ...]",
}


def _well_formed(coordinates: Any, depth: int) -> bool:  # noqa: ANN401  (whatever the file holds)
    if not isinstance(coordinates, list):
        return False
    if depth:
        return all(_well_formed(part, depth - 1) for part in coordinates)
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in coordinates)
    return numbers and len(coordinates) in (2, 3)


def _positions(coordinates: Any, depth: int) -> Iterator[Position]:  # noqa: ANN401  (well formed, any depth)
    if depth == 0:
        yield coordinates[0], coordinates[1]
    else:
        for part in coordinates:
            yield from _positions(part, depth - 1)


def _in_wgs84(position: Position) -> bool:
    lon, lat = position
    return -180 <= lon <= 180 and -90 <= lat <= 90  # also false for NaN


def _outside(position: Position) -> str:
    lon, lat = map(_short, position)
    if _in_wgs84((position[1], position[0])):
        return f"[{lon}, {lat}] is outside WGS84, but [{lat}, {lon}] is not; give longitude before latitude"
    return f"[{lon}, {lat}] is outside WGS84; give degrees, longitude -180 to 180, latitude -90 to 90"


def _short(number: float) -> str:
    try:
        return f"{number:g}"
    except OverflowError:  # a whole number too large to be a float
        return f"{str(number)[:8]}..."


def _line_fault(coordinates: list[list[float]]) -> str:
    if len(coordinates) < 2:
        return f"the line has {len(coordinates) or 'no'} vertex; give two or more"
    if len({tuple(position[:2]) for position in coordinates}) == 1:
        return "the line has no length: all its vertices are the same; give two different ones"
    return ""


def _polygon_fault(coordinates: list[list[list[float]]]) -> str:
    if not coordinates:
        return "the polygon has no ring; give one"
    for ring in coordinates:
        if len(ring) < 4 or ring[0][:2] != ring[-1][:2]:
            return "a ring is not closed or has fewer than three corners; repeat its first position at its end"
    return _invalid(_polygon(coordinates))


def _polygons_fault(coordinates: list[list[list[list[float]]]]) -> str:
    if not coordinates:
        return "there is no polygon; give one or more"
    return next(filter(None, map(_polygon_fault, coordinates)), "") or _invalid(_polygons(coordinates))


def _invalid(ground: Polygon | MultiPolygon) -> str:
    reason = shapely.is_valid_reason(ground)
    if reason == "Valid Geometry":
        return ""
    what, _, at = reason.rstrip("]").partition("[")
    if isinstance(ground, MultiPolygon):
        return f"its polygons overlap or share an edge at [{at.replace(' ', ', ')}]; make them one polygon there"
    if what == "Self-intersection":
        return f"the polygon crosses itself at [{at.replace(' ', ', ')}]; put its corners in order"
    return f"the polygon is not valid ({reason}); draw it anew"


def _point_fault(_coordinates: list[float]) -> str:
    return ""


def _point(coordinates: list[float]) -> Point:
    return Point(coordinates[:2])


def _line(coordinates: list[list[float]]) -> LineString:
    return LineString([position[:2] for position in coordinates])


def _polygon(coordinates: list[list[list[float]]]) -> Polygon:
    shell, *holes = ([position[:2] for position in ring] for ring in coordinates)
    return Polygon(shell, holes)


def _polygons(coordinates: list[list[list[list[float]]]]) -> MultiPolygon:
    return MultiPolygon([_polygon(each) for each in coordinates])


_FAULT: Mapping[str, Callable[..., str]] = {
    "Point": _point_fault,
    "LineString": _line_fault,
    "Polygon": _polygon_fault,
    "MultiPolygon": _polygons_fault,
}
_MAKE: Mapping[str, Callable[..., Geometry]] = {
    "Point": _point,
    "LineString": _line,
    "Polygon": _polygon,
    "MultiPolygon": _polygons,
}
