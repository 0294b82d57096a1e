"""Large cases: prices, a search guided by them, and bounds that say how far the plan is from the best.

The stages are those of ``exact``; none is solved to proof, so each is reported with what was reached and the bound.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from truceline.generation.exact.columns import columns
from truceline.generation.exact.programme import at_least, gains, programme
from truceline.generation.large.bounds import bound
from truceline.generation.large.large_neighbourhood import refined
from truceline.generation.large.pricing import menu
from truceline.generation.large.unit_search import UnitSearch, order
from truceline.generation.plan import PRIORITY, Stage
from truceline.generation.problem import Floats, Problem
from truceline.generation.schedule import BestSchedule, Schedule, most_viable, values_of
from truceline.solvers.highs import solve
from truceline.solvers.milp import SolveStatus, relaxed

ROUNDS = 500
"""Rounds of the search for each bound, at most."""

BLENDS = (0.0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""How far each early pass of the search is paid in fill (1) rather than in prices (0)."""

RELAXED = 3000
"""Up to so many possible tours the linear programme bounds their number; it takes about 0.05 s there."""

_ROUNDING = 1e-6

CLOSE = 1e-3
"""Share of the bound within which no further pass is made."""


def decomposed(problem: Problem) -> BestSchedule:
    """Find a good schedule, and bound what any could reach; there must be at least one pair.

    The search weighs a critical unit-month ``PRIORITY`` times any other; at the end only moves remain that lose none.
    Grows with groups x lines that one may serve x months, per round and per pass; memory likewise.
    """
    choice, weight, parts = menu(problem), np.where(problem.critical, PRIORITY, 1.0), _parts(problem)
    search = UnitSearch(problem, choice, weight)
    everyone = range(len(search.tours))
    search.pay(search.weight, everyone)
    critical, total = _reached(problem, search.schedule())
    near = (1 - 1e-6) / parts if parts else 1e-9
    alone = bound(problem, choice, problem.critical.astype(float), reached=critical, near=near, rounds=ROUNDS)
    together = bound(problem, choice, weight, reached=total + (PRIORITY - 1) * critical, near=near, rounds=ROUNDS)
    for turn, blend in enumerate(BLENDS):
        search.pay(blend * search.weight + (1 - blend) * together.price, order(len(everyone), turn))
        if close := search.worth() > (1 - CLOSE) * together.value:
            break
    search.settle(everyone)
    if not close:
        search.take(refined(problem, search.schedule()))
    search.reweigh(_lexicographic(problem))
    search.settle(everyone)
    return _found(problem, search.schedule(), alone.value, together.value)


def _lexicographic(problem: Problem) -> Floats:
    # Critical lines weigh more than all that is desirable but not critical.
    rest = float((problem.quantity[:, None] * problem.asks)[~problem.critical].sum())
    return np.where(problem.critical, 1.0 + rest, 1.0)


def _reached(problem: Problem, schedule: Schedule) -> tuple[float, float]:
    reached = values_of(problem, schedule)
    return reached["critical"], reached["fill"]


def _found(problem: Problem, schedule: Schedule, alone: float, together: float) -> BestSchedule:
    reached = values_of(problem, schedule)
    critical, total, begun = (reached[name] for name in ("critical", "fill", "tours"))
    asked = problem.quantity * problem.asks.sum(axis=1)
    parts = _parts(problem)
    most = _whole(min(alone, float(asked[problem.critical].sum())), parts)
    rest = _whole(min(together - (PRIORITY - 1) * critical, float(asked.sum())), parts)
    bounds = {
        "critical": max(most, critical),
        "fill": max(rest, total),
        "viable": most_viable(problem),
        "tours": min(_fewest(problem, reached), begun),
    }
    stages = tuple(Stage(name, value, bounds[name]) for name, value in reached.items())
    proven = all(abs(stage.bound - stage.value) < 1e-6 * max(1.0, stage.value) for stage in stages)
    return BestSchedule(schedule, stages, SolveStatus.OPTIMAL if proven else SolveStatus.FEASIBLE, together)


def _parts(problem: Problem) -> int:
    # Fills are sums of factors: where all of these are multiples of 1/n, so is every fill. 0 where no n is found.
    for n in (1, 2, 4, 5, 10, 20):
        if np.allclose(problem.pair_factor * n, np.rint(problem.pair_factor * n), atol=1e-12):
            return n
    return 0


def _whole(value: float, parts: int) -> float:
    return math.floor(value * parts + 1e-6) / parts if parts else value


def _fewest(problem: Problem, reached: Mapping[str, float]) -> float:
    # Tours that this much takes at least: as if the longest that units can sustain came first, all full.
    yields, total = np.zeros(len(problem.size)), reached["fill"]
    np.maximum.at(yields, problem.pair_group, problem.pair_factor * problem.tour[problem.pair_group])
    most = np.repeat(yields, problem.size * np.minimum(problem.tours, problem.months))
    least = float(np.searchsorted(np.cumsum(np.sort(most)[::-1]), total - 1e-6) + 1) if total > 0 else 0.0
    return max(least, _fewest_linear(problem, reached))


def _fewest_linear(problem: Problem, reached: Mapping[str, float]) -> float:
    # The same by the linear programme, where it is small; 0 where it is not.
    cols = columns(problem)
    if len(cols.pair) > RELAXED:
        return 0.0
    milp, aims = relaxed(programme(problem, cols)), gains(problem, cols)
    for name, gain in aims.items():
        if name != "tours":
            milp = at_least(milp, gain, reached[name] - _ROUNDING)
    begun = np.where(np.arange(cols.total) < len(cols.pair), -1.0, 0.0)
    found = solve(replace(milp, gain=begun))
    return float(math.ceil(-found.bound - _ROUNDING)) if found.status == SolveStatus.OPTIMAL else 0.0
