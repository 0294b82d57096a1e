"""Group linked reports into incidents: best first, by the likelihood of the whole group, one report per source.

Each cluster counts as one report with the joint place, time and act of its members, so a merge is scored by
what all of them say together, and two neighbours of a third do not pull each other in: no chaining. In each
round every pair of clusters that are each other's best merge is merged; who is best depends on neighbours
only, so groups of reports that share no candidate link can be worked apart, anywhere, with equal results.
(Rounds of mutual best merges as in Boruvka's algorithm; for reducible scores they give the same tree as one
best merge at a time [1]_. These scores are not always reducible.)

.. [1] Murtagh, F. (1983). A survey of recent advances in hierarchical clustering algorithms. *The Computer
Journal*
   26(4), 354-359.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.monitoring.likelihood import Evidence, Parameters, place_term, rate_term, square_m2, time_term, wide
from truceline.monitoring.reports import Bools, Floats, Integers

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of clusters (a, b), a < b, that may merge, with the gain in log likelihood if they do."""

    a: Integers
    b: Integers
    gain: Floats

    def select(self, rows: Integers | Bools) -> Edges:
        """Take the edges that ``rows`` names."""
        return Edges(self.a[rows], self.b[rows], self.gain[rows])


def taken_words(source: Integers, repeats: Bools) -> Words:
    """One bit per source, (reports, words); none for a source that ``repeats`` itself."""
    words = np.zeros((len(source), max(len(repeats) - 1, 0) // 64 + 1), dtype=np.uint64)
    once = np.flatnonzero(~repeats[source])
    bit = np.left_shift(np.uint64(1), (source[once] % 64).astype(np.uint64))
    words[once, source[once] // 64] = bit
    return words


class Clusters:
    """Clusters as they grow; a cluster is known by its first row.

    ``known`` and ``taken`` are this object's own and change; ``act`` (rows,) are the acts told. ``apart`` are pairs
    of rows (pairs, 2) that a person keeps in different incidents.
    """

    def __init__(self, known: Evidence, taken: Words, act: Integers, parameters: Parameters, apart: Integers) -> None:
        self.known, self.taken, self.parameters, self.apart = known, taken, parameters, apart
        self.act = np.ascontiguousarray(parameters.confusion.T)[act]
        """How likely the acts told are under each true act, (rows, acts)."""
        self.size = np.ones(len(taken), dtype=np.int64)
        self.of = np.arange(len(taken))
        self.act_log = self._act_log(self.act, None)

    def _act_log(self, act: Floats, other: Floats | None) -> Floats:
        # column by column: the same sum in any chunk, so that partitions agree to the last bit
        total = np.zeros(len(act))
        for column, share in enumerate(self.parameters.acts_share):
            total += share * act[:, column] * (1.0 if other is None else other[:, column])
        return np.log(np.maximum(total, 1e-300))

    def gain(self, a: Integers, b: Integers) -> Floats:
        """Gain in log likelihood by merging each pair of clusters, (pairs,)."""
        known = self.known
        gain = place_term(known, a, b, square_m2(known, a, b)) + time_term(known, a, b) + rate_term(known, a, b)
        gain += self._act_log(self.act[a], self.act[b]) - self.act_log[a] - self.act_log[b]
        bonus, last = self.parameters.size_bonus, len(self.parameters.size_bonus) - 1
        size_a, size_b = self.size[a], self.size[b]
        gain += bonus[np.minimum(size_a + size_b, last)] - bonus[np.minimum(size_a, last)]
        return gain + self.parameters.log_prior - bonus[np.minimum(size_b, last)]

    def merge(self, a: Integers, b: Integers) -> None:
        """Merge each ``b`` into its ``a``; no cluster may appear twice."""
        known = self.known
        _merge_place(known, a, b)
        _merge_time(known, a, b)
        act = self.act[a] * self.act[b]
        act /= act.max(axis=1, keepdims=True)  # only ratios count
        self.act[a], self.act_log[a] = act, self._act_log(act, None)
        self.taken[a] |= self.taken[b]
        self.size[a] += self.size[b]
        to = np.arange(len(self.of))
        to[b] = a
        self.of = to[self.of]

    def allowed(self, a: Integers, b: Integers) -> Bools:
        """Mark pairs that share no source and that no person keeps apart."""
        free: Bools = np.logical_not((self.taken[a] & self.taken[b]).any(axis=1))
        if len(self.apart):
            low, high = np.sort(self.of[self.apart], axis=1).T
            free &= ~np.isin(a * len(self.of) + b, low * len(self.of) + high)
        return free

    def bind(self, edges: Edges, together: Integers) -> Edges:
        """Merge what a person binds together, pairs of rows (pairs, 2), whatever it costs."""
        for a, b in together:
            low, high = sorted((self.of[a], self.of[b]))
            if low != high:
                self.merge(np.array([low]), np.array([high]))
        return self.contract(edges, self.of[together.ravel()])

    def contract(self, edges: Edges, changed: Integers) -> Edges:
        """Carry edges over to the clusters that their ends are in now, and score anew those that ``changed``."""
        a, b = self.of[edges.a], self.of[edges.b]
        touched = np.zeros(len(self.of), dtype=bool)
        touched[changed] = True
        anew = touched[a] | touched[b]
        low, high = np.minimum(a[anew], b[anew]), np.maximum(a[anew], b[anew])
        key = np.sort((low * len(self.of) + high)[low != high])
        key = key[np.append(True, key[1:] != key[:-1])] if len(key) else key
        low, high = np.divmod(key, len(self.of))
        fit = self.allowed(low, high)
        low, high = low[fit], high[fit]
        same = edges.select(~anew)
        return Edges(
            np.concatenate([same.a, low]),
            np.concatenate([same.b, high]),
            np.concatenate([same.gain, self.gain(low, high)]),
        )


def grow(clusters: Clusters, edges: Edges, least: float = 0.0) -> Integers:
    """Merge until no merge gains more than ``least``; return the first row of each row's cluster."""
    edges = edges.select(clusters.allowed(edges.a, edges.b))
    while len(best := _mutual_best(edges, least, len(clusters.of))):
        a, b = edges.a[best], edges.b[best]
        clusters.merge(a, b)
        edges = clusters.contract(edges, a)
    return clusters.of


def _mutual_best(edges: Edges, least: float, rows: int) -> Integers:
    """Edges that are the best of both their ends; of equal ones those with the lowest rows."""
    good = np.flatnonzero(edges.gain > least)
    a, b, gain = edges.a[good], edges.b[good], edges.gain[good]
    best = np.full(rows, -np.inf)
    np.maximum.at(best, a, gain)
    np.maximum.at(best, b, gain)
    mutual = (gain == best[a]) & (gain == best[b])
    good, a, b = good[mutual], a[mutual], b[mutual]
    key = a * rows + b
    first = np.full(rows, np.iinfo(np.int64).max)
    np.minimum.at(first, a, key)
    np.minimum.at(first, b, key)
    chosen: Integers = good[(first[a] == key) & (first[b] == key)]
    return chosen


def _merge_place(known: Evidence, a: Integers, b: Integers) -> None:
    """Weighted mean place, summed weight; the rate around the more exact, of two equal the quieter."""
    weight_a, weight_b = known.weight[a], known.weight[b]
    rate_a, rate_b = known.log_rate[a], known.log_rate[b]
    equal = np.minimum(rate_a, rate_b)
    known.log_rate[a] = np.where(weight_a > weight_b, rate_a, np.where(weight_b > weight_a, rate_b, equal))
    total = weight_a + weight_b
    sides = weight_a[:, None] * known.place[a] + weight_b[:, None] * known.place[b]
    known.place[a], known.weight[a] = sides / total[:, None], total


def _merge_time(known: Evidence, a: Integers, b: Integers) -> None:
    """Points give their weighted mean, a point and an interval the point, intervals what they share or the shorter."""
    wide_a, wide_b = wide(known)[a], wide(known)[b]
    start_a, end_a, start_b, end_b = known.start_h[a], known.end_h[a], known.start_h[b], known.end_h[b]
    lag_a, lag_b = known.lag_h2[a], known.lag_h2[b]
    mean = (start_a * lag_b + start_b * lag_a) / (lag_a + lag_b)
    start, end = np.maximum(start_a, start_b), np.minimum(end_a, end_b)
    shorter = end_a - start_a <= end_b - start_b
    start, end = (
        np.where(end > start, start, np.where(shorter, start_a, start_b)),
        np.where(end > start, end, np.where(shorter, end_a, end_b)),
    )
    kinds = [wide_a & wide_b, wide_a, wide_b]
    known.start_h[a] = np.select(kinds, [start, start_b, start_a], mean)
    known.end_h[a] = np.select(kinds, [end, start_b, start_a], mean)
    known.lag_h2[a] = np.select(kinds, [lag_a, lag_b, lag_a], lag_a * lag_b / (lag_a + lag_b))
