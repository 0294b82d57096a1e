"""Patrols and posts by the planning sums: how often a patrol passes, what it may see, how many posts a line takes."""

from __future__ import annotations

import math

from truceline.errors import CaseError
from truceline.records.quantities import Arithmetic


def revisit_h(route_km: float, speed_kmh: float, patrols: int) -> Arithmetic:
    """Time between two visits to the same place, with ``patrols`` spread evenly along the route."""
    _positive(route_km=route_km, speed_kmh=speed_kmh, patrols=patrols)
    value = route_km / (speed_kmh * patrols)
    text = f"{route_km:g} km / ({speed_kmh:g} km/h x {patrols} patrols) = {value:.2f} h"
    inputs = (f"route_km={route_km:g}", f"speed_kmh={speed_kmh:g}", f"patrols={patrols}")
    return Arithmetic(value, "h", text, inputs)


def chance_seen(event_h: float, dwell_h: float, revisit: float) -> float:
    """Chance that a patrol meets an event that lasts ``event_h``: min(1, (d + w) / tau).

    ``dwell_h`` (w) is how long a patrol keeps one place in view, ``revisit`` (tau) the hours between visits. The
    event starts at a random moment, and a patrol that is there sees it.
    """
    _positive(revisit_h=revisit)
    return min(1.0, max(0.0, event_h + dwell_h) / revisit)


def chance_in_looks(chance: float, looks: int) -> float:
    """Chance to see in at least one of ``looks`` independent looks: 1 - (1 - p) ** k."""
    return 1.0 - (1.0 - chance) ** looks


def posts_for(length_km: float, spacing_km: float) -> Arithmetic:
    """Count the posts that a line of ``length_km`` takes at ``spacing_km``."""
    _positive(spacing_km=spacing_km)
    value = math.ceil(length_km / spacing_km)
    text = f"{length_km:g} km / {spacing_km:g} km apart, rounded up = {value} posts"
    return Arithmetic(value, "posts", text, (f"length_km={length_km:g}", f"spacing_km={spacing_km:g}"))


def _positive(**values: float) -> None:
    problems = tuple(f"patrol | {name} is {value}; give more than 0" for name, value in values.items() if not value > 0)
    if problems:
        raise CaseError("the sum cannot be done", problems)
