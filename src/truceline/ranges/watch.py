"""What a sited force sees and how fast it reacts in a draw: posts, orbits and bases kept where the plan puts them.

Ranges, peaks, shape, cycle, alert, speed and detour take their drawn values; the places stay. Each pledge's posts and
bases, and the common pool's stations, stand in one fixed order: those that the plan sites, the one that adds most
first, then further ones, each where it adds most to what stands before it (``siting.further``). A draw that brings less
leaves out the last, one that brings more goes on into the further ones: so what a draw sees is what a siting of its own
sees, or less, as it might stand elsewhere.

Only whole posts and forces stand. What a draw brings is an expectation (of two companies of which 0.9 come, mostly both
are there), so their number moves from the plan's by the nearest whole number, and not down to the next one below. The
last part of an orbit counts for its share of the time.

By night nobody sees further or more surely than by day: where the drawn values say otherwise, the night's is cut to the
day's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from truceline.agreement.line import Floats, Ints, Segments
from truceline.ranges.design import Draw
from truceline.records.patrols import UNITS
from truceline.siting.assets import Asset
from truceline.siting.coverage import Pairs
from truceline.siting.orbits import kept_on_station
from truceline.siting.parameters import SitingParameters
from truceline.siting.patrols import Patrolling, Way, run_patrols, seen_by_patrols
from truceline.siting.response import quantile
from truceline.siting.sensors import plain_eyes

NOBODY = -1
"""Stands in an order for a post or force of the plan that has no place."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What one pledge holds of posts or bases: ``number`` (units,) of them by unit, of which ``planned`` are whole.

    ``order`` are rows of the places, or ``NOBODY``.
    """

    units: tuple[str, ...]
    number: Floats
    planned: int
    order: Ints

    def standing(self, brought: Mapping[str, float]) -> Ints:
        """Return the places that are manned where so much of each unit comes."""
        more = float(self.number @ np.array([brought[unit] - 1 for unit in self.units]))
        rows = self.order[: max(0, self.planned + round(more)) if any(map(brought.get, self.units)) else 0]
        stand: Ints = rows[rows != NOBODY]
        return stand


@dataclass(frozen=True, slots=True, eq=False)
class Sited:
    """A sited force, ready for draws: ``patrols`` on the road, posts, stations and bases in their orders.

    ``near_posts`` and ``near_stations`` pair places with segments out to the longest range of any draw; ``base_km`` is
    (bases, segments), inf where the base's force may not go, ``base_asking`` the minutes for which it asks first.
    ``aircraft`` of watching units, by unit.
    """

    segments: Segments
    patrols: tuple[Asset, ...]
    patrolling: Patrolling | None
    way: Way
    places: int
    posts: tuple[Held, ...]
    near_posts: Pairs
    aircraft: Mapping[str, float]
    stations: int
    near_stations: Pairs
    bases: tuple[Held, ...]
    base_km: Floats
    base_asking: Floats


@dataclass(frozen=True, slots=True)
class DrawCoverage:
    """The chance that an event at a random place is seen, and the minutes in which half of the line is reached."""

    day: float
    night: float
    median_minutes: float


_NIGHT = ("post_range", "post_peak", "orbit_range", "orbit_peak")


def parameters_in(likely: SitingParameters, draw: Draw) -> SitingParameters:
    """Take the drawn value of every field that a draw has, the night's never above the day's."""
    value = {field.name: draw.get(field.name, getattr(likely, field.name)) for field in fields(SitingParameters)}
    for name in _NIGHT:
        unit = "_km" if name.endswith("range") else ""
        day, night = f"{name}_day{unit}", f"{name}_night{unit}"
        value[night] = min(value[night], value[day])
    return SitingParameters(**value)


def patrolling_in(likely: Patrolling | None, draw: Draw) -> Patrolling | None:
    """Take the drawn value of what says how patrols move and see, the night's never above the day's."""
    if likely is None:
        return None
    value = {name: draw.get(name, getattr(likely, name.removeprefix("patrol_"))) for name in UNITS}
    for name in ("patrol_range_night_km", "patrol_peak_night"):
        value[name] = min(value[name], value[name.replace("night", "day")])
    return Patrolling(**{name.removeprefix("patrol_"): found for name, found in value.items()})


def seen(
    force: Sited, parameters: SitingParameters, brought: Mapping[str, float], draw: Draw | None = None
) -> DrawCoverage:
    """Tell what stands where so much of each unit comes, and what it sees: the formulas of siting.

    ``draw`` is what patrols take theirs from. Cost: the pairs of a place and a segment within range.
    """
    eyes, length_m = plain_eyes(parameters), force.segments.length_m
    segments = len(length_m)
    patrolled = _patrolled(force, brought, draw or {})
    manning = np.bincount(_standing(force.posts, brought), minlength=force.places).astype(np.float64)
    flown = _shares(force, parameters, brought)
    posts = eyes.of_post(force.near_posts.km, np.ones_like(force.near_posts.km))
    orbits = eyes.of_orbit(force.near_stations.km)
    day, night = (
        _missed(force.near_posts, post, manning, segments)
        * _missed(force.near_stations, orbit, flown, segments)
        * (1 - patrol)
        for post, orbit, patrol in zip(posts, orbits, patrolled, strict=True)
    )
    return DrawCoverage(
        day=float((1 - day) @ length_m / length_m.sum()),
        night=float((1 - night) @ length_m / length_m.sum()),
        median_minutes=_median(force, parameters, brought),
    )


def _patrolled(force: Sited, brought: Mapping[str, float], draw: Draw) -> tuple[Floats, Floats]:
    sent = [replace(asset, patrols=asset.patrols * brought[asset.unit_id]) for asset in force.patrols]
    patrols, _idle = run_patrols(force.segments, sent, patrolling_in(force.patrolling, draw), force.way)
    return seen_by_patrols(patrols, len(force.segments.length_m))


def _standing(held: Sequence[Held], brought: Mapping[str, float]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *(each.standing(brought) for each in held)])


def _shares(force: Sited, parameters: SitingParameters, brought: Mapping[str, float]) -> Floats:
    # The share of the time for which each station is kept.
    aircraft = sum(number * brought[unit] for unit, number in force.aircraft.items())
    kept = kept_on_station(aircraft, parameters.cycle).value
    return np.clip(kept - np.arange(force.stations), 0.0, 1.0)


def _missed(pairs: Pairs, chance: Floats, there: Floats, segments: int) -> Floats:
    # Chance (segments,) that none of those who are there, (places,) for a share of the time, sees an event.
    with np.errstate(divide="ignore"):
        logs = np.log1p(-chance * there[pairs.place])
    return np.exp(np.bincount(pairs.segment, logs, minlength=segments))


def _median(force: Sited, parameters: SitingParameters, brought: Mapping[str, float]) -> float:
    there = _standing(force.bases, brought)
    minutes = parameters.reaction.minutes(force.base_km[there]) + force.base_asking[there]
    return quantile(minutes.min(axis=0, initial=np.inf), force.segments.length_m, 0.5)
