"""Who carries how much: tours dealt out so that no contributor bears far more than its share.

Units of a group are interchangeable whoever sends them, so its tours may be dealt out anew without any change to what
is filled. A *share* of a group is what one contributor has in it, in units of one size.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.generation.plan import Stage
from truceline.generation.problem import Ints, Problem
from truceline.generation.relief import Share, Tour, fair_dealing, least_burden
from truceline.generation.schedule import Schedule, active, relays

_SURE = 1e-9  # of a burden: rounding, no more


@dataclass(frozen=True, slots=True)
class Dealt:
    """The unit (its index) that serves each tour, (tours,), and what that reaches as a stage of the objective."""

    unit: Ints
    stage: Stage


def deal(problem: Problem, schedule: Schedule) -> Dealt:
    """Choose the unit that serves each tour so that the largest burden is small.

    A contributor's burden is the share of the people-months it has pledged (people x months of the plan) that its
    units spend on tour, ``burden = sum(people x months on tour) / sum(people x months)``. Any dealing counts that
    keeps rest and tours sustainable. Tours are dealt in turn to all units of their group, then moved or exchanged as
    long as the worse off of two contributors gains (``fair_dealing``). Where the largest burden is then above what a
    glance proves, a whole-number programme looks for the best dealing and its bound (``least_burden``), and the tours
    are moved again from there. Grows with tours x contributors in their group; the programme is of as many columns.
    """
    months = np.bincount(active(problem, schedule.pair, schedule.start)[0], minlength=len(schedule.pair))
    group = problem.pair_group[schedule.pair]
    tours = [(int(g), int(s), int(m)) for g, s, m in zip(group, schedule.start, months, strict=True)]
    shares = _shares(problem)
    chosen = fair_dealing(tours, shares, _in_turn(problem, tours, shares))
    bound = _glance(problem, tours, shares)
    if _largest(tours, shares, chosen) > bound + _SURE:
        chosen, proven = least_burden(tours, shares, chosen)
        chosen, bound = fair_dealing(tours, shares, chosen), max(bound, proven)
    value = _largest(tours, shares, chosen)
    return Dealt(_served(tours, shares, chosen), Stage("burden", value, min(value, bound)))


def pledged_months(problem: Problem) -> dict[str, float]:
    """Return the people-months that each contributor's units offer to the end of the plan."""
    found: dict[str, float] = {}
    for unit in problem.units:
        found[unit.contributor] = found.get(unit.contributor, 0.0) + unit.personnel * problem.months
    return found


def _shares(problem: Problem) -> tuple[Share, ...]:
    pledged, found = pledged_months(problem), []
    for group, members in enumerate(problem.members):
        alike: dict[tuple[str, float], list[int]] = {}
        for index in members:
            unit = problem.units[index]
            alike.setdefault((unit.contributor, unit.personnel), []).append(index)
        times = int(problem.tour[group] + problem.rest[group]), int(problem.tours[group])
        for (who, people), units in alike.items():
            found.append(Share(group, who, people / pledged[who] if people else 0.0, tuple(units), *times))
    return tuple(found)


def _in_turn(problem: Problem, tours: Sequence[Tour], shares: Sequence[Share]) -> list[int]:
    # Each group's tours, in order of their starts, to its units one after the other, contributors taking turns.
    seats: list[list[int]] = [[] for _ in problem.members]
    for which in _alternating(shares):
        seats[shares[which].group].append(which)
    chosen, turn = [0] * len(tours), [0] * len(seats)
    for tour in sorted(range(len(tours)), key=lambda t: tours[t][1]):
        group = tours[tour][0]
        chosen[tour] = seats[group][turn[group] % len(seats[group])]
        turn[group] += 1
    return chosen


def _alternating(shares: Sequence[Share]) -> list[int]:
    seats = [(n, which) for which, share in enumerate(shares) for n in range(len(share.units))]
    return [which for _n, which in sorted(seats)]


def _largest(tours: Sequence[Tour], shares: Sequence[Share], chosen: Sequence[int]) -> float:
    burden = dict.fromkeys((share.contributor for share in shares), 0.0)
    for (_group, _start, months), which in zip(tours, chosen, strict=True):
        burden[shares[which].contributor] += shares[which].weight * months
    return max(burden.values(), default=0.0)


def _glance(problem: Problem, tours: Sequence[Tour], shares: Sequence[Share]) -> float:
    # What nobody can deal away: tours of groups that are one contributor's alone; nor can all be below the mean.
    pledged = pledged_months(problem)
    within: dict[int, list[Share]] = {}
    for share in shares:
        within.setdefault(share.group, []).append(share)
    alone, total = dict.fromkeys(pledged, 0.0), 0.0
    for group, _start, months in tours:
        total += months * min(share.weight * pledged[share.contributor] for share in within[group])
        if len({share.contributor for share in within[group]}) == 1:
            alone[within[group][0].contributor] += months * min(share.weight for share in within[group])
    offered = sum(pledged.values())
    return max([total / offered if offered else 0.0, *alone.values()])


def _served(tours: Sequence[Tour], shares: Sequence[Share], chosen: Sequence[int]) -> Ints:
    # Within a share as few units as can take turns.
    unit, which = np.empty(len(tours), dtype=np.int64), np.asarray(chosen, dtype=np.int64)
    starts = np.array([start for _group, start, _months in tours], dtype=np.int64)
    for index in np.unique(which):
        share, mine = shares[index], np.flatnonzero(which == index)
        unit[mine] = np.asarray(share.units)[relays(starts[mine], share.bound, share.tours)]
    return unit
