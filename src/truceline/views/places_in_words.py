"""Places in words: how far and in which direction from the nearest settlement, never finer than the place is known."""

from __future__ import annotations

from collections.abc import Callable

from truceline.monitoring.incident_table import IncidentLine

_FINE_M = 500.0
"""Up to this standard deviation a distance is told to a tenth of a kilometre, above it to a whole one."""
DIRECTIONS = {
    "N": "north",
    "NE": "north-east",
    "E": "east",
    "SE": "south-east",
    "S": "south",
    "SW": "south-west",
    "W": "west",
    "NW": "north-west",
}
"""Bearings in words."""


def place_words(line: IncidentLine, label: Callable[[str], str] = str, number: Callable[[str], str] = str) -> str:
    """Tell where an incident was: ``3.2 km north-east of Ford``; empty where the case has no settlements.

    ``label`` gives the words, and ``number`` what is written of a number, in another language.
    """
    if line.near is None:
        return ""
    near, kilometres = line.near, line.near.distance_m / 1000
    if not near.bearing:
        return label("at or near {name}").format(name=near.settlement.name)
    fine = line.radius_m <= _FINE_M
    words = "{distance} km {direction} of {name}" if fine else "about {distance} km {direction} of {name}"
    far = f"{kilometres:.1f}" if fine else f"{max(kilometres, 1):.0f}"
    direction = label(DIRECTIONS[near.bearing])
    return label(words).format(distance=number(far), direction=direction, name=near.settlement.name)
