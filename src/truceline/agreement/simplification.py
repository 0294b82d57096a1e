"""Clean and generalise a line of contact, and say by how much that changes it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import LineString, STRtree

from truceline.agreement.line import GEOD, Floats, chainage_m, ecef
from truceline.errors import CaseError
from truceline.records.places import Line


@dataclass(frozen=True, slots=True)
class Tidied:
    """A line after cleaning or generalisation, with what was done to it.

    ``error_m`` is the largest geodesic distance, in metres, between a vertex of the old line and the new line.
    """

    geometry: LineString
    loops: int
    spikes: int
    vertices: int
    error_m: float


def tidied(geometry: LineString, *, sliver_m: float, within_m: float) -> Tidied:
    """Take out repeats, loops and slivers, then vertices as long as the line stays within ``within_m`` metres.

    A loop is cut off where the line crosses itself. A sliver is a spike: out to a vertex and back to within
    ``sliver_m`` metres. Generalisation is Douglas and Peucker's (1973), in space; where its result would cross
    itself, the tolerance is halved. 0 leaves either out.

    Raises
    ------
    CaseError
        If a distance is negative or nothing of the line is left.
    """
    if not (sliver_m >= 0 and within_m >= 0):
        raise CaseError("the line cannot be tidied", (f"{sliver_m} m, {within_m} m; give 0 or more metres",))
    start = shapely.get_coordinates(geometry)
    plain = start[np.append(True, (np.diff(start, axis=0) != 0).any(axis=1))]
    corners, loops = _without_loops(plain)
    corners, spikes = _without_spikes(corners, sliver_m)
    if len(corners) < 2:
        raise CaseError("the line cannot be tidied", ("line | it has no length; give at least two different vertices",))
    kept = _generalised(corners, within_m) if within_m else corners
    made = LineString(kept)
    _, off = chainage_m(Line("tidied", "", "", made, "", ""), corners)
    return Tidied(made, loops, spikes, len(kept), float(np.abs(off).max()))


def _without_loops(corners: Floats) -> tuple[Floats, int]:
    # The first leg that a later leg crosses is joined to that later leg where they cross.
    loops = 0
    while (found := _first_crossing(corners)) is not None:
        i, j, at = found
        corners = np.concatenate([corners[: i + 1], at, corners[j + 1 :]])
        corners = corners[np.append(True, (np.diff(corners, axis=0) != 0).any(axis=1))]
        loops += 1
    return corners, loops


def _first_crossing(corners: Floats) -> tuple[int, int, Floats] | None:
    if len(corners) < 4 or LineString(corners).is_simple:
        return None
    legs = np.asarray(shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1)))
    one, other = STRtree(legs).query(legs, predicate="intersects")
    apart = other > one + 1
    one, other = one[apart], other[apart]
    if not len(one):
        return None
    i = int(one.min())
    j = int(other[one == i].max())
    return i, j, shapely.get_coordinates(shapely.intersection(legs[i], legs[j]))[:1]


def _without_spikes(corners: Floats, sliver_m: float) -> tuple[Floats, int]:
    spikes, at = 0, 1
    while sliver_m > 0 and at < len(corners) - 1:
        before, tip, after = corners[at - 1], corners[at], corners[at + 1]
        _, _, base = GEOD.inv(*before, *after)
        _, _, out = GEOD.inv(*before, *tip)
        if base < sliver_m and out > 2 * base:
            corners = np.delete(corners, [at, at + 1] if base == 0 and at + 2 < len(corners) else [at], axis=0)
            spikes, at = spikes + 1, max(at - 1, 1)
        else:
            at += 1
    return corners, spikes


def _generalised(corners: Floats, within_m: float) -> Floats:
    kept: Floats = corners[_needed(corners, within_m)]
    while not LineString(kept).is_simple and within_m > 1e-3:
        within_m /= 2
        kept = corners[_needed(corners, within_m)]
    return kept


def _needed(corners: Floats, within_m: float) -> NDArray[np.bool_]:
    where = ecef(corners[:, 0], corners[:, 1])
    keep = np.zeros(len(corners), dtype=np.bool_)
    keep[[0, -1]] = True
    open_ = [(0, len(corners) - 1)]
    while open_:
        first, last = open_.pop()
        if last - first < 2:
            continue
        off = _off_chord(where[first + 1 : last], where[first], where[last])
        worst = int(np.argmax(off))
        if off[worst] > within_m:
            middle = first + 1 + worst
            keep[middle] = True
            open_ += [(first, middle), (middle, last)]
    return keep


def _off_chord(points: Floats, start: Floats, end: Floats) -> Floats:
    along = end - start
    length = float(along @ along)
    share = np.clip((points - start) @ along / length, 0.0, 1.0) if length else np.zeros(len(points))
    off: Floats = np.sqrt((((points - start) - share[:, None] * along) ** 2).sum(axis=1))
    return off
