"""When the force arrives: approvals, notice to move, and the lift that all share."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from truceline.coalition.pledges import Pledge
from truceline.generation.eligibility import factor, why_not
from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import IN_COUNTRY, Unit
from truceline.records.quantities import Range

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """People arrived by the end of each day after D-day, of the force at its first peak.

    ``people`` is (3, days): low, likely and high, the first column being D-day itself. ``late`` are the days (likely)
    by which the lift delays a unit beyond its own readiness, by unit id, the longest first.
    """

    people: Floats
    late: tuple[tuple[str, int], ...]


def after_approval(pledge: Pledge, granted: Collection[str]) -> Pledge:
    """Add to a pledge's readiness the days that approvals take whose fact is not among those ``granted``.

    Bodies are asked side by side from D-day, so the longest counts; preparations wait for it.
    """
    days = max((a.days for a in pledge.approvals if a.fact not in granted), default=0)
    return replace(pledge, ready_days=pledge.ready_days + days) if days else pledge


def carried(units: Iterable[Unit], lines: Sequence[RequirementLine]) -> frozenset[str]:
    """Name the units that the lift carries: those that enter the country and may serve on one of the ``lines``."""
    return frozenset(unit.id for unit in units if unit.location == IN_COUNTRY and _may_serve(unit, lines))


def _may_serve(unit: Unit, lines: Sequence[RequirementLine]) -> bool:
    return any(factor(unit, line) > 0 and not why_not(unit, line) for line in lines)


def arrival_days(units: Sequence[Unit], lift_per_day: float, lifted: Collection[str]) -> tuple[float, ...]:
    """Return the day on which each unit is in place when those ``lifted`` (ids) share a lift of so many people a day.

    Whoever is ready first moves first (of equals, in the order given). The last of a unit's people arrives when the
    unit is ready, and not before those who moved earlier and the unit itself have been carried, one after the other:
    ``day = max(ready, day of the one before + people / lift)``. A sequence, not an optimum; readiness includes the
    unit's own journey, so the first to go waits for nobody; units not lifted are in place when ready. Left out:
    vehicles and stores, ports and roads, and the lift that later rotations take.
    """
    ready, people = [float(unit.ready_days) for unit in units], [unit.personnel for unit in units]
    return queued(ready, people, [unit.id in lifted for unit in units], lift_per_day)


def queued(
    ready: Sequence[float], people: Sequence[float], lifted: Sequence[bool], lift_per_day: float
) -> tuple[float, ...]:
    """Do as ``arrival_days``, from the units' days, people and whether the lift carries them, all in one order."""
    days, busy = list(ready), 0.0
    for index in sorted(range(len(ready)), key=ready.__getitem__):
        if lifted[index]:
            busy = days[index] = max(ready[index], busy + people[index] / lift_per_day)
    return tuple(days)


def after_lift(units: Sequence[Unit], lift_per_day: float, lifted: Collection[str]) -> tuple[Unit, ...]:
    """Return the units, ready on the day on which the shared lift has brought those ``lifted``, rounded up.

    Any plan made with these keeps within the lift: it carries them all in one order, whether they serve or not.
    """
    days = arrival_days(units, lift_per_day, lifted)
    return tuple(replace(unit, ready_days=math.ceil(day - 1e-9)) for unit, day in zip(units, days, strict=True))


def at_peak(plan: ForcePlan) -> frozenset[str]:
    """Name the units on tour in the first month of greatest deployment."""
    month = int(np.argmax(plan.deployed_by_month)) + 1
    return frozenset(t.unit for t in plan.assignments if t.first_month <= month <= t.last_month)


def arrivals(
    units: Sequence[Unit], chosen: Collection[str], people: Mapping[str, Range], lift: Range, *, lifted: Collection[str]
) -> Arrivals:
    """Draw up the arrival curve of the ``chosen`` units, while the lift carries all ``lifted`` in order of readiness.

    ``people`` gives each unit's people, and ``lift`` those carried per day, as low, likely and high. The low curve
    takes few people over little lift, the high one many over much: a wide band, as if all erred together.
    """
    ends = ("low", "likely", "high")
    cases = [
        _days([replace(u, personnel=getattr(people[u.id], end)) for u in units], getattr(lift, end), lifted)
        for end in ends
    ]
    mine = [i for i, unit in enumerate(units) if unit.id in chosen]
    last = max((int(days[i]) for days in cases for i in mine), default=0)
    table = np.zeros((len(ends), last + 1))
    for row, (end, days) in enumerate(zip(ends, cases, strict=True)):
        for i in mine:
            table[row, int(days[i]) :] += getattr(people[units[i].id], end)
    waits = ((units[i].id, int(cases[1][i]) - units[i].ready_days) for i in mine)
    return Arrivals(table, tuple(sorted((w for w in waits if w[1] > 0), key=lambda w: (-w[1], w[0]))))


def _days(units: Sequence[Unit], lift_per_day: float, lifted: Collection[str]) -> list[int]:
    return [math.ceil(day - 1e-9) for day in arrival_days(units, lift_per_day, lifted)]
