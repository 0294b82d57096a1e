"""The p-median problem: p sites so that the weighted distance from each demand to its nearest site is least [1]_.

A choice by greedy addition and interchange [2]_; a bound by Lagrangian relaxation of "every demand goes to one
site" [3]_; where little is left undecided, the solver.

.. [1] Hakimi, S. (1964). Optimum locations of switching centers and the absolute centers and medians of a graph.
   *Operations Research* 12(3), 450-459.
.. [2] Teitz, M., Bart, P. (1968). Heuristic methods for estimating the generalized vertex median of a weighted
   graph. *Operations Research* 16(5), 955-961.
.. [3] Beasley, J. (1993). Lagrangean heuristics for location problems. *European Journal of Operational Research*
   65, 383-399.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.errors import CaseError
from truceline.siting.location.problem import Located
from truceline.solvers import highs
from truceline.solvers.milp import Bools, Milp, SolveStatus

STEPS = 400
FINISH = 100_000
"""Pairs of a site and a demand that may be left for the solver to decide."""


@dataclass(frozen=True, slots=True)
class _Case:
    # saving (sites, demands): weighted distance that a site saves a demand against going beyond all of them.
    saving: scipy.sparse.csr_array
    number: int
    fixed: Bools
    allowed: Bools


def p_median(
    distance: scipy.sparse.csr_array,
    weight: Floats,
    number: int,
    *,
    fixed: tuple[int, ...] = (),
    forbidden: tuple[int, ...] = (),
    steps: int = STEPS,
) -> Located:
    """Choose ``number`` sites so that the sum of weight times distance to the nearest chosen site is least.

    ``distance`` is (sites, demands) with one stored value, 0 included, for each pair in reach; a demand that no
    chosen site reaches counts as at the largest distance stored. ``weight`` is (demands,). Cost per step: one pass
    over the stored pairs.

    Raises
    ------
    CaseError
        If there are fewer allowed sites than ``number``, or more fixed ones.
    """
    sites = distance.shape[0]
    allowed, held = np.ones(sites, dtype=np.bool_), np.zeros(sites, dtype=np.bool_)
    allowed[list(forbidden)], held[list(fixed)] = False, True
    if not held.sum() <= number <= allowed.sum():
        found = (
            f"p-median | {number} sites wanted, {allowed.sum()} allowed, {held.sum()} fixed; "
            "want no fewer than are fixed and no more than are allowed"
        )
        raise CaseError("the number of sites makes no sense", (found,))
    farthest = float(distance.data.max(initial=0.0))
    worth = weight[distance.indices] * (farthest - distance.data)
    saving = scipy.sparse.csr_array((worth, distance.indices, distance.indptr), shape=distance.shape)
    case = _Case(saving, number, held, allowed)
    chosen = _interchanged(case, _greedy(case))
    chosen, value, bound, status = _proven(case, chosen, steps)
    all_ = float(weight.sum() * farthest)
    return Located(chosen, all_ - value, all_ - bound, status)


def _row_sums(saving: scipy.sparse.csr_array, data: Floats) -> Floats:
    parts = scipy.sparse.csr_array((data, saving.indices, saving.indptr), shape=saving.shape)
    return np.asarray(parts.sum(axis=1), dtype=np.float64)


def _gains(case: _Case, now: Floats) -> Floats:
    # What each site would save beyond `now` (demands,).
    beyond = np.maximum(case.saving.data - now[case.saving.indices], 0.0)
    return np.where(case.allowed, _row_sums(case.saving, beyond), -1.0)


def _saved(case: _Case, chosen: Ints) -> Floats:
    # The two best savings of each demand from the chosen sites: (2, demands), best last.
    rows = case.saving[chosen].toarray()
    rows = np.vstack([np.zeros((2, rows.shape[1])), rows])
    return np.asarray(np.partition(rows, -2, axis=0)[-2:], dtype=np.float64)


def _greedy(case: _Case) -> Ints:
    chosen = np.flatnonzero(case.fixed).tolist()
    while len(chosen) < case.number:
        gains = _gains(case, _saved(case, np.array(chosen, dtype=np.int64))[1])
        gains[chosen] = -1.0
        chosen.append(int(np.argmax(gains)))
    return np.array(chosen, dtype=np.int64)


def _interchanged(case: _Case, chosen: Ints) -> Ints:
    # Move one site at a time to where it saves most, until no move helps.
    moved = True
    while moved:
        moved = False
        for site in chosen[~case.fixed[chosen]]:
            rest = chosen[chosen != site]
            gains = _gains(case, _saved(case, rest)[1])
            gains[rest] = -1.0
            best = int(np.argmax(gains))
            if gains[best] > gains[site] * (1 + 1e-9) + 1e-9:
                chosen, moved = np.append(rest, best), True
    return np.sort(chosen)


def _ranked(case: _Case, scores: Floats) -> Ints:
    order = np.lexsort((-scores, ~case.allowed, ~case.fixed))
    return np.sort(order[: case.number])


def _proven(case: _Case, chosen: Ints, steps: int) -> tuple[Ints, float, float, SolveStatus]:
    price = _saved(case, chosen)[1]
    value, best = float(price.sum()), math.inf
    pace, waited, scores = 1.0, 0, np.zeros(0)
    for _ in range(steps):
        gains = _gains(case, price)
        ranked = _ranked(case, gains)
        here = float(price.sum() + gains[ranked].sum())
        waited += 1
        if here < best - 1e-9 * abs(best if best < math.inf else 1.0):
            best, scores, waited = here, gains, 0
            rival = float(_saved(case, ranked)[1].sum())
            if rival > value * (1 + 1e-12):
                chosen = _interchanged(case, ranked)
                value = float(_saved(case, chosen)[1].sum())
        elif waited >= 15:
            pace, waited = pace * 0.7, 0
        part = case.saving[ranked]
        taken = part.data > price[part.indices]
        slope = 1.0 - np.bincount(part.indices[taken], minlength=len(price))
        length = float(slope @ slope)
        if best - value <= 1e-7 * value or length == 0 or pace < 1e-4:
            break
        price = np.maximum(0.0, price - pace * (here - value) / length * slope)
    best = max(best, value)
    if best - value <= 1e-7 * value:
        return chosen, value, best, SolveStatus.OPTIMAL
    return _finished(case, chosen, value, best, scores)


def _finished(
    case: _Case, chosen: Ints, value: float, bound: float, scores: Floats
) -> tuple[Ints, float, float, SolveStatus]:
    # What the scores at the bound leave open goes to the solver.
    low, high = _settled(case, scores, bound, value)
    left = np.flatnonzero(high)
    sure = _saved(case, np.flatnonzero(low))[1]
    part = scipy.sparse.csr_array(case.saving[left])
    worth = part.data > sure[part.indices]
    if worth.sum() > FINISH:
        return chosen, value, bound, SolveStatus.FEASIBLE
    site = np.repeat(np.arange(len(left)), np.diff(part.indptr))[worth]
    demand, extra = part.indices[worth], part.data[worth] - sure[part.indices[worth]]
    found = highs.solve(_milp(case, low[left], site, demand, extra))
    if found.status is SolveStatus.INFEASIBLE:  # nothing better is left
        return chosen, value, value, SolveStatus.OPTIMAL
    if not len(found.values):
        return chosen, value, bound, SolveStatus.FEASIBLE
    sites = left[found.values[: len(left)] > 0.5]
    reached = float(_saved(case, sites)[1].sum())
    limit = min(bound, found.bound + float(sure.sum()))
    if reached < value:
        return chosen, value, max(value, limit), found.status
    return sites, reached, max(reached, limit), found.status


def _settled(case: _Case, scores: Floats, bound: float, value: float) -> tuple[Bools, Bools]:
    # Sites that every better choice holds, and sites that one may hold.
    order = np.lexsort((-scores, ~case.allowed, ~case.fixed))
    taken = np.zeros(len(scores), dtype=np.bool_)
    taken[order[: case.number]] = True
    last = scores[order[case.number - 1]]
    following = scores[order[case.number]] if case.number < len(order) else -math.inf
    out = ~taken & (bound - last + scores < value)
    sure = taken & (bound - scores + max(following, 0.0) < value)
    return case.fixed | sure, case.allowed & ~out


def _milp(case: _Case, low: Bools, site: Ints, demand: Ints, extra: Floats) -> Milp:
    # Columns: the sites, then one per pair. Rows: a pair needs its site; a demand takes one pair; so many sites.
    sites, pairs = len(low), len(site)
    row, column = np.arange(pairs), sites + np.arange(pairs)
    users, where = np.unique(demand, return_inverse=True)
    width = sites + pairs
    signs = np.concatenate([np.ones(pairs), -np.ones(pairs)])
    opened = scipy.sparse.csr_array((signs, (np.tile(row, 2), np.concatenate([column, site]))), shape=(pairs, width))
    once = scipy.sparse.csr_array((np.ones(pairs), (where, column)), shape=(len(users), width))
    count = scipy.sparse.csr_array(
        (np.ones(sites), (np.zeros(sites, dtype=np.int64), np.arange(sites))), shape=(1, width)
    )
    matrix = scipy.sparse.csr_array(scipy.sparse.vstack([opened, once, count], format="csr"))
    high = np.concatenate([np.zeros(pairs), np.ones(len(users)), [float(case.number)]])
    return Milp(
        gain=np.concatenate([np.zeros(sites), extra]),
        matrix=matrix,
        row_low=np.full(len(high), -np.inf),
        row_high=high,
        column_low=np.concatenate([low.astype(np.float64), np.zeros(pairs)]),
        column_high=np.ones(width),
        integer=np.arange(width) < sites,
    )
