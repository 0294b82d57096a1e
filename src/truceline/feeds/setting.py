"""What a feed must know of the case and the moment that it is read for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:  # a feed needs no case, and reading one takes the whole house
    from truceline.case import Case

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class ImportSetting:
    """The instant of the import (``at``, seconds since 1970 UTC), the case's time zone, and where the case lies.

    Reports of later than ``at`` are refused, of later than ``until`` where the case plays in the future. Dates of feeds
    that name no zone are days in ``zone``. ``middle`` is the latitude and longitude around which the case lies
    (degrees, EPSG:4326), and ``reach_m`` how far it reaches from there (metres), by which exchanged coordinates and
    files of elsewhere are found; None where it has no geometry. ``sectors`` are all of its sectors (longitude before
    latitude); None where it has none.
    """

    at: int
    zone: str
    middle: tuple[float, float] | None = None
    reach_m: float = 0.0
    until: int = 0
    sectors: BaseGeometry | None = None

    @property
    def clock(self) -> int:
        """Return the instant after which all is future: that of the import, or of the case where it plays later."""
        return max(self.at, self.until)


def setting_of(case: Case, at: datetime) -> ImportSetting:
    """Return the setting of an import into ``case`` at an instant, which must know its zone."""
    bounds = [line.geometry.bounds for line in case.lines]
    bounds += [sector.geometry.bounds for sector in case.sectors]
    bounds += [site.geometry.bounds for site in case.sites]
    second = int(at.timestamp())
    end = datetime.combine(case.as_of + timedelta(days=1), time(), ZoneInfo(case.time_zone))
    until = int(end.timestamp())
    if not bounds:
        return ImportSetting(second, case.time_zone, until=until)
    west, south = (min(each[n] for each in bounds) for n in (0, 1))
    east, north = (max(each[n] for each in bounds) for n in (2, 3))
    middle = ((south + north) / 2, (west + east) / 2)
    reach_m = max(_GEOD.inv(middle[1], middle[0], lon, lat)[2] for lon in (west, east) for lat in (south, north))
    sectors = shapely.union_all([sector.geometry for sector in case.sectors]) if case.sectors else None
    return ImportSetting(second, case.time_zone, middle, reach_m, until, sectors)
