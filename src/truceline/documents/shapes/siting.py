"""The shape of documents on where a force stands, what it sees and how fast it comes."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import DayAndNight, Number
from truceline.documents.shapes.line import LinePart


class Within(TypedDict):
    """Time that half and nine tenths of the ground do not exceed, in minutes; null where nobody comes."""

    median: Number
    """For half of it."""
    p90: Number
    """For nine tenths of it."""


class ByTask(TypedDict):
    """How fast reaction forces come for one task."""

    task: str
    """The task."""
    minutes: Within
    """With every capital asked that a caveat makes a force ask."""
    agreed: Within
    """Had they all agreed beforehand."""


class Post(TypedDict):
    """A post, or the base of a reaction force."""

    site: str
    """The site that it stands at."""
    unit: str
    """The unit, as `PLEDGE#NUMBER`."""
    contributor: str
    """Whose it is."""
    sector: str
    """The sector of the site; empty outside all."""
    chainage_km: Number
    """Chainage of the nearest piece of the line; null where there is no line."""


class PatrolPart(TypedDict):
    """The patrols of one unit."""

    unit: str
    """The unit, as `PLEDGE#NUMBER`."""
    contributor: str
    """Whose it is."""
    patrols: Number
    """How many patrols it keeps on the road."""
    sectors: list[str]
    """The sectors that they pass."""
    route_km: Number
    """How long the route is."""
    revisit_h: Number
    """Every how many hours they pass a place of it."""
    arithmetic: str
    """The sum that gave it."""
    day: Number
    """Chance that they see an event on the route by day."""
    night: Number
    """Chance that they see it by night."""
    minutes: Number
    """Mean way to an event on the route, in minutes."""


class OnStation(TypedDict):
    """Orbits kept up."""

    value: Number
    """How many."""
    unit: str
    """Orbits."""
    arithmetic: str
    """The sum that gave it."""


class UnplacedPart(TypedDict):
    """Assets without a place."""

    unit: str
    """The unit."""
    contributor: str
    """Whose it is."""
    number: Number
    """How many: of patrols it may be a part of one."""
    why: str
    """What is missing."""


class LeftOverPart(TypedDict):
    """What a unit has beyond whole posts and reaction forces, which does not stand."""

    unit: str
    """The unit."""
    contributor: str
    """Whose it is."""
    role: str
    """`post` or `reaction`."""
    part: Number
    """The part of one."""


class AreaPart(TypedDict):
    """What is watched where there is no line."""

    places: int
    """How many places."""
    road_km: Number
    """How many kilometres of road."""
    covered: dict[str, DayAndNight]
    """Chance that an event is seen, of the `places` and of the `roads`, each by itself."""


class SitedPart(TypedDict):
    """Where posts, bases, orbits and patrols are."""

    posts: list[Post]
    """The posts."""
    bases: list[Post]
    """The bases of reaction forces."""
    orbit_stations_km: list[Number] | None
    """Chainage of the middle of each watching orbit; null where there is no line."""
    orbit_stations: list[list[Number]]
    """Longitude and latitude of these middles."""
    orbit_shares: list[Number]
    """For how much of the time each is kept up: 1 for whole orbits, then the part left."""
    patrols: list[PatrolPart]
    """The units that patrol."""
    patrol_minutes: Number
    """Mean way of the nearest patrol that half of the line does not exceed, in minutes."""


class PlacelessPart(TypedDict):
    """What does not stand, and how good the siting is."""

    on_station: OnStation
    """Orbits kept up."""
    unplaced: list[UnplacedPart]
    """Assets without a place."""
    left_over: list[LeftOverPart]
    """Parts of units that do not stand."""
    objective: Number
    """Mean of `covered` by day and night."""
    bound: Number
    """What no siting of these assets can exceed."""
    status: str
    """`optimal` (proven best), `feasible` (the limit of the search came first), `infeasible`, `unknown`."""


class SitingPart(SitedPart, PlacelessPart):
    """Where a force stands, what it sees and how fast it comes."""

    line_km: Number
    """Geodesic length of the line; null where there is no line: shares are of places and roads then."""
    area: AreaPart | None
    """What is watched where there is no line; null where there is one."""
    covered: DayAndNight
    """Chance that an event at a random place of the line is seen."""
    likely_seen: DayAndNight
    """Share of the line where an event is as likely seen as not."""
    response_minutes: Within
    """Time until a force is there."""
    response_minutes_agreed: Within
    """The same had every capital agreed beforehand that a caveat makes a force ask."""
    response_by_task: list[ByTask]
    """The same for each task."""


class ClosedSite(TypedDict):
    """A site that is closed to a concept."""

    site: str
    """The site."""
    role: str
    """`post` or `reaction`."""
    km: Number
    """How far it is from the line."""
    why: str
    """The rule that closes it."""


class SizePart(TypedDict):
    """The same mix of assets in another size."""

    personnel: int
    """The size, in personnel deployed."""
    factor: Number
    """The size as a multiple of what is deployed."""
    posts: int
    """Posts placed."""
    forces: int
    """Reaction forces placed."""
    lacking: Number
    """Posts and forces that found no site."""
    covered: DayAndNight
    """As in siting."""
    likely_seen: DayAndNight
    """As in siting."""
    response_minutes: Within
    """As in siting."""


class LossPart(TypedDict):
    """What losing some of the force leaves."""

    lost: list[str]
    """Sites or contributors lost."""
    left: Number
    """Mean chance by day and night that an event is still seen, under jamming."""
    cost: Number
    """What it was before, less that."""


class WorstLoss(LossPart):
    """The loss of so many sites that hurts most."""

    bound: Number
    """The most that the loss of as many sites could cost."""
    proven: bool
    """Whether no other sites as many could hurt more."""


class LossesPart(TypedDict):
    """What single losses leave, the worst first."""

    sites: list[LossPart]
    """Of each site."""
    contributors: list[LossPart]
    """Of each contributor."""


class FurtherPart(TypedDict):
    """What further posts bring, one by one; the first number of each list is without any."""

    sites: list[str]
    """Their sites, in order."""
    seen: list[Number]
    """Mean chance that an event is seen, under jamming."""
    bound: list[Number]
    """What no choice of as many sites can exceed."""
    seen_anywhere: list[Number]
    """With as many posts right on the line, wherever they help most."""


class WithstandsPart(TypedDict):
    """What the force withstands."""

    jammed: DayAndNight
    """`covered` under jamming."""
    losses: LossesPart
    """What losses leave."""
    worst: list[WorstLoss]
    """The worst loss of one site, of two, and so on."""
    night_jammed_without: dict[str, Number]
    """Chance by night under jamming after the loss of each contributor."""


class SitingHead(TypedDict):
    """What is sited."""

    case: str
    """Id of the case."""
    as_of: str
    """The date on which everything was read."""
    scenario: str
    """Id of the scenario."""
    concept: str
    """The force concept."""
    deployed: Number
    """Personnel that it fields at its peak."""
    line: LinePart | None
    """The line of contact; null where there is none."""


class SitingDocument(DocumentHead, SitingHead, SitingPart, WithstandsPart):
    """Where one scenario's force stands, and what it withstands."""

    closed_sites: list[ClosedSite]
    """Sites where the concept or the agreement lets nothing stand."""
    further: FurtherPart
    """What further posts would bring."""
    sizes: list[SizePart]
    """The same mix of assets in other sizes."""
