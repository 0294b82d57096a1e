"""The shape of plan.json."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number
from truceline.documents.shapes.ledger import (
    AssumptionPart,
    ContradictionPart,
    CountPart,
    InputPart,
    PledgePart,
    PositionPart,
    SourcePart,
    StatementPart,
    TopicPart,
)
from truceline.documents.shapes.line import LinePart
from truceline.documents.shapes.ranges import DifferencePart, DrawsPart
from truceline.documents.shapes.rehearsal import RehearsalPart
from truceline.documents.shapes.scenario import ScenarioPart
from truceline.documents.shapes.siting import SizePart


class UnlockPart(TypedDict):
    """What a fact that does not hold is worth, in firm personnel (likely)."""

    fact: str
    """A fact that does not hold on the date, and that nothing implies which does."""
    value: Number
    """Its Shapley value: the mean gain over all orders in which the facts may come true."""
    margin: Number
    """Half the 95 % interval of ``value``; 0 where it is exact, as it is up to 20 facts that can matter."""
    alone: Number
    """Gained when it comes true, with what it implies, and nothing else changes."""
    last: Number
    """Missing when every other fact comes true and this one does not by itself."""


class SizesPart(TypedDict):
    """The force of one scenario in other sizes."""

    scenario: str
    """The scenario whose mix of assets is scaled."""
    deployed: Number
    """Personnel that it fields at its peak, in its own concept."""
    tried: list[SizePart]
    """One entry for each size that the case asks for."""


class PlanHead(TypedDict):
    """What is planned."""

    case: str
    """Id of the case."""
    title: str
    """Its title."""
    fictional: bool
    """Whether it is made up."""
    as_of: str
    """The date on which everything was read."""
    line: LinePart | None
    """The line of contact that the agreement names; null where it names none."""


class SaidPart(TypedDict):
    """What was said and pledged."""

    contradictions: list[ContradictionPart]
    """Pairs of statements that do not fit together."""
    counts: list[CountPart]
    """Who counts by each definition, beside published counts."""
    positions: list[PositionPart]
    """Where each actor stood on each topic and scope."""
    topics: list[TopicPart]
    """The topics of the case."""
    pledges: dict[str, PledgePart]
    """Pledges on the record, by id."""


class PlannedPart(TypedDict):
    """What the plan comes to."""

    scenarios: dict[str, ScenarioPart]
    """Results by scenario."""
    unlocks: list[UnlockPart]
    """What each fact that does not hold is worth."""
    draws: DrawsPart | None
    """How the ranges came about; null where no draws were made."""
    differences: list[DifferencePart]
    """By how much scenarios differ, draw by draw."""
    sizes: SizesPart | None
    """The force of the scenario that fields most, in other sizes."""


class PlanRestsOn(TypedDict):
    """What the plan rests on."""

    assumptions: list[AssumptionPart]
    """The numbers that the plan rests on."""
    statements: dict[str, StatementPart]
    """Every statement known on the date, by id."""
    sources: dict[str, SourcePart]
    """The sources of those statements and numbers, by id."""
    inputs: list[InputPart]
    """Every file that was read."""


class PlanParts(DocumentHead, PlanHead, SaidPart, PlannedPart, PlanRestsOn):
    """What every plan holds."""


class PlanDocument(PlanParts):
    """The whole plan."""

    exercise: NotRequired[RehearsalPart]
    """An exercise of the plan; missing where none was asked for."""
