"""What `plan` gives back: everything a plan says, with all that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.line import Segments
from truceline.case import Case
from truceline.coalition.pledges import Pledge
from truceline.generation.people import Fill
from truceline.generation.plan import ForcePlan
from truceline.ranges.headlines import Ranged, Ranges
from truceline.results.coalition import FactBoard, Standing, Unlock
from truceline.results.siting import Sizes
from truceline.siting.closures import Closed
from truceline.siting.plan import Asset, Siting
from truceline.statements.contradictions.find import Contradiction
from truceline.statements.counts import Count
from truceline.statements.positions import Position


@dataclass(frozen=True, slots=True)
class ConceptPlan:
    """What one scenario's force does for one force concept: what is fielded, and what it covers.

    ``assets`` are what of the force was given to siting; ``fill`` says how far the requirement is filled, and
    ``places`` how many people are where in each month, (months,). ``closed`` are the sites where the concept or the
    agreement lets none of it stand.
    """

    concept: str
    generation: ForcePlan
    assets: tuple[Asset, ...]
    siting: Siting
    fill: Fill
    places: Mapping[str, NDArray[np.float64]]
    closed: tuple[Closed, ...]

    def people_at(self, place: str) -> list[float]:
        """Count the people at a place, month by month; empty where nobody serves there."""
        return self.places[place].tolist() if place in self.places else []


@dataclass(frozen=True, slots=True)
class ScenarioPlan(Standing):
    """One scenario worked through: who stands, and a plan per force concept, the scenario's own among them.

    ``ranges`` are those of the scenario's headlines, for its own concept; None where no draws were made.
    """

    concepts: Mapping[str, ConceptPlan]
    ranges: Ranges | None = None

    @property
    def own(self) -> ConceptPlan:
        """The plan for the scenario's own force concept."""
        return self.concepts[self.scenario.concept]


@dataclass(frozen=True, slots=True)
class Plan:
    """The main result: a case worked through, as of a date.

    ``pledges`` are those made by then, by id; ``segments`` those of the agreement's line. ``sizes`` is None where no
    scenario fields anybody. ``ranged`` are the draws behind the scenarios' ranges, None where none were made.
    """

    version: str
    case: Case
    as_of: date
    positions: tuple[Position, ...]
    counts: tuple[Count, ...]
    contradictions: tuple[Contradiction, ...]
    pledges: Mapping[str, Pledge]
    segments: Segments
    scenarios: tuple[ScenarioPlan, ...]
    unlocks: tuple[Unlock, ...]
    boards: Mapping[str, FactBoard]
    sizes: Sizes | None
    ranged: Ranged | None = None
