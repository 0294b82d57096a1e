"""HiGHS through highspy: the one back end (docs/decisions/0001-solver.md)."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import highspy
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
    solver = _solver(task.gap, task.seconds)
    if task.nodes is not None:
        solver.setOptionValue("mip_max_nodes", task.nodes)
    solver.passModel(_model(task.milp))
    if task.start is not None:
        guess = highspy.HighsSolution()
        guess.col_value = task.start.tolist()
        solver.setSolution(guess)
    solver.run()
    result = _result(solver, task.milp)
    for shared in (result.values, result.duals):
        shared.setflags(write=False)
    return result


def _without_columns(milp: Milp) -> Result:
    # HiGHS gives no verdict on a programme without columns: it holds if every row may be 0.
    if (milp.row_low > 0).any() or (milp.row_high < 0).any():
        return Result(SolveStatus.INFEASIBLE, _NOTHING, -math.inf, -math.inf, _NOTHING)
    return Result(SolveStatus.OPTIMAL, _NOTHING, 0.0, 0.0, np.zeros(len(milp.row_low)))


def _solver(gap: float, seconds: float) -> highspy.Highs:
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy ships partial annotations
    options = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": gap}
    for name, value in (options | {"time_limit": seconds}).items():
        solver.setOptionValue(name, value)
    return solver


def _model(milp: Milp) -> highspy.HighsLp:
    rows, columns = milp.matrix.shape
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows, columns
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_, model.col_lower_, model.col_upper_ = (
        milp.gain,
        milp.column_low,
        milp.column_high,
    )
    model.row_lower_, model.row_upper_ = milp.row_low, milp.row_high
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = milp.matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = milp.matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = milp.matrix.data.astype(np.float64)
    if milp.integer.any():
        kind = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        model.integrality_ = [kind[int(whole)] for whole in milp.integer]
    return model


def _result(solver: highspy.Highs, milp: Milp) -> Result:
    ended = solver.getModelStatus()
    if ended in (
        highspy.HighsModelStatus.kInfeasible,
        highspy.HighsModelStatus.kUnboundedOrInfeasible,
    ):
        return Result(SolveStatus.INFEASIBLE, _NOTHING, -math.inf, -math.inf, _NOTHING)
    info, solution = solver.getInfo(), solver.getSolution()
    optimal = ended == highspy.HighsModelStatus.kOptimal
    found = bool(solution.value_valid) and info.primal_solution_status == highspy.kSolutionStatusFeasible
    whole = bool(milp.integer.any())
    bound = info.mip_dual_bound if whole else (info.objective_function_value if optimal else math.inf)
    if not found:
        return Result(SolveStatus.UNKNOWN, _NOTHING, -math.inf, float(bound), _NOTHING)
    values = np.asarray(solution.col_value)
    duals = _NOTHING if whole else np.asarray(solution.row_dual)
    status = SolveStatus.OPTIMAL if optimal else SolveStatus.FEASIBLE
    return Result(status, values, float(milp.gain @ values), float(bound), duals)
