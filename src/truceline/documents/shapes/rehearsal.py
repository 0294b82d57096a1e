"""The shape of an exercise of many truces."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import DayAndNight, Number
from truceline.documents.shapes.ledger import AssumptionPart


class IntervalPart(TypedDict):
    """An estimate; all numbers are null where nothing could be estimated."""

    value: Number
    """The estimate."""
    low: Number
    """Low end of its interval, at the document's `confidence`."""
    high: Number
    """High end."""
    replications: int
    """How many replications it rests on."""


class ReplicationsPart(TypedDict):
    """How many truces were drawn."""

    asked: int
    """Asked for."""
    done: int
    """Done."""


class FallPart(TypedDict):
    """A fact that may cease to hold."""

    fact: str
    """The fact."""
    per_year: AssumptionPart
    """How often a year."""


class StepPart(TypedDict):
    """A step of the escalation ladder."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    violations: int
    """It is triggered by so many grave ones..."""
    days: int
    """...within so many days."""
    clock_start: str
    """From when each counts: `occurrence`, `report` or `verification`."""
    within_hours: Number
    """Within how many hours it comes into force."""


class CollapsePart(TypedDict):
    """A definition of collapse."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    per_day: Number
    """More than so many violations..."""
    days: int
    """...on each of so many days in a row."""
    step: str
    """Or this step of the ladder; empty where it is the former."""


class SurvivalPart(TypedDict):
    """Share of replications in which the truce still held, each day from 0, with its band."""

    share: list[Number]
    """The share."""
    low: list[Number]
    """Low end of its band."""
    high: list[Number]
    """High end."""


class SectorPart(TypedDict):
    """What happened in one sector."""

    sector: str
    """The sector; empty for ground in none."""
    violations_per_100_days: IntervalPart
    """Violations in 100 days held."""
    seen: IntervalPart
    """Share of violations seen."""
    in_time: IntervalPart
    """Share of calls answered in time."""
    response_minutes: IntervalPart
    """Mean response time of calls answered."""


class ResultPart(TypedDict):
    """What came of one scenario."""

    scenario: str
    """The scenario."""
    held: IntervalPart
    """Share of replications in which the truce held to the end."""
    collapses: dict[str, IntervalPart]
    """Share of replications that ended by each definition of collapse."""
    measures: dict[str, IntervalPart]
    """Each measure."""
    survival: SurvivalPart
    """How long it held."""
    sectors: list[SectorPart]
    """What happened in each sector."""


class MeasureDifference(TypedDict):
    """`second` less `first` in one measure, replication by replication."""

    measure: str
    """The measure."""
    first: str
    """A scenario, or one with an addition."""
    second: str
    """Another."""
    by: IntervalPart
    """The difference."""
    shown: bool
    """Whether 0 lies outside its interval."""


class SumsPart(TypedDict):
    """How many posts or aircraft something comes to."""

    value: Number
    """The number."""
    unit: str
    """Its unit of measure."""
    arithmetic: str
    """The sum that gave it."""
    inputs: list[str]
    """What it rests on."""


class BeforeAfter(TypedDict):
    """Chance to see a violation at a random place; `after` is missing where nothing can be added."""

    before: DayAndNight
    """With the force as it is."""
    after: NotRequired[DayAndNight]
    """With the addition."""


class AdditionPart(TypedDict):
    """What something more would change."""

    scenario: str
    """The scenario."""
    kind: str
    """`observers` or `orbit`."""
    what: str
    """In words."""
    where: list[str]
    """Where they stand or fly."""
    with_pledge: str
    """The pledge whose caveats bind them; empty for none."""
    lacking: str
    """What the case lacks where it cannot be made."""
    sums: SumsPart | None
    """What it comes to; null where the case does not give it."""
    covered: BeforeAfter
    """Chance to see a violation at a random place."""
    differences: list[MeasureDifference]
    """What it changes; empty where it cannot be made."""


class DriverPart(TypedDict):
    """What drives a measure."""

    measure: str
    """The measure."""
    assumption: str
    """The assumption."""
    first: IntervalPart
    """Its first Sobol index."""
    total: IntervalPart
    """Its total one."""


class AskedPart(TypedDict):
    """What was exercised."""

    exercise: str
    """Title of the exercise."""
    note: str
    """What it is."""
    seed: int
    """Seed of all chances."""
    days: int
    """Length of the truce."""
    replications: ReplicationsPart
    """How many truces were drawn."""
    confidence: float
    """Of all intervals."""


class RestsOnPart(TypedDict):
    """What it rests on."""

    assumptions: list[AssumptionPart]
    """The exercise's own numbers."""
    falls: list[FallPart]
    """Facts that may cease to hold."""
    ladder: list[StepPart]
    """The escalation ladder."""
    collapses: list[CollapsePart]
    """The case's definitions of collapse."""
    base_rates: list[AssumptionPart]
    """Numbers for comparison only."""


class RehearsalPart(AskedPart, RestsOnPart):
    """An exercise without a head, as plan.json holds it."""

    case: str
    """Id of the case."""
    measures: dict[str, str]
    """What each measure is, in words."""
    scenarios: dict[str, ResultPart]
    """What came of each scenario."""
    differences: list[MeasureDifference]
    """How scenarios differ."""
    additions: list[AdditionPart]
    """For each scenario 100 more observers, and one more orbit."""
    drivers: list[DriverPart]
    """What drives the scenario whose force sees most."""
    findings: list[str]
    """All of it in words."""


class RehearsalDocument(DocumentHead, RehearsalPart):
    """An exercise of many truces: everything but the single replications."""
