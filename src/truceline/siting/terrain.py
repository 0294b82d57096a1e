"""Terrain: whether the ground hides a place from an eye, over a round earth and through bent light.

A point at distance d sinks below the eye's horizontal plane by ``d ** 2 (1 - k) / (2 R)``, R the earth's mean radius
and k the refraction coefficient: 1/7 is the usual value for light (GDAL's viewshed takes it as 0.85714 = 1 - k); for
radar 1/4, the "4/3 earth". A place is in sight if no ground between rises above the straight sight line.
Left out: trees and buildings (unless the heights are those of a surface model), and what lies between two samples.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.line import GEOD, Floats, ecef
from truceline.errors import CaseError

Bools = NDArray[np.bool_]

EARTH_M = 6_371_008.8
REFRACTION = 1 / 7
"""Share of the earth's curvature that the bending of light makes up for."""

_CHUNK = 2_000_000  # samples handled at once, so that memory stays bounded


@dataclass(frozen=True, slots=True)
class Terrain:
    """Heights in metres, (rows, columns), on a grid in EPSG:4326 with north up.

    ``west`` and ``north`` are the longitude and latitude of the middle of the first cell; ``step`` the size of a cell
    in degrees, (eastward, southward), both positive. Cells without a height are nan.
    """

    heights_m: Floats
    west: float
    north: float
    step: tuple[float, float]

    def __post_init__(self) -> None:
        if self.heights_m.ndim != 2 or min(self.heights_m.shape) < 2 or min(self.step) <= 0:
            what = f"terrain | {self.heights_m.shape} cells of {self.step} degrees; give 2 x 2 or more, north up"
            raise CaseError("the terrain cannot be used", (what,))

    @property
    def cell_m(self) -> float:
        """Size of a cell from north to south, in metres."""
        return self.step[1] * np.pi / 180 * EARTH_M

    def height_m(self, lon: Floats, lat: Floats) -> Floats:
        """Heights at points (any shape), bilinear between the middles of cells; nan off the grid."""
        x, y = (lon - self.west) / self.step[0], (self.north - lat) / self.step[1]
        rows, columns = self.heights_m.shape
        inside = (x >= 0) & (y >= 0) & (x <= columns - 1) & (y <= rows - 1)
        left = np.clip(np.floor(np.nan_to_num(x)), 0, columns - 2).astype(np.int64)
        top = np.clip(np.floor(np.nan_to_num(y)), 0, rows - 2).astype(np.int64)
        u, v = x - left, y - top
        upper = self.heights_m[top, left] * (1 - u) + self.heights_m[top, left + 1] * u
        lower = self.heights_m[top + 1, left] * (1 - u) + self.heights_m[top + 1, left + 1] * u
        return np.where(inside, upper * (1 - v) + lower * v, np.nan)


@dataclass(frozen=True, slots=True)
class Heights:
    """How high above the ground the eye and what it looks for are, in metres, and the refraction coefficient."""

    eye_m: float
    target_m: float
    refraction: float = REFRACTION


@dataclass(frozen=True, slots=True)
class Viewshed:
    """What one eye sees around it: ``seen`` (azimuths, distances), with degrees from north and metres."""

    azimuth: Floats
    distance_m: Floats
    seen: Bools


def in_sight(terrain: Terrain, eyes: Floats, targets: Floats, heights: Heights) -> Bools:
    """Tell for each pair of an eye and a target, (n, 2) longitude and latitude each, whether one sees the other.

    The ground is sampled once a cell along the straight way between them. Ground without a height hides nothing; a pair
    with an end off the grid counts as in sight, as nothing is known that hides it. Cost: pairs x distance / cell.
    """
    here, there = ecef(eyes[:, 0], eyes[:, 1]), ecef(targets[:, 0], targets[:, 1])
    apart = np.sqrt(((there - here) ** 2).sum(axis=1))
    seen = np.ones(len(eyes), dtype=np.bool_)
    order = np.argsort(apart, kind="stable")
    at = 0
    while at < len(order):  # pairs of like distance together, with as many samples as the furthest of them needs
        size = max(1, int(_CHUNK / (apart[order[at]] / terrain.cell_m * 1.5 + 3)))
        near = order[at : at + size]
        near = near[apart[near] <= 1.5 * apart[near[0]] + terrain.cell_m]
        steps = max(2, int(np.ceil(apart[near].max() / terrain.cell_m)) + 1)
        way = np.linspace(0.0, 1.0, steps)
        ground = terrain.height_m(*_between(here[near], there[near], way))
        seen[near] = _clear_to_the_end(ground, apart[near, None] * way, heights)
        at += len(near)
    return seen


def viewshed(terrain: Terrain, eye: tuple[float, float], radius_m: float, heights: Heights) -> Viewshed:
    """Sweep once around an eye: along each azimuth, the ground that no nearer ground hides.

    One sample per cell outward, and azimuths so close that they are a cell apart at the radius. Cost: azimuths x
    distances.
    """
    distance = np.arange(terrain.cell_m, radius_m + terrain.cell_m / 2, terrain.cell_m)
    azimuth = np.linspace(0.0, 360.0, max(8, int(np.ceil(2 * np.pi * radius_m / terrain.cell_m))), endpoint=False)
    turn, out = (part.ravel() for part in np.meshgrid(azimuth, distance, indexing="ij"))
    lon, lat, _ = GEOD.fwd(np.full(len(turn), eye[0]), np.full(len(turn), eye[1]), turn, out)
    shape = (len(azimuth), len(distance))
    ground = terrain.height_m(np.asarray(lon), np.asarray(lat)).reshape(shape)
    base = terrain.height_m(np.array([eye[0]]), np.array([eye[1]]))[0]
    sunk = ground - _drop(distance, heights.refraction) - (base + heights.eye_m)
    slope = np.where(np.isnan(sunk), -np.inf, sunk) / distance
    before = np.maximum.accumulate(slope, axis=1)
    before = np.column_stack([np.full(len(azimuth), -np.inf), before[:, :-1]])
    seen = (sunk + heights.target_m) / distance >= before
    return Viewshed(azimuth, distance, seen & ~np.isnan(ground))


def _clear_to_the_end(ground: Floats, distance: Floats, heights: Heights) -> Bools:
    # ground, distance: (pairs, samples), from the eye to the target.
    sunk = ground - _drop(distance, heights.refraction)
    eye = sunk[:, :1] + heights.eye_m
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = (sunk[:, 1:-1] - eye) / distance[:, 1:-1]
        aim = (sunk[:, -1:] + heights.target_m - eye) / distance[:, -1:]
        hidden = (slope > aim).any(axis=1)  # false where either is nan
    return np.asarray(~hidden, dtype=np.bool_)


def _drop(distance_m: Floats, refraction: float) -> Floats:
    return np.asarray(distance_m**2 * (1 - refraction) / (2 * EARTH_M), dtype=np.float64)


def _between(here: Floats, there: Floats, way: Floats) -> tuple[Floats, Floats]:
    # Points on the chords, read back as longitude and latitude: (pairs, samples) each. Off by a metre at 60 km.
    points = here[:, None, :] + way[:, None] * (there - here)[:, None, :]
    lon = np.degrees(np.arctan2(points[..., 1], points[..., 0]))
    lat = np.degrees(np.arctan2(points[..., 2] / (1 - GEOD.es), np.hypot(points[..., 0], points[..., 1])))
    return lon, lat
