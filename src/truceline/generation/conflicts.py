"""Which minimum demands cannot be met together: the smallest set that already conflicts."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations


from truceline.generation.columns import columns
from truceline.generation.exact import programme
from truceline.generation.given import given
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Unit
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp, Status, relaxed

Together = Callable[[frozenset[int]], bool]


def smallest_conflict(
    lines: Sequence[RequirementLine], units: Sequence[Unit], *, months: int, seconds: float = math.inf
) -> tuple[RequirementLine, ...]:
    """Name the smallest set of lines whose minimum the units cannot meet in every month; empty where all can be met.

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
        return _can(lines, units, months, frozenset(demands[i].id for i in chosen), seconds)

    everything = frozenset(range(len(demands)))
    if together(everything):
        return ()
    ways_out: list[frozenset[int]] = []
    while together(chosen := _smallest_hitting(ways_out, everything)):
        ways_out.append(everything - _grown(chosen, everything, together))
    return tuple(demands[i] for i in sorted(chosen))


def _smallest_hitting(sets: Sequence[frozenset[int]], everything: frozenset[int]) -> frozenset[int]:
    every = (frozenset(c) for size in range(len(everything) + 1) for c in combinations(sorted(everything), size))
    return next(candidate for candidate in every if all(candidate & one for one in sets))


def _grown(chosen: frozenset[int], everything: frozenset[int], together: Together) -> frozenset[int]:
    for one in sorted(everything - chosen):
        if together(chosen | {one}):
            chosen |= {one}
    return chosen


def _can(
    lines: Sequence[RequirementLine], units: Sequence[Unit], months: int, wanted: frozenset[str], seconds: float
) -> bool:
    needed = {need for unit in units for need in unit.needs}
    force = given([line for line in lines if line.id in wanted or line.capability in needed], units, months)
    cols = columns(force)
    milp = programme(force, cols)
    low = milp.column_low.copy()
    for index, line in enumerate(force.lines):
        if line.id in wanted:
            low[cols.filled[index, force.asks[index]]] = line.minimum
    if (low > milp.column_high).any():
        return False
    return _feasible(replace(milp, column_low=low), seconds)


def _feasible(milp: Milp, seconds: float) -> bool:
    if solve(relaxed(milp), seconds=seconds).status == Status.INFEASIBLE:
        return False
    return solve(milp, seconds=seconds).status != Status.INFEASIBLE
