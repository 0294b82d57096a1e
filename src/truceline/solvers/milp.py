"""What is given to a solver, and what comes back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class SolveStatus(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    """The values are proven best within the gap asked for."""
    FEASIBLE = "feasible"
    """The limit came first: values and bound hold, the gap is between them."""
    INFEASIBLE = "infeasible"
    """Proven: nothing satisfies the rows."""
    UNKNOWN = "unknown"
    """The limit came before any values were found; the bound still holds."""


@dataclass(frozen=True, slots=True)
class Milp:
    """Maximise ``gain @ x`` subject to ``row_low <= matrix @ x <= row_high`` and column bounds.

    Shapes: ``gain``, ``column_low``, ``column_high``, ``integer`` are (columns,); ``row_low``,
    ``row_high`` are (rows,); ``matrix`` is (rows, columns), sparse. Use ``inf`` where there is no bound.
    """

    gain: Floats
    matrix: scipy.sparse.csr_array
    row_low: Floats
    row_high: Floats
    column_low: Floats
    column_high: Floats
    integer: Bools


def relaxed(milp: Milp) -> Milp:
    """Return the linear relaxation: the same programme without any whole-number column."""
    return replace(milp, integer=np.zeros_like(milp.integer))


@dataclass(frozen=True, slots=True)
class Result:
    """What a solver found: ``objective <= bound`` for the maximum.

    ``values`` is (columns,), empty where there are none. ``duals`` is (rows,): what one more unit of each row's
    limit would add to the objective; empty unless the programme had no integer column.
    """

    status: SolveStatus
    values: Floats
    objective: float
    bound: float
    duals: Floats

    @property
    def gap(self) -> float:
        """Distance to the bound as a share of the bound; 0 is proven best."""
        return max(0.0, self.bound - self.objective) / max(abs(self.bound), 1e-9)
