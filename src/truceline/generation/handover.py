"""Tours that would only double others in their first months begin later, so that nobody is counted twice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from truceline.generation.problem import Floats, Problem
from truceline.generation.schedule import TINY, Schedule, active, fill, relays, supply


def put_off(problem: Problem, schedule: Schedule) -> Schedule:
    """Begin tours later where their first months fill nothing, as long as that leaves fewer unit-months on tour.

    Every line is filled in every month as before, by as many tours. Tours are put off in order of their start, again
    and again until none can be: one that is not cut short by the end of its line then also ends later, so that the one
    that relieves it can be put off in turn. Where that saves no unit-month on tour, the schedule is left as it is.

    Left out: an overlap for handing over, which no case states. Cost: one evaluation of the fill per month of delay.
    """
    wanted, made, before = fill(problem, schedule), schedule, None
    while made is not before:
        before = made
        for tour in np.argsort(before.start, kind="stable").tolist():
            made = _put_off(problem, made, tour, wanted)
    return made if _on_tour(problem, made) < _on_tour(problem, schedule) else schedule


def _put_off(problem: Problem, schedule: Schedule, tour: int, wanted: Floats) -> Schedule:
    later = _later(problem, schedule, tour)
    while later is not None and np.allclose(fill(problem, later), wanted, atol=TINY):
        schedule = later
        later = _later(problem, schedule, tour)
    return schedule


def _later(problem: Problem, schedule: Schedule, tour: int) -> Schedule | None:
    # The schedule with one tour put off by a month; None where it is needed then, or its group is too small for that.
    line, start = problem.pair_line[schedule.pair[tour]], schedule.start[tour]
    if start + 1 >= problem.stop[line] or _over(problem, schedule)[line, start] <= TINY:
        return None
    starts = schedule.start.copy()
    starts[tour] += 1
    later = replace(schedule, start=starts)
    return later if _enough(problem, later, int(problem.pair_group[schedule.pair[tour]])) else None


def _over(problem: Problem, schedule: Schedule) -> Floats:
    served: Floats = supply(problem, schedule, problem.pair_factor).sum(axis=0)
    return served - problem.quantity[:, None] * problem.asks


def _enough(problem: Problem, schedule: Schedule, group: int) -> bool:
    mine = schedule.start[problem.pair_group[schedule.pair] == group]
    turns = relays(mine, int(problem.tour[group] + problem.rest[group]), int(problem.tours[group]))
    return bool(turns.max() < problem.size[group])


def _on_tour(problem: Problem, schedule: Schedule) -> int:
    return len(active(problem, schedule.pair, schedule.start)[0])
