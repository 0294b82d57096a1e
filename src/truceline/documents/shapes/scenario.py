"""The shape of one scenario of plan.json."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.numbers import Number, Spread
from truceline.documents.shapes.generation import ForcePart, LineFillPart, TourPart
from truceline.documents.shapes.ranges import HeadlineDriver
from truceline.documents.shapes.siting import ClosedSite, SitingPart


class Personnel(TypedDict):
    """Likely personnel of pledges."""

    firm: Number
    """Of the firm ones."""
    attainable: Number
    """Of the attainable ones."""


class PersonnelRange(TypedDict):
    """Personnel of pledges, summed end by end."""

    firm: Spread
    """Of the firm ones."""
    attainable: Spread
    """Of the attainable ones."""


class PlaceSpread(Spread):
    """Personnel at one place."""

    place: str
    """`in-country`, `adjacent`, `air-from-outside` or `sea`."""


class PersonnelByPlace(TypedDict):
    """Personnel of pledges by place; places without anybody are left out."""

    firm: list[PlaceSpread]
    """Of the firm ones."""
    attainable: list[PlaceSpread]
    """Of the attainable ones."""
    force: list[PlaceSpread]
    """Of those planned with."""


class CoalitionPart(TypedDict):
    """Who stands."""

    firm: list[str]
    """Pledges all of whose conditions hold, nobody having to move first."""
    attainable: list[str]
    """Pledges that stand if all announce together."""
    waiting: list[str]
    """Attainable, not firm."""
    force: list[str]
    """The pledges that are planned with."""
    contributors: list[str]
    """Whose they are."""
    personnel: Personnel
    """Likely personnel."""
    personnel_range: PersonnelRange
    """The same as ranges."""
    personnel_by_place: PersonnelByPlace
    """The same by place."""
    why_not: dict[str, list[str]]
    """For each pledge that is not firm, what it waits for."""


class InCountry(TypedDict):
    """People in the country."""

    most: Number
    """In the month in which most are."""
    from_month: int | None
    """The first month in which three quarters of them are there; null where nobody comes."""


class GenerationPart(ForcePart):
    """What the force fills of one concept."""

    lines: list[LineFillPart]
    """The requirement lines of the concept."""
    in_country: InCountry
    """People in the country."""
    objective: Number
    """Weighted unit-months filled, one of a critical line counting 10 times."""
    bound: Number
    """What no plan with these units can exceed."""
    tours: list[TourPart]
    """Who serves where."""


class ConceptPart(TypedDict):
    """One force against one concept."""

    generation: GenerationPart
    """What it fills."""
    siting: SitingPart
    """Where it stands and what it sees."""
    closed_sites: list[ClosedSite]
    """Sites where the concept or the agreement lets nothing stand."""


class ScenarioPart(ConceptPart):
    """One scenario, for its own concept and for every other."""

    title: str
    """Its title."""
    concept: str
    """The force concept that it plans for."""
    announce_together: bool
    """Whether the attainable force is planned with, not only the firm one."""
    facts: dict[str, bool]
    """Each fact's truth, after the scenario's own settings and the rules."""
    coalition: CoalitionPart
    """Who stands."""
    ranges: dict[str, list[Number]] | None
    """The range `[low, high]` of each headline; null where no draws were made."""
    other_force_draws: int | None
    """In how many draws another force stands than in the plan."""
    drivers: list[HeadlineDriver]
    """What drives the ranges."""
    concepts: dict[str, ConceptPart]
    """The same force for every force concept."""
