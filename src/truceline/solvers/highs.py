"""HiGHS through highspy: the one back end (docs/decisions/0001-solver.md)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from truceline.solvers.milp import Floats, Milp, Result, SolveStatus

_NOTHING: Floats = np.empty(0)


def solve(
    milp: Milp,
    *,
    gap: float = 1e-6,
    seconds: float = math.inf,
    nodes: int | None = None,
    start: Floats | None = None,
) -> Result:
    """Solve to within ``gap`` of the bound, on one thread, so that the same input gives the same answer.

    ``seconds`` is a safety net: where it strikes, the status is not ``optimal`` and the answer
    may differ from run to run. After ``nodes`` of the search tree it ends as well, always alike. ``start`` (columns,)
    is a first guess, completed by the solver. Time grows exponentially with the whole-number columns at worst.

    The last few answers are remembered: a programme met again, with the same guess and limits, has the same answer. It
    is shared, so its arrays cannot be written into.
    """
    if not len(milp.gain):
        return _without_columns(milp)
    return _solved(_Task(_content(milp, start), gap, seconds, nodes, milp, start))


@dataclass(frozen=True, slots=True)
class _Task:
    # Two are equal where their numbers are.
    content: tuple[bytes, ...]
    gap: float
    seconds: float
    nodes: int | None
    milp: Milp = field(compare=False)
    start: Floats | None = field(compare=False)


def _content(milp: Milp, start: Floats | None) -> tuple[bytes, ...]:
    matrix = milp.matrix.data, milp.matrix.indices, milp.matrix.indptr
    columns = milp.gain, milp.column_low, milp.column_high, milp.integer
    guess = () if start is None else (start,)
    return tuple(part.tobytes() for part in (*matrix, *columns, milp.row_low, milp.row_high, *guess))


@lru_cache(maxsize=32)
def _solved(task: _Task) -> Result:
    from truceline.solvers.highs_run import run  # loads highspy, which who only reads a case does without

    result = run(task.milp, task.gap, task.seconds, task.nodes, task.start)
    for shared in (result.values, result.duals):
        shared.setflags(write=False)
    return result


def _without_columns(milp: Milp) -> Result:
    # HiGHS gives no verdict on a programme without columns: it holds if every row may be 0.
    if (milp.row_low > 0).any() or (milp.row_high < 0).any():
        return Result(SolveStatus.INFEASIBLE, _NOTHING, -math.inf, -math.inf, _NOTHING)
    return Result(SolveStatus.OPTIMAL, _NOTHING, 0.0, 0.0, np.zeros(len(milp.row_low)))
