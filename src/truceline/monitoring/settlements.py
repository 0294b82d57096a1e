"""Places told by the nearest settlement: which it is, how far from it they lie, and in which direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import GEOD, Floats
from truceline.records.places import Settlement

_TRIED = 4
"""Settlements nearest on the sphere among which the nearest on the ellipsoid is sought: the two differ by under 1 %."""
_SECTOR = 45.0
_BEARINGS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


@dataclass(frozen=True, slots=True)
class NearestSettlement:
    """The settlement nearest to a place, ``distance_m`` away along the geodesic on WGS84.

    ``bearing`` is in which of eight directions the place lies as seen from the settlement (``NE``), empty where the
    distance is not above the place's own standard deviation: then it may lie on any side of it, or in it.
    """

    settlement: Settlement
    distance_m: float
    bearing: str


def nearest_settlements(
    lon: Floats, lat: Floats, radius_m: Floats, settlements: Sequence[Settlement]
) -> tuple[NearestSettlement | None, ...]:
    """Find the nearest settlement to each place, (places,) in degrees and metres; None where there is no settlement.

    Cost grows with places times the logarithm of settlements.
    """
    if not settlements or not len(lon):
        return (None,) * len(lon)
    table = np.array([(each.lon, each.lat) for each in settlements])
    tried = min(_TRIED, len(settlements))
    _, found = scipy.spatial.cKDTree(_on_sphere(table[:, 0], table[:, 1])).query(
        _on_sphere(lon, lat), k=list(range(1, tried + 1))
    )
    places = np.repeat(np.column_stack([lon, lat]), tried, axis=0).T
    azimuth, _, metres = GEOD.inv(*table[found.ravel()].T, *places)
    chosen = np.arange(len(lon)), np.asarray(metres).reshape(found.shape).argmin(axis=1)
    picked = (np.asarray(column).reshape(found.shape)[chosen].tolist() for column in (found, metres, azimuth))
    return tuple(
        NearestSettlement(settlements[row], distance, _bearing(angle) if distance > radius else "")
        for row, distance, angle, radius in zip(*picked, radius_m.tolist(), strict=True)
    )


def _bearing(azimuth: float) -> str:
    return _BEARINGS[round(azimuth / _SECTOR) % len(_BEARINGS)]


def _on_sphere(lon: Floats, lat: Floats) -> Floats:
    east, north = np.radians(lon), np.radians(lat)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
