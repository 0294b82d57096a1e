"""What a feed must know of the case and the moment that it is read for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.case import Case

_MARGIN = 1.0  # degrees around the case's own geometry; wider, and true places elsewhere look swapped


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in EPSG:4326, degrees."""

    south: float
    west: float
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Setting:
    """The instant of the import (``at``, seconds since 1970 UTC), the case's time zone, and where the case lies.

    Reports of later than ``at`` are refused. Dates of feeds that name no zone are days in ``zone``. Coordinates outside
    ``box`` that would lie inside it if exchanged are taken for swapped; None where the case has no geometry.
    """

    at: int
    zone: str
    box: Box | None = None


def setting_of(case: Case, at: datetime) -> Setting:
    """Give the setting of an import into ``case`` at an instant, which must know its zone."""
    bounds = [line.geometry.bounds for line in case.lines]
    bounds += [sector.geometry.bounds for sector in case.sectors]
    bounds += [site.geometry.bounds for site in case.sites]
    if not bounds:
        return Setting(int(at.timestamp()), case.time_zone)
    west, south = (min(each[n] for each in bounds) - _MARGIN for n in (0, 1))
    east, north = (max(each[n] for each in bounds) + _MARGIN for n in (2, 3))
    return Setting(int(at.timestamp()), case.time_zone, Box(south, west, north, east))
