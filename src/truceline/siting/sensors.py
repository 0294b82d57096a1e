"""What posts and orbits carry and what dims it: sensors by kind, weather, jamming, and the ground in between.

A post is manned, so it always has observers (the assumptions ``post_...``). It has ``KIND_per_post`` of each further
kind of sensor that the case's assumptions describe by ``KIND_range_day_km``, ``KIND_range_night_km``,
``KIND_peak_day`` and ``KIND_peak_night``, KIND one of camera, acoustic, radar and uav. What each sees is
independent of the others: p = 1 - prod(1 - p_kind) ** number. An orbit carries what the assumptions ``orbit_...`` say.

Weather and jamming multiply a kind's chance: ``weather_NAME_KIND`` and ``jamming_KIND``, KIND also ``observer`` or
``orbit``. A factor that the case does not give is 1: nothing is lost that nobody has stated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from truceline.agreement.line import Floats, Segments
from truceline.errors import CaseError
from truceline.records.quantities import Assumption
from truceline.siting.coverage import Coverage, Pairs, Sensor, near, sparse
from truceline.siting.parameters import SitingParameters
from truceline.siting.terrain import Heights, Terrain, in_sight

KINDS = ("camera", "acoustic", "radar", "uav")
"""The kinds of sensor that a post may have beside its observers."""

NEEDS_SIGHT = ("observer", "camera", "radar")
"""The kinds that the ground hides things from; sound goes round it, and what flies looks over it."""

MAST_M, TARGET_M = 10.0, 2.0
"""Heights above the ground of a post's sensors and of what they look for, where the case gives no ``post_mast_m`` and
``target_height_m``. Unverified."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A kind of sensor as fitted: so many of it, each dimmed by ``factor``, 0 to 1."""

    kind: str
    sensor: Sensor
    number: float
    factor: float


@dataclass(frozen=True, slots=True)
class Eyes:
    """All that posts and orbits see with; ``terrain`` is None where no heights are given."""

    post: tuple[Fitted, ...]
    orbit: Fitted
    heights: Heights
    terrain: Terrain | None = None

    def posts(self, segments: Segments, places: Floats) -> Coverage:
        """Tell how surely a post at each place (places, 2) sees an event in the middle of each segment."""
        pairs = near(segments, places, max(part.sensor.range_day_km for part in self.post))
        shape = (len(places), len(segments.lon))
        day, night = self.of_post(pairs.km, self._clear(segments, places, pairs))
        return Coverage(day=sparse(pairs, day, shape), night=sparse(pairs, night, shape))

    def orbits(self, segments: Segments, places: Floats) -> Coverage:
        """Tell how surely an orbit with its middle at each place sees an event in the middle of each segment."""
        pairs = near(segments, places, self.orbit.sensor.range_day_km)
        shape = (len(places), len(segments.lon))
        day, night = self.of_orbit(pairs.km)
        return Coverage(day=sparse(pairs, day, shape), night=sparse(pairs, night, shape))

    def of_post(self, km: Floats, clear: Floats) -> tuple[Floats, Floats]:
        """Chance that a post sees an event at ``km`` (any shape) by day and by night; ``clear`` is 0 behind ground."""
        day, night = np.ones_like(km), np.ones_like(km)
        for part in self.post:
            open_ = clear if part.kind in NEEDS_SIGHT else np.ones_like(km)
            day *= (1 - part.factor * open_ * part.sensor.by_day(km)) ** part.number
            night *= (1 - part.factor * open_ * part.sensor.by_night(km)) ** part.number
        return 1 - day, 1 - night

    def of_orbit(self, km: Floats) -> tuple[Floats, Floats]:
        """Chance that an orbit on station sees an event at ``km`` (any shape) from its middle, by day and by night."""
        sensor, factor = self.orbit.sensor, self.orbit.factor
        return factor * sensor.by_day(km), factor * sensor.by_night(km)

    def _clear(self, segments: Segments, places: Floats, pairs: Pairs) -> Floats:
        if self.terrain is None:
            return np.ones(len(pairs.km))
        middles = np.column_stack([segments.lon, segments.lat])
        seen = in_sight(self.terrain, places[pairs.place], middles[pairs.segment], self.heights)
        return seen.astype(np.float64)


def eyes(
    parameters: SitingParameters,
    assumptions: Mapping[str, Assumption],
    *,
    weather: str = "",
    jammed: bool = False,
    terrain: Terrain | None = None,
) -> Eyes:
    """Fit posts and orbits with what the case's assumptions give them, in a weather and under jamming or not.

    Raises
    ------
    CaseError
        If a kind is described in part, a factor is no share, or no assumption names the weather.
    """
    value = {name: assumption.value.likely for name, assumption in assumptions.items()}
    if problems := tuple(_problems(value, weather)):
        raise CaseError("the sensors cannot be used", problems)

    def factor(kind: str) -> float:
        dimmed = value.get(f"weather_{weather}_{kind}", 1.0)
        return dimmed * value.get(f"jamming_{kind}", 1.0) if jammed else dimmed

    kinds = [kind for kind in KINDS if value.get(f"{kind}_per_post", 0.0) > 0]
    carried = [Fitted(k, _sensor(k, value, parameters), value[f"{k}_per_post"], factor(k)) for k in kinds]
    return Eyes(
        post=(Fitted("observer", parameters.post, 1.0, factor("observer")), *carried),
        orbit=Fitted("orbit", parameters.orbit, 1.0, factor("orbit")),
        heights=Heights(value.get("post_mast_m", MAST_M), value.get("target_height_m", TARGET_M)),
        terrain=terrain,
    )


def plain_eyes(parameters: SitingParameters) -> Eyes:
    """Give posts observers alone, and take clear weather, no jamming and open ground."""
    return Eyes(
        post=(Fitted("observer", parameters.post, 1.0, 1.0),),
        orbit=Fitted("orbit", parameters.orbit, 1.0, 1.0),
        heights=Heights(MAST_M, TARGET_M),
    )


_PARTS = ("range_day_km", "range_night_km", "peak_day", "peak_night")


def _sensor(kind: str, value: Mapping[str, float], parameters: SitingParameters) -> Sensor:
    far_day, far_night, peak_day, peak_night = (value[f"{kind}_{part}"] for part in _PARTS)
    shape = value.get(f"{kind}_shape", parameters.detection_shape)
    return Sensor(far_day, far_night, peak_day, peak_night, shape)


def _problems(value: Mapping[str, float], weather: str) -> Iterator[str]:
    for kind in KINDS:
        if value.get(f"{kind}_per_post", 0.0) > 0:
            for part in _PARTS:
                if f"{kind}_{part}" not in value:
                    yield f"{kind}_{part} | is missing, but posts have {kind}s; add an assumption with this id"
    for name, number in value.items():
        if name.startswith(("weather_", "jamming_")) and not 0 <= number <= 1:
            yield f"{name} | is {number:g}; give a share from 0 to 1"
    known = sorted({name.split("_")[1] for name in value if name.startswith("weather_")})
    if weather and weather not in known:
        yield f"weather {weather!r} | no assumption says what it does; known: {', '.join(known) or 'none'}"
