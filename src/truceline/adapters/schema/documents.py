"""A case folder's TOML and YAML documents, but for the pledges; the text under each key is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.adapters.schema.cells import (
    Amount,
    Day,
    Declares,
    FactId,
    Id,
    Note,
    Number,
    OptionalDay,
    Positive,
    Prose,
    Refers,
    Seed,
    StatementIds,
    Truth,
    Whole,
    Words,
    Zone,
)
from truceline.adapters.schema.pledges import Rung
from truceline.adapters.schema.shape import Shape
from truceline.coalition.pledges import Ladder
from truceline.coalition.scenarios import Chance, FactRecord, FactStep, Rule, Scenario
from truceline.statements.statement import Authority, CountDefinition, Stance, Topic


class CaseShape(Shape):
    """What the case is, and how it is read."""

    id: Id
    """The case's id."""
    title: Words
    """Its title."""
    summary: Prose
    """What it is about, in two or three sentences."""
    schema_version: Literal[1]
    """The version of this file format: 1."""
    as_of: Day
    """The date that results are for, where none is asked for."""
    months: Annotated[Positive, Field(le=240)]
    """The planning horizon after D-day, in months."""
    metric_crs: Annotated[str, Field(pattern=r"^EPSG:[0-9]{4,6}$")]
    """The projection of pictures, such as `EPSG:32637`; lengths are geodesic and do not depend on it."""
    time_zone: Zone
    """The time zone of the sources, such as `Europe/Kyiv`."""
    seed: Seed
    """The seed of everything that is drawn at random."""
    fictional: Truth
    """Whether the conflict is made up."""
    licence: Words
    """The licence of the case's own data."""
    segment_m: Annotated[Number, Field(ge=100, le=100_000)]
    """The length of the pieces into which the line is cut for siting, in metres."""
    map_note: Prose
    """What the map shows, and what it does not."""
    sizes: tuple[Annotated[Whole, Field(ge=1)], ...] = ()
    """Forces, in personnel deployed, that the brief tries beside the one fielded."""


class TopicShape(Shape):
    """A question on which actors take positions."""

    id: Annotated[Id, Declares("topic")]
    """The topic's id."""
    title: Words
    """The question, as shown."""
    scopes: Annotated[dict[Id, Words], Field(min_length=1)]
    """What exactly can be spoken of: scope id to its meaning."""
    keywords: tuple[Words, ...]
    """Words by which a text on this topic is found."""
    last_looked_for: OptionalDay = None
    """The day on which statements on this topic were last searched for; a plan as of an earlier day is covered too."""
    looked_for_note: Note = ""
    """What that search covered, and what it did not find; told only as of that day or a later one."""

    def record(self) -> Topic:
        """Make the record."""
        return Topic(**(dict(self) | {"scopes": tuple(self.scopes.items())}))


class CountShape(Shape):
    """What it takes to be counted."""

    id: Annotated[Id, Declares("count")]
    """The count's id."""
    title: Words
    """What is counted, as shown."""
    topic: Annotated[str, Refers(("topic",))]
    """The topic whose positions decide."""
    scopes: Annotated[tuple[Words, ...], Field(min_length=1)]
    """Scopes of that topic that matter."""
    stances: Annotated[tuple[Stance, ...], Field(min_length=1)]
    """Stances that count."""
    authorities: Annotated[tuple[Authority, ...], Field(min_length=1)]
    """Authorities that decide."""
    claims: Annotated[tuple[str, ...], Refers(("measure",))]
    """Published counts of this kind: what their statements measure (the column `what`)."""

    def record(self) -> CountDefinition:
        """Make the record."""
        sets = {name: frozenset(getattr(self, name)) for name in ("scopes", "stances", "authorities")}
        return CountDefinition(**(dict(self) | sets))


class TopicsShape(Shape):
    """Topics, and the definitions of counts."""

    topics: tuple[TopicShape, ...]
    """The topics."""
    counts: tuple[CountShape, ...]
    """The counts."""


class FactStepShape(Shape):
    """What was known of a fact from a date."""

    on: Day
    """From when."""
    value: Truth
    """Whether it holds."""
    statements: StatementIds
    """The statements that show it."""


class ChanceShape(Shape):
    """How likely a fact is thought to be."""

    low: Amount
    """Lowest chance, 0 to 1."""
    high: Amount
    """Highest chance, 0 to 1; the same as the lowest where one number is given."""
    evidence: Prose
    """Whose estimate it is, and what it rests on."""
    known_from: OptionalDay = None
    """The day from which it counts; left out where it needs none."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        self.record()
        return self

    def record(self) -> Chance:
        """Make the record."""
        return Chance(self.low, self.high, self.evidence, self.known_from)


class FactShape(Shape):
    """A condition of the world that pledges wait for; false before its first step."""

    id: Annotated[Id, Declares("fact")]
    """The fact's id."""
    title: Words
    """The fact, as shown."""
    history: tuple[FactStepShape, ...]
    """What was known of it when."""
    note: Note
    """What would make it true, and who decides."""
    chance: ChanceShape | None = None
    """How likely it is thought to be; left out where nobody put a number on it."""
    known_from: OptionalDay = None
    """The day from which anybody spoke of it; left out where it needs none."""

    def record(self) -> FactRecord:
        """Make the record."""
        history = tuple(FactStep(**dict(step)) for step in self.history)
        chance = self.chance.record() if self.chance else None
        return FactRecord(self.id, self.title, history, self.note, chance, self.known_from)


class RuleShape(Shape):
    """If some facts hold, another holds."""

    when: Annotated[tuple[str, ...], Refers(("fact",)), Field(min_length=1)]
    """The facts that must all hold."""
    then: FactId
    """The fact that then holds."""
    why: Prose
    """Why."""
    known_from: OptionalDay = None
    """The day from which it counts; left out where it needs none."""

    def record(self) -> Rule:
        """Make the record."""
        return Rule(frozenset(self.when), self.then, self.why, self.known_from)


class ScenarioShape(Shape):
    """A named set of facts to plan for."""

    id: Annotated[Id, Declares("scenario")]
    """The scenario's id."""
    title: Words
    """Its title."""
    facts: dict[str, Truth]
    """Facts that it sets, over what is known on the date; `{}` for none."""
    announce_together: Truth
    """Plan with the pledges that stand if all announce together, not only with the firm ones."""
    least: Rung
    """The lowest rung of the ladder that counts."""
    concept: Annotated[str, Refers(("concept",))]
    """The force concept of the statement of requirements."""
    note: Note
    """What it stands for."""
    known_from: OptionalDay = None
    """The day from which it can be planned for; left out where any day will do."""

    def record(self) -> Scenario:
        """Make the record."""
        parts = {"facts": tuple(self.facts.items()), "least": Ladder[self.least.upper()]}
        return Scenario(**(dict(self) | parts))


class ScenariosShape(Shape):
    """Facts, the rules between them, and scenarios."""

    facts: tuple[FactShape, ...]
    """The facts."""
    rules: tuple[RuleShape, ...]
    """The rules; cycles are refused."""
    scenarios: Annotated[tuple[ScenarioShape, ...], Field(min_length=1)]
    """The scenarios."""
