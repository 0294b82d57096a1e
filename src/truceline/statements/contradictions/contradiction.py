"""What a contradiction is, and the words in which its reason is put."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from truceline.statements.statement import Authority, Measure, Stance, Statement, StatementPosition

NEAR_DAYS = 31
"""Statements further apart are set against each other only where one speaker or a document links them, or where one
number is the next of its kind after the other."""

_YES = frozenset({Stance.FOR, Stance.CONDITIONAL})
_SIDES = _YES | {Stance.AGAINST}
_OF_OTHERS = frozenset({Authority.REPORT, Authority.OPPOSITION})


class Kind(StrEnum):
    """What sort of contradiction two statements make."""

    SAME_SPEAKER_OVER_TIME = "same-speaker-over-time"
    SAME_ACTOR_DIFFERENT_SPEAKERS = "same-actor-different-speakers"
    STATEMENT_AGAINST_DOCUMENT = "statement-against-document"
    COUNT_DEFINITION = "count-definition"
    """Numbers for one thing, counted in different ways, or beside a refusal by who may be counted: both can hold."""
    REPORT_AGAINST_REPORT = "report-against-report"
    APPARENT_ONLY = "apparent-only"
    """They sound opposed, but speak of different things: both can hold."""

    @property
    def both_can_hold(self) -> bool:
        """Return whether two statements of this kind may both be true, so that they are no contradiction."""
        return self in (Kind.COUNT_DEFINITION, Kind.APPARENT_ONLY)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that contradict each other, or only seem to: their ids, the earlier first, and the reason.

    ``topic`` is the one on which they do.
    """

    kind: Kind
    statements: tuple[str, str]
    why: str
    topic: str


def takes_side(stand: StatementPosition) -> bool:
    """Return whether a stand is for, conditionally for or against; open and none take no side."""
    return stand.stance in _SIDES


def own_voice(statement: Statement) -> bool:
    """Return whether the actor itself speaks, rather than the press about it or its opposition."""
    return statement.authority not in _OF_OTHERS


def flips(first: StatementPosition, second: StatementPosition) -> bool:
    """Return whether one of two stands that take sides is against and the other is not."""
    return (first.stance in _YES) != (second.stance in _YES)


def near(first: Statement, second: Statement) -> bool:
    """Return whether two statements were made at most `NEAR_DAYS` apart, spans counted by their last day."""
    return abs((second.said_on.last - first.said_on.last).days) <= NEAR_DAYS


def is_document(statement: Statement) -> bool:
    """Return whether a statement is a document."""
    return statement.authority is Authority.DOCUMENT


def cited(stand: StatementPosition) -> str:
    """Cite a stand in a sentence: speaker, date, stance where it takes one, and words, else the paraphrase."""
    statement = stand.statement
    stance = f" {stand.stance}" if takes_side(stand) else ""
    words = f'"{statement.quote}"' if statement.quote else statement.summary.rstrip(".")
    return f"{statement.speaker} on {statement.said_on}{stance}: {words}"


def measured(statement: Statement, measure: Measure) -> str:
    """Cite the measure of a statement: speaker, date, value with its unit, and definition."""
    value = measure.value if measure.unit == "date" else f"{measure.value} {measure.unit}"
    return f"{statement.speaker} on {statement.said_on} gives {value} ({measure.definition})"
