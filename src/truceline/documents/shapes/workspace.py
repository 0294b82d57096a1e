"""The shapes of the pages of the planning session."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number, Spread
from truceline.documents.shapes.generation import LineFillPart
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
from truceline.documents.shapes.plan import UnlockPart
from truceline.documents.shapes.scenario import CoalitionPart


class PageHead(TypedDict):
    """What a page is about."""

    case: str
    """Id of the case."""
    title: str
    """Its title."""
    as_of: str
    """The date on which everything was read."""


class StandingPart(TypedDict):
    """Who stands in a scenario."""

    title: str
    """The scenario's title."""
    concept: str
    """The force concept that it is planned for."""
    facts: dict[str, bool]
    """Whether each fact holds."""
    coalition: CoalitionPart
    """Who stands, and what the others lack."""


class CoalitionPage(DocumentHead, PageHead):
    """The page of the coalition."""

    scenarios: dict[str, StandingPart]
    """By id."""
    unlocks: list[UnlockPart]
    """What each fact that does not hold is worth."""


class StandsPart(TypedDict):
    """How a pledge stands in a scenario."""

    state: str
    """`firm`, `waiting` or `unattainable`."""
    why: list[str]
    """What it waits for, in words; nothing where it is firm."""


class RungPart(TypedDict):
    """A rung of the ladder that a pledge reached."""

    on: str
    """The day."""
    status: str
    """The rung, in words."""
    statements: list[str]
    """What shows it."""


class OfferPart(PledgePart):
    """A pledge with its conditions."""

    conditions: str
    """What it waits for, approvals among it, in words."""
    history: list[RungPart]
    """The rungs that it reached by the date."""
    scenarios: dict[str, StandsPart]
    """How it stands in each scenario that counts it."""


class ContributorPart(TypedDict):
    """What one contributor offers."""

    name: str
    """Its name."""
    personnel: Spread
    """The people of all its pledges, added up end by end."""
    pledges: dict[str, OfferPart]
    """By id, the largest first."""


class ContributionsPage(DocumentHead, PageHead):
    """The page of contributions."""

    contributors: dict[str, ContributorPart]
    """By id, the one that offers most people first."""


class CandidatePart(TypedDict):
    """A pledge that could serve on a line."""

    pledge: str
    """Its id."""
    contributor: str
    """Whose it is."""
    quantity: Number
    """Likely units."""
    state: str
    """`firm`, `waiting`, `unattainable` or `not counted`."""
    why: list[str]
    """What keeps it from the line, in words."""


class BoardLinePart(LineFillPart):
    """A line of the statement of requirements beside what fills it."""

    title: str
    """The line's title."""
    capability: str
    """What it asks for."""
    sector: str
    """Where; empty: anywhere."""
    critical: bool
    """Whether it is filled before others."""
    from_month: int
    """The first month in which it asks, counted from 1 after D-day."""
    to_month: int
    """The last."""
    could_fill: list[CandidatePart]
    """Where it has a gap: pledges of its capability that do not serve on it."""


class RequirementPage(DocumentHead, PageHead):
    """The requirement board of one scenario."""

    scenario: str
    """Its id."""
    concept: str
    """The force concept that it is planned for."""
    fill: Number
    """The share of the people asked for that is filled."""
    lines: list[BoardLinePart]
    """Critical ones first."""


class RecordPage(DocumentHead, PageHead):
    """The record."""

    contradictions: list[ContradictionPart]
    """Pairs of statements that do not fit together."""
    counts: list[CountPart]
    """Who counts by each definition, beside published counts."""
    positions: list[PositionPart]
    """Where each actor stood on each topic and scope."""
    topics: list[TopicPart]
    """The topics of the case."""
    statements: dict[str, StatementPart]
    """Every statement known on the date, by id."""
    sources: dict[str, SourcePart]
    """Their sources, by id."""


class AssumptionsPage(DocumentHead, PageHead):
    """What the numbers rest on."""

    seed: int
    """The seed of everything drawn."""
    assumptions: list[AssumptionPart]
    """The numbers that the plan rests on."""
    inputs: list[InputPart]
    """Every file that was read."""
