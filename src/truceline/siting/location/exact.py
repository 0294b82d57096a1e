"""The best choice, proven by the solver, where little enough is left undecided.

The programme has one zero-one column per candidate and one column per demand, held down by the planes of ``bound``. For
all-or-nothing cover these describe the problem exactly. For gradual cover the solver's choice is evaluated as it is,
each demand that was promised too much gets the plane that touches there [1]_, and the solver runs again.

.. [1] Nemhauser, G., Wolsey, L. (1981). Maximizing submodular set functions: formulations and analysis of algorithms.
   *Annals of Discrete Mathematics* 11, 279-301.
"""

from __future__ import annotations

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.siting.location.bound import CoverageBound, planes_of
from truceline.siting.location.problem import Candidates, Located, detected
from truceline.solvers import highs
from truceline.solvers.milp import Bools, Milp, SolveStatus

FINISH = 100_000
"""Nonzeros that may be left for the solver to decide, where cover is all or nothing."""
FINISH_GRADUAL = 200
"""The same, where cover is gradual: each counts in several planes, and the planes are looser."""
ROUNDS = 30
"""Times that the solver runs with the planes added so far."""

_PROVEN = 1e-6  # share of the bound


def finished(candidates: Candidates, weight: Floats, known: Ints, limit: CoverageBound) -> Located:
    """Prove ``known`` best or find a better choice; where too much is undecided, return it as it is."""
    value = float(weight @ detected(candidates.detection, known))
    best = Located(known, value, max(limit.value, value), SolveStatus.FEASIBLE)
    low, high = _settled(candidates, limit, value)
    if len(np.unique(candidates.site[low])) < low.sum():  # every better choice would put two at a site
        return Located(known, value, value, SolveStatus.OPTIMAL)
    high[known] = True  # what only ties with the known choice is ruled out, and that may be its own members
    left = np.flatnonzero(high)
    data = candidates.detection[left].data
    gradual = bool(((data > 0) & (data < 1)).any())
    if len(data) > (FINISH_GRADUAL if gradual else FINISH):
        return best
    part = Candidates(
        scipy.sparse.csr_array(candidates.detection[left]),
        candidates.site[left],
        candidates.budget[left],
        candidates.limits,
        low[left],
    )
    inner = Located(np.flatnonzero(np.isin(left, known)), value, best.bound, SolveStatus.FEASIBLE)
    inner = _solved(part, weight, inner, ROUNDS if gradual else 1)
    return Located(left[inner.chosen], inner.objective, inner.bound, inner.status)


def _settled(candidates: Candidates, limit: CoverageBound, value: float) -> tuple[Bools, Bools]:
    # Candidates that every better choice holds, and candidates that one may hold, by their scores at the bound.
    scores, budget = limit.scores, candidates.budget
    taken = np.zeros(len(scores), dtype=np.bool_)
    taken[limit.ranked] = True
    free = taken & ~candidates.fixed
    worst = np.full(len(candidates.limits), np.inf)
    np.minimum.at(worst, budget[free], scores[free])
    full = np.bincount(budget[taken], minlength=len(worst)) == candidates.limits
    worst = np.where(full, worst, 0.0)
    following = np.zeros(len(worst))
    np.maximum.at(following, budget[~taken], scores[~taken])
    slack = limit.value - value
    sure = candidates.fixed | free & (scores - following[budget] > slack)
    return sure, taken | ~(worst[budget] - scores > slack)


def _solved(candidates: Candidates, weight: Floats, best: Located, rounds: int) -> Located:
    alpha, matrix = _rows(candidates)
    for _ in range(rounds):
        found = highs.solve(_milp(candidates, weight, alpha, matrix))
        if found.status is SolveStatus.INFEASIBLE:  # nothing better is left
            return Located(best.chosen, best.objective, best.objective, SolveStatus.OPTIMAL)
        if not len(found.values):
            return best
        chosen = np.flatnonzero(found.values[: len(candidates.site)] > 0.5)
        chance = detected(candidates.detection, chosen)
        value = float(weight @ chance)
        limit = max(min(best.bound, found.bound), value, best.objective)
        if value >= best.objective:
            best = Located(chosen, value, limit, SolveStatus.FEASIBLE)
        else:
            best = Located(best.chosen, best.objective, limit, SolveStatus.FEASIBLE)
        if limit - best.objective <= _PROVEN * max(limit, 1e-9):
            return Located(best.chosen, best.objective, limit, SolveStatus.OPTIMAL)
        promised = found.values[len(candidates.site) :] > chance + 1e-9
        more, added = _touching(candidates, chosen, np.flatnonzero(promised))
        alpha = np.concatenate([alpha, more])
        matrix = scipy.sparse.csr_array(scipy.sparse.vstack([matrix, added], format="csr"))
    return best


def _rows(candidates: Candidates) -> tuple[Floats, scipy.sparse.csr_array]:
    # Each sloping plane holds each demand's column down: gain - sum of slopes <= alpha.
    planes = planes_of(candidates.detection)
    demands = candidates.detection.shape[1]
    gain = scipy.sparse.vstack([scipy.sparse.eye_array(demands)] * (len(planes.alpha) - 1))
    return planes.alpha[:-1].ravel(), scipy.sparse.csr_array(
        scipy.sparse.hstack([-planes.slopes.T.tocsr(), gain], format="csr")
    )


def _touching(candidates: Candidates, chosen: Ints, demands: Ints) -> tuple[Floats, scipy.sparse.csr_array]:
    # At the chosen set T: gain <= g(T) + sum over i outside T of (1 - g(T)) p_i.
    chance = detected(candidates.detection, chosen)[demands]
    outside = np.ones(len(candidates.site))
    outside[chosen] = 0.0
    beyond = candidates.detection.T.tocsr()[demands].multiply(outside[None, :])
    slope = scipy.sparse.csr_array(beyond.multiply((1.0 - chance)[:, None]).tocsr())
    ones = np.ones(len(demands))
    shape = (len(demands), candidates.detection.shape[1])
    unit = scipy.sparse.csr_array((ones, (np.arange(len(demands)), demands)), shape=shape)
    return chance, scipy.sparse.csr_array(scipy.sparse.hstack([-slope, unit], format="csr"))


def _milp(candidates: Candidates, weight: Floats, alpha: Floats, planes: scipy.sparse.csr_array) -> Milp:
    sites, demands = len(candidates.site), len(weight)
    rows = np.arange(sites)
    shape = (len(candidates.limits), sites + demands)
    budget = scipy.sparse.csr_array((np.ones(sites), (candidates.budget, rows)), shape=shape)
    names, place = np.unique(candidates.site, return_inverse=True)
    once = scipy.sparse.csr_array((np.ones(sites), (place, rows)), shape=(len(names), sites + demands))
    flat = detected(candidates.detection, rows)
    high = np.concatenate([alpha, candidates.limits.astype(np.float64), np.ones(len(names))])
    return Milp(
        gain=np.concatenate([np.zeros(sites), weight]),
        matrix=scipy.sparse.csr_array(scipy.sparse.vstack([planes, budget, once], format="csr")),
        row_low=np.full(len(high), -np.inf),
        row_high=high,
        column_low=np.concatenate([candidates.fixed.astype(np.float64), np.zeros(demands)]),
        column_high=np.concatenate([np.ones(sites), flat]),
        integer=np.arange(sites + demands) < sites,
    )
