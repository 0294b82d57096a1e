"""How tours may be dealt out among contributors: one by one until nobody gains, or as a whole-number programme."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from truceline.generation.problem import Floats
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp

NODES = 50
"""Nodes of the search tree after which the programme ends, with the bound that it has by then."""

_BETTER = 1e-12

Tour = tuple[int, int, int]
"""Group, first month (from 0), months on tour."""


@dataclass(frozen=True, slots=True)
class Share:
    """Units of one size that one contributor has in a group; a month of a tour weighs ``weight`` of all it pledged.

    A tour binds a unit for ``bound`` months, rest included, and a unit sustains ``tours`` of them.
    """

    group: int
    contributor: str
    weight: float
    units: tuple[int, ...]
    bound: int
    tours: int

    def sustains(self, starts: Sequence[int]) -> bool:
        """Return whether the units can serve tours with these ``starts``, in order, taking turns."""
        if len(starts) > len(self.units) * self.tours:
            return False
        return all(n + 1 - bisect_right(starts, s - self.bound) <= len(self.units) for n, s in enumerate(starts))


def fair_dealing(tours: Sequence[Tour], shares: Sequence[Share], chosen: Sequence[int]) -> list[int]:
    """Move or exchange tours as long as the worse off of two contributors gains; give the share that serves each.

    ``chosen`` is a dealing that keeps rest and tours sustainable, and so does what comes back. The sorted burdens
    fall at every step, so it ends; the end need not be the best (tours may have to change hands in a ring).
    """
    dealing = _Dealing(tours, shares, chosen)
    while dealing.improve():
        pass
    return dealing.chosen


class _Dealing:
    def __init__(self, tours: Sequence[Tour], shares: Sequence[Share], chosen: Sequence[int]) -> None:
        self.tours, self.shares, self.chosen = tours, shares, list(chosen)
        self.burden = dict.fromkeys((share.contributor for share in shares), 0.0)
        self.starts: list[list[int]] = [[] for _ in shares]
        self.mine: list[set[int]] = [set() for _ in shares]
        self.rivals: list[list[int]] = [
            [o for o, other in enumerate(shares) if other.group == s.group and other.contributor != s.contributor]
            for s in shares
        ]
        for tour, which in enumerate(self.chosen):
            self._serve(tour, which)

    def _serve(self, tour: int, which: int) -> None:
        _group, start, months = self.tours[tour]
        self.chosen[tour] = which
        self.mine[which].add(tour)
        insort(self.starts[which], start)
        self.burden[self.shares[which].contributor] += self.shares[which].weight * months

    def _leave(self, tour: int) -> int:
        _group, start, months = self.tours[tour]
        which = self.chosen[tour]
        self.mine[which].discard(tour)
        del self.starts[which][bisect_left(self.starts[which], start)]
        self.burden[self.shares[which].contributor] -= self.shares[which].weight * months
        return which

    def improve(self) -> bool:
        """Take the first step that helps, the most burdened contributor first; tell whether there was one."""
        order = sorted(range(len(self.shares)), key=lambda s: (-self.burden[self.shares[s].contributor], s))
        for which in order:
            for rival in self.rivals[which]:
                if self._worse(which) > self._worse(rival) + _BETTER and self._relieve(which, rival):
                    return True
        return False

    def _worse(self, which: int) -> float:
        return self.burden[self.shares[which].contributor]

    def _relieve(self, which: int, rival: int) -> bool:
        full = len(self.starts[rival]) >= len(self.shares[rival].units) * self.shares[rival].tours
        for tour in _distinct(self.tours, self.mine[which]):
            if not full and self._exchange(tour, rival, None):
                return True
            for other in _distinct(self.tours, self.mine[rival]):
                if self.tours[other] != self.tours[tour] and self._exchange(tour, rival, other):
                    return True
        return False

    def _exchange(self, tour: int, rival: int, other: int | None) -> bool:
        # The tour goes to the rival, who gives up the other one, if any; undone where that breaks a rule.
        which = self.chosen[tour]
        weight, months = self.shares[which].weight, self.tours[tour][2]
        back = 0 if other is None else self.tours[other][2]
        mine = self._worse(which) - weight * (months - back)
        theirs = self._worse(rival) + self.shares[rival].weight * (months - back)
        if max(mine, theirs) > self._worse(which) - _BETTER:
            return False
        moved = [(tour, which, rival)] + ([] if other is None else [(other, rival, which)])
        for one, _from, to in moved:
            self._leave(one)
            self._serve(one, to)
        if self.shares[which].sustains(self.starts[which]) and self.shares[rival].sustains(self.starts[rival]):
            return True
        for one, from_, _to in moved:
            self._leave(one)
            self._serve(one, from_)
        return False


def _distinct(tours: Sequence[Tour], mine: set[int]) -> list[int]:
    return list({tours[tour]: tour for tour in sorted(mine, reverse=True)}.values())


def least_burden(tours: Sequence[Tour], shares: Sequence[Share], chosen: Sequence[int]) -> tuple[list[int], float]:
    """Deal so that the largest burden is least, as a whole-number programme; give the dealing and a proven bound.

    A column counts the tours of one kind (group, start, months) that a share serves, the last is the largest burden.
    In every month no more of a share's units are bound than it has, which together with the count of tours suffices:
    tours of a group bind equally long, so taking turns in the order of starts keeps rest and tours sustainable.
    Ends after ``NODES`` nodes, so the bound may stay below the best; ``chosen`` is the first guess.
    """
    kinds = sorted(Counter(tours))
    pairs = [(k, s) for k, kind in enumerate(kinds) for s, share in enumerate(shares) if share.group == kind[0]]
    column = {pair: c for c, pair in enumerate(pairs)}
    number = {kind: k for k, kind in enumerate(kinds)}
    begun = np.zeros(len(pairs) + 1)
    for tour, which in zip(tours, chosen, strict=True):
        begun[column[number[tour], which]] += 1
    found = solve(_programme(tours, kinds, shares, pairs), nodes=NODES, start=begun)
    if not len(found.values):
        return list(chosen), -found.bound
    left = Counter({pair: round(value) for pair, value in zip(pairs, found.values[:-1], strict=True)})
    return [_take(number[tour], left) for tour in tours], -found.bound


def _take(kind: int, left: Counter[tuple[int, int]]) -> int:
    pair = min(pair for pair, count in left.items() if pair[0] == kind and count > 0)
    left[pair] -= 1
    return pair[1]


def _programme(
    tours: Sequence[Tour], kinds: Sequence[Tour], shares: Sequence[Share], pairs: Sequence[tuple[int, int]]
) -> Milp:
    count, rows = Counter(tours), _Rows()
    for share in shares:
        rows.add(("burden", share.contributor), len(pairs), -1.0, (-np.inf, 0.0))
    for c, (k, s) in enumerate(pairs):
        (group, start, months), share = kinds[k], shares[s]
        rows.add(("served", k), c, 1.0, (float(count[kinds[k]]),) * 2)
        rows.add(("tours", s), c, 1.0, (-np.inf, float(len(share.units) * share.tours)))
        rows.add(("burden", share.contributor), c, share.weight * months, (-np.inf, 0.0))
        # Most are bound in a month in which some tour of the group begins.
        for month in {first for other, first, _months in kinds if other == group and start <= first}:
            if month < start + share.bound:
                rows.add(("bound", s, month), c, 1.0, (-np.inf, float(len(share.units))))
    return rows.milp(np.array([*(count[kinds[k]] for k, _s in pairs), 1e3], dtype=float))


class _Rows:
    def __init__(self) -> None:
        self.number: dict[tuple[object, ...], int] = {}
        self.limits: list[tuple[float, float]] = []
        self.cells: dict[tuple[int, int], float] = {}

    def add(self, row: tuple[object, ...], column: int, value: float, limits: tuple[float, float]) -> None:
        number = self.number.setdefault(row, len(self.number))
        if number == len(self.limits):
            self.limits.append(limits)
        self.cells[number, column] = value

    def milp(self, high: Floats) -> Milp:
        # The last column, the largest burden, is made small and need not be whole.
        row, column = np.array(list(self.cells)).T
        entries = np.array(list(self.cells.values())), (row, column)
        gain, whole = np.zeros(len(high)), np.ones(len(high), dtype=bool)
        gain[-1], whole[-1] = -1.0, False
        low, top = np.array(self.limits).T
        matrix = scipy.sparse.csr_array(scipy.sparse.coo_array(entries, shape=(len(self.limits), len(high))))
        return Milp(gain, matrix, low, top, np.zeros(len(high)), high, whole)
