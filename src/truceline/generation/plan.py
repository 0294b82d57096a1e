"""What force generation gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from truceline.solvers.milp import SolveStatus

Floats = NDArray[np.float64]


SHORT = 1e-6
"""What a line may lack in a month, in units, without counting as a gap: rounding, no more."""

PRIORITY = 10.0
"""What a unit-month on a critical line counts in the weighted objective, against 1 on any other."""


@dataclass(frozen=True, slots=True)
class Tour:
    """One unit serves on one line from ``first_month`` to ``last_month``, both included, counted from 1 after D-day."""

    unit: str
    line: str
    first_month: int
    last_month: int


@dataclass(frozen=True, slots=True)
class LineFill:
    """How far one line is filled, in units of its capability, and why not further.

    ``filled`` is the mean over the months in which the line asks, ``worst`` the least filled of them, ``best`` the
    most. ``gap`` is ``required - filled``. Only ready units count: a substitute for its factor, a part of a unit for
    its share, and never more than is required. ``reasons`` are empty where there is no gap. ``minimum`` is the least
    that is of use in a month, 0 where any number helps.
    """

    line: str
    required: int
    filled: float
    worst: float
    best: float
    gap: float
    reasons: tuple[str, ...]
    minimum: int = 0

    @property
    def minimum_met(self) -> bool:
        """Return whether every month in which the line asks has its minimum."""
        return self.worst >= self.minimum - SHORT

    @property
    def ever_of_use(self) -> bool:
        """Return whether any month has it."""
        return self.best >= self.minimum - SHORT


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the lexicographic objective: what was reached, and what is proven out of reach beyond ``bound``.

    ``critical``: unit-months filled on critical lines (more is better). ``fill``: unit-months filled on all lines,
    given the critical ones. ``viable``, where any line has a minimum: months in which a line meets it, summed over the
    lines, given the fill. ``tours``: tours begun, given the fill (fewer is better, so the bound is below; among
    equals they begin earlier, save that nobody comes only to double others). ``burden``: the largest share that a
    contributor spends of the people-months it pledged (less is better), reached by dealing tours among interchangeable
    units; it never decides the plan's ``status``.
    """

    name: str
    value: float
    bound: float


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """An enabler line that one contributor fills alone: should it leave, units that need the capability are unready."""

    line: str
    capability: str
    contributor: str


class Limit(StrEnum):
    """What keeps units of a force away in a month."""

    ARRIVAL = "arrival"
    """They are not in place yet: notice to move, approvals, lift."""
    TOURS = "tours"
    """They have served the tours that were pledged, or save them for other months."""
    REST = "rest"
    """They rest between two tours."""
    ENABLER = "enabler"
    """What they need to count as ready is missing."""
    REQUIREMENT = "requirement"
    """Their line does not ask for anybody then."""
    HORIZON = "horizon"
    """The plan ends."""


@dataclass(frozen=True, slots=True)
class KeptUp:
    """From month ``first`` to ``last`` (counted from 1) most of the peak is deployed; 0 where nobody is.

    There is no break in between. ``horizon`` is the plan's months. ``before`` and ``after`` say what limits it, with
    the people concerned, the most first: what kept those away until then who join in the first month, and why those
    leave who are gone after the last. ``last_tours`` is the share of those deployed in the last month who are on the
    last tour that was pledged.
    """

    first: int
    last: int
    horizon: int
    before: tuple[tuple[Limit, float], ...]
    after: tuple[tuple[Limit, float], ...]
    last_tours: float

    @property
    def months(self) -> int:
        """How many months that is."""
        return self.last - self.first + 1 if self.first else 0

    @property
    def to_the_end(self) -> bool:
        """Return whether the force lasts to the end of the plan."""
        return self.months > 0 and self.last == self.horizon


@dataclass(frozen=True, slots=True)
class ForcePlan:
    """Which unit serves where and when, what that fills, and what it takes.

    ``filled`` is (lines, months), in units of each line's capability, lines in the order of ``lines``.
    ``fill`` is the share of the unit-months asked for that is filled, all lines alike; ``critical_fill`` the same over
    critical lines (1 where none is asked for): they add unlike units, and what is shown is ``people.fill_of``.
    ``deployed_by_month`` is (months,), likely personnel on tour, ready or not; ``deployed`` its peak; ``kept`` how long
    most of that is kept up. ``pools`` are the people that each contributor must hold for the tours its units serve, the
    largest first, and ``pool`` their sum. ``objective`` are the unit-months filled, a critical one ``PRIORITY`` times;
    no plan that fills as much of the critical lines exceeds ``bound``. ``status`` is ``optimal`` where every
    stage is proven.
    """

    lines: tuple[LineFill, ...]
    assignments: tuple[Tour, ...]
    filled: Floats
    fill: float
    critical_fill: float
    deployed: float
    deployed_by_month: Floats
    kept: KeptUp
    pools: tuple[tuple[str, float], ...]
    objective: float
    bound: float
    status: SolveStatus
    stages: tuple[Stage, ...]
    single_points: tuple[SinglePoint, ...]

    @property
    def pool(self) -> float:
        """The people that all contributors together must hold."""
        return sum(people for _contributor, people in self.pools)
