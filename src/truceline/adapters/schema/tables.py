"""The rows of a case folder's CSV tables; the text under each column is its documentation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.adapters.schema.cells import (
    ActorId,
    ActorIds,
    Amount,
    CapabilityId,
    Day,
    Declares,
    EmptyCount,
    Factors,
    Flag,
    Grade,
    Id,
    Instant,
    LastDay,
    Listed,
    Note,
    Number,
    OptionalDay,
    Positive,
    Refers,
    SectorId,
    SourceId,
    Span,
    Split,
    SplitFilled,
    Text,
    Words,
    read_bounds,
)
from truceline.adapters.schema.shape import Shape
from truceline.errors import CaseError
from truceline.generation.requirement import RequirementLine
from truceline.records.actors import Actor
from truceline.records.capabilities import Capability
from truceline.records.pools import StatedPool
from truceline.records.provenance import Judgement, Source
from truceline.records.quantities import Assumption, Range, Standing
from truceline.statements.statement import Authority, Measure, Meeting, Stance, Statement, TopicStance

Location = Literal["in-country", "adjacent", "sea", "air-from-outside", "finance-only"]
"""Where a unit may serve."""


class SourceRow(Shape):
    """A document that others can look up."""

    id: Annotated[Id, Declares("source")]
    """The source's id; every other file cites it."""
    title: Words
    """Title, as published."""
    url: Text
    """Where to find it; may be empty for documents that are not online."""
    licence: Text
    """What may be done with it."""
    published_on: LastDay
    """When it was published; of a month (`2025-02`) or span the last day counts; empty where not known."""
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    """Admiralty grade of the source, from `A` (reliable) to `E` (unreliable); `F` cannot be judged."""
    note: Text
    """For whom the source speaks, and what kind of copy was read."""

    def record(self) -> Source:
        """Make the record."""
        return Source(**dict(self))


class ActorRow(Shape):
    """A state, body or party in whose name statements are made."""

    id: Annotated[Id, Declares("actor")]
    """The actor's id."""
    name: Words
    """Name, as shown."""
    kind: Literal["state", "organisation", "coalition", "press"]
    """What it is."""
    party: Flag
    """Whether it is a party to the ceasefire."""
    iso: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
    """ISO 3166-1 alpha-2 code, in capitals; empty where it has none."""

    def record(self) -> Actor:
        """Make the record."""
        return Actor(**dict(self))


