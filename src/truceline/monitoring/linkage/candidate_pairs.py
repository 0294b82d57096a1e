"""Find every pair of reports that could reach given log odds, without looking at all pairs.

This module says who asks whom and how far; `cells` finds the pairs in numpy, `sweep` by compiled code.

Of each pair, the less exact report asks (of two equally exact, the one in the busier place; then the earlier
in order). Its own local rate then enters the rate term, so that all terms but place and time are bounded by
what the asker knows, and the rest bounds the distance and the lag at which the odds can still be reached
(``_reach``). Nothing nearer is left out, so a missing pair has log odds below the threshold: a proof, not a
heuristic. In a busy sector an inexact report reaches nobody, which is what keeps the work small: about linear
in the reports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from truceline.monitoring.linkage.likelihood import PairEvidence, Parameters
from truceline.monitoring.linkage.rates import METRES_PER_DEGREE
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

_LENGTH_RATIO = 8.0
_ROUNDING = 1e-6
"""Added to the slack, so that rounding leaves out no pair either."""


@dataclass(frozen=True, slots=True)
class PlacedReports:
    """Where and when reports are, for blocking: all (reports,).

    ``lat``, ``lon`` degrees; ``middle_h`` the middle of the interval, hours; ``known`` their evidence;
    ``most`` the most that prior, act and weapon can add up to for any partner, less the log rate around the report:
    what place and time terms need not reach.
    """

    lat: Floats
    lon: Floats
    middle_h: Floats
    known: PairEvidence
    most: Floats


def placed(reports: Reports, evidence: PairEvidence, parameters: Parameters) -> PlacedReports:
    """Gather what blocking needs of ``reports`` and their evidence."""
    told = parameters.act.best(reports.act) + parameters.weapon.best(reports.weapon)
    most = parameters.log_prior + told - evidence.log_rate
    return PlacedReports(reports.lat, reports.lon, (evidence.start_h + evidence.end_h) / 2, evidence, most)


class CandidatePairs(NamedTuple):
    """Pairs within reach: rows of the asker and the other."""

    asker: Integers
    other: Integers


Piece = Callable[[], Iterable[CandidatePairs]]
"""A part of the search; parts can run side by side."""


@dataclass(frozen=True, slots=True)
class SearchReach:
    """Rows that look for partners in one class, and how far each needs to look; all (askers,).

    ``slack`` is what place and time terms may lose, together, against the best they can be.
    """

    rows: Integers
    slack: Floats
    metres: Floats
    hours: Floats

    def __getitem__(self, part: slice) -> SearchReach:
        return SearchReach(self.rows[part], self.slack[part], self.metres[part], self.hours[part])


class _Limits(NamedTuple):
    """Least and most of the asked: variance of place, length of the interval, variance of time."""

    near: float
    far: float
    shortest: float
    longest: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairSearch:
    """One class of askers among one class of asked."""

    placed: PlacedReports
    least: float
    askers: Integers
    asked: Integers
    limits: _Limits

    def reach(self, part: slice = slice(None)) -> SearchReach:
        """Bound how far ``part`` of the askers need to look."""
        return _reach(self.placed, self.least, self.askers[part], self.limits)


def searches(placed: PlacedReports, least: float, asking: Bools, size: Integers) -> Iterator[PairSearch]:
    """Yield searches of the reports by classes of exactness, ``size`` (reports,) from fine to coarse, and of length."""
    known = placed.known
    length = classes(known.end_h - known.start_h, _LENGTH_RATIO)
    for radius in range(size.max(initial=-1), -1, -1):  # the longest first
        for its in range(length.max() + 1):
            asked = np.flatnonzero((size <= radius) & (length == its))
            if not len(asked):
                continue
            limits = _limits(known, asked)
            for own in range(length.max() + 1):
                askers = np.flatnonzero((size == radius) & (length == own) & asking)
                yield PairSearch(placed, least, askers, asked, limits)


def classes(size: Floats, ratio: float) -> Integers:
    """Number rows by similar size, ascending, so that one bound fits all of a class; zero is its own class."""
    positive = size > 0
    step = np.floor(np.log(np.where(positive, size, 1.0)) / np.log(ratio)).astype(np.int64)
    lowest = step.min(initial=0)
    step = np.where(positive, step - lowest + 1, 0)
    number = np.cumsum(np.bincount(step, minlength=1) > 0) - 1
    return number[step].astype(np.int64)


def _limits(evidence: PairEvidence, asked: Integers) -> _Limits:
    weight, lag = evidence.weight[asked], evidence.lag_h2[asked]
    length = evidence.end_h[asked] - evidence.start_h[asked]
    near, far = 1 / weight.max(), 1 / weight.min()
    return _Limits(near, far, length.min(), length.max(), lag.min(), lag.max())


def _reach(placed: PlacedReports, least: float, askers: Integers, asked: _Limits) -> SearchReach:
    """Bound distance and lag from each asker to the class ``asked``; askers that reach nothing drop out.

    With s2 the summed variance of place, the place term at distance d is -log(2 pi s2) - d2 / (2 s2); what it
    and the time term at its best leave above ``least`` (the slack) bounds d, and likewise the lag.
    """
    known = placed.known
    own = 1 / known.weight[askers]
    length = known.end_h[askers] - known.start_h[askers]
    low, high = known.lag_h2[askers] + asked.low, known.lag_h2[askers] + asked.high
    points = (length == 0) & (asked.longest == 0)
    longest = np.maximum(np.maximum(length, asked.shortest), 1e-9)
    best_time = np.where(points, -0.5 * np.log(2 * np.pi * low), -np.log(longest))
    slack = placed.most[askers] - least - np.log(2 * np.pi * (own + asked.near)) + best_time + _ROUNDING
    near, far = own + asked.near, own + np.minimum(own, asked.far)  # the asked is at least as exact
    metres = np.sqrt(_farthest(slack, near, far, power=1.0))
    gap = np.where(points, _farthest(slack, low, high, power=0.5), 2 * high * np.maximum(slack, 0.0))
    hours = np.sqrt(gap) + (length + asked.longest) / 2
    some = np.flatnonzero(slack >= 0)
    return SearchReach(askers[some], slack[some], metres[some], hours[some])


def _farthest(slack: Floats, low: Floats, high: Floats, *, power: float) -> Floats:
    """Largest 2 v (slack - power * log(v / low)) for variances v between low and high."""
    best = np.clip(low * np.exp(np.minimum(slack / power - 1, 50.0)), low, high)
    return np.maximum(2 * best * (slack - power * np.log(best / low)), 0.0)


def window(placed: PlacedReports, reach: SearchReach) -> tuple[Floats, Floats]:
    """How far north and east of each asker its reach can extend, degrees, each (askers,)."""
    lat = placed.lat[reach.rows]
    chord = np.radians(reach.metres / METRES_PER_DEGREE)  # straight through the earth, of radius 1
    north = np.degrees(2 * np.arcsin(np.minimum(chord / 2, 1.0)))
    polewards = np.cos(np.radians(np.minimum(np.abs(lat) + north, 90.0)))
    east = np.where(polewards > north / 180, north / np.maximum(polewards, 1e-9), 180.0)
    return north, east
