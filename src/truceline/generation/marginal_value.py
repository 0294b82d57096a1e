"""What one more unit of each capability would add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.generation.plan import ForcePlan
from truceline.generation.problem import Problem, given
from truceline.generation.requirement import RequirementLine
from truceline.generation.schedule import Schedule, fill
from truceline.records.capabilities import Unit


@dataclass(frozen=True, slots=True)
class MarginalValue:
    """What one more unit of ``capability`` adds on ``line``, where it helps most: unit-months, and those critical.

    Both include units that are there already and become ready because of it.
    """

    capability: str
    line: str
    critical: float
    fill: float


def value_of_one_more(
    plan: ForcePlan, lines: Sequence[RequirementLine], units: Sequence[Unit]
) -> tuple[MarginalValue, ...]:
    """Return for each capability asked for what one more unit of it would add to ``plan``, the most valuable first.

    The unit is thought to be in place from D-day to the end of the plan, free of caveats and needs, on one line
    throughout, and nothing else is moved. So this is neither a dual nor a fresh solve but what the plan gains as it
    stands: a full re-plan with that unit can only gain more. One pass over (lines, months) per line.
    """
    force = given(lines, units, plan.filled.shape[1])
    schedule = _schedule(force, plan)
    best: dict[str, MarginalValue] = {}
    for index, line in enumerate(force.lines):
        critical, total = _gain(force, schedule, index, plan)
        worth = MarginalValue(line.capability, line.id, critical, total)
        if line.capability not in best or _rank(worth) < _rank(best[line.capability]):
            best[line.capability] = worth
    return tuple(sorted(best.values(), key=_rank))


def _rank(worth: MarginalValue) -> tuple[float, float, str]:
    return -round(worth.critical, 6), -round(worth.fill, 6), worth.capability


def _gain(force: Problem, schedule: Schedule, index: int, plan: ForcePlan) -> tuple[float, float]:
    also = force.provides[index][:, None] & force.asks[index]
    then = fill(force, schedule, also) if also.any() else plan.filled.copy()
    then[index] = np.minimum(then[index] + 1, force.quantity[index]) * force.asks[index]
    gained = then - plan.filled
    return float(gained[force.critical].sum()), float(gained.sum())


def _schedule(force: Problem, plan: ForcePlan) -> Schedule:
    group = {force.units[i].id: g for g, members in enumerate(force.members) for i in members}
    line = {line.id: i for i, line in enumerate(force.lines)}
    pairs = zip(force.pair_group.tolist(), force.pair_line.tolist(), strict=True)
    pair = {key: index for index, key in enumerate(pairs)}
    served = [pair[group[tour.unit], line[tour.line]] for tour in plan.assignments]
    begun = [tour.first_month - 1 for tour in plan.assignments]
    return Schedule(np.array(served, dtype=np.int64), np.array(begun, dtype=np.int64))
