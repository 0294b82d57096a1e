"""The rows of the ledger: sources, actors, statements and meetings; the text under each column is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from truceline.errors import CaseError
from truceline.formats.cells import (
    ActorId,
    ActorIds,
    Declares,
    Flag,
    Grade,
    Id,
    LastDay,
    Listed,
    Note,
    OptionalDay,
    Refers,
    SourceId,
    Span,
    SplitFilled,
    Text,
    Words,
    read_bounds,
)
from truceline.formats.shape import Shape
from truceline.records.actors import Actor
from truceline.records.provenance import Source
from truceline.statements.statement import Authority, Measure, Meeting, Stance, Statement, TopicStance


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
        """Build the record."""
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
        """Build the record."""
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
        """Build the positions: topics, scopes and stances in pairs, in order; one topic serves all.

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
        """Build the measure, where one is given.

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
        """Build the record."""
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
        """Build the record."""
        return Meeting(**dict(self))
