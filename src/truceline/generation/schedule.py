"""Tours begun, what they fill, and which unit serves each."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from truceline.generation.plan import Stage
from truceline.generation.problem import Bools, Floats, Ints, Problem
from truceline.solvers.milp import SolveStatus

TINY = 1e-9
"""Below this, in units, nobody serves: what sums of factors leave behind."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Tours: the pair of group and line that serves each, and the month (from 0) in which it starts, both (tours,)."""

    pair: Ints
    start: Ints


@dataclass(frozen=True, slots=True)
class BestSchedule:
    """A schedule, what each stage reached and could reach at most, and how the worst stage ended.

    ``bound`` is on the weighted unit-months of any schedule; infinite where none was sought.
    """

    schedule: Schedule
    stages: tuple[Stage, ...]
    status: SolveStatus
    bound: float = math.inf


def active(problem: Problem, pair: Ints, start: Ints) -> tuple[Ints, Ints]:
    """List tour by tour the months in which it serves: indices of the tours, and months, equally long.

    A tour lasts as long as the group's tours do, or until its line or the plan ends.
    """
    end = np.minimum(start + problem.tour[problem.pair_group[pair]], problem.stop[problem.pair_line[pair]])
    length = end - start
    tour = np.repeat(np.arange(len(pair)), length)
    offset = np.arange(len(tour)) - np.repeat(np.cumsum(length) - length, length)
    return tour, start[tour] + offset


def supply(problem: Problem, schedule: Schedule, weight: Floats) -> Floats:
    """Add up the ``weight`` (pairs,) of those who serve: (kinds + 1, lines, months), those without needs last."""
    tour, month = active(problem, schedule.pair, schedule.start)
    pair = schedule.pair[tour]
    kinds, lines = len(problem.kind_needs) + 1, len(problem.lines)
    cell = (problem.kind[problem.pair_group[pair]] % kinds * lines + problem.pair_line[pair]) * problem.months + month
    served: Floats = np.bincount(cell, weight[pair], kinds * lines * problem.months).astype(float)
    return served.reshape(kinds, lines, problem.months)


def readiness(problem: Problem, served: Floats, also: Bools | None = None) -> tuple[Bools, Bools]:
    """Tell in which months each kind has all it needs, (kinds, months), and each enabler is there, (enablers, months).

    An enabler is there in a month where a ready unit serves on any line that asks for it, or where ``also``
    (enablers, months) says so. Kinds that provide for one another are ready together, so this looks for the largest
    set that agrees with itself.
    """
    asking = problem.provides.any(axis=1)
    present = np.einsum("le,klt->ket", problem.provides[asking], served[:, asking] > TINY)
    if also is not None:
        present[-1] |= also
    ready = np.ones((len(problem.kind_needs), problem.months), dtype=bool)
    while True:
        provided = present[-1] | (present[:-1] & ready[:, None, :]).any(axis=0)
        then = ready & (provided[None] | ~problem.kind_needs[:, :, None]).all(axis=1)
        if (then == ready).all():
            return ready, provided
        ready = then


def possible(problem: Problem) -> Bools:
    """Tell in which months each kind could be ready if everybody served everywhere at once, (kinds, months)."""
    span = problem.stop[problem.pair_line] - problem.pair_first
    pair = np.repeat(np.arange(len(span)), span)
    start = problem.pair_first[pair] + np.arange(len(pair)) - np.repeat(np.cumsum(span) - span, span)
    return readiness(problem, supply(problem, Schedule(pair, start), problem.pair_factor))[0]


def most_viable(problem: Problem) -> float:
    """Bound the months in which lines meet their minimum: those in which all who might serve by then are enough.

    Time grows with pairs x months.
    """
    line, there = problem.pair_line, np.arange(problem.months) >= problem.pair_first[:, None]
    ready = np.vstack([possible(problem), np.ones((1, problem.months), dtype=bool)])[problem.kind[problem.pair_group]]
    most = np.zeros((len(problem.lines), problem.months))
    np.add.at(most, line, (problem.pair_factor * problem.size[problem.pair_group])[:, None] * (there & ready))
    return float(((most >= problem.minimum[:, None] - TINY) & problem.asks)[problem.formed].sum())


def fill(problem: Problem, schedule: Schedule, also: Bools | None = None) -> Floats:
    """Return what ready units fill of each line in each month, (lines, months), never more than it asks for."""
    return filled_by(problem, supply(problem, schedule, problem.pair_factor), also)


def filled_by(problem: Problem, served: Floats, also: Bools | None = None) -> Floats:
    """Return what those who serve, as ``supply`` adds them up, fill of each line in each month: `fill`'s rule."""
    ready, _provided = readiness(problem, served, also)
    useful: Floats = served[-1] + (served[:-1] * ready[:, None, :]).sum(axis=0)
    filled: Floats = np.minimum(useful, problem.quantity[:, None] * problem.asks)
    return filled


def values_of(problem: Problem, schedule: Schedule) -> dict[str, float]:
    """Count what a schedule reaches in each stage of the objective; ``viable`` only where any line has a minimum."""
    filled = fill(problem, schedule)
    met = (filled >= problem.minimum[:, None] - TINY)[problem.formed] & problem.asks[problem.formed]
    formed = {"viable": float(met.sum())} if met.size else {}
    critical, total = float(filled[problem.critical].sum()), float(filled.sum())
    return {"critical": critical, "fill": total, **formed, "tours": float(len(schedule.start))}


def turns(problem: Problem, schedule: Schedule) -> Ints:
    """Number within each group who relieves whom, from as few units as can: equal numbers are one unit's, (tours,).

    Tours of a group bind a unit equally long (tour and rest), so taking turns in the order of their starts
    never asks a unit back too early, once there are as many units as tours ever run at once; and it shares the tours
    out evenly, so nobody exceeds the tours sustainable.
    """
    group = problem.pair_group[schedule.pair]
    chosen = np.empty(len(group), dtype=np.int64)
    for g in np.unique(group):
        mine = np.flatnonzero(group == g)
        chosen[mine] = relays(schedule.start[mine], int(problem.tour[g] + problem.rest[g]), int(problem.tours[g]))
    return chosen


def relays(start: Ints, bound: int, tours: int) -> Ints:
    """Number the units that take turns at tours with these starts, as few as can, (tours,).

    Each tour binds its unit for ``bound`` months, rest included, and a unit sustains ``tours`` of them.
    """
    order = np.argsort(start, kind="stable")
    starts = start[order]
    at_once = np.arange(1, len(starts) + 1) - np.searchsorted(starts, starts - bound, side="right")
    turn = np.empty(len(starts), dtype=np.int64)
    turn[order] = np.arange(len(starts)) % max(int(at_once.max()), -(-len(starts) // tours))
    return turn
