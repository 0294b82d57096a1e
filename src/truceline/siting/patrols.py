"""Patrols: how often one passes, what it sees of what happens, and how far the nearest one is.

A unit's patrols are always on the road, spread evenly over the stretch that it covers: the line, or the roads where
there is no line, of its sector, without what its caveats and the concept close. With ``n`` patrols at speed v on a
route of length L, a place is passed every ``tau = L / (v n)``. One pass keeps it in view for
``w = 2 sqrt(r^2 - d^2) / v``, r being the range and d the set-back of the patrol's road from the line. An event that
lasts D and starts at a random moment is met with chance ``min(1, (D + w) / tau)`` [1]_, and then seen with the peak
chance. The nearest patrol is between nothing and ``L / (2 n)`` away, ``L / (4 n)`` on average, and drives there. Where
there is no line, a place to watch that lies within range of the route is passed as often, d being how far off it lies.

Left out: that patrols going to and fro pass the middle at uneven intervals, rest, refuel and are stopped, all of which
flatters the result; and that patrols of several units keep clear of each other: units count as independent.

.. [1] The chance that a window of length D + w holds one of a row of moments tau apart, by geometry. For patrols that
   drive at random it is the smaller 1 - exp(-(D + w) / tau) (Larson 1972, *Urban Police Patrol Analysis*; unverified).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from shapely import LineString

from truceline.agreement.line import Floats, Ints, Segments, chainage_m
from truceline.errors import CaseError
from truceline.records.patrols import UNITS, lacking
from truceline.records.places import Line
from truceline.records.quantities import Arithmetic, Assumption
from truceline.siting.asset_groups import Unplaced
from truceline.siting.assets import Asset

_NO_ROUTE = "there is no stretch or road that it may patrol"


@dataclass(frozen=True, slots=True)
class Way:
    """Where patrols drive: ``setback_km`` off the line, and not along the segments ``closed`` (indices)."""

    setback_km: float = 0.0
    closed: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Patrolling:
    """How patrols move and see, each from the assumption of its name: km/h, km, chances, and hours of an event."""

    speed_kmh: float
    range_day_km: float
    range_night_km: float
    peak_day: float
    peak_night: float
    event_h: float

    def __post_init__(self) -> None:
        rules = (
            (self.speed_kmh > 0, f"speed of {self.speed_kmh} km/h; give more than 0"),
            (
                0 <= self.range_night_km <= self.range_day_km,
                "night range beyond the day's, or negative; make it shorter",
            ),
            (0 <= self.peak_night <= self.peak_day <= 1, "peaks that are no chances, or night's the higher; mend them"),
            (self.event_h >= 0, f"an event of {self.event_h} h; give 0 or more"),
        )
        if problems := tuple(f"patrol | {text}" for holds, text in rules if not holds):
            raise CaseError("the patrols cannot drive", problems)

    @classmethod
    def from_assumptions(cls, assumptions: Mapping[str, Assumption]) -> Patrolling:
        """Take every field from the assumption of its name.

        Raises
        ------
        CaseError
            If assumptions are missing or in another unit (all are listed), or contradict each other.
        """
        if problems := tuple(lacking(assumptions)):
            raise CaseError("patrols lack assumptions", problems)
        return cls(**{name.removeprefix("patrol_"): assumptions[name].value.likely for name in UNITS})

    def chance(self, revisit_h: float, setback_km: float) -> tuple[float, float]:
        """Chance, by day and by night, that a patrol sees an event at a place that is passed every ``revisit_h``."""
        lights = ((self.range_day_km, self.peak_day), (self.range_night_km, self.peak_night))
        day, night = (self._seen(far, peak, revisit_h, setback_km) for far, peak in lights)
        return day, night

    def _seen(self, range_km: float, peak: float, revisit_h: float, setback_km: float) -> float:
        if range_km < setback_km or peak == 0:
            return 0.0
        in_view_h = 2 * math.sqrt(range_km**2 - setback_km**2) / self.speed_kmh
        return peak * min(1.0, (self.event_h + in_view_h) / revisit_h)


@dataclass(frozen=True, slots=True)
class Passed:
    """Places beside a route: ``segments`` are indices, ``km`` how far off, ``day`` and ``night`` chances; (places,)."""

    segments: Ints
    km: Floats
    day: Floats
    night: Floats


@dataclass(frozen=True, slots=True)
class Patrol:
    """The patrols of one unit on their route: ``segments`` are indices, ``minutes`` the mean way to an event.

    ``day`` and ``night`` are the chances that they see an event on their route, by themselves and in clear weather;
    ``passed`` are the places to watch that they pass within range.
    """

    unit_id: str
    contributor: str
    patrols: float
    segments: Ints
    route_km: float
    revisit: Arithmetic
    day: float
    night: float
    minutes: float
    passed: Passed


def revisit_h(route_km: float, speed_kmh: float, patrols: float) -> Arithmetic:
    """Time between two visits to the same place, with ``patrols`` spread evenly along the route."""
    values = {"route_km": route_km, "speed_kmh": speed_kmh, "patrols": patrols}
    problems = tuple(f"patrol | {name} is {value}; give more than 0" for name, value in values.items() if not value > 0)
    if problems:
        raise CaseError("the sum cannot be done", problems)
    value = route_km / (speed_kmh * patrols)
    text = f"{round(route_km, 2):,.10g} km / ({speed_kmh:g} km/h x {patrols:g} patrols) = {value:.2f} h"
    return Arithmetic(value, "h", text, tuple(f"{name}={value:g}" for name, value in values.items()))


def run_patrols(
    segments: Segments, assets: Sequence[Asset], patrolling: Patrolling | None, way: Way
) -> tuple[tuple[Patrol, ...], tuple[Unplaced, ...]]:
    """Send the patrols of every asset of role ``patrol`` along its stretch; the second result have none.

    Raises
    ------
    CaseError
        If there are patrols and ``patrolling`` is None.
    """
    mine = [asset for asset in assets if asset.role == "patrol" and asset.patrols > 0]
    if mine and patrolling is None:
        raise CaseError("patrols lack assumptions", tuple(lacking({})))
    routes = [(asset, _route(segments, asset, way)) for asset in mine]
    sent = tuple(
        _sent(asset, route, segments, patrolling, way)
        for asset, route in routes
        if patrolling is not None and len(route)
    )
    idle = tuple(Unplaced(a.unit_id, a.contributor, a.patrols, _NO_ROUTE) for a, route in routes if not len(route))
    return sent, idle


def seen_by_patrols(patrols: Sequence[Patrol], number: int, factor: float = 1.0) -> tuple[Floats, Floats]:
    """Chance (segments,), by day and by night, that any patrol sees an event; ``factor`` is what the weather leaves."""
    missed = np.ones((2, number))
    for patrol in patrols:
        missed[:, patrol.segments] *= 1 - factor * np.array([[patrol.day], [patrol.night]])
        missed[:, patrol.passed.segments] *= 1 - factor * np.array([patrol.passed.day, patrol.passed.night])
    return 1 - missed[0], 1 - missed[1]


def patrol_minutes(patrols: Sequence[Patrol], number: int) -> Floats:
    """Mean minutes (segments,) until the nearest patrol is there, the best unit's; inf where none drives."""
    best = np.full(number, np.inf)
    for patrol in patrols:
        for mine in (patrol.segments, patrol.passed.segments):
            best[mine] = np.minimum(best[mine], patrol.minutes)
    return best


