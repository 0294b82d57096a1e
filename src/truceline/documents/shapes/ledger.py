"""The shape of what was said and what numbers rest on."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from truceline.documents.numbers import Number, Spread


class ContradictionPart(TypedDict):
    """Two statements that do not fit together."""

    kind: str
    """`same-speaker-over-time`, `same-actor-different-speakers`, `statement-against-document` and so on."""
    statements: list[str]
    """The ids of the two statements, the earlier first."""
    topic: str
    """The topic on which they do not."""
    why: str
    """The reason, in words."""
    both_can_hold: bool
    """Whether both can hold: one thing counted in different ways, or different things."""


class TopicPart(TypedDict):
    """A topic of the case."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    last_looked_for: str | None
    """The day up to which statements on it were searched for; null where nobody noted it."""
    looked_for_note: str
    """What the search up to that day covered."""


class PositionPart(TypedDict):
    """Where an actor stands on a topic."""

    actor: str
    """Whose position."""
    topic: str
    """On what."""
    scope: str
    """On what of it: scopes are never put together."""
    stance: str
    """`for`, `conditional`, `open` or `against`."""
    decided_by: str
    """The statement that decides."""
    trail: list[str]
    """All the actor's statements on that topic and scope by then, the oldest first."""


class AssumptionPart(TypedDict):
    """A number that results rest on, as it is stated, never rounded."""

    id: str
    """Its id."""
    title: str
    """Its title."""
    low: float
    """The low end."""
    likely: float
    """What is reckoned with."""
    high: float
    """The high end."""
    unit: str
    """Its unit of measure."""
    standing: str
    """`published`, `derived`, `assumed` or `unverified`."""
    source: str
    """Its source; empty where nobody published it."""
    note: str
    """The reasoning."""


class StancePart(TypedDict):
    """One position that a statement takes."""

    topic: str
    """On what."""
    scope: str
    """On what of it."""
    stance: str
    """`for`, `conditional`, `open` or `against`."""


class PassagePart(TypedDict):
    """Where a statement stands in an article; spans are a first character and the one after the last."""

    article: str
    """The name of the article's file."""
    sha256: str
    """Of its bytes."""
    address: str
    """Where it can be looked up; empty where that was not kept."""
    quote_at: list[list[int]]
    """The words between quotation marks; none where they are only reported."""
    sentence_at: list[int]
    """The sentence around them."""
    sentence: str
    """The sentence, white space as single spaces."""


class StatementPart(TypedDict):
    """A statement on the record."""

    said_on: str
    """When: a day, a month, or a span."""
    speaker: str
    """Who said it."""
    speaks_for: str
    """The actor spoken for."""
    authority: str
    """On whose authority, such as `leader`."""
    topic: str
    """That of its first position."""
    stance: str
    """That of its first position."""
    scope: str
    """That of its first position."""
    positions: list[StancePart]
    """The positions that it takes."""
    quote: str
    """Verbatim, or empty."""
    summary: str
    """What it says."""
    source: str
    """Where it was published."""
    grade: str
    """Admiralty: A to F for the source, 1 to 6 for the information."""
    passage: NotRequired[PassagePart]
    """Where it stands in the article; left out where that was not kept."""


class TrailPart(TypedDict):
    """Why an actor counts."""

    scope: str
    """On which scope."""
    decided_by: str
    """The statement that decides."""
    statements: list[str]
    """All that were looked at."""


class UnnamedPart(TypedDict):
    """The part of a claim that nobody named; it is never filled in."""

    low: Number
    """At least."""
    high: Number
    """At most; null where the claim has no upper end."""


class ClaimPart(TypedDict):
    """A published count."""

    statement: str
    """The statement that publishes it."""
    said_on: str
    """When."""
    speaker: str
    """By whom."""
    source: str
    """Where."""
    value: str
    """As published, such as `30+`."""
    low: Number
    """Its lower bound; null where it has none."""
    high: Number
    """Its upper bound; null where it has none."""
    definition: str
    """What the publisher counted."""
    named: list[str]
    """Actors that the claim itself names."""
    unnamed: UnnamedPart
    """Bounds of the rest."""


class CountPart(TypedDict):
    """Who counts by a definition."""

    definition: str
    """Title of the definition."""
    id: str
    """Its id."""
    count: int | None
    """How many actors count, of those that somebody named; null where nothing is on the record."""
    recorded: bool
    """Whether anything is."""
    actors: list[str]
    """Their ids."""
    trails: dict[str, TrailPart]
    """Why each of them counts."""
    claims: list[ClaimPart]
    """Published counts of this kind known on the date."""


class CaveatPart(TypedDict):
    """A national restriction."""

    kind: str
    """`prohibition` or `limitation`."""
    task: str
    """The task that it is about; empty for all."""
    area: str
    """The sector that it is about; empty for all."""
    approval_days: int
    """Days that asking takes."""
    note: str
    """In words."""


class PledgePart(TypedDict):
    """A pledge as it stands on the date."""

    contributor: str
    """Who offers."""
    capability: str
    """What."""
    title: str
    """In words."""
    status: str | None
    """Rung of the ladder reached, such as `offered`."""
    quantity: Spread
    """Units of the capability."""
    personnel: Spread
    """People deployed with them."""
    location: str
    """Where they may serve."""
    ready_days: int
    """Days from D-day until they are in place."""
    standing: str
    """Of the numbers: `published`, `derived`, `assumed` or `unverified`."""
    caveats: list[CaveatPart]
    """National restrictions."""
    replaces: list[str]
    """Earlier pledges that it renews, and those that these had renewed."""
    statements: list[str]
    """The statements that it rests on, of those known on the date."""
    note: str
    """The reasoning."""


class SourcePart(TypedDict):
    """Where something was published."""

    title: str
    """Its title."""
    url: str
    """Its address."""
    reliability: str
    """A to F."""


class InputPart(TypedDict):
    """A file that was read."""

    path: str
    """Its path in the case folder."""
    sha256: str
    """Of its bytes."""
