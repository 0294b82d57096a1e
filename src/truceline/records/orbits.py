"""Aircraft behind an orbit: the one sum that force sizing and siting share.

An orbit is kept by a cycle: fly out, stay, fly back, be turned round and mended. Both formulas are those of
the airbase studies [1]_: a sortie rate is a day divided by the cycle, and the aircraft needed are the cycle
divided by the time on station. Left out: weather, tanking, losses, the crews, and that the last aircraft is whole.

.. [1] RAND, *Airbase Vulnerability*, appendix B: sorties per day = 24 / (flight + turnaround + maintenance).
"""

from __future__ import annotations

import math

from truceline.errors import CaseError
from truceline.records.quantities import Arithmetic

MAINTENANCE_BASE_H = 3.4
MAINTENANCE_PER_FLIGHT_H = 0.68
"""Maintenance hours = 3.4 + 0.68 x flight hours. Unverified: chosen because they give RAND's printed cycle of 9.76 h
for two hours of flight and three of turnaround."""


def aircraft_for_orbit(
    on_station: float, hours_on_station: float, transit_hours: float, ground_hours: float, availability: float
) -> Arithmetic:
    """Return the aircraft needed to keep ``on_station`` of them on an orbit around the clock.

    ``cycle = hours_on_station + 2 x transit_hours + ground_hours``; aircraft in the cycle
    ``= on_station x cycle / hours_on_station``; the fleet is that divided by ``availability`` (0 to 1, the share of
    aircraft fit to fly). Hours throughout; not rounded.

    Raises
    ------
    CaseError
        If a number is not finite, ``on_station`` or ``hours_on_station`` is not above 0, a time is negative or
        ``availability`` is not above 0 and at most 1.
    """
    _refuse(
        {
            "on_station": on_station > 0,
            "hours_on_station": hours_on_station > 0,
            "transit_hours": transit_hours >= 0,
            "ground_hours": ground_hours >= 0,
            "availability": 0 < availability <= 1,
        },
        (on_station, hours_on_station, transit_hours, ground_hours, availability),
    )
    cycle = hours_on_station + 2 * transit_hours + ground_hours
    in_cycle = on_station * cycle / hours_on_station
    fleet = in_cycle / availability
    text = (
        f"{on_station:,.10g} on station × ({hours_on_station:,.10g} h on station + 2 × {transit_hours:,.10g} h transit"
        f" + {ground_hours:,.10g} h on the ground) / {hours_on_station:,.10g} h = {in_cycle:,.2f} in the cycle;"
        f" / {availability:,.10g} available = {fleet:,.2f} aircraft"
    )
    inputs = (
        f"on_station={on_station:.10g}",
        f"hours_on_station={hours_on_station:.10g}",
        f"transit_hours={transit_hours:.10g}",
        f"ground_hours={ground_hours:.10g}",
        f"availability={availability:.10g}",
    )
    return Arithmetic(fleet, "aircraft", text, inputs)


def sorties_per_day(flight_hours: float, turnaround_hours: float) -> Arithmetic:
    """Return the sorties that one aircraft can fly in a day: 24 / (flight + turnaround + maintenance).

    Raises
    ------
    CaseError
        If a number is not finite, ``flight_hours`` is not above 0 or ``turnaround_hours`` is negative.
    """
    _refuse(
        {"flight_hours": flight_hours > 0, "turnaround_hours": turnaround_hours >= 0},
        (flight_hours, turnaround_hours),
    )
    maintenance = MAINTENANCE_BASE_H + MAINTENANCE_PER_FLIGHT_H * flight_hours
    cycle = flight_hours + turnaround_hours + maintenance
    text = (
        f"24 h / ({flight_hours:,.10g} h flight + {turnaround_hours:,.10g} h turnaround"
        f" + {maintenance:,.10g} h maintenance) = 24 / {cycle:,.2f} = {24 / cycle:,.3f} sorties a day"
    )
    inputs = (f"flight_hours={flight_hours:.10g}", f"turnaround_hours={turnaround_hours:.10g}")
    return Arithmetic(24 / cycle, "sorties a day", text, inputs)


def _refuse(sound: dict[str, bool], values: tuple[float, ...]) -> None:
    problems = tuple(
        f"{name} | is {value}; give a finite number in its range"
        for (name, right), value in zip(sound.items(), values, strict=True)
        if not right or not math.isfinite(value)
    )
    if problems:
        raise CaseError("the orbit cannot be sized", problems)
