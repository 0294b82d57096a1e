"""What a force plan comes to in people: how far the requirement is filled, and who is where.

Battalions, teams, ships and money have no common unit. So a plan is summed up line by line in each line's own unit
(how many critical lines are filled in full, and the mean of their shares), and by people: what one of a line's
capability takes, times the units asked for and filled. Lines measured in money or equipment bring nobody and are left
out of the latter. A substitute counts for the people of what it stands in for, as it does in units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.generation.endurance import MOST
from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import PLACES, Capability, Unit
from truceline.records.unit_of_measure import brings_people

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fill:
    """How far a statement of requirements is filled.

    ``asked`` and ``filled`` are person-months over the lines that bring people, ``uncounted`` the ids of those that do
    not. ``critical_fill`` is the mean over the critical lines of the share of each that is filled (1 where there is
    none); ``critical_full`` of ``critical_lines`` are filled in every month that they ask.
    """

    asked: float
    filled: float
    critical_fill: float
    critical_full: int
    critical_lines: int
    uncounted: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of the person-months asked for that is filled; 1 where none is asked for."""
        return self.filled / self.asked if self.asked else 1.0


def fill_of(plan: ForcePlan, lines: Sequence[RequirementLine], capabilities: Mapping[str, Capability]) -> Fill:
    """Sum up how far ``plan`` fills ``lines``, which are those it was made for, in its order."""
    people = people_each(lines, capabilities)
    months = np.array([_months(line, plan.filled.shape[1]) for line in lines])
    asked = np.array([line.quantity for line in lines]) * months
    critical = np.array([line.critical for line in lines], dtype=np.bool_)
    shares = np.array([fill.filled / fill.required for fill in plan.lines])
    full = np.array([not fill.gap for fill in plan.lines])
    return Fill(
        asked=float(people @ asked),
        filled=float(people @ plan.filled.sum(axis=1)),
        critical_fill=float(shares[critical].mean()) if critical.any() else 1.0,
        critical_full=int(full[critical].sum()),
        critical_lines=int(critical.sum()),
        uncounted=tuple(line.id for line, each in zip(lines, people, strict=True) if not each),
    )


def people_each(lines: Sequence[RequirementLine], capabilities: Mapping[str, Capability]) -> Floats:
    """Return the people that one unit of each line's capability takes, (lines,); 0 where it brings nobody."""
    return np.array([people_of(capabilities[line.capability]) for line in lines], dtype=np.float64)


def by_place(plan: ForcePlan, units: Sequence[Unit]) -> Mapping[str, Floats]:
    """Split the people on tour in each month, (months,), by where they serve; places where nobody does are left out."""
    known = {unit.id: unit for unit in units}
    found = {place: np.zeros(len(plan.deployed_by_month)) for place in PLACES}
    for tour in plan.assignments:
        unit = known[tour.unit]
        if unit.location in found:
            found[unit.location][tour.first_month - 1 : tour.last_month] += unit.personnel
    return {place: people for place, people in found.items() if people.any()}


def at_peak(plan: ForcePlan, places: Mapping[str, Floats]) -> dict[str, float]:
    """Return the people at each place in the first month in which most are deployed."""
    month = int(np.argmax(plan.deployed_by_month))
    return {place: float(people[month]) for place, people in places.items() if people[month]}


def build_up(people: Sequence[float]) -> tuple[float, int | None]:
    """Return the most people in any month, and the first month (from 1) with ``MOST`` of them; None where nobody is."""
    most = max(people, default=0.0)
    enough = (month for month, here in enumerate(people, start=1) if here >= MOST * most)
    return float(most), next(enough, None) if most else None


def people_of(capability: Capability) -> float:
    """Return the likely people of one unit of a capability; 0 for money and equipment."""
    return capability.personnel.likely if brings_people(capability.unit) else 0.0


def _months(line: RequirementLine, horizon: int) -> int:
    return max(0, min(line.to_month, horizon) - line.from_month + 1)
