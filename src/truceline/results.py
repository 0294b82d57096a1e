"""What the workflow gives back: everything a plan says, with all that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.fronts import Front
from truceline.agreement.line import Segments
from truceline.agreement.simplification import Tidied
from truceline.case import Case
from truceline.coalition.announcements import Announcements
from truceline.coalition.chances import Outlook
from truceline.coalition.pivots import Pivot
from truceline.coalition.pledges import Pledge, Resolution
from truceline.coalition.scenarios import Scenario
from truceline.generation.arrival import Arrivals
from truceline.generation.conflicts import Conflict
from truceline.generation.marginal_value import Worth
from truceline.generation.people import Fill
from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.generation.shortfall import Shortfall
from truceline.monitoring.annotations import FoundOut
from truceline.monitoring.bulletin import Bulletin
from truceline.ranges.headlines import Ranged, Ranges
from truceline.records.capabilities import PLACES, Unit
from truceline.records.places import Line, Site
from truceline.records.pools import PoolNeed
from truceline.records.quantities import Range
from truceline.siting.closures import Closed
from truceline.siting.environment import Surroundings
from truceline.siting.marginal_posts import Further
from truceline.siting.plan import Asset, Siting
from truceline.siting.resilience import Resilience
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

    def people(self, pledges: frozenset[str]) -> Mapping[str, Range]:
        """Add up the personnel of the ``pledges`` (ids) end by end, by where they serve; empty places are left out."""
        found: dict[str, Range] = {}
        for pledge in self.pledges:
            if pledge.id in pledges and pledge.location in PLACES:
                found[pledge.location] = found.get(pledge.location, Range(0, 0, 0)).plus(pledge.personnel)
        return {place: found[place] for place in PLACES if place in found}


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
class Size:
    """The same mix of assets, scaled to ``personnel`` deployed; ``lacking`` posts and forces found no site."""

    personnel: int
    factor: float
    posts: int
    forces: int
    lacking: int
    siting: Siting


@dataclass(frozen=True, slots=True)
class Sizes:
    """The force of one scenario, ``deployed`` personnel at its peak, in other sizes: what more or less would see."""

    scenario: str
    deployed: float
    sizes: tuple[Size, ...]


@dataclass(frozen=True, slots=True)
class Unlock:
    """What a fact that does not hold is worth, in firm personnel (likely).

    ``value``: its Shapley value, the mean gain when it turns true over all orders in which the facts may turn true.
    ``alone``: gained when it turns true, with what it implies, and every other fact stays as stated on the date.
    ``last``: missing when every other fact turns true and this one does not by itself; 0 where the others imply it.
    """

    fact: str
    value: float
    alone: float
    last: float


@dataclass(frozen=True, slots=True)
class FactBoard:
    """Who is firm for every combination of the facts that decide most, the others as stated on the date.

    Bit ``i`` of a world's number says whether ``facts[i]`` holds. ``personnel`` is firm personnel (likely), (worlds,);
    bit ``j`` of ``firm``, (worlds,), says whether ``contributors[j]`` has a firm pledge.
    """

    facts: tuple[str, ...]
    contributors: tuple[str, ...]
    personnel: NDArray[np.float64]
    firm: NDArray[np.int64]


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
    board: FactBoard
    sizes: Sizes | None
    ranged: Ranged | None = None


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


@dataclass(frozen=True, slots=True)
class Adds:
    """What a contributor or a fact adds to the fill of the requirement, by a fresh plan without it (or with it).

    ``kind`` is ``contributor`` or ``fact``. ``has`` tells whether it is there now: the gain is then what would be lost
    without it, else what would be gained with it, others' conditions followed through. ``critical`` and ``fill`` are
    unit-months, ``deployed`` personnel at the peak.
    """

    kind: str
    id: str
    has: bool
    critical: float
    fill: float
    deployed: float


@dataclass(frozen=True, slots=True)
class Converted:
    """The same plan if only ``share`` of what is pledged comes: ``fill`` by people, as in ``Fill``."""

    share: float
    fill: float
    critical_fill: float
    deployed: float


@dataclass(frozen=True, slots=True)
class ForceView:
    """What one scenario's force can field against one force concept, what is missing, and why.

    ``units`` are those of the force, ready as approvals and lift allow; ``arrivals`` is None where the case states no
    lift. ``worth`` values one more unit of each capability, ``adds`` each contributor and fact. ``conflict`` is the
    smallest set of lines whose minimum cannot be met together, and when; None where all can. ``pools`` sets what each
    contributor must hold beside what it is said to have. ``converted`` are the low, likely and high conversion
    where the case states one. ``shortfalls`` are the lines that none of the case's scenarios fills.
    """

    version: str
    as_of: date
    standing: Standing
    concept: str
    lines: tuple[RequirementLine, ...]
    units: tuple[Unit, ...]
    plan: ForcePlan
    fill: Fill
    places: Mapping[str, NDArray[np.float64]]
    arrivals: Arrivals | None
    worth: tuple[Worth, ...]
    adds: tuple[Adds, ...]
    conflict: Conflict | None
    pools: tuple[PoolNeed, ...]
    converted: tuple[Converted, ...]
    shortfalls: tuple[Shortfall, ...]


@dataclass(frozen=True, slots=True)
class Monitored:
    """A case monitored over a period: its bulletin, and all that people found out, whenever they did."""

    version: str
    case: Case
    found_out: FoundOut
    bulletin: Bulletin


@dataclass(frozen=True, slots=True)
class Drawn:
    """Lines ready for a case, each with what tidying did, and the front they were taken from."""

    lines: tuple[Line, ...]
    tidying: tuple[Tidied, ...]
    front: Front


@dataclass(frozen=True, slots=True)
class ScenarioSiting:
    """One scenario sited: ``deployed`` is the personnel it fields at its peak; ``places`` names the further posts.

    ``anywhere`` is what as many posts would add that could stand right on the line, wherever they help most: what the
    case's own sites keep from being reached; nothing where the concept keeps posts off the line. ``closed`` are the
    sites in denied ground and those that the concept or the agreement closes.
    """

    case: Case
    as_of: date
    standing: Standing
    concept: str
    segments: Segments
    siting: Siting
    deployed: float
    resilience: Resilience
    further: Further
    places: tuple[Site, ...]
    anywhere: Further
    closed: tuple[Closed, ...]
    sizes: tuple[Size, ...]
    surroundings: Surroundings
