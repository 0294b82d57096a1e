"""Blocks of draws, for any process to do: every scenario's headlines in each draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from truceline.generation.endurance import longest_run
from truceline.generation.people import build_up
from truceline.ranges.design import Design, Draw, Floats
from truceline.ranges.forces import Fielding, on_the_line, served
from truceline.ranges.headlines import HEADLINES
from truceline.ranges.inputs import Offer, brought
from truceline.ranges.watch import Sited, parameters_in, seen
from truceline.records.capabilities import IN_COUNTRY
from truceline.siting.parameters import SitingParameters

AT_ONCE = 25
"""Draws in a block."""


@dataclass(frozen=True, slots=True, eq=False)
class PlannedForce:
    """One force planned in full: what it fills, and where it stands."""

    fielding: Fielding
    sited: Sited


@dataclass(frozen=True, slots=True, eq=False)
class DrawnScenario:
    """One scenario over the draws: who stands in each, and the planned force that is scaled for it (by index).

    ``forces[0]`` is the plan's own. ``offers`` are the scenario's pledges.
    """

    offers: tuple[Offer, ...]
    forces: tuple[PlannedForce, ...]
    stands: tuple[frozenset[str], ...]
    uses: tuple[int, ...]
    own: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class Ranging:
    """All that draws of a plan are evaluated on; ``lift`` is the likely one, None where lift is no limit."""

    design: Design
    seed: int
    parameters: SitingParameters
    lift: float | None
    scenarios: Mapping[str, DrawnScenario]


@dataclass(frozen=True, slots=True)
class DrawBlock:
    """A piece of work: the draws from ``first`` to before ``stop``."""

    first: int
    stop: int

    @property
    def draws(self) -> int:
        """How many there are."""
        return self.stop - self.first


def blocks(draws: int) -> tuple[DrawBlock, ...]:
    """Cut so many draws into blocks."""
    return tuple(DrawBlock(first, min(first + AT_ONCE, draws)) for first in range(0, draws, AT_ONCE))


def run_block(ranging: Ranging, block: DrawBlock) -> dict[str, Floats]:
    """Evaluate a block of draws: (headlines, draws) for each scenario. A pure function: run it anywhere.

    Cost: draws x scenarios x (tours x months + pairs of a place and a segment in range).
    """
    return {
        name: np.array(
            [
                headlines(ranging, drawn, ranging.design.draw(n), drawn.stands[n], drawn.forces[drawn.uses[n]])
                for n in range(block.first, block.stop)
            ]
        ).T
        for name, drawn in ranging.scenarios.items()
    }


def likely(ranging: Ranging, scenario: str) -> dict[str, float]:
    """Return the headlines of the draw in which every input is as the plan took it: the plan's own."""
    drawn = ranging.scenarios[scenario]
    return dict(zip(HEADLINES, headlines(ranging, drawn, {}, drawn.own, drawn.forces[0]), strict=True))


def headlines(
    ranging: Ranging, drawn: DrawnScenario, draw: Draw, stands: frozenset[str], force: PlannedForce
) -> list[float]:
    """Evaluate one draw of one scenario, in which the pledges ``stands`` stand and ``force`` is scaled for them.

    In the order of ``HEADLINES``.
    """
    comes = brought(drawn.offers, draw, stands, ranging.lift)
    serves = served(force.fielding, comes)
    sees = seen(force.sited, parameters_in(ranging.parameters, draw), on_the_line(force.fielding, comes), draw)
    inside = [unit.location == IN_COUNTRY for unit in force.fielding.raw]
    people, month = build_up(serves.deployed[inside].sum(axis=0).tolist())
    first, last = longest_run(serves.deployed.sum(axis=0).tolist())
    return [people, serves.fill, sees.day, sees.night, sees.median_minutes, last - first + 1, month or np.inf]
