"""A plan as typed map layers: each has its columns whatever it holds, and the rows of all scenarios stand in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import shapely
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

Row = tuple[BaseGeometry, Mapping[str, object]]
"""A feature: its geometry, and its properties."""


@dataclass(frozen=True, slots=True)
class MapLayer:
    """A layer of a map in EPSG:4326.

    ``geometry`` is ``POINT``, ``MULTILINESTRING`` or ``MULTIPOLYGON``; ``columns`` are names with their types (``TEXT``
    or ``REAL``). Both hold also where there are no ``rows``.
    """

    name: str
    title: str
    geometry: str
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


_SCENARIO = {"scenario": "TEXT"}
_OF_LINE = dict.fromkeys(("id", "as_of", "owner", "source", "drawn", "note"), "TEXT")
_STANDS = _SCENARIO | dict.fromkeys(("site", "name", "unit", "contributor", "sector"), "TEXT")
_SEEN = {"sector": "TEXT"} | dict.fromkeys(("day", "night", "response_minutes"), "REAL")
_PATROL = {"unit": "TEXT", "contributor": "TEXT", "arithmetic": "TEXT"} | dict.fromkeys(
    ("patrols", "route_km", "revisit_h", "day", "night", "minutes"), "REAL"
)
_BELT = {"id": "TEXT", "title": "TEXT", "side": "TEXT", "from_m": "REAL", "to_m": "REAL"}
_ORBIT = _SCENARIO | {"chainage_km": "REAL", "share": "REAL"}
_STRETCH = _SCENARIO | {"id": "TEXT", "start_km": "REAL", "end_km": "REAL"} | _SEEN
_LAYERS = (
    ("line", "Line", "MULTILINESTRING", "line", "", _OF_LINE),
    ("sectors", "Sectors", "MULTIPOLYGON", "sectors", "", {"id": "TEXT", "name": "TEXT"}),
    ("belts", "Belts", "MULTIPOLYGON", "belts", "", _BELT),
    ("posts", "Posts", "POINT", "sites", "post", _STANDS),
    ("bases", "Reaction forces", "POINT", "sites", "base", _STANDS),
    ("orbits", "Air orbits", "POINT", "sites", "orbit", _ORBIT),
    ("patrols", "Patrols", "MULTILINESTRING", "sites", "patrol", _SCENARIO | _PATROL),
    ("coverage", "What is seen and reached", "MULTILINESTRING", "coverage", "", _STRETCH),
    ("places", "Places watched", "POINT", "coverage", "", _SCENARIO | {"id": "TEXT"} | _SEEN),
)
"""Each layer: its name, title, type of geometry, the maps that it is made of, the kind of their features, columns."""


def plan_layers(features: Mapping[str, Sequence[Row]]) -> tuple[MapLayer, ...]:
    """Return the maps of a plan as layers: line, sectors and belts, and of every scenario who stands and sees where.

    ``features`` are those of the maps by file name, as ``plan_features`` gives them.
    """
    maps = {name.removesuffix(".geojson"): tuple(_rows(each)) for name, each in features.items()}
    return tuple(
        MapLayer(name, title, geometry, columns, tuple(_of(maps, source, geometry, kind)))
        for name, title, geometry, source, kind, columns in _LAYERS
    )


def _rows(features: Sequence[Row]) -> Iterator[Row]:
    # Lines and areas as sets of such: a layer holds one type.
    for geometry, properties in features:
        parts = shapely.get_parts(geometry).tolist()
        if geometry.geom_type.endswith("Polygon"):
            yield MultiPolygon(parts), properties
        elif geometry.geom_type.endswith("LineString"):
            yield MultiLineString(parts), properties
        else:
            yield geometry, properties


def _of(maps: Mapping[str, tuple[Row, ...]], source: str, geometry: str, kind: str) -> Iterator[Row]:
    for name, rows in maps.items():
        start, _, scenario = name.partition("-")
        if start != source:
            continue
        for shape, properties in rows:
            alike = not kind or properties.get("kind") == kind
            if alike and shape.geom_type.upper() == geometry:
                yield shape, {"scenario": scenario, **properties}
