"""What `site` gives back: where one scenario's force stands, and the force in other sizes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.agreement.line import Segments
from truceline.case import Case
from truceline.records.places import Site
from truceline.results.coalition import Standing
from truceline.siting.closures import Closed
from truceline.siting.environment import Surroundings
from truceline.siting.marginal_posts import Further
from truceline.siting.plan import Siting
from truceline.siting.resilience import Resilience


@dataclass(frozen=True, slots=True)
class Size:
    """The same mix of assets, scaled to ``personnel`` deployed; ``lacking`` posts and forces found no site."""

    personnel: int
    factor: float
    posts: int
    forces: int
    lacking: float
    siting: Siting


@dataclass(frozen=True, slots=True)
class Sizes:
    """The force of one scenario, ``deployed`` personnel at its peak, in other sizes: what more or less would see."""

    scenario: str
    deployed: float
    sizes: tuple[Size, ...]


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
