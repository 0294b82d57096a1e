"""A better plan by freeing a few groups at a time: the exact programme decides theirs anew while all others stay.

Large neighbourhood search [1]_. A neighbourhood is the worst gap and a few of the groups that may serve there, or else
where these do, those freed least often first; solved as a whole, it moves units together that one by one would stay.

.. [1] Shaw, P. (1998). Using constraint programming and local search methods to solve vehicle routing problems. *CP98*,
   LNCS 1520, 417-431.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truceline.generation.exact.columns import ProgrammeColumns, columns
from truceline.generation.exact.programme import gains, programme, schedule_of
from truceline.generation.large.unit_search import TOUR_COST
from truceline.generation.plan import PRIORITY
from truceline.generation.problem import Bools, Floats, Ints, Problem
from truceline.generation.schedule import Schedule
from truceline.solvers.highs import solve
from truceline.solvers.milp import Milp

GROUPS = 6
"""Groups freed at a time, at most."""

STEPS = 50
"""Neighbourhoods solved."""

_GAP = 2e-4  # share of the best within which a neighbourhood counts as solved
_NODES = 5  # of its search tree at most


def refined(problem: Problem, schedule: Schedule) -> Schedule:
    """Better a ``schedule`` step by step; what is reached, a critical unit-month weighing ``PRIORITY``, never falls.

    Each of ``STEPS`` steps takes as long as the programme of ``GROUPS`` groups does, and grows little with the rest; a
    neighbourhood met again while nothing has moved takes no time, as the solver remembers its answer.
    """
    cols = columns(problem)
    milp = replace(programme(problem, cols), gain=_gain(problem, cols))
    able = np.zeros((len(problem.lines), len(problem.size)), dtype=bool)
    able[problem.pair_line, problem.pair_group] = True
    looked, freed = np.zeros(len(problem.lines)), np.zeros(len(problem.size))
    values = _decided(milp, _begun(cols, problem, schedule), np.arange(cols.total) >= len(cols.pair))
    for _step in range(STEPS):
        lacking = milp.gain[cols.filled] * (milp.column_high - values)[cols.filled]
        line = np.argmax(np.where(able.any(axis=1), lacking.sum(axis=1), 0.0) / (1 + looked))
        groups = _around(able, line, freed)
        looked[line] += 1
        freed[groups] += 1
        free = np.ones(cols.total, dtype=bool)
        free[: len(cols.pair)] = np.isin(problem.pair_group[cols.pair], groups)
        values = _decided(milp, values, free)
    return schedule_of(cols, values)


def _around(able: Bools, line: np.intp, freed: Floats) -> Ints:
    # Those who may serve on the line, and where they are few, those who may relieve them elsewhere.
    first = _least_freed(able[line], freed, GROUPS)
    others = np.isin(np.arange(able.shape[1]), first, invert=True) & able[able[:, first].any(axis=1)].any(axis=0)
    return np.concatenate([first, _least_freed(others, freed, GROUPS - len(first))])


def _least_freed(among: Bools, freed: Floats, number: int) -> Ints:
    groups = np.flatnonzero(among)
    return groups[np.argsort(freed[groups], kind="stable")[:number]]


def _gain(problem: Problem, cols: ProgrammeColumns) -> Floats:
    stages = gains(problem, cols)
    return (PRIORITY - 1) * stages["critical"] + stages["fill"] + TOUR_COST * stages["tours"]


def _begun(cols: ProgrammeColumns, problem: Problem, schedule: Schedule) -> Floats:
    # How often the schedule begins each tour; all that follows from it is left at 0.
    first = np.searchsorted(cols.pair, schedule.pair)
    tour = first + schedule.start - problem.pair_first[schedule.pair]
    return np.bincount(tour, minlength=cols.total).astype(float)


def _decided(milp: Milp, values: Floats, free: Bools) -> Floats:
    # The best values of the free columns while the others stay.
    stay = np.where(free, 0.0, values)
    part, kept = milp.matrix[:, free], milp.matrix @ stay
    rows = np.diff(part.indptr) > 0
    small = Milp(
        gain=milp.gain[free],
        matrix=part[rows],
        row_low=(milp.row_low - kept)[rows],
        row_high=(milp.row_high - kept)[rows],
        column_low=milp.column_low[free],
        column_high=milp.column_high[free],
        integer=milp.integer[free],
    )
    found = solve(small, gap=_GAP, nodes=_NODES, start=values[free])
    if found.objective < small.gain @ values[free]:
        return values
    stay[free] = np.where(small.integer, np.rint(found.values), found.values)
    return stay
