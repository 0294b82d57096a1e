"""Force generation: fill the statement of requirements from the units that stand, month by month."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from truceline.generation.burden import deal
from truceline.generation.endurance import kept_up, pools
from truceline.generation.exact.programme import exact
from truceline.generation.gap_reasons import Absent, Whereabouts, reasons, whereabouts
from truceline.generation.handover import put_off
from truceline.generation.large.decomposition import decomposed
from truceline.generation.plan import PRIORITY, SHORT, ForcePlan, LineFill, SinglePoint, Tour
from truceline.generation.problem import Bools, Floats, Ints, Problem, given
from truceline.generation.requirement import RequirementLine
from truceline.generation.schedule import BestSchedule, Schedule, fill, readiness, supply
from truceline.records.capabilities import Unit

EXACT = 300
"""Up to so many possible tours (group, line, month) the exact programme is solved; beyond, the case is decomposed."""


def generate(
    lines: Sequence[RequirementLine],
    units: Sequence[Unit],
    *,
    months: int,
    absent: Sequence[Absent] = (),
    titles: Mapping[str, str] | None = None,
    seconds: float = math.inf,
) -> ForcePlan:
    """Assign ``units`` to the ``lines`` of one force concept, month by month, and say why what is missing is missing.

    Lexicographic: critical lines first, then fill over time, then minimum formations, then fewer tours (hand-overs),
    then a small largest burden. ``absent`` are the pledges that do not stand; they fill nothing but explain gaps, which
    call capabilities by their ``titles``. Small cases (``EXACT``) are solved to proof; larger ones to within the gap
    between each stage's value and bound, by a method that always takes the same path. ``seconds`` is a safety net for
    each stage of a small case: where it strikes, the answer may differ from run to run.

    Raises
    ------
    CaseError
        If ids repeat, a line asks for less than one unit or outside the months, or a unit's tour, rest or number of
        tours makes no sense.
    """
    force = given(lines, units, months, titles)
    small = (force.stop[force.pair_line] - force.pair_first).sum() <= EXACT
    return _plan(force, exact(force, seconds=seconds) if small else decomposed(force), absent)


def _plan(force: Problem, found: BestSchedule, absent: Sequence[Absent]) -> ForcePlan:
    schedule = put_off(force, found.schedule)
    filled = fill(force, schedule)
    dealt = deal(force, schedule)
    tours = tours_of(force, schedule, dealt.unit)
    _ready, provided = readiness(force, supply(force, schedule, force.pair_factor))
    where = whereabouts(force, tours, provided)
    deployed = _deployed(force, where)
    critical, best = found.stages[:2]
    return ForcePlan(
        lines=tuple(_line(force, i, filled[i], where, absent) for i in range(len(force.lines))),
        assignments=tours,
        filled=filled,
        fill=_share(force, filled, np.ones_like(force.critical)),
        critical_fill=_share(force, filled, force.critical),
        deployed=float(deployed.max()),
        deployed_by_month=deployed,
        kept=kept_up(force, where, deployed),
        pools=pools(tours, {unit.id: unit for unit in force.units}, force.months),
        objective=best.value + (PRIORITY - 1) * critical.value,
        bound=min(best.bound + (PRIORITY - 1) * critical.bound, found.bound),
        status=found.status,
        stages=(*found.stages, dealt.stage),
        single_points=tuple(_single_points(force, where)),
    )


def tours_of(force: Problem, schedule: Schedule, chosen: Ints) -> tuple[Tour, ...]:
    """Name the unit that serves each tour (its index is in ``chosen``, (tours,)), in order of unit and month."""
    line = force.pair_line[schedule.pair]
    end = np.minimum(schedule.start + force.tour[force.pair_group[schedule.pair]], force.stop[line])
    rows = sorted(zip(chosen.tolist(), schedule.start.tolist(), end.tolist(), line.tolist(), strict=True))
    return tuple(Tour(force.units[u].id, force.lines[i].id, first + 1, last) for u, first, last, i in rows)


def _line(force: Problem, index: int, filled: Floats, where: Whereabouts, absent: Sequence[Absent]) -> LineFill:
    line, asked = force.lines[index], filled[force.asks[index]]
    mean = float(asked.mean())
    return LineFill(
        line=line.id,
        required=line.quantity,
        filled=mean,
        worst=float(asked.min()),
        best=float(asked.max()),
        gap=line.quantity - mean if asked.min() < line.quantity - SHORT else 0.0,
        reasons=reasons(force, index, filled, where, absent),
        minimum=line.minimum,
    )


def _share(force: Problem, filled: Floats, of: Bools) -> float:
    asked = float((force.quantity[:, None] * force.asks)[of].sum())
    return float(filled[of].sum()) / asked if asked else 1.0


def _deployed(force: Problem, where: Whereabouts) -> Floats:
    personnel = np.array([unit.personnel for unit in force.units])
    deployed: Floats = (personnel[:, None] * (where.place >= 0)).sum(axis=0)
    return deployed


def _single_points(force: Problem, where: Whereabouts) -> list[SinglePoint]:
    found = []
    needed = {need for unit in force.units for need in unit.needs}
    for index, line in enumerate(force.lines):
        who = {force.units[i].contributor for i in np.flatnonzero((where.place == index).any(axis=1))}
        if line.capability in needed and len(who) == 1:
            found.append(SinglePoint(line.id, line.capability, *who))
    return found
