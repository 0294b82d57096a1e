"""Which minimum demands cannot be met together: the smallest set that already conflicts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

import numpy as np
import scipy

from truceline.generation.exact.columns import columns
from truceline.generation.exact.programme import programme
from truceline.generation.problem import Bools, Ints, given
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Unit
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp, SolveStatus, relaxed

Together = Callable[[frozenset[int]], bool]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines whose minimum cannot be met together in every month, and when.

    In each month of ``never`` (counted from 1) they cannot be met together whatever is done in all others. At most
    ``met`` of the ``asked`` months in which any of them asks can be met in one plan: where that leaves more months
    unmet than ``never`` names, each of those could be met, but not all.
    """

    lines: tuple[RequirementLine, ...]
    never: tuple[int, ...]
    met: int
    asked: int


def smallest_conflict(
    lines: Sequence[RequirementLine], units: Sequence[Unit], *, months: int, seconds: float = math.inf
) -> Conflict | None:
    """Find the smallest set of lines whose minimum the units cannot meet in every month; None where all can be met.

    A smallest set: no other with fewer lines conflicts, and without any one of it the rest can be met. Found by
    implicit hitting sets [1]_: try the smallest set that meets every known way out; if it can be met, grow it as far as
    it goes, and what is left over is another way out. Each try is a solve of those lines alone with the lines that
    provide enablers; ``seconds`` bounds it, and what is not proven in time counts as possible. The number of tries
    grows exponentially with the lines at worst, and is about their square where few conflict.

    .. [1] Ignatiev, A., Previti, A., Liffiton, M., Marques-Silva, J. (2015). Smallest MUS extraction with minimal
       hitting set dualization. *Principles and Practice of Constraint Programming*, LNCS 9255, 173-182.
    """
    demands = [line for line in lines if line.minimum > 0]

    @cache
    def together(chosen: frozenset[int]) -> bool:
        return _Demands(lines, units, months, frozenset(demands[i].id for i in chosen)).can(seconds)

    everything = frozenset(range(len(demands)))
    if together(everything):
        return None
    ways_out: list[frozenset[int]] = []
    while together(chosen := _smallest_hitting(ways_out, everything)):
        ways_out.append(everything - _grown(chosen, everything, together))
    least = tuple(demands[i] for i in sorted(chosen))
    return _timed(least, _Demands(lines, units, months, frozenset(line.id for line in least)), seconds)


def _smallest_hitting(sets: Sequence[frozenset[int]], everything: frozenset[int]) -> frozenset[int]:
    every = (frozenset(c) for size in range(len(everything) + 1) for c in combinations(sorted(everything), size))
    return next(candidate for candidate in every if all(candidate & one for one in sets))


def _grown(chosen: frozenset[int], everything: frozenset[int], together: Together) -> frozenset[int]:
    for one in sorted(everything - chosen):
        if together(chosen | {one}):
            chosen |= {one}
    return chosen


class _Demands:
    """The programme of the lines wanted and of those that provide enablers; ``wanted`` are their rows."""

    def __init__(
        self, lines: Sequence[RequirementLine], units: Sequence[Unit], months: int, wanted: frozenset[str]
    ) -> None:
        needed = {need for unit in units for need in unit.needs}
        self.force = given([line for line in lines if line.id in wanted or line.capability in needed], units, months)
        self.cols = columns(self.force)
        self.milp = programme(self.force, self.cols)
        among = np.array([line.id in wanted for line in self.force.lines], dtype=bool)
        self.asks = self.force.asks & among[:, None]

    def can(self, seconds: float, months: slice = slice(None)) -> bool:
        """Return whether every minimum can be met in all ``months``."""
        low = self.milp.column_low.copy()
        row, month = np.nonzero(self.asks[:, months])
        low[self.cols.filled[:, months][row, month]] = self.force.minimum[row]
        if (low > self.milp.column_high).any():
            return False
        return _feasible(replace(self.milp, column_low=low), seconds)

    def met(self, seconds: float) -> tuple[int, Ints]:
        """Return the most months in which all can be met in one plan, and the months (from 0) that it misses."""
        together = self.asks.any(axis=0)
        place = np.full(len(self.force.lines), -1)
        place[self.force.formed] = np.arange(len(self.force.formed))
        line, month = np.nonzero(self.asks)
        row, old, new = np.arange(len(line)), self.cols.viable[place[line], month], self.cols.total + month
        entries = np.repeat([1.0, -1.0], len(row)), (np.tile(row, 2), np.concatenate([new, old]))
        wider = scipy.sparse.csr_array((self.milp.matrix.shape[0], len(together)))
        rows = scipy.sparse.csr_array(
            scipy.sparse.coo_array(entries, shape=(len(row), self.cols.total + len(together)))
        )
        found = solve(
            _with_months(
                self.milp,
                scipy.sparse.csr_array(scipy.sparse.vstack([scipy.sparse.hstack([self.milp.matrix, wider]), rows])),
                together,
            ),
            seconds=seconds,
        )
        done = found.values[self.cols.total :] > 0.5 if len(found.values) else np.zeros(len(together), dtype=bool)
        return math.floor(min(found.bound, together.sum()) + 1e-6), np.flatnonzero(together & ~done)


def _with_months(milp: Milp, matrix: scipy.sparse.csr_array, together: Bools) -> Milp:
    # One more column for each month: 1 where every minimum is met then.
    more = matrix.shape[0] - milp.matrix.shape[0]
    return Milp(
        gain=np.concatenate([np.zeros_like(milp.gain), np.ones(len(together))]),
        matrix=matrix,
        row_low=np.concatenate([milp.row_low, np.full(more, -np.inf)]),
        row_high=np.concatenate([milp.row_high, np.zeros(more)]),
        column_low=np.concatenate([milp.column_low, np.zeros(len(together))]),
        column_high=np.concatenate([milp.column_high, together.astype(float)]),
        integer=np.concatenate([milp.integer, np.ones(len(together), dtype=bool)]),
    )


def _timed(lines: tuple[RequirementLine, ...], demands: _Demands, seconds: float) -> Conflict:
    met, missed = demands.met(seconds)
    never = tuple(int(m) + 1 for m in missed if not demands.can(seconds, slice(m, m + 1)))
    return Conflict(lines, never, met, int(demands.asks.any(axis=0).sum()))


def _feasible(milp: Milp, seconds: float) -> bool:
    if solve(relaxed(milp), seconds=seconds).status == SolveStatus.INFEASIBLE:
        return False
    return solve(milp, seconds=seconds).status != SolveStatus.INFEASIBLE
