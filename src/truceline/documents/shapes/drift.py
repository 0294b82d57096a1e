"""The shape of the document on how stances moved."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead
from truceline.documents.numbers import Number


class MovePart(TypedDict):
    """A statement that stands on a timeline."""

    statement: str
    """Its id."""
    said_on: str
    """When."""
    speaker: str
    """Who said it."""
    authority: str
    """On whose authority."""
    words: str
    """Its quote, or what it says."""
    before: str | None
    """The stance before; null where there was none."""
    after: str | None
    """The stance after."""
    moved: bool
    """Whether the stance moved."""


class TimelinePart(TypedDict):
    """How an actor's stance on a topic moved."""

    actor: str
    """The actor."""
    topic: str
    """The topic."""
    scope: str
    """On what of it."""
    coherence: Number
    """Share of pairs of speakers' statements that agree; null where there is no pair."""
    pairs: int
    """How many pairs."""
    moves: list[MovePart]
    """The statements."""


class OverruledPart(TypedDict):
    """A statement that another of the same actor overruled."""

    actor: str
    """The actor."""
    statement: str
    """The statement."""
    speaker: str
    """Who said it."""
    by: str
    """The statement that overruled it."""
    overruled_by: str
    """Who said that."""


class VoicePart(TypedDict):
    """One speaker."""

    speaker: str
    """Who."""
    actor: str
    """For whom."""
    authorities: list[str]
    """On whose authority."""
    statements: int
    """How many statements."""
    overruled: int
    """How many of them were overruled."""


class DriftDocument(DocumentHead):
    """How stances moved, how well speakers agree and who was overruled."""

    case: str
    """Id of the case."""
    as_of: str
    """The date on which everything was read."""
    timelines: list[TimelinePart]
    """By actor, topic and scope."""
    overruled: list[OverruledPart]
    """Who was overruled."""
    voices: list[VoicePart]
    """Who speaks."""
