"""The exact programme, stage by stage: critical lines, fill over time, minimum formations, then fewer tours."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import scipy

from truceline.generation.exact.columns import ProgrammeColumns, Rows, columns, limits
from truceline.generation.exact.constraints import CONSTRAINTS
from truceline.generation.plan import Stage
from truceline.generation.problem import Floats, Problem
from truceline.generation.schedule import BestSchedule, Schedule, most_viable, values_of
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp, Result, SolveStatus

GAP = 1e-6
"""Share of the bound within which a stage counts as proven best."""

_SLACK = 1e-6  # what a later stage may lose of an earlier one: rounding, no more


def exact(problem: Problem, *, seconds: float = math.inf) -> BestSchedule:
    """Find the best schedule and prove it, one stage after the other; none may lose what an earlier one reached.

    ``seconds`` bounds each stage; where it strikes, the status is ``feasible`` and the answer may differ from run to
    run. The programme has a column for each pair and month; its time grows exponentially with them at worst. A stage
    in which nothing can be reached is proven without it.
    """
    cols = columns(problem)
    milp = programme(problem, cols)
    values, results = np.zeros(cols.total), {}
    hopeless = {"viable"} if most_viable(problem) == 0 else set()
    for name, gain in gains(problem, cols).items():
        if name in hopeless:
            results[name] = Result(SolveStatus.OPTIMAL, values, 0.0, 0.0, np.empty(0))
            continue
        result = solve(replace(milp, gain=gain), gap=GAP, seconds=seconds, start=values)
        values, results[name] = result.values, result
        milp = at_least(milp, gain, result.objective - _SLACK)
    schedule = schedule_of(cols, values)
    reached = values_of(problem, schedule)
    stages = tuple(_stage(name, result, reached[name]) for name, result in results.items())
    proven = all(result.status == SolveStatus.OPTIMAL for result in results.values())
    return BestSchedule(schedule, stages, SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE)


def _stage(name: str, result: Result, value: float) -> Stage:
    # The value is counted from the schedule: the solver's own carries its tolerances.
    return Stage(name, value, value if result.status == SolveStatus.OPTIMAL else abs(result.bound))


def gains(problem: Problem, cols: ProgrammeColumns) -> dict[str, Floats]:
    """Return the objective of each stage, (columns,): unit-months on critical lines, on all lines, minus tours begun.

    Where any line has a minimum, the months in which lines meet theirs come before the tours.
    A tour also costs so little per month of delay that all of these together never make up for one tour: among
    equals the plan that serves earlier is better.
    """
    critical, every, viable, tours = np.zeros((4, cols.total))
    viable[cols.viable] = 1
    critical[cols.filled[problem.critical]] = 1
    every[cols.filled] = 1
    most = max(1, int((problem.size * problem.tours).sum()) * problem.months)
    tours[: len(cols.pair)] = -1 - cols.start / (2 * most)
    formed = {"viable": viable} if cols.viable.size else {}
    return {"critical": critical, "fill": every, **formed, "tours": tours}


def programme(problem: Problem, cols: ProgrammeColumns) -> Milp:
    """Put all constraints together; the gain is left at zero."""
    high, whole = limits(problem, cols)
    parts = [constraint(problem, cols) for constraint in CONSTRAINTS]
    return Milp(
        gain=np.zeros(cols.total),
        matrix=scipy.sparse.csr_array(scipy.sparse.vstack([rows_matrix(part, cols.total) for part in parts])),
        row_low=np.concatenate([part.low for part in parts]),
        row_high=np.concatenate([part.high for part in parts]),
        column_low=np.zeros(cols.total),
        column_high=high,
        integer=whole,
    )


def rows_matrix(rows: Rows, width: int) -> scipy.sparse.csr_array:
    """Turn rows into a sparse matrix, (rows, ``width``)."""
    return scipy.sparse.csr_array(
        scipy.sparse.coo_array((rows.value, (rows.row, rows.column)), shape=(len(rows.high), width))
    )


def at_least(milp: Milp, gain: Floats, value: float) -> Milp:
    """Add the row that later stages keep: ``gain`` must reach ``value``."""
    return replace(
        milp,
        matrix=scipy.sparse.csr_array(scipy.sparse.vstack([milp.matrix, scipy.sparse.csr_array(gain[None])])),
        row_low=np.append(milp.row_low, value),
        row_high=np.append(milp.row_high, np.inf),
    )


def schedule_of(cols: ProgrammeColumns, values: Floats) -> Schedule:
    """Read the tours begun from the columns' values."""
    counts = np.rint(values[: len(cols.pair)]).astype(np.int64)
    return Schedule(np.repeat(cols.pair, counts), np.repeat(cols.start, counts))
