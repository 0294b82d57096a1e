"""The numbers that siting rests on, each a named assumption of the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from truceline.errors import CaseError
from truceline.records.quantities import Assumption
from truceline.siting.coverage import Sensor
from truceline.siting.orbits import Cycle
from truceline.siting.response import Reaction


@dataclass(frozen=True, slots=True)
class SitingParameters:
    """What a post and an orbit see, how a reaction force moves, how an orbit is kept.

    The assumption that gives a field has the field's name as its id, and its likely value is used. Fields that end
    in ``_km``, ``_kmh``, ``_min`` or ``_h`` are in that unit; peaks, shape, availability and detour factor have none.
    """

    post_range_day_km: float
    """Where a post's detection ends by day."""
    post_range_night_km: float
    """Where a post's detection ends by night; no more than by day."""
    post_peak_day: float
    """Chance that a post sees an event beside it by day."""
    post_peak_night: float
    """Chance that a post sees an event beside it by night; no more than by day."""
    detection_shape: float
    """How detection falls with distance, for posts and orbits (see ``siting.coverage``)."""
    orbit_range_day_km: float
    """How far a watching orbit sees by day, straight from its middle over the line."""
    orbit_range_night_km: float
    """How far a watching orbit sees by night, straight from its middle over the line; no more than by day."""
    orbit_peak_day: float
    """Chance that a watching orbit sees an event in its middle by day."""
    orbit_peak_night: float
    """Chance that a watching orbit sees an event in its middle by night; no more than by day."""
    orbit_on_station_h: float
    """Time that one aircraft stays on station."""
    orbit_transit_h: float
    """Flight from base to station, one way."""
    orbit_ground_h: float
    """Time on the ground between two sorties."""
    orbit_availability: float
    """Share of the fleet that can fly."""
    response_alert_min: float
    """From the report to the reaction force moving."""
    response_speed_kmh: float
    """Speed of a reaction force on the road."""
    response_within_min: float
    """The time within which a base counts as covering a segment."""
    detour_factor: float
    """Road kilometres per straight-line kilometre."""

    def __post_init__(self) -> None:
        if not self.response_within_min > 0:
            found = f"response_within_min | {self.response_within_min} min; give more than 0"
            raise CaseError("the reaction force cannot be judged", (found,))
        _ = self.post, self.orbit, self.cycle, self.reaction  # each refuses what contradicts itself

    @classmethod
    def from_assumptions(cls, assumptions: Mapping[str, Assumption]) -> SitingParameters:
        """Take every field from the assumption of its name.

        Raises
        ------
        CaseError
            If assumptions are missing or in another unit (all are listed), or contradict each other.
        """
        names = [field.name for field in fields(cls)]
        if problems := tuple(text for name in names if (text := _problem(name, assumptions))):
            raise CaseError("siting lacks assumptions", problems)
        return cls(**{name: assumptions[name].value.likely for name in names})

    @property
    def post(self) -> Sensor:
        """What an observation post sees."""
        return Sensor(
            self.post_range_day_km,
            self.post_range_night_km,
            self.post_peak_day,
            self.post_peak_night,
            self.detection_shape,
        )

    @property
    def orbit(self) -> Sensor:
        """What a watching orbit sees of the line."""
        return Sensor(
            self.orbit_range_day_km,
            self.orbit_range_night_km,
            self.orbit_peak_day,
            self.orbit_peak_night,
            self.detection_shape,
        )

    @property
    def cycle(self) -> Cycle:
        """An aircraft's round in an orbit."""
        return Cycle(
            self.orbit_on_station_h,
            self.orbit_transit_h,
            self.orbit_ground_h,
            self.orbit_availability,
        )

    @property
    def reaction(self) -> Reaction:
        """How a reaction force moves."""
        return Reaction(self.response_alert_min, self.response_speed_kmh, self.detour_factor)


_UNITS = {"_km": "km", "_kmh": "km/h", "_min": "min", "_h": "h"}


def _unit(field: str) -> str | None:
    return next((unit for ending, unit in _UNITS.items() if field.endswith(ending)), None)


def _problem(field: str, assumptions: Mapping[str, Assumption]) -> str | None:
    unit = _unit(field)
    if field not in assumptions:
        return f"{field} | is missing; add an assumption with this id, in {unit or 'no unit'}"
    given = assumptions[field].unit
    if unit is not None and given != unit:
        return f"{field} | is in {given!r}; give it in {unit!r}"
    return None
