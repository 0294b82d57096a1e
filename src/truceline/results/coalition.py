"""What `coalition` gives back: who stands, who decides, and what each fact is worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.coalition.announcements import Announcements
from truceline.coalition.chances import Outlook
from truceline.coalition.pivots import Pivot
from truceline.coalition.pledges import Ladder, Pledge, Resolution
from truceline.coalition.scenarios import Scenario
from truceline.records.capabilities import PLACES
from truceline.records.quantities import Range
from truceline.results.names import LADDER


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands under one scenario.

    ``force`` are the ids of the pledges that the scenario plans with: the firm ones, or the attainable ones where all
    announce together. ``firm`` and ``attainable`` are personnel deployed, end by end over the pledges. ``why_not``
    gives for each pledge that is not firm what it waits for, in words.
    """

    scenario: Scenario
    facts: Mapping[str, bool]
    pledges: tuple[Pledge, ...]
    resolution: Resolution
    force: frozenset[str]
    firm: Range
    attainable: Range
    why_not: Mapping[str, tuple[str, ...]]

    def state(self, pledge: str) -> str:
        """Return how a pledge (its id) stands: ``firm``, ``waiting`` for all to announce together, or ``unattainable``.

        One of a lower rung than the scenario counts is ``not counted``.
        """
        if pledge in self.resolution.firm:
            return "firm"
        if pledge not in self.resolution.missing:
            return "not counted"
        return "waiting" if pledge in self.resolution.waiting else "unattainable"

    def short_of(self, pledge: Pledge, day: date) -> str:
        """Say how far a pledge of a lower rung than the scenario counts has come by a day."""
        came = pledge.status(day) or Ladder.FLOATED
        return f"only {LADDER[came]} (this scenario counts from {LADDER[self.scenario.least]})"

    def people(self, pledges: frozenset[str]) -> Mapping[str, Range]:
        """Add up the personnel of the ``pledges`` (ids) end by end, by where they serve; empty places are left out."""
        found: dict[str, Range] = {}
        for pledge in self.pledges:
            if pledge.id in pledges and pledge.location in PLACES:
                found[pledge.location] = found.get(pledge.location, Range(0, 0, 0)).plus(pledge.personnel)
        return {place: found[place] for place in PLACES if place in found}


@dataclass(frozen=True, slots=True)
class Unlock:
    """What a fact that does not hold is worth, in firm personnel (likely).

    ``value``: its Shapley value, the mean gain when it turns true over all orders in which the facts may turn true;
    ``margin`` is half its 95 % interval, 0 where it is exact.
    ``alone``: gained when it turns true, with what it implies, and every other fact stays as stated on the date.
    ``last``: missing when every other fact turns true and this one does not by itself; 0 where the others imply it.
    """

    fact: str
    value: float
    margin: float
    alone: float
    last: float


@dataclass(frozen=True, slots=True)
class FactBoard:
    """Who is in a scenario's force for every combination of the facts that decide most, the others as it states them.

    Bit ``i`` of a world's number says whether ``facts[i]`` holds; ``start`` is the scenario's own world. ``personnel``
    is that of the force (likely), (worlds,); bit ``j`` of ``force``, (worlds,), says whether ``contributors[j]`` is in
    it: with a firm pledge, or an attainable one where the scenario has all announce together.
    """

    facts: tuple[str, ...]
    start: int
    contributors: tuple[str, ...]
    personnel: NDArray[np.float64]
    force: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CoalitionView:
    """Who would come under one scenario, who decides, and what would make those who wait move.

    ``value`` names what the pivots value: ``personnel``, ``fill`` (generation's fast relaxation) or a capability.
    ``facts`` values the facts that do not hold, ``contributors`` those who have pledged. ``sufficient`` are the
    smallest coalitions that bring ``target`` of the value, at most as many as asked for; None where there are too
    many contributors to try them all. ``outlook`` is None where no fact has a stated chance.
    """

    standing: Standing
    value: str
    facts: tuple[Pivot, ...]
    contributors: tuple[Pivot, ...]
    target: float
    sufficient: tuple[tuple[str, ...], ...] | None
    announcements: Announcements
    outlook: Outlook | None
