"""Group linked reports into incidents: best first, by the likelihood of the whole group, one report per source.

Each cluster counts as one report with the joint place, time, act and weapon of its members, so a merge is scored by
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

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from truceline.monitoring.linkage.confusion import Telling
from truceline.monitoring.linkage.likelihood import (
    PairEvidence,
    Parameters,
    place_term,
    rate_term,
    square_m2,
    time_term,
)
from truceline.monitoring.reports import Bools, Floats, Integers

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs of clusters (a, b), a < b, that may merge, with the gain in log likelihood if they do."""

    a: Integers
    b: Integers
    gain: Floats

    def select(self, rows: Integers) -> Edges:
        """Take the edges that ``rows`` names."""
        return Edges(self.a.take(rows), self.b.take(rows), self.gain.take(rows))


def taken_words(source: Integers, repeats: Bools) -> Words:
    """One bit per source, (words, reports); none for a source that ``repeats`` itself."""
    words = np.zeros((max(len(repeats) - 1, 0) // 64 + 1, len(source)), dtype=np.uint64)
    once = np.flatnonzero(~repeats[source])
    bit = np.left_shift(np.uint64(1), (source[once] % 64).astype(np.uint64))
    words[source[once] // 64, once] = bit
    return words


class Clusters:
    """Clusters as they grow; a cluster is known by its first row.

    ``known``, ``taken`` and ``told`` are this object's own and change. ``apart`` are pairs of rows (pairs, 2) that a
    person keeps in different incidents.
    """

    def __init__(
        self, evidence: PairEvidence, taken: Words, told: Sequence[Telling], parameters: Parameters, apart: Integers
    ) -> None:
        self.known, self.taken, self.told, self.parameters, self.apart = evidence, taken, told, parameters, apart
        self.size = np.ones(len(evidence.weight), dtype=np.int64)
        self.of = np.arange(len(evidence.weight))

    def gain(self, a: Integers, b: Integers) -> Floats:
        """Gain in log likelihood by merging each pair of clusters, (pairs,)."""
        known = self.known
        gain = place_term(known, a, b, square_m2(known, a, b)) + time_term(known, a, b) + rate_term(known, a, b)
        for telling in self.told:
            gain += telling.gain(a, b)
        bonus, last = self.parameters.size_bonus, len(self.parameters.size_bonus) - 1
        size_a, size_b = self.size.take(a), self.size.take(b)
        gain += bonus[np.minimum(size_a + size_b, last)] - bonus[np.minimum(size_a, last)]
        return gain + self.parameters.log_prior - bonus[np.minimum(size_b, last)]

    def merge(self, a: Integers, b: Integers) -> None:
        """Merge each ``b`` into its ``a``; no cluster may appear twice."""
        known = self.known
        _merge_place(known, a, b)
        _merge_time(known, a, b)
        for telling in self.told:
            telling.merge(a, b)
        for word in self.taken:
            word[a] |= word.take(b)
        self.size[a] += self.size.take(b)
        to = np.arange(len(self.of))
        to[b] = a
        self.of = to[self.of]

    def allowed(self, a: Integers, b: Integers) -> Bools:
        """Mark pairs that share no source and that no person keeps apart."""
        free = np.ones(len(a), dtype=bool)
        for word in self.taken:
            free &= (word.take(a) & word.take(b)) == 0
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
        return self.contract(edges, self.of[together.ravel()]) if len(together) else edges

    def contract(self, edges: Edges, changed: Integers) -> Edges:
        """Carry edges over to the clusters that their ends are in now, and score anew those that ``changed``."""
        touched = np.zeros(len(self.of), dtype=bool)
        touched[changed] = True
        a, b = self.of.take(edges.a), self.of.take(edges.b)
        anew = touched.take(a) | touched.take(b)
        same, rows = edges.select(np.flatnonzero(~anew)), np.flatnonzero(anew)
        a, b = a.take(rows), b.take(rows)
        low, high = np.divmod(_distinct(np.minimum(a, b) * len(self.of) + np.maximum(a, b)), len(self.of))
        fit = np.flatnonzero((low != high) & self.allowed(low, high))
        low, high = low.take(fit), high.take(fit)
        return Edges(
            np.concatenate([same.a, low]),
            np.concatenate([same.b, high]),
            np.concatenate([same.gain, self.gain(low, high)]),
        )


def _distinct(key: Integers) -> Integers:
    key = np.sort(key)
    return key.take(np.flatnonzero(np.diff(key, prepend=-1)))


def grow(clusters: Clusters, edges: Edges, group: Integers, least: float = 0.0) -> Integers:
    """Merge until no merge gains more than ``least``; return the first row of each row's cluster.

    ``group`` (rows,) numbers the groups that share no edge; numbers may be left out.
    """
    edges = edges.select(np.flatnonzero(clusters.allowed(edges.a, edges.b)))
    while len((edges := _growing(edges, group, least)).a):
        best = _mutual_best(edges, least, len(clusters.of))
        a, b = edges.a.take(best), edges.b.take(best)
        clusters.merge(a, b)
        edges = clusters.contract(edges, a)
    return clusters.of


def groups(reports: int, *ends: Sequence[Integers]) -> Integers:
    """Number the connected groups of reports, (reports,), along pairs with the first and second ``ends``."""
    a, b = (np.concatenate(side, dtype=np.int32) for side in zip(*ends, strict=True))
    graph = scipy.sparse.coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(reports, reports))
    return scipy.sparse.csgraph.connected_components(graph, directed=False)[1].astype(np.int64)


def _growing(edges: Edges, group: Integers, least: float) -> Edges:
    """Leave out groups in which no merge gains more than ``least``: nothing there will change."""
    its = group.take(edges.a)
    gains = np.zeros(group.max() + 1, dtype=bool)
    gains[its.take(np.flatnonzero(edges.gain > least))] = True
    return edges.select(np.flatnonzero(gains.take(its)))


def _mutual_best(edges: Edges, least: float, rows: int) -> Integers:
    """Edges that are the best of both their ends; of equal ones those with the lowest rows."""
    good = np.flatnonzero(edges.gain > least)
    a, b, gain = edges.a.take(good), edges.b.take(good), edges.gain.take(good)
    best = np.full(rows, -np.inf)
    np.maximum.at(best, a, gain)
    np.maximum.at(best, b, gain)
    mutual = np.flatnonzero((gain == best.take(a)) & (gain == best.take(b)))
    good, a, b = good.take(mutual), a.take(mutual), b.take(mutual)
    key = a * rows + b
    first = np.full(rows, np.iinfo(np.int64).max)
    np.minimum.at(first, a, key)
    np.minimum.at(first, b, key)
    chosen: Integers = good[(first[a] == key) & (first[b] == key)]
    return chosen


def _merge_place(evidence: PairEvidence, a: Integers, b: Integers) -> None:
    """Weighted mean place, summed weight; the rate around the more exact, of two equal the quieter."""
    weight_a, weight_b = evidence.weight.take(a), evidence.weight.take(b)
    rate_a, rate_b = evidence.log_rate.take(a), evidence.log_rate.take(b)
    equal = np.minimum(rate_a, rate_b)
    evidence.log_rate[a] = np.where(weight_a > weight_b, rate_a, np.where(weight_b > weight_a, rate_b, equal))
    total = weight_a + weight_b
    for axis in evidence.place:
        axis[a] = (weight_a * axis.take(a) + weight_b * axis.take(b)) / total
    evidence.weight[a] = total


def _merge_time(evidence: PairEvidence, a: Integers, b: Integers) -> None:
    """Points give their weighted mean, a point and an interval the point, intervals what they share or the shorter."""
    start_a, end_a, start_b, end_b = (c.take(rows) for rows in (a, b) for c in (evidence.start_h, evidence.end_h))
    wide_a, wide_b = end_a > start_a, end_b > start_b
    lag_a, lag_b = evidence.lag_h2.take(a), evidence.lag_h2.take(b)
    mean = (start_a * lag_b + start_b * lag_a) / (lag_a + lag_b)
    start, end = np.maximum(start_a, start_b), np.minimum(end_a, end_b)
    shorter = end_a - start_a <= end_b - start_b
    start, end = (
        np.where(end > start, start, np.where(shorter, start_a, start_b)),
        np.where(end > start, end, np.where(shorter, end_a, end_b)),
    )

    def chosen(shared: Floats, joint: Floats, own: Floats, its: Floats) -> Floats:
        return np.where(wide_a, np.where(wide_b, shared, its), np.where(wide_b, own, joint))

    evidence.start_h[a] = chosen(start, mean, start_a, start_b)
    evidence.end_h[a] = chosen(end, mean, start_a, start_b)
    evidence.lag_h2[a] = chosen(lag_a, lag_a * lag_b / (lag_a + lag_b), lag_a, lag_b)
