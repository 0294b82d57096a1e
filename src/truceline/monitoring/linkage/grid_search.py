"""Find candidates as `candidates` says, in numpy: reports in cells of time, latitude and longitude, runs unrolled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise

import numpy as np

from truceline.monitoring.linkage.candidate_pairs import (
    CandidatePairs,
    PairSearch,
    Piece,
    PlacedReports,
    SearchReach,
    classes,
    searches,
    window,
)
from truceline.monitoring.linkage.likelihood import PairEvidence
from truceline.monitoring.linkage.rates import METRES_PER_DEGREE
from truceline.monitoring.reports import Bools, Floats, Integers

_ASKERS = 1 << 15
_PAIRS = 1 << 18
_TABLE = 16  # cells per row up to which runs are found in a table rather than by bisection
_RADIUS_RATIO = 4.0


def in_cells(placed: PlacedReports, least: float, asking: Bools) -> list[Piece]:
    """Find, once each, all pairs whose log odds can be ``least`` or more.

    ``asking`` (reports,) marks the rows that may ask; all rows may be asked.
    """
    turn = _turn(placed.known)
    size = classes(placed.known.weight**-0.5, _RADIUS_RATIO)
    return [partial(_found, search, turn) for search in searches(placed, least, asking, size)]


def _found(search: PairSearch, turn: Integers) -> Iterator[CandidatePairs]:
    # The pairs within reach, in pieces of bounded size.
    reach = search.reach()
    if len(reach.rows):
        yield from _pairs(search.placed, turn, reach, _Index(search.placed, turn, search.asked, reach))


def _turn(evidence: PairEvidence) -> Integers:
    """Place of each row in the order of asking: least exact first, then the busiest, then the first."""
    order = np.lexsort((-evidence.log_rate, evidence.weight))
    turn = np.empty(len(order), dtype=np.int64)
    turn[order] = np.arange(len(order))
    return turn


class _Index:
    """The rows of one class in cells of time, latitude and longitude, sorted so that a row of cells is one run."""

    def __init__(self, placed: PlacedReports, turn: Integers, asked: Integers, reach: SearchReach) -> None:
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
        self.x, self.y, self.z = placed.known.place.take(self.asked, axis=1)
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

    def runs(self, placed: PlacedReports, askers: SearchReach) -> tuple[Integers, Integers, Integers]:
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


def _pairs(placed: PlacedReports, turn: Integers, reach: SearchReach, index: _Index) -> Iterator[CandidatePairs]:
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

    def __init__(self, placed: PlacedReports, turn: Integers, askers: SearchReach, index: _Index) -> None:
        self.askers, self.index = askers, index
        self.turn, self.middle_h = turn[askers.rows], placed.middle_h[askers.rows]
        self.x, self.y, self.z = placed.known.place.take(askers.rows, axis=1)
        self.square_m2 = askers.metres**2

    def pairs(self, who: Integers, first: Integers, count: Integers) -> CandidatePairs:
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
        return CandidatePairs(self.askers.rows[who[keep]], index.asked[at[keep]])


def _expand(counts: Integers) -> tuple[Integers, Integers]:
    """For counts [2, 0, 1]: which count each item belongs to [0, 0, 2], and its number there [0, 1, 0]."""
    which = np.repeat(np.arange(len(counts)), counts)
    starts = np.cumsum(counts) - counts
    return which, np.arange(len(which)) - starts[which]
