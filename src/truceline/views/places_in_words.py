"""Places in words: how far and in which direction from the nearest settlement, never finer than the place is known."""

from __future__ import annotations

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


def place_words(line: IncidentLine) -> str:
    """Tell where an incident was: ``3.2 km north-east of Ford``; empty where the case has no settlements."""
    if line.near is None:
        return ""
    name = line.near.settlement.name
    if not line.near.bearing:
        return f"at or near {name}"
    kilometres = line.near.distance_m / 1000
    far = f"{kilometres:.1f} km" if line.radius_m <= _FINE_M else f"about {max(kilometres, 1):.0f} km"
    return f"{far} {DIRECTIONS[line.near.bearing]} of {name}"
