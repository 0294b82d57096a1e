"""One thing that somebody said, as said, and the vocabulary it is coded in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from truceline.records.times import DateSpan
from truceline.statements.passage import Passage


class Authority(StrEnum):
    """On whose authority a statement is made, from the most to the least binding."""

    DOCUMENT = "document"
    PARLIAMENT = "parliament"
    LEADER = "leader"
    MINISTER = "minister"
    ENVOY = "envoy"
    SPOKESPERSON = "spokesperson"
    MILITARY = "military"
    OPPOSITION = "opposition"
    UNNAMED = "unnamed official"
    REPORT = "report"
    """What a press or analyst's report says in its own voice."""


class Stance(StrEnum):
    """Where a statement puts its actor on a topic."""

    FOR = "for"
    CONDITIONAL = "conditional"
    """For, once stated conditions hold."""
    OPEN = "open"
    """Not excluded, being explored, or would consider a request."""
    AGAINST = "against"
    NONE = "none"
    """States a number or a fact and takes no side."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or date that a statement gives: ``what`` was measured, its ``value``, ``unit`` and ``definition``.

    Two statements measure the same thing when ``what`` is equal; they count alike when ``definition`` is equal too.
    ``what`` is ``thing`` or ``thing@event``; the event says whose acts or members are counted, when. ``value`` is as
    published ("30+", "2025-03-18"); ``low`` and ``high`` are its bounds as numbers, None where it is a date.
    """

    what: str
    value: str
    unit: str
    definition: str
    low: float | None
    high: float | None

    @property
    def event(self) -> str:
        """Of whom and when it was measured, or nothing where that was not said."""
        return self.what.partition("@")[2]


@dataclass(frozen=True, slots=True)
class TopicStance:
    """One position that a statement takes: its ``stance`` on ``topic``, as far as ``scope`` is spoken of."""

    topic: str
    scope: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, with its original wording kept beside its coding.

    ``speaker`` is a public official or body, in whose own name or that of the actor ``speaks_for`` the statement
    is made. ``positions`` are what it says, one or more, each topic and scope once: no soldiers, but logistics, is two.
    The scope says what exactly is spoken of, so that two statements that look contradictory because they speak of
    different things can be told apart.
    ``quote`` is verbatim or empty; ``summary`` paraphrases. ``conditions`` are in the speaker's words, short. ``names``
    are the actors that the statement itself names or that signed it. ``credibility`` is the Admiralty grade 1 to 6 of
    this piece of information; the reliability A to F belongs to its source.
    ``known_from`` is the day from which it was known, None where that is the day on which it was said. ``passage`` is
    where it stands in an article, None where that was not kept.
    """

    id: str
    said_on: DateSpan
    speaker: str
    speaks_for: str
    authority: Authority
    positions: tuple[TopicStance, ...]
    quote: str
    summary: str
    conditions: tuple[str, ...]
    names: tuple[str, ...]
    measure: Measure | None
    source: str
    credibility: int
    supersedes: tuple[str, ...]
    known_from: date | None = None
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class StatementPosition:
    """One of a statement's positions, beside the statement that takes it."""

    statement: Statement
    topic: str
    scope: str
    stance: Stance

    @property
    def question(self) -> tuple[str, str]:
        """The topic and scope: what two stands must share to be set against each other."""
        return self.topic, self.scope


def stands(statements: Iterable[Statement]) -> Iterator[StatementPosition]:
    """Yield every position of every statement, in their order."""
    for statement in statements:
        for position in statement.positions:
            yield StatementPosition(statement, position.topic, position.scope, position.stance)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question on which actors take positions.

    ``scopes`` maps scope ids to what they mean; ``keywords`` are words by which a text on this topic is found.
    ``last_looked_for`` is the day on which statements on it were last searched for, None where not noted, and
    ``looked_for_note`` what that search covered: a ledger that falls silent may only have stopped looking.
    """

    id: str
    title: str
    scopes: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    last_looked_for: date | None = None
    looked_for_note: str = ""


@dataclass(frozen=True, slots=True)
class CountDefinition:
    """What it takes to be counted: a word on ``topic`` that still holds and that the definition hears.

    It hears what is said of one of ``scopes`` on one of ``authorities``; the actor counts where the stance of such a
    word is among ``stances``. ``claims`` are the measures (``Measure.what``) that published counts
    of this kind carry.
    """

    id: str
    title: str
    topic: str
    scopes: frozenset[str]
    stances: frozenset[Stance]
    authorities: frozenset[Authority]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting or planning session on the way: shown on the timeline."""

    id: str
    held_on: DateSpan
    title: str
    place: str
    attendance: str
    source: str
    note: str
    known_from: date | None = None
