"""What a force fills and deploys in a draw: the plan's own tours, scaled and shifted, not planned anew.

Every unit stays on the lines and in the order of tours that the plan gave it. Then, in a draw,

* a unit counts for what its pledge brings against the likely quantity: 0.5 of it, or 1.3 times;
* what a line has above its quantity fills nothing and is not deployed, all that serve there giving way in proportion
  (but nobody whom the plan itself keeps there);
* a unit whose first tour begins when it arrives begins earlier or later with it, and its other tours move along; one
  that the plan lets wait is late only as far as its wait does not cover it; tours end with their line and the plan;
* units that need an enabler count in the months in which it serves, by the rule of the plan (``generation.schedule``);
* units that the plan leaves at home fill in where others bring less than in the plan, up to what the plan has there:
  each on the line for which it counts most people, tour after tour from its arrival.

Left out: that another mix would be dealt out otherwise. So a draw fills no more than a plan of its own would:
``benchmarks/ranges.py`` measures by how much.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from truceline.generation.arrival import queued
from truceline.generation.eligibility import MONTH_DAYS, day_in_place, factor
from truceline.generation.plan import ForcePlan
from truceline.generation.problem import Bools, Floats, Ints, Problem, given
from truceline.generation.requirement import RequirementLine
from truceline.generation.schedule import TINY, filled_by
from truceline.records.capabilities import Unit


@dataclass(frozen=True, slots=True)
class Brought:
    """What a draw brings, each against what the plan took: quantity and people by pledge, days until ready.

    ``lift`` is the people carried in a day, None where the case states none.
    """

    quantity: Mapping[str, float]
    people: Mapping[str, float]
    days: float
    lift: float | None


@dataclass(frozen=True, slots=True, eq=False)
class Tours:
    """The tours of a plan as columns, (tours,): unit and line are indices, months count from 0, ``stop`` excluded.

    ``wait`` are the months between the unit's arrival and its first tour, ``asked`` the days for which its capital is
    asked, ``soonest`` the first month in which its line asks; ``weight`` is what it counts for on its line. ``spare``
    tells of tours of units that the plan leaves at home.
    """

    unit: Ints
    line: Ints
    start: Ints
    length: Ints
    first: Ints
    wait: Ints
    kind: Ints
    asked: Floats
    soonest: Ints
    weight: Floats
    spare: Bools


@dataclass(frozen=True, slots=True, eq=False)
class Fielding:
    """A force planned in full with likely quantities: ``raw`` are its units before they share the lift.

    ``serving`` (lines, months) is what serves in the plan, asked for or not, ``peak`` its month of greatest deployment,
    and ``people`` (lines,) what one unit of each line takes; the lift carries the units ``lifted``.
    """

    raw: tuple[Unit, ...]
    given: Problem
    tours: Tours
    serving: Floats
    peak: int
    people: Floats
    lifted: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """What a draw fills, (lines, months), its share of the people asked for, and those deployed, (units, months)."""

    filled: Floats
    fill: float
    deployed: Floats


def fielding(
    lines: tuple[RequirementLine, ...],
    raw: tuple[Unit, ...],
    units: tuple[Unit, ...],
    plan: ForcePlan,
    people: Floats,
    *,
    lifted: frozenset[str],
) -> Fielding:
    """Take up a plan of ``units`` on ``lines``; ``raw`` are the units before they share the lift, in the same order.

    ``people`` (lines,) are those that one unit of each line takes; ``lifted`` the ids of the units that the lift
    carries.
    """
    force = given(lines, units, plan.filled.shape[1])
    tours = _tours(force, plan, people)
    on = _on(force, tours, tours.start) & ~tours.spare[:, None]
    return Fielding(
        raw=raw,
        given=force,
        tours=tours,
        serving=_served(force, tours, on, np.ones(len(units))).sum(axis=0),
        peak=int(np.argmax(plan.deployed_by_month)),
        people=people,
        lifted=lifted,
    )


def served(force: Fielding, brought: Brought) -> Served:
    """Scale and shift the plan's tours to what is brought. Cost: tours x months."""
    quantity = np.array([brought.quantity[unit.pledge] for unit in force.raw])
    ready, personnel = _comes(force, brought)
    spare = force.tours.spare[:, None]
    on = _on(force.given, force.tours, _starts(force, ready))
    total = _served(force.given, force.tours, on & ~spare, quantity)
    more = _served(force.given, force.tours, on & spare, quantity)
    useful, called = _useful(force, total.sum(axis=0)), _called(force, total.sum(axis=0), more.sum(axis=0))
    people = personnel[force.tours.unit]
    deployed = np.zeros((len(force.raw), force.given.months))
    share = np.where(spare, called[force.tours.line], useful[force.tours.line])
    np.add.at(deployed, force.tours.unit, on * people[:, None] * share)
    filled = filled_by(force.given, total + more * called)
    asked = force.people @ (force.given.quantity * force.given.asks.sum(axis=1))
    return Served(filled, float(force.people @ filled.sum(axis=1) / asked) if asked else 1.0, deployed)


