"""What the bulletin's map shows: the incidents of the period along the line, by verdict."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import shapely

from truceline.case import Case
from truceline.monitoring.incident_table import IncidentLine
from truceline.results.monitoring import Monitored
from truceline.results.names import names_of
from truceline.views.incidents import VERDICT_WORDS
from truceline.views.map_layers import belt_rings, line_drawn, other_lines, sector_rings
from truceline.views.pictures.maps import Floats, LineMap, MapLayers, MapPoint

MARKS = {"violation": 0, "contested": 1, "undetermined": 2, "permitted": 3, "out-of-scope": 3}
"""The colour and shape of an incident on the map, by its verdict."""


def incident_map(made: Monitored, listed: Iterable[tuple[int, IncidentLine]]) -> LineMap:
    """Return the map of a bulletin with the ``listed`` incidents and their numbers.

    Nothing on it says how well anything is seen.
    """
    case = made.case
    own = line_drawn(case.line) if case.has_line else np.empty((0, 2))
    layers = MapLayers(
        crs=case.metric_crs,
        line=own,
        pieces=tuple(own[n : n + 2] for n in range(len(own) - 1)) if case.has_line else _watched(case),
        others=other_lines(case, names_of(case)),
        sectors=sector_rings(case),
        belts=belt_rings(case),
    )
    points = tuple(_point(n, line) for n, line in listed)
    title = "Incidents of the period along the line" if case.has_line else "Incidents of the period"
    return LineMap(title, layers, points, {})


def _watched(case: Case) -> tuple[Floats, ...]:
    places = [site.geometry for site in case.sites if site.kind == "watch"]
    return tuple(shapely.get_coordinates(each) for each in (*places, *(road.geometry for road in case.roads)))


def _point(number: int, line: IncidentLine) -> MapPoint:
    hint = f"{line.act}, {VERDICT_WORDS[line.verdict]}, known to {line.radius_m / 1000:.1f} km"
    return MapPoint(str(number), "post", line.lon, line.lat, MARKS[line.verdict], hint)
