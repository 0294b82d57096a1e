"""One programme through HiGHS: what highspy is told, and what its answer says."""

from __future__ import annotations

import math

import highspy
import numpy as np

from truceline.solvers.milp import Floats, Milp, Result, SolveStatus

_NOTHING: Floats = np.empty(0)


def run(milp: Milp, gap: float, seconds: float, nodes: int | None, start: Floats | None) -> Result:
    """Solve a programme that has columns, as `highs.solve` says."""
    solver = _solver(gap, seconds)
    if nodes is not None:
        solver.setOptionValue("mip_max_nodes", nodes)
    solver.passModel(_model(milp))
    if start is not None:
        guess = highspy.HighsSolution()
        guess.col_value = start.tolist()
        solver.setSolution(guess)
    solver.run()
    return _result(solver, milp)


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
