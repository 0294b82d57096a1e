"""A case folder's TOML and YAML documents, but for the pledges; the text under each key is its documentation."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from truceline.casefolder.schema.pledges import Rung
from truceline.coalition.pledges import Ladder
from truceline.coalition.scenarios import Chance, FactRecord, FactStep, Rule, Scenario
from truceline.formats.cells import (
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
from truceline.formats.shape import Shape
from truceline.records.concepts import Concept, StandoffRule
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
    months: Annotated[Positive, Field(le=240)] = 12
    """The planning horizon after D-day, in months; 12 where left out."""
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
    segment_m: Annotated[Number, Field(ge=100, le=100_000)] = 2_000.0
    """The length of the pieces into which the line is cut for siting, in metres; 2000 where left out."""
    map_note: Prose
    """What the map shows, and what it does not."""
    sizes: tuple[Annotated[Whole, Field(ge=1)], ...] = ()
    """Forces, in personnel deployed, that the brief tries beside the one fielded."""
    marking: Annotated[Note, Field(max_length=120)] = ""
    """How briefs, bulletins and pages may be distributed, as said at the head and foot of each; may be empty."""
    signature: Annotated[tuple[Words, ...], Field(max_length=6)] = ()
    """The lines of the signature block of bulletins, such as `["Ines Orel", "Head of Mission"]`."""


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
        """Build the record."""
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
        """Build the record."""
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
        """Build the record."""
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
        """Build the record."""
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
        """Build the record."""
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
        """Build the record."""
        parts = {"facts": tuple(self.facts.items()), "least": Ladder[self.least.upper()]}
        return Scenario(**(dict(self) | parts))


def _distance(value: object) -> float | str:
    try:
        km = float(str(value))
    except ValueError:
        return str(value)
    if not 0 <= km < math.inf:
        raise ValueError(f"{value} is no distance; give 0 or more km, or the id of an assumption in km")
    return km


Distance = Annotated[float | str, BeforeValidator(_distance)]
"""A distance in kilometres: a number, or the id of an assumption that gives it."""


class StandShape(Shape):
    """Where the posts or the reaction forces of a concept may stand: all that is given must hold."""

    role: Literal["post", "reaction", "patrol"]
    """Whose ground it is: sites of kind `post` hold posts, those of kind `base` reaction forces; patrols drive at the
    least distance from the line, behind the belts that are closed to them."""
    least_km: Distance | None = None
    """Least distance from the agreement's line in km, or the id of an assumption in km; left out: none. Reaction
    forces also keep the assumption `base_setback_km`, where the case has it."""
    most_km: Distance | None = None
    """Greatest distance from it, likewise; left out: any."""
    not_in: Annotated[tuple[str, ...], Refers(("belt", "area", "sector"))] = ()
    """Belts and areas of the agreement, and sectors, that are closed."""
    only_in: Annotated[tuple[str, ...], Refers(("belt", "area", "sector"))] = ()
    """Belts, areas and sectors outside which everything is closed."""
    why: Note = ""
    """Whose words it rests on."""

    def record(self) -> StandoffRule:
        """Build the record."""
        return StandoffRule(**dict(self))


class ConceptShape(Shape):
    """What a force concept of the statement of requirements is for, and where its force may stand."""

    id: Annotated[Id, Refers(("concept",))]
    """The concept's id, as in `requirement.csv`."""
    title: Words
    """Its title."""
    purpose: Note = ""
    """What its mandate would say."""
    stands: tuple[StandShape, ...] = ()
    """Where its force may stand; empty: at every site."""
    note: Note = ""
    """What the encoding rests on."""

    def record(self) -> Concept:
        """Build the record."""
        return Concept(**(dict(self) | {"stands": tuple(rule.record() for rule in self.stands)}))


class ScenariosShape(Shape):
    """Facts, the rules between them, scenarios, and the force concepts that they plan for."""

    facts: tuple[FactShape, ...]
    """The facts."""
    rules: tuple[RuleShape, ...]
    """The rules; cycles are refused."""
    concepts: tuple[ConceptShape, ...] = ()
    """Where the force of a concept may stand; a concept that is not listed may stand at every site."""
    scenarios: Annotated[tuple[ScenarioShape, ...], Field(min_length=1)]
    """The scenarios."""
