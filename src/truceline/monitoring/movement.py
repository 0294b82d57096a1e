"""Freedom of movement: which patrols were planned in a period, which were done, and who kept which from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.monitoring.coverage_log import CoverageEntry, Period, restricted_hours

PATROL_STATES = {
    "done": "done",
    "delayed": "done after a delay",
    "denied": "denied",
    "called-off": "called off",
    "planned": "outcome not known",
}
"""What became of a patrol, in words; ``called-off`` by the monitors themselves, for weather, faults or mines."""
HINDERED = ("denied", "delayed")
"""States that people brought about."""


@dataclass(frozen=True, slots=True)
class PatrolEntry:
    """A patrol from a ``base`` (site id) in a ``sector`` (empty where in none), planned for a time, along a ``route``.

    ``start`` and ``end`` are aware UTC instants; ``state`` is one of ``PATROL_STATES``; ``hindered_by`` who denied or
    delayed it, empty where that is not known.
    """

    id: str
    base: str
    sector: str
    start: datetime
    end: datetime
    route: str
    state: str
    hindered_by: str
    note: str


@dataclass(frozen=True, slots=True)
class SectorMovement:
    """One sector's patrols: planned in all, by what became of them, and the post-hours that people took away."""

    sector: str
    planned: int
    states: Counter[str]
    restricted_hours: float


@dataclass(frozen=True, slots=True)
class Movement:
    """The patrols planned for a period: by sector, and those that people denied or delayed."""

    sectors: tuple[SectorMovement, ...] = ()
    hindered: tuple[PatrolEntry, ...] = ()

    @property
    def planned(self) -> int:
        """How many patrols were planned."""
        return sum(each.planned for each in self.sectors)

    def count(self, state: str) -> int:
        """Return how many of them are in a state."""
        return sum(each.states[state] for each in self.sectors)


NO_MOVEMENT = Movement()
"""Of a period of which no patrol is on record."""


def movement(
    patrols: Iterable[PatrolEntry], watches: Iterable[CoverageEntry], sectors: Sequence[str], period: Period
) -> Movement:
    """Count the patrols planned for a period, by sector in the order of ``sectors``; cost is linear in both logs."""
    here = sorted((each for each in patrols if period.holds(each.start)), key=lambda each: (each.start, each.id))
    lost = restricted_hours(watches, period)
    found = []
    for sector in (*sectors, ""):
        states = Counter(each.state for each in here if each.sector == sector)
        if states:
            found.append(SectorMovement(sector, states.total(), states, lost.get(sector, 0.0)))
    return Movement(tuple(found), tuple(each for each in here if each.state in HINDERED))
