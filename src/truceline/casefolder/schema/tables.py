"""The rows of the tables that a force is planned from, and of judgements; the text under each column documents it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.errors import CaseError
from truceline.formats.cells import (
    ActorId,
    Amount,
    CapabilityId,
    Day,
    Declares,
    EmptyCount,
    Factors,
    Flag,
    Id,
    Instant,
    Listed,
    Note,
    Number,
    OptionalDay,
    Positive,
    Refers,
    SectorId,
    SourceId,
    Split,
    Text,
    Words,
)
from truceline.formats.shape import Shape
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Capability
from truceline.records.pools import StatedPool
from truceline.records.provenance import Judgement
from truceline.records.quantities import Assumption, Range, Reliance

Location = Literal["in-country", "adjacent", "sea", "air-from-outside", "finance-only"]
"""Where a unit may serve."""


def backed(standing: Reliance, source: str, note: str) -> None:
    """Refuse numbers that do not say where they come from.

    Raises
    ------
    CaseError
        If published numbers name no source, or others no reasoning.
    """
    if standing == Reliance.PUBLISHED and not source:
        raise CaseError("the standing is 'published', but no source is given; name the source")
    if standing != Reliance.PUBLISHED and not note:
        raise CaseError(f"the standing is {standing.value!r}, but the note is empty; give the reasoning")


class CapabilityRow(Shape):
    """A kind of formation, aircraft or service."""

    id: Annotated[Id, Declares("capability")]
    """The capability's id."""
    title: Words
    """Name, as shown."""
    component: Literal["land", "air", "sea", "command", "support"]
    """The component it belongs to."""
    unit: Words
    """What one of it is: battalion, aircraft, orbit, hospital."""
    personnel_low: Amount
    """People deployed with one of it: low."""
    personnel_likely: Amount
    """People deployed with one of it: likely."""
    personnel_high: Amount
    """People deployed with one of it: high."""
    role: Literal["post", "reaction", "patrol", "orbit", "air-patrol", ""]
    """What siting does with it; empty for nothing."""
    posts: EmptyCount
    """How many observation posts one of it can man around the clock; empty is 0."""
    standing: Reliance
    """How far the number may be relied on."""
    source: SourceId
    """Who published it; obligatory where it is `published`."""
    note: Note
    """The reasoning; obligatory where nobody published the number."""
    aircraft: EmptyCount = None
    """How many aircraft one of it has, where it is no single aircraft or orbit; empty or absent is not stated."""
    patrols: EmptyCount = None
    """How many patrols one of it keeps on the road at any time, where its role is `patrol`; empty or absent is none."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        backed(self.standing, self.source, self.note)
        self.record()
        return self

    def record(self) -> Capability:
        """Build the record."""
        return Capability(
            id=self.id,
            title=self.title,
            component=self.component,
            unit=self.unit,
            personnel=Range(self.personnel_low, self.personnel_likely, self.personnel_high),
            role=self.role,
            posts=self.posts or 0,
            standing=self.standing,
            source=self.source,
            note=self.note,
            aircraft=self.aircraft or 0,
            patrols=self.patrols or 0,
        )


class NumberShape(Shape):
    """A number that a plan or an exercise rests on, with its range and where it comes from."""

    id: Id
    """What it is: the id by which it is asked for."""
    title: Words
    """What it is, in words."""
    low: Number
    """Lowest value thought possible."""
    likely: Number
    """The value that is used where one number is needed."""
    high: Number
    """Highest value thought possible."""
    unit: Text
    """Its unit; empty for shares, ratios and bare numbers."""
    standing: Reliance
    """How far the number may be relied on."""
    source: SourceId
    """Who published it; obligatory where it is `published`."""
    note: Note
    """The reasoning; obligatory where nobody published the number."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        backed(self.standing, self.source, self.note)
        self.record()
        return self

    def record(self) -> Assumption:
        """Build the record."""
        value = Range(self.low, self.likely, self.high)
        return Assumption(self.id, self.title, value, self.unit, self.standing, self.source, self.note)


class AssumptionRow(NumberShape):
    """A number that the plan rests on."""

    id: Annotated[Id, Declares("assumption", unique=False)]
    """The assumption's id; sizing and siting name it. Several rows may have one id: the latest known counts."""
    known_from: OptionalDay = None
    """The day from which this value counts; empty for a value that always does, or did before the others."""

    def record(self) -> Assumption:
        """Build the record."""
        return replace(super().record(), known_from=self.known_from)