def _route(segments: Segments, asset: Asset, way: Way) -> Ints:
    barred = [n for n, name in enumerate(segments.sectors) if name in asset.barred_areas]
    open_ = ~np.isin(segments.sector, barred)
    open_[sorted(way.closed)] = False
    if asset.sector:
        open_ &= segments.sector == segments.sectors.index(asset.sector)
    if segments.watched is not None:
        open_[: segments.watched.places] = False
    return np.flatnonzero(open_)


def _sent(asset: Asset, route: Ints, segments: Segments, how: Patrolling, way: Way) -> Patrol:
    length_km = float(segments.length_m[route].sum()) / 1e3
    revisit = revisit_h(length_km, how.speed_kmh, asset.patrols)
    day, night = how.chance(revisit.value, way.setback_km)
    minutes = 60 * length_km / (4 * asset.patrols) / how.speed_kmh
    passed = _passed(segments, route, how, revisit.value)
    return Patrol(
        asset.unit_id,
        asset.contributor,
        asset.patrols,
        route,
        length_km,
        revisit,
        day=day,
        night=night,
        minutes=minutes,
        passed=passed,
    )


def _passed(cut: Segments, route: Ints, how: Patrolling, revisit_h: float) -> Passed:
    km = _off_km(cut, route)
    near = np.flatnonzero(km <= how.range_day_km)
    chances = np.array([how.chance(revisit_h, off) for off in km[near].tolist()]).reshape(-1, 2)
    return Passed(near, km[near], chances[:, 0], chances[:, 1])


def _off_km(cut: Segments, route: Ints) -> Floats:
    # How far each place to watch lies from the route: one geodesic search for each unbroken stretch of a road.
    if cut.watched is None or not cut.watched.places:
        return np.empty(0)
    roads = np.array(cut.watched.ids)[route]
    breaks = np.flatnonzero((np.diff(route) > 1) | (roads[1:] != roads[:-1])) + 1
    drawn = [np.concatenate([cut.watched.pieces[n] for n in stretch]) for stretch in np.split(route, breaks)]
    places = np.concatenate(cut.watched.pieces[: cut.watched.places])
    off = [np.abs(chainage_m(Line("", "", "", LineString(_distinct(way)), "", ""), places)[1]) for way in drawn]
    nearest: Floats = np.min(off, axis=0) / 1e3
    return nearest


def _distinct(corners: Floats) -> Floats:
    # Pieces meet in a corner that both have.
    moves: Floats = np.diff(corners, axis=0)
    return np.concatenate([corners[:1], corners[1:][(moves != 0).any(axis=1)]])
