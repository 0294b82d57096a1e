"""The line of contact out of the ground that one side holds: which part of its boundary is the front.

A polygon of held ground is bounded by the front, the coast and state borders, and nothing in the polygon says which is
which. No base map is shipped or needed; the case says it in one of three ways:

* ``front_along``: a rough line of the same front, such as the one the case already has, names the polygon and the arc;
* ``front_between``: two ends on the boundary, with the held ground left of the way from the first to the last;
* ``front_inside``: the country's outline, given by the case: what of the boundary is not on the outline.

Where each fails is said with it. Distances are geodesic on WGS84; coordinates are longitude and latitude (EPSG:4326).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from truceline.agreement.line import GEOD, Floats, chainage_m, points_at, vertices_m
from truceline.errors import CaseError
from truceline.records.places import Line

Bools = NDArray[np.bool_]

_STEP_M = 2_000.0  # samples along an arc when it is held against a rough line
_SAME_M = 0.5  # nearer than this, a vertex is the arc's own end
_FINE_M = 200.0  # samples along a boundary when it is held against an outline: its ends are right to this


@dataclass(frozen=True, slots=True)
class Front:
    """The parts of a boundary that are the front, and what was set aside.

    ``parts`` are the longest first; they run as the rough line does, else with the held ground on their left.
    ``others_km`` are the lengths of the polygons' boundaries of which no part was taken, the longest first, in
    kilometres. ``strays_m`` is how far the front lies from the rough line at most, in metres; 0 where none was given.
    """

    parts: tuple[LineString, ...]
    others_km: tuple[float, ...]
    strays_m: float


def grounds(shapes: Sequence[Polygon | MultiPolygon]) -> tuple[Polygon, ...]:
    """Merge polygons of held ground, snapped to a tenth of a metre, without holes; the largest first.

    Borders that two polygons share vanish. Holes are dropped: ground that the other side holds behind the front
    is no part of the line of contact here.
    """
    merged = shapely.union_all(shapely.make_valid(np.array(shapes, dtype=object)), grid_size=1e-6)
    faces = [orient(Polygon(face.exterior)) for face in shapely.get_parts(merged) if isinstance(face, Polygon)]
    return tuple(sorted(faces, key=lambda face: -face.area))


def front_along(held: Sequence[Polygon], guide: Line) -> Front:
    """Take the arc of boundary that runs along ``guide``, a rough line of the same front.

    The polygon is the one whose boundary is nearest to the guide on average; its arc starts and ends where the boundary
    is nearest to the guide's ends, and of the two arcs between them the one nearer to the guide is the front. It runs
    as the guide does, so that sides and chainages keep their meaning.

    Fails where the guide's ends are not near the true ends of the front: the arc is then short of them, or runs on
    along the coast or border by as much. Further polygons (a bridgehead, a pocket on the border) are set aside: take
    them by ``front_between``. Cost grows with vertices times their logarithm.

    Raises
    ------
    CaseError
        If there is no polygon, or the guide's ends meet the boundary in one place.
    """
    if not held:
        raise CaseError("no front found", (f"{guide.id} | there is no polygon to follow; give polygons",))
    sample = vertices_m(guide, _STEP_M)[0]
    rings = [_ring(face) for face in held]
    away = [float(np.abs(chainage_m(ring, sample)[1]).mean()) for ring in rings]
    ring = rings[best := int(np.argmin(away))]
    start, stop = chainage_m(ring, sample[[0, -1]])[0]
    arcs = [_arc(ring, start, stop), LineString(_arc(ring, stop, start).coords[::-1])]
    if min(arc.length for arc in arcs) == 0:
        raise CaseError("no front found", (f"{guide.id} | both its ends meet the boundary in one place; give another",))
    off = [np.abs(chainage_m(guide, vertices_m(_line(arc), _STEP_M)[0])[1]) for arc in arcs]
    near = int(np.argmin([distances.mean() for distances in off]))
    return Front((arcs[near],), _lengths(r for i, r in enumerate(rings) if i != best), float(off[near].max()))


def front_between(held: Sequence[Polygon], ends: Sequence[tuple[float, float, float, float]]) -> Front:
    """Take the arcs between given ends: (lon, lat, lon, lat), held ground left of the way from the first to the last.

    The polygon of each arc is the one whose boundary is nearest to both its ends; the ends move onto the boundary.
    Fails only where the ends are wrong.

    Raises
    ------
    CaseError
        If there is no polygon, or both ends of an arc meet the boundary in one place.
    """
    if not held:
        raise CaseError("no front found", ("ends | there is no polygon to follow; give polygons",))
    rings = [_ring(face) for face in held]
    arcs, used = [], set()
    for each in ends:
        pair = np.array(each).reshape(2, 2)
        found = [chainage_m(ring, pair) for ring in rings]
        best = int(np.argmin([np.abs(offset).sum() for _, offset in found]))
        start, stop = found[best][0]
        if abs(start - stop) < 1.0:
            raise CaseError("no front found", (f"ends {each} | meet the boundary in one place; give two places",))
        arcs.append(_arc(rings[best], start, stop))
        used.add(best)
    others = _lengths(ring for i, ring in enumerate(rings) if i not in used)
    return Front(_longest_first(arcs), others, 0.0)


def front_inside(
    held: Sequence[Polygon], country: Sequence[Polygon], *, within_m: float = 2_000.0, least_m: float = 5_000.0
) -> Front:
    """Take what of the boundary lies more than ``within_m`` metres off the outline of ``country``.

    Stretches on the outline shorter than ``least_m`` metres do not break a part, and shorter parts are dropped.

    Fails where both maps draw a coast or border further apart than ``within_m`` (a shore then counts as
    front: look at the picture), and where the front runs along the outline itself (it is then lost). Ends are right to
    ``within_m`` and 200 m.

    Raises
    ------
    CaseError
        If no part of the boundary lies inside.
    """
    outline = [_line(LineString(ring.coords)) for face in country for ring in (face.exterior, *face.interiors)]
    arcs: list[LineString] = []
    others: list[Line] = []
    for face in held:
        ring = _ring(face)
        corners, along = vertices_m(ring, _FINE_M)
        off = np.min([np.abs(chainage_m(edge, corners)[1]) for edge in outline], axis=0)
        found = [_arc(ring, *ends) for ends in _runs(off > within_m, along, least_m)]
        arcs += found
        others += [] if found else [ring]
    if not arcs:
        raise CaseError("no front found", (f"country | all of the boundary lies within {within_m:g} m of the outline",))
    return Front(_longest_first(arcs), _lengths(others), 0.0)


def _ring(face: Polygon) -> Line:
    return _line(LineString(orient(face).exterior.coords))


def _line(geometry: LineString) -> Line:
    return Line("boundary", "", "", geometry, "", "")


def _arc(ring: Line, start: float, stop: float) -> LineString:
    # Forward from start to stop, over the ring's own first vertex where stop comes before start.
    corners, along = vertices_m(ring, np.inf)
    ends = points_at(ring, np.array([start, stop]))
    if stop >= start:
        between = corners[(along > start + _SAME_M) & (along < stop - _SAME_M)]
    else:
        between = np.concatenate([corners[along > start + _SAME_M][:-1], corners[along < stop - _SAME_M]])
    return LineString(np.concatenate([ends[:1], between, ends[1:]]))


def _runs(inside: Bools, along: Floats, least_m: float) -> list[tuple[float, float]]:
    # Stretches of a closed boundary that are inside, as chainages; a stretch may pass over the first vertex.
    total = float(along[-1])
    edge = np.flatnonzero(np.diff(inside.astype(np.int64)))
    if not len(edge):
        return [(0.0, total)] if inside[0] else []
    at = (along[edge] + along[edge + 1]) / 2
    starts, stops = at[~inside[edge]], at[inside[edge]]
    if stops[0] < starts[0]:
        stops = np.append(stops[1:], stops[0])
    runs: list[tuple[float, float]] = []
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        if runs and (start - runs[-1][1]) % total < least_m:
            runs[-1] = (runs[-1][0], stop)
        else:
            runs.append((start, stop))
    if len(runs) > 1 and (runs[0][0] - runs[-1][1]) % total < least_m:
        runs[0] = (runs.pop()[0], runs[0][1])
    return [(start, stop) for start, stop in runs if (stop - start) % total >= least_m]


def _lengths(rings: Iterable[Line]) -> tuple[float, ...]:
    km = [GEOD.geometry_length(ring.geometry) / 1e3 for ring in rings]
    return tuple(sorted(km, reverse=True))


def _longest_first(arcs: Sequence[LineString]) -> tuple[LineString, ...]:
    return tuple(sorted(arcs, key=lambda arc: -GEOD.geometry_length(arc)))
