"""A bulletin as typed map layers: its incidents with all that their table says, and the ground that it tells of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_type_hints

import shapely
from shapely import MultiLineString, MultiPolygon, Point

from truceline.documents.incident_features import incident_features
from truceline.documents.layers import MapLayer, Row
from truceline.documents.shapes.bulletin import IncidentRow
from truceline.results.monitoring import Monitored

_ENTRY = ("evidence_log", "evidence_entry")
_INCIDENT = {name: "TEXT" if kind is str else "REAL" for name, kind in get_type_hints(IncidentRow).items()}
_NAMED = {"id": "TEXT", "name": "TEXT"}


def bulletin_layers(made: Monitored) -> tuple[MapLayer, ...]:
    """Return incidents, sectors, lines, sites and settlements as layers; each has its columns whatever it holds.

    An incident names the entry of a signed bulletin, as the rows of its tables do.
    """
    case = made.case
    places = ((Point(each.lon, each.lat), {"id": each.id, "name": each.name}) for each in case.settlements)
    sites = ((each.geometry, {"id": each.id, "name": each.name, "kind": each.kind}) for each in case.sites)
    areas = ((_area(each.geometry), {"id": each.id, "name": each.name}) for each in case.sectors)
    lines = (
        (MultiLineString([each.geometry]), {"id": each.id, "as_of": each.as_of, "owner": each.owner})
        for each in case.lines
    )
    entered = _NAMED | {"kind": "TEXT"}
    drawn = dict.fromkeys(("id", "as_of", "owner"), "TEXT")
    columns = _INCIDENT | dict.fromkeys(_ENTRY, "TEXT")
    return (
        MapLayer("incidents", "Incidents", "POINT", columns, tuple(_incidents(made))),
        MapLayer("sectors", "Sectors", "MULTIPOLYGON", _NAMED, tuple(areas)),
        MapLayer("lines", "Lines", "MULTILINESTRING", drawn, tuple(lines)),
        MapLayer("sites", "Posts and other sites", "POINT", entered, tuple(sites)),
        MapLayer("settlements", "Settlements", "POINT", _NAMED, tuple(places)),
    )


def _incidents(made: Monitored) -> Iterator[Row]:
    entry = (made.entry.log, made.entry.entry) if made.entry else ("", "")
    for geometry, properties in incident_features(made):
        yield geometry, {**properties, **dict(zip(_ENTRY, entry, strict=True))}


def _area(geometry: shapely.Polygon | MultiPolygon) -> MultiPolygon:
    return MultiPolygon(shapely.get_parts(geometry).tolist())
