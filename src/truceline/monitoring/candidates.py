"""Find every pair of reports that could reach given log odds, without looking at all pairs.

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
from functools import partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from truceline.monitoring.likelihood import Evidence, Parameters
from truceline.monitoring.rates import METRES_PER_DEGREE
from truceline.monitoring.reports import Bools, Floats, Integers, Reports

_ASKERS = 1 << 15
_PAIRS = 1 << 18
_TABLE = 16  # cells per row up to which runs are found in a table rather than by bisection
_RADIUS_RATIO, _LENGTH_RATIO = 4.0, 8.0
_ROUNDING = 1e-6
"""Added to the slack, so that rounding leaves out no pair either."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where and when reports are, for blocking: all (reports,).

    ``lat``, ``lon`` degrees; ``middle_h`` the middle of the interval, hours; ``known`` their evidence;
    ``most`` the most that prior and act can add up to for any partner, less the log rate around the report:
    what place and time terms need not reach.
    """

    lat: Floats
    lon: Floats
    middle_h: Floats
    known: Evidence
    most: Floats


def placed(reports: Reports, known: Evidence, parameters: Parameters) -> Placed:
    """Gather what blocking needs of ``reports`` and their evidence."""
    most = parameters.log_prior + parameters.act_table().max(axis=1)[reports.act] - known.log_rate
    return Placed(reports.lat, reports.lon, (known.start_h + known.end_h) / 2, known, most)


class Found(NamedTuple):
    """Pairs within reach: rows of the asker and the other."""

    asker: Integers
    other: Integers


Piece = Callable[[], Iterable[Found]]
"""A part of the search; parts can run side by side."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Rows that look for partners in one class, and how far each needs to look; all (askers,).

    ``slack`` is what place and time terms may lose, together, against the best they can be.
    """

    rows: Integers
    slack: Floats
    metres: Floats
    hours: Floats

    def __getitem__(self, part: slice) -> Reach:
        return Reach(self.rows[part], self.slack[part], self.metres[part], self.hours[part])


class _Limits(NamedTuple):
    """Least and most of the asked: variance of place, length of the interval, variance of time."""

    near: float
    far: float
    shortest: float
    longest: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Search:
    """One class of askers among one class of asked."""

    placed: Placed
    least: float
    askers: Integers
    asked: Integers
    limits: _Limits

    def reach(self, part: slice = slice(None)) -> Reach:
        """Bound how far ``part`` of the askers need to look."""
        return _reach(self.placed, self.least, self.askers[part], self.limits)

    def found(self, turn: Integers) -> Iterator[Found]:
        """Yield the pairs within reach, in pieces of bounded size."""
        reach = self.reach()
        if len(reach.rows):
            yield from _pairs(self.placed, turn, reach, _Index(self.placed, turn, self.asked, reach))


def candidates(placed: Placed, least: float, asking: Bools) -> list[Piece]:
    """Find, once each, all pairs whose log odds can be ``least`` or more.

    ``asking`` (reports,) marks the rows that may ask; all rows may be asked.
    """
    turn = _turn(placed.known)
    size = _classes(placed.known.weight**-0.5, _RADIUS_RATIO)
    return [partial(search.found, turn) for search in searches(placed, least, asking, size)]


def searches(placed: Placed, least: float, asking: Bools, size: Integers) -> Iterator[Search]:
    """Yield searches of the reports by classes of exactness, ``size`` (reports,) from fine to coarse, and of length."""
    known = placed.known
    length = _classes(known.end_h - known.start_h, _LENGTH_RATIO)
    for radius in range(size.max(initial=-1), -1, -1):  # the longest first
        for its in range(length.max() + 1):
            asked = np.flatnonzero((size <= radius) & (length == its))
            if not len(asked):
                continue
            limits = _limits(known, asked)
            for own in range(length.max() + 1):
                askers = np.flatnonzero((size == radius) & (length == own) & asking)
                yield Search(placed, least, askers, asked, limits)


def _turn(known: Evidence) -> Integers:
    """Place of each row in the order of asking: least exact first, then the busiest, then the first."""
    order = np.lexsort((-known.log_rate, known.weight))
    turn = np.empty(len(order), dtype=np.int64)
    turn[order] = np.arange(len(order))
    return turn


def _classes(size: Floats, ratio: float) -> Integers:
    """Number rows by similar size, ascending, so that one bound fits all of a class; zero is its own class."""
    positive = size > 0
    step = np.floor(np.log(np.where(positive, size, 1.0)) / np.log(ratio)).astype(np.int64)
    lowest = step.min(initial=0)
    step = np.where(positive, step - lowest + 1, 0)
    number = np.cumsum(np.bincount(step, minlength=1) > 0) - 1
    return number[step].astype(np.int64)


def _limits(known: Evidence, asked: Integers) -> _Limits:
    weight, lag = known.weight[asked], known.lag_h2[asked]
    length = known.end_h[asked] - known.start_h[asked]
    near, far = 1 / weight.max(), 1 / weight.min()
    return _Limits(near, far, length.min(), length.max(), lag.min(), lag.max())


def _reach(placed: Placed, least: float, askers: Integers, asked: _Limits) -> Reach:
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
    return Reach(askers[some], slack[some], metres[some], hours[some])


def _farthest(slack: Floats, low: Floats, high: Floats, *, power: float) -> Floats:
    """Largest 2 v (slack - power * log(v / low)) for variances v between low and high."""
    best = np.clip(low * np.exp(np.minimum(slack / power - 1, 50.0)), low, high)
    return np.maximum(2 * best * (slack - power * np.log(best / low)), 0.0)


def window(placed: Placed, reach: Reach) -> tuple[Floats, Floats]:
    """How far north and east of each asker its reach can extend, degrees, each (askers,)."""
    lat = placed.lat[reach.rows]
    chord = np.radians(reach.metres / METRES_PER_DEGREE)  # straight through the earth, of radius 1
    north = np.degrees(2 * np.arcsin(np.minimum(chord / 2, 1.0)))
    polewards = np.cos(np.radians(np.minimum(np.abs(lat) + north, 90.0)))
    east = np.where(polewards > north / 180, north / np.maximum(polewards, 1e-9), 180.0)
    return north, east


class _Index:
    """The rows of one class in cells of time, latitude and longitude, sorted so that a row of cells is one run."""

    def __init__(self, placed: Placed, turn: Integers, asked: Integers, reach: Reach) -> None:
        metres, hours = float(np.median(reach.metres)), float(np.median(reach.hours))
        lat_step = max(metres / METRES_PER_DEGREE, 1e-4)
        cosine = max(float(np.cos(np.radians(np.abs(placed.lat[asked]).max()))), 0.01)
        self.steps = 2 * max(hours, 0.25), 2 * lat_step, lat_step / cosine / 2
        cells = self._cells(placed.middle_h[asked], placed.lat[asked], placed.lon[asked])
        self.low = tuple(int(cell.min()) for cell in cells)
        self.high = tuple(int(cell.max()) for cell in cells)
        self.shape = tuple(high - low + 1 for low, high in zip(self.low, self.high, strict=True))
        key = self._keys(*cells)
        order = np.argsort(key, kind="stable")
        self.key, self.asked = key[order], asked[order]
        self.table = self._table()
        self.x, self.y, self.z = placed.known.place[self.asked].T.copy()
        self.middle_h, self.turn = placed.middle_h[self.asked], turn[self.asked]

    def _cells(self, hours: Floats, lat: Floats, lon: Floats) -> tuple[Integers, ...]:
        triple = zip((hours, lat, lon), self.steps, strict=True)
        return tuple(np.floor(value / step).astype(np.int64) for value, step in triple)

    def _keys(self, slot: Integers, row: Integers, column: Integers) -> Integers:
        line = (slot - self.low[0]) * self.shape[1] + (row - self.low[1])
        return line * self.shape[2] + (column - self.low[2])

    def _table(self) -> Integers | None:
        """Where each cell's run starts, for look-up in one step, unless there are too many cells."""
        cells = self.shape[0] * self.shape[1] * self.shape[2]
        if cells > _TABLE * len(self.key):
            return None
        return np.concatenate([[0], np.cumsum(np.bincount(self.key, minlength=cells))]).astype(np.int32)

    def _first(self, key: Integers) -> Integers:
        return np.searchsorted(self.key, key) if self.table is None else self.table[key]

    def runs(self, placed: Placed, askers: Reach) -> tuple[Integers, Integers, Integers]:
        """Runs within reach: position of the asker in ``askers``, where the run starts, how long it is."""
        middle, lat, lon = (c[askers.rows] for c in (placed.middle_h, placed.lat, placed.lon))
        north, east = window(placed, askers)
        found = []
        for around in (0.0, 360.0, -360.0):  # the meridian of 180 degrees is no border
            low = self._cells(middle - askers.hours, lat - north, lon + around - east)
            high = self._cells(middle + askers.hours, lat + north, lon + around + east)
            found.append(self._runs(low, high))
        who, first, count = (np.concatenate(part) for part in zip(*found, strict=True))
        return who, first, count

    def _runs(self, low: tuple[Integers, ...], high: tuple[Integers, ...]) -> tuple[Integers, Integers, Integers]:
        meets = np.ones(len(low[0]), dtype=bool)
        for first, last, least, most in zip(low, high, self.low, self.high, strict=True):
            meets &= (first <= most) & (last >= least)
        near = np.flatnonzero(meets)
        (slot, row, left), (last_slot, last_row, right) = (
            [cell[near].clip(*ends) for cell, ends in zip(cells, zip(self.low, self.high, strict=True), strict=True)]
            for cells in (low, high)
        )
        rows = last_row - row + 1
        who, step = _expand((last_slot - slot + 1) * rows)
        start = (
            self._keys(slot, row, left)[who] + (step // rows[who] * self.shape[1] + step % rows[who]) * self.shape[2]
        )
        first = self._first(start)
        count = self._first(start + (right - left + 1)[who]) - first
        some = count > 0
        return near[who[some]], first[some], count[some]


def _pairs(placed: Placed, turn: Integers, reach: Reach, index: _Index) -> Iterator[Found]:
    for begin in range(0, len(reach.rows), _ASKERS):
        askers = reach[begin : begin + _ASKERS]
        who, first, count = index.runs(placed, askers)
        near = _Near(placed, turn, askers, index)
        ends = np.cumsum(count)
        cuts = np.searchsorted(ends, np.arange(_PAIRS, ends[-1] if len(ends) else 0, _PAIRS)).tolist()
        for low, high in pairwise([0, *cuts, len(who)]):
            yield near.pairs(who[low:high], first[low:high], count[low:high])


class _Near:
    """Keeps the pairs in which the asker comes first in turn and the other lies within its reach."""

    def __init__(self, placed: Placed, turn: Integers, askers: Reach, index: _Index) -> None:
        self.askers, self.index = askers, index
        self.turn, self.middle_h = turn[askers.rows], placed.middle_h[askers.rows]
        self.x, self.y, self.z = placed.known.place[askers.rows].T.copy()
        self.square_m2 = askers.metres**2

    def pairs(self, who: Integers, first: Integers, count: Integers) -> Found:
        """Unroll runs (as from `_Index.runs`) into pairs, cheapest test first."""
        at = np.arange(count.sum()) + np.repeat(first - (np.cumsum(count) - count), count)
        who, index = np.repeat(who, count), self.index
        keep = np.flatnonzero(self.turn[who] < index.turn[at])
        at, who = at[keep], who[keep]
        keep = np.flatnonzero(np.abs(self.middle_h[who] - index.middle_h[at]) <= self.askers.hours[who])
        at, who = at[keep], who[keep]
        square = (self.x[who] - index.x[at]) ** 2
        square += (self.y[who] - index.y[at]) ** 2
        square += (self.z[who] - index.z[at]) ** 2
        keep = np.flatnonzero(square <= self.square_m2[who])
        return Found(self.askers.rows[who[keep]], index.asked[at[keep]])


def _expand(counts: Integers) -> tuple[Integers, Integers]:
    """For counts [2, 0, 1]: which count each item belongs to [0, 0, 2], and its number there [0, 1, 0]."""
    which = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return which, np.arange(len(which)) - starts[which]
