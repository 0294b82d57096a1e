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
    keys = np.stack([given.pair_group[schedule.pair], turn])
    turns, which = np.unique(keys, axis=1, return_inverse=True)
    length = np.bincount(which.ravel(), months, turns.shape[1]).astype(float)
    chosen, burden = _dealt(given, turns[0].tolist(), length)
    value = max(burden.values(), default=0.0)
    return Dealt(chosen[which.ravel()], Stage("burden", value, min(value, _mean(given, turns[0].tolist(), length))))


def pledged_months(given: Given) -> dict[str, float]:
    """Give the people-months that each contributor's units offer to the end of the plan."""
    found: dict[str, float] = {}
    for unit in given.units:
        found[unit.contributor] = found.get(unit.contributor, 0.0) + unit.personnel * given.months
    return found


def _dealt(given: Given, group: list[int], length: Floats) -> tuple[Ints, dict[str, float]]:
    pledged = pledged_months(given)
    burden, chosen = dict.fromkeys(pledged, 0.0), np.empty(len(group), dtype=np.int64)
    free = [list(members) for members in given.members]

    def then(unit: int) -> float:
        who = given.units[unit].contributor
        spent = given.units[unit].personnel * months
        return burden[who] + (spent / pledged[who] if spent else 0.0)

    for turn in np.argsort(-length, kind="stable").tolist():
        months = float(length[turn])
        best = min(free[group[turn]], key=then)
        burden[given.units[best].contributor] = then(best)
        free[group[turn]].remove(best)
        chosen[turn] = best
    return chosen, burden


def _mean(given: Given, group: list[int], length: Floats) -> float:
    least = [min(given.units[i].personnel for i in members) for members in given.members]
    pledged = sum(pledged_months(given).values())
    return sum(least[g] * n for g, n in zip(group, length.tolist(), strict=True)) / pledged if pledged else 0.0
