"""What each site sees or reaches of each segment of the line, by day and by night.

Detection falls with distance d out to the range r, beyond which it is nil::

    p(d) = peak * (1 - (d / r) ** shape)    for d <= r, else 0

``shape`` 1 is a straight fall, 2 a slow fall near the post and a fast one near the range, and a large value the
all-or-nothing cover of the classic models. Any such falling function is a "gradual cover" [1]_; that
it is *this* one is an assumption of Truceline, as no mission has published detection against distance.
Weather, jamming and terrain multiply p: see ``siting.eyes``.

.. [1] Berman, O., Krass, D., Drezner, Z. (2003). The gradual covering decay location problem on a network.
   *European Journal of Operational Research* 151(3), 474-480.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints, Segments, ecef
from truceline.errors import CaseError


@dataclass(frozen=True, slots=True)
class Sensor:
    """How far and how surely one kind of asset sees; a night never beats the day.

    ``range_day_km`` and ``range_night_km`` are where detection ends; ``peak_day`` and ``peak_night`` the
    chance to see an event at no distance, 0 to 1; ``shape`` the way it falls in between (see the module's text).

    Raises
    ------
    CaseError
        If a range is negative, a peak is no probability, the shape is not positive, or the night beats the day.
    """

    range_day_km: float
    range_night_km: float
    peak_day: float
    peak_night: float
    shape: float

    def __post_init__(self) -> None:
        rules = (
            (self.range_night_km >= 0, f"night range {self.range_night_km} km; give 0 or more"),
            (
                self.range_night_km <= self.range_day_km < np.inf,
                f"night range {self.range_night_km} km, day range {self.range_day_km} km; make night the shorter",
            ),
            (
                0 <= self.peak_night <= self.peak_day <= 1,
                f"night peak {self.peak_night}, day peak {self.peak_day}; give probabilities, night's the lower",
            ),
            (self.shape > 0, f"shape {self.shape}; give a positive number"),
        )
        if problems := tuple(f"sensor | {text}" for holds, text in rules if not holds):
            raise CaseError("the sensor cannot be used", problems)

    def by_day(self, distance_km: Floats) -> Floats:
        """Chance to see an event by day at ``distance_km`` (any shape)."""
        return _falling(distance_km, self.range_day_km, self.peak_day, self.shape)

    def by_night(self, distance_km: Floats) -> Floats:
        """Chance to see an event by night at ``distance_km`` (any shape)."""
        return _falling(distance_km, self.range_night_km, self.peak_night, self.shape)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Detection probabilities (places, segments), sparse: 0 where nothing is stored."""

    day: scipy.sparse.csr_array
    night: scipy.sparse.csr_array


@dataclass(frozen=True, slots=True)
class Pairs:
    """Places and segments that are near each other: equally long arrays, ordered by place, then segment.

    ``place`` and ``segment`` are indices, ``km`` is the geodesic distance to the segment's midpoint.
    """

    place: Ints
    segment: Ints
    km: Floats


def near(segments: Segments, places: Floats, within_km: float) -> Pairs:
    """Find all pairs of a place and a segment's midpoint no further apart than ``within_km``.

    ``places`` is (places, 2) longitude and latitude. Cost grows with the number of pairs found, never with places x
    segments; distances are right to a metre up to 400 km.
    """
    here, there = (
        scipy.spatial.cKDTree(ecef(places[:, 0], places[:, 1])),
        scipy.spatial.cKDTree(ecef(segments.lon, segments.lat)),
    )
    chord = 2 * _EARTH_KM * np.sin(min(within_km / (2 * _EARTH_KM), np.pi / 2)) * 1e3
    found = here.sparse_distance_matrix(there, chord, output_type="ndarray")
    order = np.lexsort((found["j"], found["i"]))
    place, segment = found["i"][order].astype(np.int64), found["j"][order].astype(np.int64)
    return Pairs(place, segment, arc_km(found["v"][order]))


def arc_km(chord_m: Floats) -> Floats:
    """Turn straight distances between points on the earth, in metres, into distances along it, in kilometres."""
    half = np.clip(np.asarray(chord_m) / (2e3 * _EARTH_KM), 0.0, 1.0)
    return np.asarray(2 * _EARTH_KM * np.arcsin(half), dtype=np.float64)


def coverage(segments: Segments, places: Floats, sensor: Sensor) -> Coverage:
    """Tell how surely a post at each place sees an event in the middle of each segment.

    ``places`` is (places, 2) longitude and latitude; both results are (places, segments).
    """
    pairs = near(segments, places, sensor.range_day_km)
    shape = (len(places), len(segments.lon))
    return Coverage(
        day=sparse(pairs, sensor.by_day(pairs.km), shape),
        night=sparse(pairs, sensor.by_night(pairs.km), shape),
    )


def sparse(pairs: Pairs, values: Floats, shape: tuple[int, int]) -> scipy.sparse.csr_array:
    """Arrange one value per pair as a (places, segments) matrix without its zeros."""
    matrix = scipy.sparse.csr_array((values, (pairs.place, pairs.segment)), shape=shape)
    matrix.eliminate_zeros()
    return matrix


_EARTH_KM = 6371.0088  # mean radius: it only turns chords into arcs, a correction of metres


def _falling(distance_km: Floats, range_km: float, peak: float, shape: float) -> Floats:
    if range_km <= 0:
        return np.zeros_like(distance_km)
    share = np.minimum(distance_km, range_km) / range_km
    return np.asarray(peak * (1.0 - share**shape), dtype=np.float64)
