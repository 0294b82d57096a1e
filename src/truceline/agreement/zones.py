"""Zones given as an offset from a line of contact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from truceline.agreement.line import GEOD, Floats, chainage_m, vertices_m
from truceline.errors import CaseError
from truceline.records.places import Line

_LEG_M = 2_000.0  # a straight edge in degrees this long strays 0.1 m from the geodesic
_DEGREE_M = 111_700.0  # no degree of a great circle on WGS84 is longer
_SPARE = 0.03  # share of the width that the core keeps clear of the edge
_STEP = 2.0  # degrees of arc between two vertices around a bend
_LAP = 1e-3  # degrees by which fans lap over strips, so that rounding leaves no hair cracks between them


@dataclass(frozen=True, slots=True)
class Sides:
    """The ground on either side of a line out to a distance; both in EPSG:4326.

    ``left`` and ``right`` are as seen when going along the line; empty where the distance was 0.
    """

    left: Polygon | MultiPolygon
    right: Polygon | MultiPolygon


def belt(line: Line, left_m: float, right_m: float) -> Sides:
    """Mark the ground within ``left_m`` and ``right_m`` metres of the line, geodesic, on each side.

    A point belongs to a side if its nearest point of the line is within that distance and it lies on that side
    of the line there: so a belt never reaches across the line in a bight, and is round at the ends, where
    the side is that of the end's leg, carried on. Points are right to 0.02 % of the distance: the
    outside of a bend is drawn with a vertex every 2 degrees, always inside the true arc.

    Left out: where an end lies so near another part of the line that their belts meet, the sides are parted beyond
    that end by its leg carried straight on, even where the other part is nearer.

    Cost grows with the line's vertices, and with how much the belts of far legs overlap.

    Raises
    ------
    CaseError
        If the line has no length, or a distance is negative or not a number.
    """
    widths = {"left_m": left_m, "right_m": right_m}
    problems = tuple(
        f"{line.id} | {name} is {width}; give 0 or more metres"
        for name, width in widths.items()
        if not (width >= 0 and np.isfinite(width))
    )
    if problems:
        raise CaseError("the belt cannot be drawn", problems)
    return Sides(_one_side(line, left_m, 1.0), _one_side(line, right_m, -1.0))


def within(line: Line, width_m: float) -> Polygon | MultiPolygon:
    """Mark the ground within ``width_m`` metres of the line, on both sides together; see ``belt``.

    It is the union of strips and fans; those in ground that is known to be within are left out. Rings begin at their
    westernmost vertex. Time grows with the line's vertices and with how much of their belts shows at the edge.
    """
    corners, _ = vertices_m(line, _LEG_M)
    core, pieces = _core(corners, width_m), np.concatenate([_strips(corners, width_m), _fans(corners, width_m)])
    shapely.prepare(core)
    beyond = pieces[~shapely.covers(core, pieces)]
    return areas(shapely.normalize(shapely.union_all([core, *beyond])))


def _core(corners: Floats, width_m: float) -> BaseGeometry:
    # Ground that is surely within: a buffer, a little narrower, on a plane map where no way is shorter than on earth.
    margin = width_m / _DEGREE_M
    east = np.cos(np.radians(max(0.0, float(np.abs(corners[:, 1]).min()) - margin)))
    axis = shapely.simplify(LineString(corners * [east, 1.0]), _SPARE / 2 * margin)
    wide = shapely.buffer(axis, (1 - _SPARE) * margin)
    return shapely.transform(wide, lambda flat: flat / [east, 1.0])


def areas(ground: BaseGeometry) -> Polygon | MultiPolygon:
    """Return ``ground`` where it is an area, else no ground: what is left may be a mere line or point."""
    return ground if isinstance(ground, Polygon | MultiPolygon) else MultiPolygon()


def _one_side(line: Line, width_m: float, side: float) -> Polygon | MultiPolygon:
    if width_m == 0:
        return Polygon()
    corners, _ = vertices_m(line, _LEG_M)
    around = within(line, width_m)
    cut = shapely.union(shapely.boundary(around), LineString(_carried_on(corners, width_m)))
    faces = shapely.get_parts(shapely.polygonize([cut]))
    inside = shapely.point_on_surface(faces)
    _, offset = chainage_m(line, shapely.get_coordinates(inside))
    keep = shapely.contains(around, inside) & (np.sign(offset) == side)
    return areas(shapely.union_all(faces[keep]))


def _azimuths(corners: Floats) -> tuple[Floats, Floats]:
    # Direction of each leg where it starts and where it ends, degrees clockwise from north.
    lon, lat = corners[:, 0], corners[:, 1]
    leaving, back, _ = GEOD.inv(lon[:-1], lat[:-1], lon[1:], lat[1:])
    return np.asarray(leaving), np.asarray(back) + 180.0


def _offset(corners: Floats, azimuth: Floats, width_m: float) -> Floats:
    lon, lat, _ = GEOD.fwd(corners[:, 0], corners[:, 1], azimuth, np.full(len(corners), width_m))
    return np.column_stack([lon, lat])


def _strips(corners: Floats, width_m: float) -> Floats:
    # One six-cornered strip per leg, both sides: neighbours share the edge through their common vertex.
    leaving, arriving = _azimuths(corners)
    start, end = corners[:-1], corners[1:]
    ring = [
        start,
        _offset(start, leaving + 90, width_m),
        _offset(end, arriving + 90, width_m),
        end,
        _offset(end, arriving - 90, width_m),
        _offset(start, leaving - 90, width_m),
    ]
    return np.asarray(shapely.polygons(np.stack(ring, axis=1)))


def _fans(corners: Floats, width_m: float) -> Floats:
    # What the strips leave open: the outside of each bend, and half a disc at each end. A fan on the inside
    # of a bend adds nothing, as all of it is within the distance.
    leaving, arriving = _azimuths(corners)
    turn = (leaving[1:] - arriving[:-1] + 180.0) % 360.0 - 180.0
    lap = np.where(turn < 0, -_LAP, _LAP)
    left, right = arriving[:-1] - 90 - lap, arriving[:-1] + 90 - lap
    first = np.concatenate([[leaving[0] + 90 - _LAP], left, right, [arriving[-1] - 90 - _LAP]])
    sweep = np.concatenate([[180 + 2 * _LAP], turn + 2 * lap, turn + 2 * lap, [180 + 2 * _LAP]])
    corners = np.concatenate([corners[:1], corners[1:-1], corners[1:-1], corners[-1:]])
    steps = np.ceil(np.abs(sweep) / _STEP).astype(np.int64)
    fan = np.repeat(np.arange(len(sweep)), steps + 1)
    step = np.arange(len(fan)) - np.repeat(np.cumsum(steps + 1) - (steps + 1), steps + 1)
    arc = _offset(corners[fan], first[fan] + sweep[fan] * step / steps[fan], width_m)
    order = np.argsort(np.concatenate([fan, np.arange(len(sweep))]), kind="stable")
    every = np.concatenate([arc, corners])[order]
    owner = np.concatenate([fan, np.arange(len(sweep))])[order]
    return np.asarray(shapely.polygons(shapely.linearrings(every, indices=owner)))


def _carried_on(corners: Floats, width_m: float) -> Floats:
    # The line, carried on straight beyond both ends so that it parts the belt in two.
    leaving, arriving = _azimuths(corners)
    start, end = corners[:1], corners[-1:]
    reach = np.arange(_LEG_M, 1.01 * width_m + 2 * _LEG_M, _LEG_M)
    before = [_offset(start, leaving[:1] + 180, float(d)) for d in reach[::-1]]
    after = [_offset(end, arriving[-1:], float(d)) for d in reach]
    return np.concatenate([*before, corners, *after])
