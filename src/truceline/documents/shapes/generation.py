"""The shape of documents on what a force fills and how long it lasts."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number, Spread


class LineFillPart(TypedDict):
    """How far one requirement line is filled, in units of its capability."""

    line: str
    """Its id."""
    required: int
    """Units asked for."""
    arithmetic: str | None
    """The sum that gave `required`; null where the case states the number."""
    filled: Number
    """Units filled, mean over the months in which the line asks."""
    worst: Number
    """In the worst month."""
    best: Number
    """In the best month."""
    gap: Number
    """`required` less `filled`."""
    by_month: list[Number]
    """Units filled in each month."""
    minimum: int
    """The least that is of use in a month; 0 where any number helps."""
    minimum_met: bool
    """Whether the worst month has it."""
    reasons: list[str]
    """Why it is not filled; empty where there is no gap."""


class TourPart(TypedDict):
    """Who serves where."""

    unit: str
    """The unit, as `PLEDGE#NUMBER`."""
    line: str
    """The requirement line."""
    first_month: int
    """From this month after D-day, counted from 1."""
    last_month: int
    """To this one, included."""


class TourOfContributor(TourPart):
    """The same with whose unit it is."""

    contributor: str
    """Whose the unit is."""


class CriticalLines(TypedDict):
    """Critical lines that are filled in every month that they ask."""

    full: int
    """How many are."""
    of: int
    """How many there are."""


class PersonMonths(TypedDict):
    """The sum behind `fill`."""

    asked: Number
    """Person-months asked for."""
    filled: Number
    """Person-months filled."""


class PlacePeople(TypedDict):
    """People at one place."""

    place: str
    """`in-country`, `adjacent`, `air-from-outside` or `sea`."""
    at_peak: Number
    """In the month of greatest deployment."""
    by_month: list[Number]
    """In each month after D-day."""


class PoolPart(TypedDict):
    """People that one contributor must hold for the tours that its units serve."""

    contributor: str
    """Whose pool it is."""
    needed: Number
    """People needed."""
    stated: Spread | None
    """The number stated in `pools.csv`; null: not stated."""
    known_from: str | None
    """The day from which that was known."""
    source: str | None
    """Its source."""
    lacking: Number
    """How many are lacking to the likely number."""


class KeptUpPart(TypedDict):
    """The longest run of months in which at least 75 % of the peak is deployed."""

    first_month: int
    """Its first month."""
    last_month: int
    """Its last month."""
    months: int
    """How many months."""
    of: int
    """Of so many in the plan."""
    limits_before: dict[str, Number]
    """People by what limits it at its start, such as `arrival`."""
    limits_after: dict[str, Number]
    """People by what limits it at its end, such as `tours` or `horizon`."""
    last_tours: Number
    """Share of those deployed in its last month who are on the last tour pledged."""


class StagePart(TypedDict):
    """A stage of the objective."""

    name: str
    """`critical`, `fill`, `viable` (where a line has a minimum), `tours` or `burden`."""
    value: Number
    """What it reached."""
    bound: Number
    """What it cannot exceed (of tours and burden: fall below)."""


class SinglePointPart(TypedDict):
    """An enabler line that one contributor fills alone."""

    line: str
    """The line."""
    capability: str
    """Its capability."""
    contributor: str
    """Who fills it."""


class ForcePart(TypedDict):
    """How far the requirement is filled, by how many people, where, out of which pools, and for how long."""

    fill: Number
    """Share of the person-months asked for that is filled."""
    critical_fill: Number
    """Mean over the critical lines of the share of each that is filled, in its own unit."""
    critical_lines: CriticalLines
    """Critical lines that are filled in full."""
    person_months: PersonMonths
    """The sum behind `fill`."""
    not_counted_by_people: list[str]
    """Lines left out of it, as they are measured in money or equipment."""
    deployed: Number
    """Greatest number of people deployed in any month."""
    deployed_by_month: list[Number]
    """People deployed in each month after D-day."""
    deployed_by_place: list[PlacePeople]
    """The same for each place where anybody serves."""
    pool: Number
    """People that contributors must hold for the tours that their units serve."""
    pools: list[PoolPart]
    """The same by contributor, the largest first."""
    kept_up: KeptUpPart
    """How long most of the peak is kept up."""
    status: str
    """`optimal` (proven best), `feasible` (the limit of the search came first), `infeasible`, `unknown`."""
    stages: list[StagePart]
    """The stages of the objective, in order."""
    single_points: list[SinglePointPart]
    """Enabler lines that one contributor fills alone."""


class UnitPart(TypedDict):
    """A unit of the force."""

    contributor: str
    """Whose it is."""
    in_place_day: int
    """The day after D-day on which it is in place."""


class ArrivalPart(TypedDict):
    """People arrived by the end of each day after D-day, of the force at its first peak."""

    low: list[Number]
    """At least."""
    likely: list[Number]
    """Likely."""
    high: list[Number]
    """At most."""
    late: dict[str, int]
    """Days by which the lift delays a unit beyond its own readiness."""


class WorthPart(TypedDict):
    """What one more unit of a capability is worth."""

    capability: str
    """The capability."""
    line: str
    """The line where it serves."""
    critical_unit_months: Number
    """Unit-months more on critical lines."""
    unit_months: Number
    """Unit-months more on all lines."""


class AddsPart(TypedDict):
    """What a contributor or a fact adds, by a fresh plan without it (or with it)."""

    kind: str
    """`contributor` or `fact`."""
    id: str
    """Its id."""
    has: bool
    """Whether it is there now: then this would be lost without it, else gained with it."""
    critical_unit_months: Number
    """Unit-months on critical lines."""
    unit_months: Number
    """Unit-months on all lines."""
    deployed: Number
    """Personnel at the peak."""


class MinimumPart(TypedDict):
    """The least that is of use on a line."""

    line: str
    """The line."""
    minimum: float
    """The least that is of use in a month."""


class ConflictPart(TypedDict):
    """The smallest set of lines whose minimum cannot be met together."""

    lines: list[MinimumPart]
    """The lines."""
    never_in_months: list[int]
    """Months in which they cannot, whatever is done in all others."""
    months_met_at_most: int
    """Months that one plan can meet at most."""
    months_asked: int
    """Months in which any of them asks."""


class ConvertedPart(TypedDict):
    """The same plan if only a share of what is pledged comes."""

    share: Number
    """That share."""
    fill: Number
    """As in the plan."""
    critical_fill: Number
    """As in the plan."""
    deployed: Number
    """As in the plan."""


class ShortfallPart(TypedDict):
    """A line that no scenario fills in every month."""

    line: str
    """The line."""
    best_scenario: str
    """The scenario that fills it best."""
    filled: Number
    """Units filled there, mean over the months."""
    offered: bool
    """Whether any pledge brings the capability or a substitute in any scenario."""
    enabler: bool
    """Whether units of the force need the capability."""
    reasons: list[str]
    """Why it is not filled further there."""


class GenerationHead(TypedDict):
    """Whose force it is."""

    case: str
    """Id of the case."""
    as_of: str
    """The date on which everything was read."""
    scenario: str
    """Id of the scenario."""
    concept: str
    """The force concept that is filled."""
    facts: dict[str, bool]
    """Each fact's truth."""
    force: list[str]
    """The pledges that are planned with."""


class FilledPart(ForcePart):
    """What is filled by which units."""

    lines: list[LineFillPart]
    """The requirement lines."""
    tours: list[TourOfContributor]
    """Who serves where."""
    units: dict[str, UnitPart]
    """The units of the force."""


class ExplainedPart(TypedDict):
    """What more would bring, what conflicts, and what nobody fills."""

    arrival: ArrivalPart | None
    """How people arrive; null where the case states no lift."""
    worth_of_one_more: list[WorthPart]
    """What one more unit of each capability is worth."""
    adds: list[AddsPart]
    """What each contributor and fact adds."""
    conflict: ConflictPart | None
    """Minimum demands that conflict; null where all can be met."""
    converted: list[ConvertedPart]
    """The plan if less of what is pledged comes."""
    no_scenario_fills: list[ShortfallPart]
    """Lines that no scenario fills."""


class GenerationDocument(DocumentHead, GenerationHead, FilledPart, ExplainedPart):
    """What one scenario's force fills, and why no further."""
