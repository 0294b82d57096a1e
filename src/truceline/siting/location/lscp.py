"""The location set covering problem: the fewest sites that cover every demand [1]_, if need be more than once.

Large instances get a cover by greedy choice and a bound by Lagrangian relaxation [2]_; both also rule sites in and
out, and what is left goes to the solver where it is small enough.

.. [1] Toregas, C., Swain, R., ReVelle, C., Bergman, L. (1971). The location of emergency service facilities.
   *Operations Research* 19(6), 1363-1373.
.. [2] Beasley, J. (1990). A Lagrangian heuristic for set-covering problems. *Naval Research Logistics* 37, 151-164.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.errors import InfeasibleError
from truceline.siting.location.problem import Located
from truceline.solvers import highs
from truceline.solvers.milp import Bools, Milp, SolveStatus

STEPS = 300
FINISH = 200_000
"""Nonzeros that may be left for the solver to decide."""

_EVERY = 10  # bound steps between two covers built from the multipliers


@dataclass(frozen=True, slots=True)
class _Cover:
    # covers (sites, demands) and its transpose, zero-one; need times each demand is to be covered.
    covers: scipy.sparse.csr_array
    turned: scipy.sparse.csr_array
    need: int
    fixed: Bools
    allowed: Bools


def lscp(
    covers: scipy.sparse.csr_array,
    *,
    times: int = 1,
    fixed: tuple[int, ...] = (),
    forbidden: tuple[int, ...] = (),
    enough: int = 0,
    steps: int = STEPS,
) -> Located:
    """Choose the fewest sites so that every demand is covered at least ``times``; 2 is LSCP with backup.

    With ``enough`` the search ends as soon as a cover of so many sites is found, or proven not to exist.

    ``covers`` is (sites, demands): any value but 0 means that the site covers the demand. The objective and bound
    are numbers of sites. Cost per step: two products with the matrix; then a solve where at most ``FINISH``
    nonzeros are left.

    Raises
    ------
    InfeasibleError
        If a demand cannot be covered so often.
    """
    case = _case(covers, times, fixed, forbidden)
    multipliers, reduced, bound, chosen = _bounded(case, enough, steps)
    if len(chosen) <= max(bound, enough) or bound > enough > 0:
        status = SolveStatus.OPTIMAL if len(chosen) <= bound else SolveStatus.FEASIBLE
        return Located(chosen, float(len(chosen)), float(bound), status)
    value = float(multipliers.sum() * times + np.minimum(reduced, 0.0)[~case.fixed].sum())
    value += float(reduced[case.fixed].sum())
    wanted = enough or len(chosen) - 1
    return _finished(case, chosen, wanted, np.where(case.fixed, 0.0, reduced), value)


def _case(covers: scipy.sparse.csr_array, times: int, fixed: tuple[int, ...], forbidden: tuple[int, ...]) -> _Cover:
    sites = covers.shape[0]
    allowed, held = np.ones(sites, dtype=np.bool_), np.zeros(sites, dtype=np.bool_)
    allowed[list(forbidden)], held[list(fixed)] = False, True
    row = np.repeat(np.arange(sites), np.diff(covers.indptr))
    ones = (covers.data != 0) & allowed[row]
    parts = (ones.astype(np.float64), covers.indices, covers.indptr)
    matrix = scipy.sparse.csr_array(parts, shape=covers.shape, copy=True)  # what the caller gave stays as it is
    matrix.eliminate_zeros()
    turned = scipy.sparse.csr_array(matrix.T.tocsr())
    short = np.flatnonzero(np.diff(turned.indptr) < times)
    if len(short):
        raise InfeasibleError(
            "no choice of sites covers every demand",
            tuple(
                f"demand {demand} | within reach of fewer than {times} allowed sites; allow more or a longer reach"
                for demand in short
            ),
        )
    return _Cover(matrix, turned, times, held, allowed)


def _bounded(case: _Cover, enough: int, steps: int) -> tuple[Floats, Floats, int, Ints]:
    # Multipliers and reduced costs at the best bound, the bound in whole sites, the best cover met.
    demands = case.turned.shape[0]
    multipliers = 1.0 / np.maximum(np.diff(case.covers.indptr).max(initial=1), 1) * np.ones(demands)
    chosen = _cover(case, np.zeros(case.covers.shape[0]))
    best, kept, pace, waited = -math.inf, (multipliers, np.zeros(0)), 1.0, 0
    for step in range(steps):
        reduced = 1.0 - case.covers @ multipliers
        taken = (reduced < 0) | case.fixed
        value = float(multipliers.sum() * case.need + reduced[taken].sum())
        waited += 1
        if value > best + 1e-6:
            best, kept, waited = value, (multipliers, reduced), 0
        elif waited >= 15:
            pace, waited = pace * 0.7, 0
        if step % _EVERY == 0:
            chosen = min(chosen, _cover(case, reduced), key=len)
        slope = case.need - case.turned @ taken.astype(np.float64)
        length = float(slope @ slope)
        if math.ceil(best - 1e-6) >= len(chosen) or length == 0 or pace < 1e-3:
            break
        if len(chosen) <= enough or math.ceil(best - 1e-6) > enough > 0:
            break
        multipliers = np.maximum(0.0, multipliers + pace * (len(chosen) - value) / length * slope)
    return *kept, math.ceil(best - 1e-6), chosen


def _cover(case: _Cover, reduced: Floats) -> Ints:
    # Sites of negative reduced cost, then greedily, then without those that are not needed.
    chosen = np.flatnonzero((reduced < 0) | case.fixed).tolist()
    count = case.turned @ np.isin(np.arange(len(reduced)), chosen).astype(np.float64)
    free = case.allowed.copy()
    free[chosen] = False
    while (count < case.need).any():
        gains = np.where(free, case.covers @ (count < case.need).astype(np.float64), -1.0)
        site = int(np.argmax(gains))
        chosen.append(site)
        free[site] = False
        count[_of(case.covers, site)] += 1
    for site in sorted(chosen, key=lambda site: -float(reduced[site])):
        mine = _of(case.covers, site)
        if not case.fixed[site] and (count[mine] > case.need).all():
            chosen.remove(site)
            count[mine] -= 1
    return np.sort(np.array(chosen, dtype=np.int64))


def _of(covers: scipy.sparse.csr_array, site: int) -> Ints:
    return np.asarray(covers.indices[covers.indptr[site] : covers.indptr[site + 1]])


def _finished(case: _Cover, chosen: Ints, wanted: int, reduced: Floats, value: float) -> Located:
    # Is there a cover with `wanted` sites or fewer? Reduced costs rule most sites in or out first.
    low = (case.fixed | (value - reduced > wanted + 1e-6) & (reduced < 0)).astype(np.float64)
    out = ~case.fixed & ((value + reduced > wanted + 1e-6) & (reduced > 0) | ~case.allowed)
    left = np.flatnonzero(~out)
    part = scipy.sparse.csr_array(case.turned[:, left])
    if part.nnz > FINISH:
        return Located(chosen, float(len(chosen)), float(math.ceil(value - 1e-6)), SolveStatus.FEASIBLE)
    ones = np.ones(len(left))
    rows = scipy.sparse.csr_array(scipy.sparse.vstack([part, scipy.sparse.csr_array(ones[None, :])], format="csr"))
    limits = np.append(np.full(part.shape[0], np.inf), wanted)
    floor = np.append(np.full(part.shape[0], float(case.need)), -np.inf)
    found = highs.solve(Milp(-ones, rows, floor, limits, low[left], ones, ones > 0))
    if found.status is SolveStatus.INFEASIBLE:
        status = SolveStatus.OPTIMAL if wanted == len(chosen) - 1 else SolveStatus.FEASIBLE
        return Located(chosen, float(len(chosen)), float(wanted + 1), status)
    sites = left[found.values > 0.5]
    return Located(sites, float(len(sites)), float(math.ceil(-found.bound - 1e-6)), found.status)
