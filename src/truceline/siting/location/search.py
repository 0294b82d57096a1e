"""Good choices fast: the greedy choice, and swaps that better it.

The weight seen, sum of w (1 - prod(1 - p)), is monotone and submodular, so under one budget the greedy choice has at
least 1 - 1/e of the best [1]_; in practice it is a few per cent short, and swaps close most of that. Ties fall to the
candidate that comes first, so that the same input gives the same answer.

.. [1] Nemhauser, G., Wolsey, L., Fisher, M. (1978). An analysis of approximations for maximizing submodular
   set functions - I. *Mathematical Programming* 14, 265-294.
"""

from __future__ import annotations

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints
from truceline.siting.location.problem import Candidates
from truceline.solvers.milp import Bools

_SURE = 40.0  # -ln of the chance to miss that stands for "never misses": small enough to take off again


def greedy(candidates: Candidates, weight: Floats) -> Ints:
    """Choose, one after the other, the candidate that adds most; stop where none adds anything.

    ``weight`` is (demands,). Cost: one product with the detection matrix per asset.
    """
    return _filled(_ChosenSites(candidates, weight, np.flatnonzero(candidates.fixed)))


def swapped(candidates: Candidates, weight: Floats, chosen: Ints, rounds: int) -> Ints:
    """Move one asset at a time to where it adds most, until no move helps or after ``rounds`` rounds.

    Cost per round: one product with the detection matrix per chosen asset.
    """
    for _ in range(rounds):
        standing = _ChosenSites(candidates, weight, chosen)
        moved = [standing.move(row) for row in standing.by_loss() if not candidates.fixed[row]]
        chosen = _filled(standing)
        if not any(moved):
            break
    return chosen


class _ChosenSites:
    """The chosen candidates, what is still missed, and what may still be chosen."""

    def __init__(self, candidates: Candidates, weight: Floats, chosen: Ints) -> None:
        self._see = candidates.detection
        self._miss = _log_miss(candidates.detection)
        self._weight = weight
        self._site, self._budget = candidates.site, candidates.budget
        self._free: Bools = np.ones(int(candidates.site.max(initial=-1)) + 1, dtype=np.bool_)
        self._left = candidates.limits.copy()
        self._sum = np.zeros(len(weight))
        self.chosen: list[int] = []
        # What ranks best may put two at a site, where its budgets differ: what is fixed stands, or the first.
        for row in sorted(chosen.tolist(), key=lambda row: not candidates.fixed[row]):
            if self._free[self._site[row]]:
                self.add(row)

    def add(self, row: int) -> None:
        self._change(row, 1)
        self.chosen.append(row)

    def drop(self, row: int) -> None:
        self._change(row, -1)
        self.chosen.remove(row)

    def _change(self, row: int, sign: int) -> None:
        part = slice(self._see.indptr[row], self._see.indptr[row + 1])
        self._sum[self._see.indices[part]] += sign * self._miss[part]
        self._left[self._budget[row]] -= sign
        self._free[self._site[row]] = sign < 0

    def gains(self) -> Floats:
        """Weight that each candidate would add; -1 where its site or budget is taken."""
        added = self._see @ (self._weight * np.exp(-self._sum))
        return np.where(self._free[self._site] & (self._left[self._budget] > 0), added, -1.0)

    def move(self, row: int) -> bool:
        """Take ``row`` away and put back what adds most; tell whether that is something else."""
        self.drop(row)
        gains = self.gains()
        best = int(np.argmax(gains))
        if gains[best] <= gains[row] * (1 + 1e-9) + 1e-12:
            best = row
        self.add(best)
        return best != row

    def by_loss(self) -> list[int]:
        """Chosen candidates, the one that would be missed least first."""
        part = self._see[self.chosen]
        miss = scipy.sparse.csr_array((_log_miss(part), part.indices, part.indptr), shape=part.shape)
        miss.data = np.expm1(miss.data)
        loss = np.asarray(miss @ (self._weight * np.exp(-self._sum)), dtype=np.float64)
        return [self.chosen[i] for i in np.argsort(loss, kind="stable")]


def _filled(standing: _ChosenSites) -> Ints:
    while True:
        gains = standing.gains()
        if not len(gains) or gains.max() <= 1e-12:
            return np.sort(np.array(standing.chosen, dtype=np.int64))
        standing.add(int(np.argmax(gains)))


def _log_miss(detection: scipy.sparse.csr_array) -> Floats:
    with np.errstate(divide="ignore"):
        return np.asarray(np.minimum(-np.log1p(-detection.data), _SURE), dtype=np.float64)
