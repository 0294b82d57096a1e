"""The order of battle: who stands under whom in one month of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.generation.units import share_of
from truceline.records.capabilities import Unit

FORCE = "force"
"""The id of the element at the top."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the order of battle, below ``superior`` (empty at the top), ``depth`` steps down.

    ``kind`` is ``force``, ``sector``, ``line`` or ``unit``; ``name`` the id of the sector, line or unit. ``capability``
    and ``contributor`` are empty but for units (and lines: what is asked for). ``personnel`` are likely people, those
    below included; ``share`` is how much of a whole unit a unit is.
    """

    id: str
    kind: str
    name: str
    superior: str
    depth: int
    capability: str
    contributor: str
    personnel: float
    share: float = 1.0


def order_of_battle(
    plan: ForcePlan, lines: Sequence[RequirementLine], units: Sequence[Unit], *, month: int
) -> tuple[Element, ...]:
    """List the force in ``month`` (counted from 1) from the top down: sectors, lines, and the units on tour there.

    A tasking, not a chain of command: no pledge says under whom a unit serves.
    """
    by_id = {unit.id: unit for unit in units}
    serving: dict[str, list[Unit]] = {}
    for tour in plan.assignments:
        if tour.first_month <= month <= tour.last_month:
            serving.setdefault(tour.line, []).append(by_id[tour.unit])
    sectors: dict[str, list[RequirementLine]] = {}
    for line in lines:
        if line.id in serving:
            sectors.setdefault(line.sector, []).append(line)
    top = Element(FORCE, "force", "", "", 0, "", "", _people(u for here in serving.values() for u in here))
    return (top, *(e for name, here in sectors.items() for e in _sector(name, here, serving)))


def _sector(name: str, lines: Sequence[RequirementLine], serving: Mapping[str, Sequence[Unit]]) -> Iterator[Element]:
    id_ = f"sector:{name or 'anywhere'}"
    people = _people(unit for line in lines for unit in serving[line.id])
    yield Element(id_, "sector", name, FORCE, 1, "", "", people)
    for line in lines:
        here = serving[line.id]
        yield Element(f"line:{line.id}", "line", line.id, id_, 2, line.capability, "", _people(iter(here)))
        for unit in sorted(here, key=lambda u: (u.contributor, u.id)):
            under = (f"line:{line.id}", 3, unit.capability, unit.contributor)
            yield Element(unit.id, "unit", unit.id, *under, unit.personnel, share_of(unit))


def _people(units: Iterator[Unit]) -> float:
    return sum(unit.personnel for unit in units)
