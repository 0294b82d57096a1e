"""Observations: what monitors saw and heard from their positions, in the form in which the OSCE SMM published it.

The counting unit is the observation: a single explosion, burst, shot, projectile, muzzle flash or flare is one
ceasefire violation in that form, so that one raid makes dozens. Incidents are another unit, and stand in another table.

A row gives a position, how far and in which direction. The place is the middle of the distance range along the bearing,
and its standard deviation per axis the root mean square of two errors: along, a uniform distribution over
the range, at least ``DISTANCE_ERROR`` of the distance either way; across, one over the 22.5 degrees of a
compass point. Without a bearing the place is the position, and each axis has distance / sqrt(2); without a distance,
``UNKNOWN_M`` is taken for it. Both constants are this project's assumptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import hypot, radians, sqrt
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod
from shapely import MultiPolygon, Polygon

from truceline.monitoring.reports import Bools, Floats, Integers

UNIT = "one observation: a single explosion, burst, shot, projectile, muzzle flash or flare"
"""The counting unit of observations, as each table of them says."""

EXPLOSION = "explosion"
DISTANCE_ERROR = 0.25
"""How far off an estimated distance may be either way, as a share of it. Assumed."""
UNKNOWN_M = 8_000.0
"""The distance taken where the monitors could not tell, in metres: about as far as an explosion is heard. Assumed."""

_GEOD = Geod(ellps="WGS84")
_POINT = radians(22.5)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place as the monitors give it: from a position (degrees, EPSG:4326), so far and in that direction.

    ``near_m`` and ``far_m`` bound the distance in metres and ``bearing`` is in degrees from north; None if not known.
    """

    lon: float
    lat: float
    near_m: float | None
    far_m: float | None
    bearing: float | None

    def place(self) -> tuple[float, float, float]:
        """Return longitude, latitude and the standard deviation per axis in metres."""
        near, far = (UNKNOWN_M, UNKNOWN_M) if self.near_m is None or self.far_m is None else (self.near_m, self.far_m)
        middle = (near + far) / 2
        if self.bearing is None or self.near_m is None:
            return self.lon, self.lat, max(middle / sqrt(2), 1.0)
        lon, lat, _ = _GEOD.fwd(self.lon, self.lat, self.bearing, middle)
        along = max((far - near) / 2, DISTANCE_ERROR * middle) / sqrt(3)
        across = middle * _POINT / sqrt(12)
        return lon, lat, max(hypot(along, across) / sqrt(2), 1.0)


@dataclass(frozen=True, slots=True)
class Observations:
    """Observations as columns, each (observations,) and in the same order.

    ``report`` is the row of the report that each one is; ``start`` and ``end`` whole seconds since 1970-01-01 UTC;
    ``lon``, ``lat`` degrees (EPSG:4326); ``number`` how many. ``training`` marks what was taken for live-fire training.
    The rest are string arrays, as written: ``distance`` in km and ``bearing`` with ``N/K`` where not known.
    """

    id: NDArray[Any]
    report: Integers
    start: Integers
    end: Integers
    lon: Floats
    lat: Floats
    number: Integers
    training: Bools
    position: NDArray[Any]
    distance: NDArray[Any]
    bearing: NDArray[Any]
    means: NDArray[Any]
    observation: NDArray[Any]
    description: NDArray[Any]
    weapon: NDArray[Any]

    def __len__(self) -> int:
        return len(self.id)

    def select(self, rows: Integers | Bools) -> Observations:
        """Take the observations that ``rows``, a mask or an array of positions, names."""
        return Observations(*(getattr(self, field.name)[rows] for field in fields(self)))


def distinct(observations: Observations, incident: Integers) -> int:
    """Count observations with each incident once; ``incident`` (observations,) is the incident each tells of.

    Of one incident and kind of observation, the largest number that any one position saw or heard counts.
    """
    best: dict[tuple[int, str], dict[str, int]] = {}
    rows = zip(incident.tolist(), observations.observation, observations.position, observations.number, strict=True)
    for number, kind, position, count in rows:
        by_position = best.setdefault((number, str(kind)), {})
        by_position[str(position)] = by_position.get(str(position), 0) + int(count)
    return sum(max(by_position.values()) for by_position in best.values())


def sectors_of(lon: Floats, lat: Floats, polygons: Sequence[Polygon | MultiPolygon]) -> Integers:
    """Find the first of ``polygons`` (EPSG:4326) that holds each place, its edge included, (n,); -1 where none does.

    So a place on a border has exactly one sector, as a segment of the line has (`truceline.agreement.line.sector_of`).
    """
    found = np.full(len(lon), -1)
    for number in reversed(range(len(polygons))):
        found[shapely.intersects_xy(polygons[number], lon, lat)] = number
    return found
