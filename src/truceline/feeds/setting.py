"""What a feed must know of the case and the moment that it is read for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:  # a feed needs no case, and reading one takes the whole house
    from truceline.case import Case


@dataclass(frozen=True, slots=True)
class ImportSetting:
    """The instant of the import (``at``, seconds since 1970 UTC), the case's time zone, and where the case lies.

    Reports of later than ``latest`` are refused: the import, or the end of the day of a case that is set in the future.
    Dates of feeds that name no zone are days in ``zone``. ``middle`` is the latitude and longitude around which the
    case lies (degrees, EPSG:4326), by which exchanged coordinates are found; None where it has no geometry.
    """

    at: int
    zone: str
    middle: tuple[float, float] | None = None
    latest: int | None = None


def setting_of(case: Case, at: datetime) -> ImportSetting:
    """Return the setting of an import into ``case`` at an instant, which must know its zone."""
    bounds = [line.geometry.bounds for line in case.lines]
    bounds += [sector.geometry.bounds for sector in case.sectors]
    bounds += [site.geometry.bounds for site in case.sites]
    second = int(at.timestamp())
    day_end = datetime.combine(case.as_of + timedelta(days=1), time(), ZoneInfo(case.time_zone))
    latest = max(second, int(day_end.timestamp()))
    if not bounds:
        return ImportSetting(second, case.time_zone, latest=latest)
    west, south = (min(each[n] for each in bounds) for n in (0, 1))
    east, north = (max(each[n] for each in bounds) for n in (2, 3))
    return ImportSetting(second, case.time_zone, ((south + north) / 2, (west + east) / 2), latest)
