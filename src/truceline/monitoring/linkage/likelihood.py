"""How much likelier two reports are if they tell of one incident than if they tell of two.

Incidents are a Poisson process whose rate varies from place to place; each source reports an incident at most
once, with its own error. Then the log odds of "same" against "different" for a pair are the sum of six terms
(docs/methods/linkage.md derives them), in the line of Fellegi and Sunter [1]_, but with densities instead of
agreement levels:

- place: log density of the distance under the two standard deviations, per square metre
- time: log density of the lag under the learned spread and the two intervals, per hour
- act, weapon: log of how much oftener the two are told of the same incident than by chance (`told`)
- rate: minus the log of the local rate of reports, per square metre and hour
- prior: log of the learned abundance of same pairs

Several linked reports act as one report with the joint place, time, act and weapon, so the same terms score the merge
of two clusters.

.. [1] Fellegi, I. P. and Sunter, A. B. (1969). A theory for record linkage. *Journal of the American
   Statistical Association* 64(328), 1183-1210.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import scipy

from truceline.monitoring.linkage.confusion import Confusion
from truceline.monitoring.linkage.exactness import radius_m
from truceline.monitoring.linkage.parallel import in_blocks
from truceline.monitoring.linkage.rates import HOUR, LocalRate
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

_EARTH_M = 6_371_008.8
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class Parameters:
    """What linkage has learned (or is told) about a set of reports.

    ``spread_h`` is the standard deviation of a report's time about the incident's, in hours; ``act`` and ``weapon`` how
    often each happens and is told as which; ``log_prior`` the log of (same pairs per report) / (chance that two reports
    have different sources); ``size_bonus`` (sizes,) the log prior of an incident with that many reports, beyond what
    pairs alone give. ``exactness`` (sources, octaves) is by how much less than stated places err (`exactness`), empty
    where no source repeats itself.
    """

    spread_h: float
    act: Confusion
    weapon: Confusion
    log_prior: float
    size_bonus: Floats
    rate: LocalRate
    exactness: Floats = field(default_factory=lambda: np.empty((0, 0)))


class PairEvidence(NamedTuple):
    """Where and when each report, or each cluster of reports taken as one, puts its incident; all (rows,).

    ``place`` (3, rows) metres on the sphere; ``weight`` 1 / variance of the place, per square metre;
    ``start_h``, ``end_h`` hours since 1970-01-01 UTC, equal for a point in time with variance ``lag_h2``;
    ``log_rate`` per square metre and hour.
    """

    place: Floats
    weight: Floats
    start_h: Floats
    end_h: Floats
    lag_h2: Floats
    log_rate: Floats

    def select(self, rows: Integers) -> PairEvidence:
        """Take the rows that ``rows`` names, as a copy."""
        return PairEvidence(*(column.take(rows, axis=-1) for column in self))


def evidence(reports: Reports, parameters: Parameters) -> PairEvidence:
    """Bring reports into metres and hours.

    An interval shorter than the learned spread counts as a point in its middle, with the interval's variance
    added: between the two the likelihoods differ by less than linkage can tell.
    """
    known = PairEvidence(np.empty((3, len(reports))), *np.empty((5, len(reports))))

    def fill(rows: slice) -> None:
        some = reports.select(rows)
        known.place[:, rows] = _on_the_sphere(some)
        radius = radius_m(some, parameters.exactness)
        known.weight[rows] = radius**-2.0
        known.start_h[rows], known.end_h[rows], known.lag_h2[rows] = times(some, parameters.spread_h)
        known.log_rate[rows] = parameters.rate.log_at(some, radius)

    in_blocks(fill, len(reports))
    return known


def _on_the_sphere(reports: Reports) -> Floats:
    """Metres from the centre of the earth, (3, reports)."""
    lat, lon = np.radians(reports.lat), np.radians(reports.lon)
    level = np.cos(lat)
    return _EARTH_M * np.stack([level * np.cos(lon), level * np.sin(lon), np.sin(lat)])


def times(reports: Reports, spread_h: float) -> tuple[Floats, Floats, Floats]:
    """Start, end and variance of time as `PairEvidence` holds them, for a given spread."""
    start, end = reports.start / HOUR, reports.end / HOUR
    length, middle = end - start, (start + end) / 2
    point = length <= spread_h
    lag = spread_h**2 + np.where(point, length**2 / 12, 0.0)
    return np.where(point, middle, start), np.where(point, middle, end), lag


def place_term(known: PairEvidence, a: Integers, b: Integers, square_m2: Floats) -> Floats:
    """Log density of the distance between two places with normal errors, per square metre."""
    weight_a, weight_b = known.weight.take(a), known.weight.take(b)
    joint = weight_a * weight_b / (weight_a + weight_b)
    return np.log(joint / (2 * np.pi)) - 0.5 * joint * square_m2


def rate_term(known: PairEvidence, a: Integers, b: Integers) -> Floats:
    """Minus the log rate around the less exact of the two: there a chance neighbour could lie.

    Of two equally exact, the busier place counts.
    """
    weight_a, weight_b = known.weight.take(a), known.weight.take(b)
    rate_a, rate_b = known.log_rate.take(a), known.log_rate.take(b)
    equal = np.maximum(rate_a, rate_b)
    return -np.where(weight_a < weight_b, rate_a, np.where(weight_b < weight_a, rate_b, equal))


def square_m2(known: PairEvidence, a: Integers, b: Integers) -> Floats:
    """Squared distance between two places, square metres."""
    square = np.zeros(len(a))
    for axis in known.place:
        square += (axis.take(a) - axis.take(b)) ** 2
    return square


def time_term(known: PairEvidence, a: Integers, b: Integers) -> Floats:
    """Log density of two times told of one incident, per hour, over that of any time in their intervals."""
    start_a, end_a, start_b, end_b = (c.take(rows) for rows in (a, b) for c in (known.start_h, known.end_h))
    variance, wide_a, wide_b = known.lag_h2.take(a) + known.lag_h2.take(b), end_a > start_a, end_b > start_b
    term = np.empty(len(a))
    for which, formula, columns in (
        (~wide_a & ~wide_b, _two_points, (start_a, start_b)),
        (wide_a & ~wide_b, _interval_and_point, (start_a, end_a, start_b)),
        (~wide_a & wide_b, _interval_and_point, (start_b, end_b, start_a)),
        (wide_a & wide_b, _two_intervals, (start_a, end_a, start_b, end_b)),
    ):
        rows = np.flatnonzero(which)
        term[rows] = formula(variance.take(rows), *(column.take(rows) for column in columns))
    return term


def _two_points(variance: Floats, a: Floats, b: Floats) -> Floats:
    return -0.5 * (np.log(2 * np.pi * variance) + (a - b) ** 2 / variance)


def _interval_and_point(variance: Floats, start: Floats, end: Floats, at: Floats) -> Floats:
    """The chance that the interval's own time falls into it, given the point, over the interval's length."""
    spread = np.sqrt(variance)
    late, early = (end - at) / spread, (start - at) / spread
    flip = early > 0  # keep to the lower tail, where differences are exact
    inside = scipy.special.ndtr(np.where(flip, -early, late)) - scipy.special.ndtr(np.where(flip, -late, early))
    term: Floats = np.log(np.maximum(inside, _TINY) / (end - start))
    return term


def _two_intervals(variance: Floats, start_a: Floats, end_a: Floats, start_b: Floats, end_b: Floats) -> Floats:
    """As above, averaged over both intervals: second differences of the integral of the normal distribution."""
    spread = np.sqrt(variance)
    shared = _ramp((end_a - start_b) / spread) - _ramp((end_a - end_b) / spread)
    shared -= _ramp((start_a - start_b) / spread) - _ramp((start_a - end_b) / spread)
    return np.log(np.maximum(shared * spread, _TINY) / ((end_a - start_a) * (end_b - start_b)))


def _ramp(x: Floats) -> Floats:
    ramp: Floats = x * scipy.special.ndtr(x) + np.exp(-0.5 * x * x) / np.sqrt(2 * np.pi)
    return ramp


def wide(known: PairEvidence) -> Bools:
    """Mark the rows whose time is an interval rather than a point."""
    return known.end_h > known.start_h
