"""How much any choice could cover: a proven bound, however large the instance.

What one demand gains from the chosen set S, 1 - prod(1 - p_i), lies under each of the planes ::

    alpha + sum over i in S of b_i,    alpha = 1 - r (1 + y),  r = exp(-y)
    b_i = r a_i      where a_i <= y    (a_i = -ln(1 - p_i))
    b_i = p_i - alpha  otherwise

for every level y >= 0: in logarithms the gain is the concave 1 - exp(-sum a_i), whose tangent at y is the plane
with b_i = r a_i throughout; where a_i > y that plane is lowered to the smallest value that keeps it above every
set with i in it. Level 0 is the plane sum p_i. A last plane is the flat one: what all candidates together would gain.
For all-or-nothing cover, level 0 and the flat one are the classic model's constraints.

Weighting the planes of each demand (weights that sum to the demand's own) leaves a problem that is solved by sorting,
and an upper bound; deflected subgradient steps [1]_ [2]_ lower it towards that of the linear relaxation. The
weights where it ends also rank the candidates, which starts a search.

.. [1] Held, M., Wolfe, P., Crowder, H. (1974). Validation of subgradient optimization. *Mathematical Programming*
   6, 62-88.
.. [2] Camerini, P., Fratta, L., Maffioli, F. (1975). On improving relaxation methods by modified gradient techniques.
   *Mathematical Programming Study* 3, 26-34.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.siting.location.problem import Candidates, detected

LEVELS = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5)
"""Levels y of the planes; more of them tighten the bound by less than 0.1 % on the instances tried."""

_PATIENCE = 15  # steps without a better bound before the step shrinks
_SHRINK = 0.7
_DEFLECT = 0.6
_SMALLEST = 1e-4


@dataclass(frozen=True, slots=True)
class CoverageBound:
    """An upper bound on the weight covered, and the best choice met on the way to it.

    ``value`` is the bound; ``scores`` (candidates,) what each candidate is worth at the bound's weights, and
    ``constant`` what the planes are worth without any candidate: ``value = constant + sum of the chosen scores``.
    ``ranked`` is the choice with the best scores.
    """

    value: float
    constant: float
    scores: Floats
    ranked: Ints


@dataclass(frozen=True, slots=True)
class Planes:
    """The planes over each demand's gain.

    ``alpha`` is (planes, demands), the flat plane last. ``slopes`` holds the slopes of all sloping planes side by side,
    (candidates, sloping planes x demands).
    """

    alpha: Floats
    slopes: scipy.sparse.csr_array


def bound(candidates: Candidates, weight: Floats, known: Ints, steps: int) -> CoverageBound:
    """Lower an upper bound on the weight that any choice could cover, in at most ``steps`` steps.

    ``known`` is a good choice: its value sets the length of the steps, and the bound starts from the planes that
    touch there. Where a site has candidates in several budgets the bound lets each budget use it.
    Cost per step: one product with the detection matrix per plane, and the rows of the chosen.
    """
    planes = planes_of(candidates.detection)
    target = float(weight @ detected(candidates.detection, known))
    share = _touching(_heights(planes, known))
    best = _evaluate(candidates, planes, _flat_only(planes) * weight)
    pace, waited, before = 1.0, 0, np.zeros_like(share)
    for _ in range(steps):
        here = _evaluate(candidates, planes, weight * share)
        waited += 1
        if here.value < best.value * (1 - 1e-6):
            best, waited = here, 0
        elif waited >= _PATIENCE:
            pace, waited = pace * _SHRINK, 0
        slack = here.value - target
        if pace < _SMALLEST or slack <= 1e-9 * abs(target):
            break
        before = _steepest(planes, here.ranked) + _DEFLECT * before
        length = float(weight @ (before**2).sum(axis=0))
        if length <= 0:
            break
        share = _on_simplex(share - pace * slack / length * before)
    return best


def planes_of(detection: scipy.sparse.csr_array) -> Planes:
    """Draw the planes for a (candidates, demands) matrix of detection probabilities."""
    partial = bool(((detection.data > 0) & (detection.data < 1)).any())
    levels = LEVELS if partial else LEVELS[:1]
    demands = detection.shape[1]
    flat = detected(detection, np.arange(detection.shape[0]))
    heights = [1.0 - np.exp(-y) * (1.0 + y) for y in levels]
    slopes = tuple(_plane(detection, y, height) for y, height in zip(levels, heights, strict=True))
    alpha = np.vstack([np.repeat(np.array(heights)[:, None], demands, axis=1), flat])
    return Planes(alpha, scipy.sparse.csr_array(scipy.sparse.hstack(slopes, format="csr")))


def _plane(detection: scipy.sparse.csr_array, level: float, height: float) -> scipy.sparse.csr_array:
    with np.errstate(divide="ignore"):
        logs = -np.log1p(-detection.data)
    low = logs <= level
    slope = detection.data - height
    slope[low] = np.exp(-level) * logs[low]
    return scipy.sparse.csr_array((slope, detection.indices, detection.indptr), shape=detection.shape)


def _heights(planes: Planes, chosen: Ints) -> Floats:
    # Value of every plane at the chosen set: (planes, demands).
    heights, slopes = planes.alpha.copy(), planes.slopes
    if len(chosen):
        rows = [slice(slopes.indptr[row], slopes.indptr[row + 1]) for row in chosen.tolist()]
        where, rise = (np.concatenate([part[row] for row in rows]) for part in (slopes.indices, slopes.data))
        heights[:-1] += np.bincount(where, rise, slopes.shape[1]).reshape(-1, heights.shape[1])
    return heights


def _touching(heights: Floats) -> Floats:
    lowest = heights <= heights.min(axis=0) + 1e-9
    return np.asarray(lowest / lowest.sum(axis=0), dtype=np.float64)


def _flat_only(planes: Planes) -> Floats:
    only = np.zeros_like(planes.alpha)
    only[-1] = 1.0
    return only


def _steepest(planes: Planes, chosen: Ints) -> Floats:
    heights = _heights(planes, chosen)
    return np.asarray(heights - heights.mean(axis=0), dtype=np.float64)


def _evaluate(candidates: Candidates, planes: Planes, weights: Floats) -> CoverageBound:
    scores = planes.slopes @ weights[:-1].ravel()
    ranked = _ranked(candidates, scores)
    constant = float((planes.alpha * weights).sum())
    return CoverageBound(constant + float(scores[ranked].sum()), constant, scores, ranked)


def _ranked(candidates: Candidates, scores: Floats) -> Ints:
    # The highest scores within each budget; what is fixed comes first. Slopes are never negative.
    order = np.lexsort((-scores, ~candidates.fixed, candidates.budget))
    budget = candidates.budget[order]
    place = np.arange(len(order)) - np.searchsorted(budget, budget)
    return np.sort(order[place < candidates.limits[budget]])


def _on_simplex(points: Floats) -> Floats:
    # Nearest columns that are not negative and sum to 1 (Held et al. 1974).
    falling = -np.sort(-points, axis=0)
    sums = falling.copy()
    for above, row in pairwise(sums):  # np.cumsum along the first axis takes five times as long
        row += above
    excess = (sums - 1.0) / np.arange(1, len(points) + 1)[:, None]
    last = (falling > excess).sum(axis=0) - 1
    return np.asarray(np.maximum(points - excess[last, np.arange(points.shape[1])], 0.0), dtype=np.float64)
