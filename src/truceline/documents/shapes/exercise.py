"""The shape of a staff exercise, played turn by turn."""

from __future__ import annotations

from typing import TypedDict

from truceline.documents.envelope import DocumentHead


class TurnPart(TypedDict):
    """What happened from one inject to the next."""

    days: list[int]
    """The first and the last day, from 1, both included."""
    inject: str | None
    """The inject that opened the turn; null for the first."""
    decision: str | None
    """The option decided on; null where none was."""
    violations: int
    """Violations that happened."""
    seen: int
    """Of these, seen."""
    grave: int
    """Of these, grave."""
    steps: int
    """Steps of the ladder in force at the end."""


class DecisionPart(TypedDict):
    """A decision."""

    inject: str
    """On which inject."""
    option: str
    """The option."""
    note: str
    """The reason given."""


class ExerciseDocument(DocumentHead):
    """A staff exercise as far as it has been played."""

    case: str
    """Id of the case."""
    turns: list[TurnPart]
    """The turns."""
    waiting: str | None
    """The inject that waits for a decision; null at the end."""
    collapse: str
    """The definition of collapse that was met; empty where the truce holds."""
    decisions: list[DecisionPart]
    """All decisions, even those to come."""