def assumptions_of(rows: Iterable[AssumptionRow]) -> dict[str, Assumption]:
    """Return the assumptions of a table by id, in its order, each with the values that counted before its latest."""
    records = [row.record() for row in rows]
    chain: dict[str, Assumption] = {}
    for record in sorted(records, key=lambda record: record.known_from or date.min):
        chain[record.id] = replace(record, before=chain.get(record.id))
    return {record.id: chain[record.id] for record in records}


class PoolRow(Shape):
    """The people that a contributor could put into a pool: its deployable land forces, or what it has said of them."""

    contributor: ActorId
    """The contributor; it may have several rows, of which the latest known counts."""
    low: Amount
    """Fewest people thought possible."""
    likely: Amount
    """The number that its pool is compared with."""
    high: Amount
    """Most people thought possible."""
    known_from: Day
    """The day from which the number is known."""
    standing: Reliance
    """How far the number may be relied on."""
    source: SourceId
    """Who published it; obligatory where it is `published`."""
    note: Text
    """What is counted, and the reasoning; obligatory where nobody published the number."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        backed(self.standing, self.source, self.note)
        self.record()
        return self

    def record(self) -> StatedPool:
        """Build the record."""
        people = Range(self.low, self.likely, self.high)
        return StatedPool(self.contributor, people, self.known_from, self.standing, self.source, self.note)


_TWICE = "a quantity stands beside the sizing that gives it; leave one of the two empty"
_NEITHER = "there is neither a quantity nor a sizing; give one of them"


class RequirementRow(Shape):
    """A line of the statement of requirements."""

    id: Annotated[Id, Declares("requirement line")]
    """The line's id."""
    concept: Annotated[Words, Declares("concept", unique=False)]
    """The force concept it belongs to."""
    title: Words
    """What is wanted, as shown."""
    capability: CapabilityId
    """The capability wanted."""
    quantity: EmptyCount
    """How many of it; empty where `sizing` gives it."""
    minimum: EmptyCount
    """With fewer than this there is no viable formation; empty where any number helps."""
    sector: SectorId
    """Where; empty for anywhere."""
    tasks: Listed
    """What it is wanted for: caveats name these tasks."""
    locations: Annotated[tuple[Location, ...], Split, Field(min_length=1)]
    """Location scopes that serve."""
    from_month: Positive
    """First month after D-day, counted from 1."""
    to_month: Positive
    """Last month, included."""
    critical: Flag
    """Whether it is filled before desirable lines."""
    substitutes: Factors
    """What may stand in, as `capability:factor`: one of it counts as `factor`."""
    sizing: Text
    """The sum that gives the quantity: a formula, then `name=number` or `name=assumption`. `line_km` is the length of
    the line that the agreement names, `sector_km` that of its pieces in this row's sector, and the id of a row above
    stands for its quantity."""
    standing: Reliance
    """How far the number may be relied on."""
    source: SourceId
    """Who published it; obligatory where it is `published`."""
    note: Note
    """The reasoning; obligatory where nobody published the number."""
    known_from: OptionalDay = None
    """The day from which it is asked for; left out, from when its source was published."""

    @model_validator(mode="after")
    def _is_sound(self) -> Self:
        backed(self.standing, self.source, self.note)
        if self.to_month < self.from_month:
            raise CaseError(
                f"ends in month {self.to_month}, before it starts in month {self.from_month}; exchange them"
            )
        if (self.quantity is None) is not bool(self.sizing):
            raise CaseError(_TWICE if self.sizing else _NEITHER)
        if self.quantity is not None and (self.minimum or 0) > self.quantity:
            raise CaseError(f"the minimum {self.minimum} is more than the quantity {self.quantity}; lower it")
        return self

    def record(self) -> RequirementLine:
        """Build the record; a quantity that `sizing` gives is 0 until it is worked out."""
        parts = {"locations": frozenset(self.locations), "minimum": self.minimum or 0, "quantity": self.quantity or 0}
        return RequirementLine(**(dict(self) | parts))


class JudgementRow(Shape):
    """What a person decided about a subject: appended, never overwritten."""

    id: Annotated[Id, Declares("judgement")]
    """The judgement's id."""
    subject: Words
    """The id of what is judged."""
    verdict: Words
    """What was decided."""
    by: Words
    """Who decided."""
    at: Instant
    """When: an instant with its offset, such as `2025-03-25T09:00:00Z`."""
    evidence: Text
    """What it rests on."""
    replaces: Annotated[str, Refers(("judgement",))]
    """The earlier judgement that this one replaces; empty where it is the first."""

    def record(self) -> Judgement:
        """Build the record."""
        return Judgement(**dict(self))
