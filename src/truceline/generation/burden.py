"""Who carries how much: tours dealt out so that no contributor bears far more than its share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.generation.given import Floats, Given, Ints
from truceline.generation.plan import Stage
from truceline.generation.schedule import Schedule, active


@dataclass(frozen=True, slots=True)
class Dealt:
    """The unit (its index) that serves each tour, (tours,), and what that reaches as a stage of the objective."""

    unit: Ints
    stage: Stage


def deal(given: Given, schedule: Schedule, turn: Ints) -> Dealt:
    """Choose the unit that serves each tour so that the largest burden is small.

    ``turn`` (tours,) numbers within each group who relieves whom: tours with the same number are one unit's. A
    contributor's burden is the share of the people-months it has pledged (to the end of the plan) that is spent on
    tour. The turns are dealt out by length, the longest first, each to the contributor that then bears least (longest
    processing time first); only units that are interchangeable trade places, so nothing else of the plan changes. The
    bound is the mean burden: no dealing gets all below it. Grows with turns x members of their group.
    """
    months = np.bincount(active(given, schedule.pair, schedule.start)[0], minlength=len(schedule.pair))
    group = given.pair_group[schedule.pair]
    keys, which = np.unique(np.stack([group, turn]), axis=1, return_inverse=True)
    length = np.bincount(which.ravel(), months, keys.shape[1])
    chosen, burden = _dealt(given, keys[0], length)
    least = sum(
        float(n) * min(given.units[i].personnel for i in given.members[g])
        for g, n in zip(keys[0].tolist(), length.tolist(), strict=True)
    )
    pledged = sum(unit.personnel for unit in given.units) * given.months
    value = max(burden.values(), default=0.0)
    return Dealt(chosen[which.ravel()], Stage("burden", value, min(value, least / pledged if pledged else 0.0)))


def _dealt(given: Given, group: Ints, length: Floats) -> tuple[Ints, dict[str, float]]:
    people = np.array([unit.personnel for unit in given.units])
    pledged: dict[str, float] = {}
    for unit in given.units:
        pledged[unit.contributor] = pledged.get(unit.contributor, 0.0) + unit.personnel * given.months
    burden = dict.fromkeys(pledged, 0.0)
    free = [list(members) for members in given.members]
    chosen = np.empty(len(group), dtype=np.int64)
    for turn in np.argsort(-length, kind="stable").tolist():
        members = free[int(group[turn])]
        best = min(members, key=lambda i: _then(given, burden, pledged, i, float(length[turn] * people[i])))
        members.remove(best)
        chosen[turn] = best
        burden[given.units[best].contributor] += _share(float(length[turn] * people[best]), pledged, given, best)
    return chosen, burden


def _then(given: Given, burden: dict[str, float], pledged: dict[str, float], unit: int, load: float) -> float:
    return burden[given.units[unit].contributor] + _share(load, pledged, given, unit)


def _share(load: float, pledged: dict[str, float], given: Given, unit: int) -> float:
    total = pledged[given.units[unit].contributor]
    return load / total if total else 0.0
