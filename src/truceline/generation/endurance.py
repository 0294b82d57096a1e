"""How long most of a force is kept up, what limits that, and what pool it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from truceline.generation.eligibility import first_month
from truceline.generation.gap_reasons import RESTING, WORN_OUT, Whereabouts
from truceline.generation.plan import KeptUp, Limit, Tour
from truceline.generation.problem import Floats, Problem
from truceline.records.capabilities import Unit

MOST = 0.75
"""A force counts as kept up while at least this share of its peak is deployed."""


def longest_run(by_month: Sequence[float]) -> tuple[int, int]:
    """Find the longest run of months in which ``MOST`` of the peak is deployed, the first of several.

    Gives its first and last month, counted from 1; (1, 0) where nobody is deployed.
    """
    deployed = np.asarray(by_month, dtype=float)
    enough = (deployed >= MOST * deployed.max(initial=0.0)) & (deployed > 0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], enough, [False]]).astype(np.int8)))
    starts, stops = edges[::2], edges[1::2]
    if not len(starts):
        return 1, 0
    longest = int(np.argmax(stops - starts))
    return int(starts[longest]) + 1, int(stops[longest])


def kept_up(problem: Problem, where: Whereabouts, deployed: Floats) -> KeptUp:
    """Say from when to when most of the force is kept up, and what keeps it from more, read from where units are.

    ``deployed`` is (months,), personnel. Of those on tour in the first month of the run who were not there the month
    before, and of those on tour in its last month who are not there the month after, each is counted under what keeps
    it away in that month.
    """
    first, last = longest_run(deployed.tolist())
    if last < first:
        return KeptUp(0, 0, problem.months, (), (), 0.0)
    after: tuple[tuple[Limit, float], ...] = ((Limit.HORIZON, float(deployed[last - 1])),)
    return KeptUp(
        first=first,
        last=last,
        horizon=problem.months,
        before=_away(problem, where, first - 1, first - 2) if first > 1 else (),
        after=after if last == problem.months else _away(problem, where, last - 1, last),
        last_tours=_last_tours(problem, where, last - 1) / float(deployed[last - 1]),
    )


def _away(problem: Problem, where: Whereabouts, here: int, away: int) -> tuple[tuple[Limit, float], ...]:
    found: dict[Limit, float] = {}
    for index, unit in enumerate(problem.units):
        if where.place[index, here] >= 0 > where.place[index, away]:
            limit = _limit(problem, where, index, here, away)
            found[limit] = found.get(limit, 0.0) + unit.personnel
    return tuple(sorted(found.items(), key=lambda f: (-f[1], f[0])))


def _limit(problem: Problem, where: Whereabouts, index: int, here: int, away: int) -> Limit:
    unit, line = problem.units[index], where.place[index, here]
    if first_month(unit, problem.lines[line]) > away + 1:
        return Limit.ARRIVAL
    if where.place[index, away] in (RESTING, WORN_OUT):
        return Limit.REST if where.place[index, away] == RESTING else Limit.TOURS
    if not problem.asks[line, away]:
        return Limit.REQUIREMENT
    lacking = [e for k, e in enumerate(problem.enablers) if e in unit.needs and not where.provided[k, away]]
    return Limit.ENABLER if lacking else Limit.TOURS


def _last_tours(problem: Problem, where: Whereabouts, month: int) -> float:
    # People on tour in a month who have begun the last of the tours they sustain.
    return sum(
        unit.personnel
        for place, begun, unit in zip(where.place, where.begun, problem.units, strict=True)
        if place[month] >= 0 and begun[month] == unit.tours
    )


def pools(tours: Sequence[Tour], units: Mapping[str, Unit], months: int) -> tuple[tuple[str, float], ...]:
    """Return the people that each contributor must hold for the ``tours`` its units serve, the largest first.

    A unit on tour throughout takes its own pool; one on tour for a share of the plan's ``months`` takes that share of
    it, but no fewer than the people who serve one after the other: ``max(pool x share, min(pool, tours x personnel))``.
    So tours shared among contributors take no larger pool than one contributor needs who serves them all. A formation
    is its own pool, whoever it relieves.
    """
    served = Counter(tour.unit for tour in tours)
    spent: Counter[str] = Counter()
    for tour in tours:
        spent[tour.unit] += tour.last_month - tour.first_month + 1
    found: dict[str, float] = {}
    for name, number in served.items():
        unit = units[name]
        people = max(unit.pool * spent[name] / months, min(unit.pool, number * unit.personnel))
        found[unit.contributor] = found.get(unit.contributor, 0.0) + people
    return tuple(sorted(found.items(), key=lambda f: (-f[1], f[0])))
