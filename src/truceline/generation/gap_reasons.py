"""Why a line is not filled, in words, with the ids of the pledges concerned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from truceline.generation.eligibility import day_in_place, factor, first_month, why_not
from truceline.generation.plan import SHORT, Tour
from truceline.generation.problem import Bools, Floats, Ints, Problem
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Unit

IDLE, RESTING, WORN_OUT = -1, -2, -3
"""Where a unit is when it serves on no line."""


@dataclass(frozen=True, slots=True)
class Absent:
    """A pledge that does not stand: ``quantity`` units of ``capability``; ``why`` says in words why it is none."""

    pledge: str
    contributor: str
    capability: str
    quantity: float
    why: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where every unit is, and which enablers are there: what the reasons are read from.

    ``place`` is (units, months): the index of the line on which the unit serves, or a negative code for idle,
    resting between tours, and worn out (its tours are used up). ``begun`` is (units, months), the tours that it has
    begun by then. ``provided`` is (enablers, months).
    """

    place: Ints
    begun: Ints
    provided: Bools


def whereabouts(problem: Problem, tours: Sequence[Tour], provided: Bools) -> Whereabouts:
    """Read from the tours where every unit is in each month."""
    units = {unit.id: i for i, unit in enumerate(problem.units)}
    lines = {line.id: i for i, line in enumerate(problem.lines)}
    place = np.full((len(units), problem.months), IDLE)
    begun = np.zeros_like(place)
    for tour in sorted(tours, key=lambda t: t.first_month):
        row, unit = place[units[tour.unit]], problem.units[units[tour.unit]]
        begun[units[tour.unit], tour.first_month - 1 :] += 1
        home = tour.first_month - 1 + unit.tour_months
        row[tour.last_month : home + unit.rest_months] = RESTING
        row[tour.first_month - 1 : tour.last_month] = lines[tour.line]
        if begun[units[tour.unit], -1] == unit.tours:
            row[home:] = WORN_OUT
    return Whereabouts(place, begun, provided)


def reasons(
    problem: Problem, index: int, filled: Floats, where: Whereabouts, absent: Sequence[Absent] = ()
) -> tuple[str, ...]:
    """Return every reason why line number ``index`` has a gap, each with its pledges; empty where it has none.

    ``filled`` is (months,). A reason says what keeps a pledge from filling the gap. It does not say that removing
    that one would close the gap: several may have to go together.
    """
    line = problem.lines[index]
    short = problem.asks[index] & (filled < line.quantity - SHORT)
    if not short.any():
        return ()
    able = [i for i, unit in enumerate(problem.units) if factor(unit, line) > 0]
    found: dict[str, dict[str, None]] = {}
    for text, pledge in (*_absent(line, absent), *_offered(problem, index, able, short, where)):
        found.setdefault(text, {})[pledge] = None
    if not able:
        also = "".join(f" or {problem.title(capability)}" for capability, _counts in line.substitutes)
        who = "nobody else" if found else "nobody"
        found[f"{who} offers {problem.title(line.capability)}{also}"] = {}
    elif (offered := sum(factor(problem.units[i], line) for i in able)) < line.quantity:
        found[f"only {offered:g} of {line.quantity} stand"] = dict.fromkeys(problem.units[i].pledge for i in able)
    return tuple(f"{text}: {', '.join(pledges)}" if pledges else text for text, pledges in found.items())


def _absent(line: RequirementLine, absent: Sequence[Absent]) -> Iterator[tuple[str, str]]:
    wanted = {line.capability, *(capability for capability, _counts in line.substitutes)}
    for one in absent:
        if one.capability in wanted:
            yield one.why, f"{one.pledge} ({one.quantity:g})"


def _offered(
    problem: Problem, index: int, able: list[int], short: Bools, where: Whereabouts
) -> Iterator[tuple[str, str]]:
    line = problem.lines[index]
    spells: dict[tuple[str, str], Bools] = {}
    late: dict[int, list[Unit]] = {}
    for i in able:
        unit = problem.units[i]
        if refused := why_not(unit, line):
            yield refused, unit.pledge
            continue
        arrives = first_month(unit, line)
        if short[: arrives - 1].any():
            late.setdefault(arrives, []).append(unit)
        for month in np.flatnonzero(short[arrives - 1 :]) + arrives - 1:
            if what := _what_else(problem, index, i, int(month), where):
                spells.setdefault((what, unit.pledge), np.zeros_like(short))[month] = True
    for arrives, units in sorted(late.items()):
        text = _late(line, arrives, [day_in_place(unit, line) for unit in units])
        yield from ((text, unit.pledge) for unit in units)
    for (what, pledge), months in spells.items():
        yield f"{what} {spell(months)}", pledge


def _late(line: RequirementLine, arrives: int, days: Sequence[int]) -> str:
    behind, low, high = arrives - line.from_month, min(days), max(days)
    when = f"day {low}" if low == high else f"days {low} to {high}"
    return f"in place on {when}, so counted from month {arrives}, {behind} month{'s' if behind > 1 else ''} too late"


def _what_else(problem: Problem, index: int, unit: int, month: int, where: Whereabouts) -> str:
    # What keeps this unit from counting on the line in this month; empty where it does count.
    place = where.place[unit, month]
    if gone := _missing(problem, problem.units[unit], month, where):
        return f"enabler missing ({gone})"
    if place >= 0:
        line, more = problem.lines[place], problem.critical[place] > problem.critical[index]
        return "" if place == index else f"used on {'the more critical ' if more else ''}“{line.title}”"
    return {RESTING: "resting", WORN_OUT: "worn out", IDLE: "tours saved for other months, so idle"}[int(place)]


def _missing(problem: Problem, unit: Unit, month: int, where: Whereabouts) -> str:
    gone = [e for k, e in enumerate(problem.enablers) if e in unit.needs and not where.provided[k, month]]
    asked = {line.capability for line in problem.lines}
    return ", ".join(problem.title(e) if e in asked else f"{problem.title(e)}, for which no line asks" for e in gone)


def spell(months: Bools) -> str:
    """Write the months that are true, counted from 1: ``in month 3``, ``in months 1-4, 9``, ``from month 13``."""
    on = np.flatnonzero(months) + 1
    runs = [
        f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0])
        for run in np.split(on, np.flatnonzero(np.diff(on) > 1) + 1)
    ]
    if len(runs) == 1 and on[-1] == len(months) and len(on) > 1:
        return f"from month {on[0]}"
    return f"in month{'s' if len(on) > 1 else ''} {', '.join(runs)}"
