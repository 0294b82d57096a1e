"""Which unit may serve on which line, from when, and for how much: one small rule each.

A rule that says no gives the reason in words; the same words explain the gap.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from truceline.generation.requirement import RequirementLine
from truceline.generation.units import share_of
from truceline.records.capabilities import Caveat, Unit

MONTH_DAYS = 30.4375
"""Days in a month: 365.25 / 12."""


def factor(unit: Unit, line: RequirementLine) -> float:
    """Count a unit of the capability asked for as its share of one, a substitute as its factor of that, others as 0."""
    if unit.capability == line.capability:
        return share_of(unit)
    return share_of(unit) * dict(line.substitutes).get(unit.capability, 0.0)


def wrong_location(unit: Unit, line: RequirementLine) -> str:
    """Rule out a unit whose location scope does not serve the line."""
    if unit.location in line.locations:
        return ""
    return f"wrong location: it serves {unit.location}, the line asks for {' or '.join(sorted(line.locations))}"


def barred(unit: Unit, line: RequirementLine) -> str:
    """Rule out a unit whose caveat prohibits any of the line's tasks in its sector."""
    for caveat in unit.caveats:
        if any(caveat.bars(task, line.sector) for task in line.tasks or ("",)):
            return f"caveat: prohibits {caveat.task or 'every task'} in {caveat.area or 'every area'}"
    return ""


PROHIBITIONS: tuple[Callable[[Unit, RequirementLine], str], ...] = (wrong_location, barred)
"""The rules that bar a unit of the right capability from a line."""


def why_not(unit: Unit, line: RequirementLine) -> str:
    """Return the first reason why a unit of the right capability may not serve on the line; empty where it may."""
    return next(filter(None, (rule(unit, line) for rule in PROHIBITIONS)), "")


def day_in_place(unit: Unit, line: RequirementLine) -> int:
    """Return the day after D-day on which the unit is in place on the line.

    A caveat that is a *limitation* on any of the line's tasks adds the days for which its capital is asked, once,
    before the first tour.
    """
    asked = [caveat.approval_days for caveat in unit.caveats if _limits(caveat, line)]
    return unit.ready_days + max(asked, default=0)


def last_day(month: int) -> int:
    """Return the last day after D-day on which a unit may be in place and count in ``month``, of which it is half."""
    return math.ceil((month - 0.5) * MONTH_DAYS) - 1


def first_month(unit: Unit, line: RequirementLine) -> int:
    """Return the first month, counted from 1, for half of which or more the unit is in place."""
    return 1 + math.floor(day_in_place(unit, line) / MONTH_DAYS + 0.5)


def _limits(caveat: Caveat, line: RequirementLine) -> bool:
    task = caveat.task == "" or caveat.task in line.tasks
    return caveat.kind == "limitation" and task and caveat.area in ("", line.sector)
