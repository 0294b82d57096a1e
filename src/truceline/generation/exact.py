"""The exact programme, solved stage by stage: critical lines, then fill over time, then fewer tours."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from scipy.sparse import coo_array, csr_array, vstack

from truceline.generation.columns import Columns, Rows, columns, limits
from truceline.generation.constraints import CONSTRAINTS
from truceline.generation.given import Floats, Given
from truceline.generation.plan import Stage
from truceline.generation.schedule import Found, Schedule
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp, Status

GAP = 1e-6
"""Share of the bound within which a stage counts as proven best."""

_SLACK = 1e-6  # what a later stage may lose of an earlier one: rounding, no more


def exact(given: Given, *, seconds: float = math.inf) -> Found:
    """Find the best schedule and prove it, one stage after the other; none may lose what an earlier one reached.

    ``seconds`` bounds each stage; where it strikes, the status is ``feasible`` and the answer may differ from run to
    run. The programme has a column for each pair and month; its time grows exponentially with them at worst.
    """
    cols = columns(given)
    milp = programme(given, cols)
    values, stages, status = np.zeros(cols.total), [], Status.OPTIMAL
    for name, gain in gains(given, cols).items():
        result = solve(replace(milp, gain=gain), gap=GAP, seconds=seconds, start=values)
        values = result.values
        stages.append(Stage(name, abs(result.objective), abs(result.bound)))
        status = Status.OPTIMAL if status == result.status == Status.OPTIMAL else Status.FEASIBLE
        milp = at_least(milp, gain, result.objective - _SLACK)
    return Found(schedule_of(cols, values), tuple(stages), status)


def gains(given: Given, cols: Columns) -> dict[str, Floats]:
    """Give the objective of each stage, (columns,): unit-months on critical lines, on all lines, minus tours begun."""
    critical, fill, tours = np.zeros((3, cols.total))
    critical[cols.filled[given.critical]] = 1
    fill[cols.filled] = 1
    tours[: len(cols.pair)] = -1
    return {"critical": critical, "fill": fill, "tours": tours}


def programme(given: Given, cols: Columns) -> Milp:
    """Put all constraints together; the gain is left at zero."""
    high, whole = limits(given, cols)
    parts = [constraint(given, cols) for constraint in CONSTRAINTS]
    return Milp(
        gain=np.zeros(cols.total),
        matrix=csr_array(vstack([_matrix(part, cols.total) for part in parts])),
        row_low=np.concatenate([part.low for part in parts]),
        row_high=np.concatenate([part.high for part in parts]),
        column_low=np.zeros(cols.total),
        column_high=high,
        integer=whole,
    )


def _matrix(rows: Rows, width: int) -> csr_array:
    return csr_array(coo_array((rows.value, (rows.row, rows.column)), shape=(len(rows.high), width)))


def at_least(milp: Milp, gain: Floats, value: float) -> Milp:
    """Add the row that later stages keep: ``gain`` must reach ``value``."""
    return replace(
        milp,
        matrix=csr_array(vstack([milp.matrix, csr_array(gain[None])])),
        row_low=np.append(milp.row_low, value),
        row_high=np.append(milp.row_high, np.inf),
    )


def schedule_of(cols: Columns, values: Floats) -> Schedule:
    """Read the tours begun from the columns' values."""
    counts = np.rint(values[: len(cols.pair)]).astype(np.int64)
    return Schedule(np.repeat(cols.pair, counts), np.repeat(cols.start, counts))
