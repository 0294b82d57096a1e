"""Planes in the air: how many aircraft keep so many on station, and how many stay up with so many aircraft.

The sums are those of ``records.orbits``: an aircraft's cycle is time on station, transit both ways and time on the
ground; the force in the cycle is n * cycle / time on station; the fleet is that divided by availability. Attrition,
weather and tanker support are left out.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from truceline.errors import CaseError
from truceline.records.orbits import aircraft_for_orbit
from truceline.records.quantities import Arithmetic

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Cycle:
    """One aircraft's round, in hours, and the share of the fleet that can fly.

    ``transit_h`` is one way. Raises CaseError where a time on station is not positive, another time is negative or the
    availability is not above 0 and at most 1.
    """

    on_station_h: float
    transit_h: float
    ground_h: float
    availability: float

    def __post_init__(self) -> None:
        rules = (
            (self.on_station_h > 0, f"{self.on_station_h} h on station; give more than 0"),
            (self.transit_h >= 0, f"{self.transit_h} h of transit; give 0 or more"),
            (self.ground_h >= 0, f"{self.ground_h} h on the ground; give 0 or more"),
            (0 < self.availability <= 1, f"availability {self.availability}; give 0 < share <= 1"),
        )
        if problems := tuple(f"orbit | {text}" for holds, text in rules if not holds):
            raise CaseError("the orbit cannot be kept", problems)

    @property
    def hours(self) -> float:
        """Length of the whole round: on station, there and back, on the ground."""
        return self.on_station_h + 2 * self.transit_h + self.ground_h


def airborne_cycle(on_station: float, cycle: Cycle) -> Arithmetic:
    """Count the aircraft in the cycle that keep ``on_station`` of them on station around the clock."""
    value = on_station * cycle.hours / cycle.on_station_h
    text = (
        f"{on_station:g} on station x {cycle.hours:g} h cycle / {cycle.on_station_h:g} h on station "
        f"= {value:.2f} aircraft"
    )
    return Arithmetic(value, "aircraft", text, _inputs(cycle))


def fleet(on_station: float, cycle: Cycle) -> Arithmetic:
    """Count the aircraft that a contributor must hold to keep ``on_station`` of them on station."""
    return aircraft_for_orbit(on_station, cycle.on_station_h, cycle.transit_h, cycle.ground_h, cycle.availability)


def kept_on_station(aircraft: float, cycle: Cycle) -> Arithmetic:
    """Tell how many orbits ``aircraft`` keep up around the clock: ``fleet`` turned round."""
    value = aircraft * cycle.availability * cycle.on_station_h / cycle.hours
    text = (
        f"{aircraft:g} aircraft x {cycle.availability:g} available x {cycle.on_station_h:g} h on station "
        f"/ {cycle.hours:g} h cycle = {value:.2f} orbits"
    )
    return Arithmetic(value, "orbits", text, _inputs(cycle))


def orbit_shares(orbits: float) -> tuple[float, ...]:
    """Split so many orbits into stations: 1 for each that is kept up all the time, last the share of the time left.

    1.96 orbits are two stations, one of them watched 0.96 of the time; nothing is rounded, but for the last digits.
    """
    full = math.floor(orbits + _TINY)
    part = orbits - full
    return (1.0,) * full + ((part,) if part > _TINY else ())


def crews(on_station: float, cycle: Cycle, crew_hours_per_day: float) -> Arithmetic:
    """Count the crews for ``on_station`` orbits when one crew may fly ``crew_hours_per_day`` on average."""
    if not crew_hours_per_day > 0:
        raise CaseError("the crews cannot be counted", (f"crews | {crew_hours_per_day} h a day; give more than 0",))
    sortie = cycle.on_station_h + 2 * cycle.transit_h
    sorties = on_station * 24 / cycle.on_station_h
    value = sorties * sortie / crew_hours_per_day
    text = f"{sorties:g} sorties a day x {sortie:g} h / {crew_hours_per_day:g} h per crew and day = {value:.2f} crews"
    return Arithmetic(value, "crews", text, _inputs(cycle))


def _inputs(cycle: Cycle) -> tuple[str, ...]:
    return (
        f"on_station_h={cycle.on_station_h:g}",
        f"transit_h={cycle.transit_h:g}",
        f"ground_h={cycle.ground_h:g}",
        f"availability={cycle.availability:g}",
    )