def on_the_line(force: Fielding, brought: Brought) -> dict[str, float]:
    """Tell how much of each unit serves in the plan's month of greatest deployment: what siting has of it, by id.

    Units that the plan leaves at home have no place on the ground.
    """
    quantity = np.array([brought.quantity[unit.pledge] for unit in force.raw])
    on = _on(force.given, force.tours, force.tours.start) & ~force.tours.spare[:, None]
    useful = _useful(force, _served(force.given, force.tours, on, quantity).sum(axis=0))[:, force.peak]
    here = np.flatnonzero(on[:, force.peak])
    rows = zip(force.tours.unit[here].tolist(), force.tours.line[here].tolist(), strict=True)
    return {force.raw[unit].id: float(quantity[unit] * useful[line]) for unit, line in rows}


def _tours(force: Problem, plan: ForcePlan, people: Floats) -> Tours:
    unit_of = {unit.id: i for i, unit in enumerate(force.units)}
    line_of = {line.id: i for i, line in enumerate(force.lines)}
    group_of = {member: g for g, members in enumerate(force.members) for member in members}
    rows = [(unit_of[t.unit], line_of[t.line], t.first_month - 1) for t in plan.assignments]
    planned = len(rows)
    rows += _spare_tours(force, {unit for unit, _, _ in rows}, people)
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    unit, line, start = columns
    ready = np.array([each.ready_days for each in force.units], dtype=np.float64)
    asked = np.array([day_in_place(force.units[u], force.lines[i]) - ready[u] for u, i, _ in rows], dtype=np.float64)
    soonest = np.array([force.lines[i].from_month - 1 for i in line.tolist()], dtype=np.int64)
    arrival = _arrivals(ready[unit], asked, soonest)
    _, where, back = np.unique(unit, return_index=True, return_inverse=True)  # a unit's tours are in order of month
    return Tours(
        unit=unit,
        line=line,
        start=start,
        length=np.array([force.units[u].tour_months for u in unit.tolist()], dtype=np.int64),
        first=where[back],
        wait=(start - arrival)[where][back],
        kind=np.array([force.kind[group_of[u]] for u in unit.tolist()], dtype=np.int64) % (len(force.kind_needs) + 1),
        asked=asked,
        soonest=soonest,
        weight=np.array([factor(force.units[u], force.lines[i]) for u, i, _ in rows], dtype=np.float64),
        spare=np.arange(len(rows)) >= planned,
    )


def _spare_tours(force: Problem, serving: Collection[int], people: Floats) -> list[tuple[int, int, int]]:
    # Unit, line and first month of the tours that units at home could serve, one after the other.
    found: list[tuple[int, int, int]] = []
    for group, members in enumerate(force.members):
        home, pairs = [unit for unit in members if unit not in serving], np.flatnonzero(force.pair_group == group)
        pair = max(pairs.tolist(), key=lambda each: force.pair_factor[each] * people[force.pair_line[each]])
        line, every = int(force.pair_line[pair]), int(force.tour[group] + force.rest[group])
        starts = range(int(force.pair_first[pair]), int(force.stop[line]), every)[: int(force.tours[group])]
        found += [(unit, line, start) for unit in home for start in starts]
    return found


def _arrivals(ready: Floats, asked: Floats, soonest: Ints) -> Ints:
    # The month (from 0) from which a tour's unit counts: the rule of ``eligibility.first_month``, for all tours.
    return np.maximum(np.floor((ready + asked) / MONTH_DAYS + 0.5).astype(np.int64), soonest)


def _comes(force: Fielding, brought: Brought) -> tuple[Floats, Floats]:
    # Days until ready and people, both (units,).
    people = np.array([unit.personnel * brought.people[unit.pledge] for unit in force.raw])
    ready = np.rint(np.array([unit.ready_days for unit in force.raw]) * brought.days)
    if brought.lift is not None:
        lifted = [unit.id in force.lifted for unit in force.raw]
        ready = np.ceil(np.array(queued(ready.tolist(), people.tolist(), lifted, brought.lift)) - 1e-9)
    return ready, people


def _starts(force: Fielding, ready: Floats) -> Ints:
    tours = force.tours
    arrival = _arrivals(ready[tours.unit], tours.asked, tours.soonest)
    late = arrival[tours.first] - tours.start[tours.first]
    shift = np.where((tours.wait == 0) | (late > 0), late, 0)
    return np.maximum(tours.start + shift, force.given.start[tours.line])


def _on(force: Problem, tours: Tours, start: Ints) -> Bools:
    month = np.arange(force.months)
    end = np.minimum(start + tours.length, force.stop[tours.line])
    on: Bools = (start[:, None] <= month) & (month < end[:, None])
    return on


def _served(force: Problem, tours: Tours, on: Bools, quantity: Floats) -> Floats:
    total = np.zeros((len(force.kind_needs) + 1, len(force.lines), force.months))
    np.add.at(total, (tours.kind, tours.line), on * (tours.weight * quantity[tours.unit])[:, None])
    return total


def _called(force: Fielding, total: Floats, more: Floats) -> Floats:
    # The share of those at home who fill in, (lines, months), for what is less than the plan has there.
    had = np.minimum(force.given.quantity[:, None] * force.given.asks, force.serving)
    lack = np.clip(had - total, 0, more)
    return np.divide(lack, more, out=np.zeros_like(more), where=more > TINY)


def _useful(force: Fielding, total: Floats) -> Floats:
    # The share of those on a line who are asked for, (lines, months); the plan's own surplus stays.
    most = np.maximum(force.given.quantity[:, None] * force.given.asks, force.serving)
    return np.divide(most, total, out=np.ones_like(total), where=total > most + TINY)
