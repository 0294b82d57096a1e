"""What patrols rest on: the assumptions that a case with patrols must state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from truceline.records.quantities import Assumption

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "patrol_speed_kmh": "km/h",
        "patrol_range_day_km": "km",
        "patrol_range_night_km": "km",
        "patrol_peak_day": "",
        "patrol_peak_night": "",
        "patrol_event_h": "h",
    }
)
"""The assumptions that patrols rest on, and their units; obligatory where a capability has the role ``patrol``."""


def lacking(assumptions: Mapping[str, Assumption]) -> Iterator[str]:
    """List the assumptions of ``UNITS`` that are missing or in another unit."""
    for name, unit in UNITS.items():
        if name not in assumptions:
            yield f"{name} | is missing; add an assumption with this id, in {unit or 'no unit'}"
        elif assumptions[name].unit != unit:
            yield f"{name} | is in {assumptions[name].unit!r}; give it in {unit or 'no unit'}"