class StatementRow(Shape):
    """One thing that somebody said, as said, and how it is coded."""

    id: Annotated[Id, Declares("statement")]
    """The statement's id."""
    said_on: Span
    """When it was said: a day, a month (`2025-02`) or a span (`2025-08-13/2025-08-19`)."""
    speaker: Words
    """The public official or body that spoke."""
    speaks_for: ActorId
    """The actor in whose name it was said."""
    authority: Authority
    """On whose authority."""
    topic: Annotated[tuple[Words, ...], SplitFilled, Refers(("topic",))]
    """The topic spoken on; or one for each stance, separated by `;`."""
    stance: Annotated[tuple[Stance, ...], SplitFilled]
    """Where the statement puts its actor on the topic; several, separated by `;`, where it takes several positions."""
    scope: Annotated[tuple[Words, ...], SplitFilled]
    """What exactly is spoken of: a scope of that topic, one for each stance, separated by `;`."""
    quote: Text
    """The words, verbatim; may be empty."""
    summary: Words
    """A paraphrase."""
    conditions: Listed
    """Conditions in the speaker's words, short."""
    names: ActorIds
    """Actors that the statement itself names, or that signed it."""
    what: Annotated[Text, Declares("measure", unique=False)]
    """What a number or date in the statement measures, of whom and when (`strikes@ash-since-march`), so that only the
    same thing is compared; empty, with the next three, where it gives none."""
    value: Text
    """The number or date as published, such as `30+`, `5000-10000`, `about 6`, `more than 20`, `2025-03-18`."""
    unit: Text
    """Its unit: `date` for dates, `actors` for counts of actors."""
    definition: Text
    """What is counted, and how: two statements count alike where this is equal."""
    source: Annotated[SourceId, Field(min_length=1)]
    """Where it can be looked up."""
    credibility: Grade
    """Admiralty grade of this piece of information, from 1 (confirmed) to 6 (cannot be judged)."""
    supersedes: Annotated[Listed, Refers(("statement",))]
    """Earlier statements that this one replaces."""
    known_from: OptionalDay = None
    """The day from which it was known, where that is later than the day on which it was said."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        self.positions()
        self.measure()
        return self

    def positions(self) -> tuple[TopicStance, ...]:
        """Make the positions: topics, scopes and stances in pairs, in order; one topic serves all.

        Raises
        ------
        CaseError
            If there are not as many of each, or a topic and scope come twice.
        """
        number = len(self.stance)
        if len(self.scope) != number:
            raise CaseError(f"{number} stances and {len(self.scope)} scopes; give one scope for each stance")
        if len(self.topic) not in (1, number):
            raise CaseError(f"{number} stances and {len(self.topic)} topics; give one topic, or one for each stance")
        topics = self.topic * number if len(self.topic) == 1 else self.topic
        pairs = list(zip(topics, self.scope, strict=True))
        if twice := next((pair for pair in pairs if pairs.count(pair) > 1), None):
            raise CaseError(f"the scope {twice[1]!r} of {twice[0]!r} comes twice; give one stance on it")
        return tuple(TopicStance(*pair, stance) for pair, stance in zip(pairs, self.stance, strict=True))

    def measure(self) -> Measure | None:
        """Make the measure, where one is given.

        Raises
        ------
        CaseError
            If it is half given, its value cannot be read, or a date stands where a number should or the reverse.
        """
        given = [name for name in ("what", "value", "definition") if getattr(self, name)]
        if not given and not self.unit:
            return None
        if len(given) < 3:
            lacking = sorted({"what", "value", "definition"} - set(given))
            raise CaseError(f"the measure lacks {' and '.join(lacking)}; give what, value and definition, or none")
        low, high = read_bounds(self.value)
        if (low is None) != (self.unit == "date"):
            raise CaseError(
                f"the value {self.value!r} has the unit {self.unit!r}; 'date' is the unit of dates and of nothing else"
            )
        return Measure(self.what, self.value, self.unit, self.definition, low, high)

    def record(self) -> Statement:
        """Make the record."""
        made = {"topic", "scope", "stance", "what", "value", "unit", "definition"}
        parts = {key: value for key, value in self if key not in made}
        return Statement(**parts, positions=self.positions(), measure=self.measure())


class MeetingRow(Shape):
    """A meeting or planning session, for the timeline."""

    id: Annotated[Id, Declares("meeting")]
    """The meeting's id."""
    held_on: Span
    """When it was held: a day, a month or a span."""
    title: Words
    """What it was."""
    place: Text
    """Where."""
    attendance: Text
    """Who came, in words."""
    source: SourceId
    """Where it can be looked up."""
    note: Note
    """What came of it."""
    known_from: OptionalDay = None
    """The day from which it was known, where that is not the last day on which it may have been held."""

    def record(self) -> Meeting:
        """Make the record."""
        return Meeting(**dict(self))


def backed(standing: Standing, source: str, note: str) -> None:
    """Refuse numbers that do not say where they come from.

    Raises
    ------
    CaseError
        If published numbers name no source, or others no reasoning.
    """
    if standing == Standing.PUBLISHED and not source:
        raise CaseError("the standing is 'published', but no source is given; name the source")
    if standing != Standing.PUBLISHED and not note:
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
    standing: Standing
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
        """Make the record."""
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
    standing: Standing
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
        """Make the record."""
        value = Range(self.low, self.likely, self.high)
        return Assumption(self.id, self.title, value, self.unit, self.standing, self.source, self.note)


class AssumptionRow(NumberShape):
    """A number that the plan rests on."""

    id: Annotated[Id, Declares("assumption", unique=False)]
    """The assumption's id; sizing and siting name it. Several rows may have one id: the latest known counts."""
    known_from: OptionalDay = None
    """The day from which this value counts; empty for a value that always does, or did before the others."""

    def record(self) -> Assumption:
        """Make the record."""
        return replace(super().record(), known_from=self.known_from)


def assumptions_of(rows: Iterable[AssumptionRow]) -> dict[str, Assumption]:
    """Give the assumptions of a table by id, in its order, each with the values that counted before its latest."""
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
    standing: Standing
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
        """Make the record."""
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
    standing: Standing
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
        """Make the record; a quantity that `sizing` gives is 0 until it is worked out."""
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
        """Make the record."""
        return Judgement(**dict(self))
