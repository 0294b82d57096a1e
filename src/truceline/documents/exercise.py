"""A staff exercise, played turn by turn, as a document."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.case import Case
from truceline.documents.envelope import head
from truceline.documents.shapes.exercise import ExerciseDocument, TurnPart
from truceline.exercise.injects import Decision
from truceline.exercise.turns import Played, Turn

FORMAT = 2


def exercise_document(played: Played, decisions: Sequence[Decision], case: Case, *, version: str) -> ExerciseDocument:
    """Return an exercise as far as it has been played; ``decisions`` are all that were taken, even those to come."""
    return {
        **head("exercise", FORMAT, version=version),
        "case": case.id,
        "turns": [_turn(turn) for turn in played.turns],
        "waiting": played.waiting.id if played.waiting else None,
        "collapse": played.collapse,
        "decisions": [{"inject": d.inject, "option": d.option, "note": d.note} for d in decisions],
    }


def _turn(turn: Turn) -> TurnPart:
    return {
        "days": [turn.first_day, turn.last_day],
        "inject": turn.inject.id if turn.inject else None,
        "decision": turn.decision.option if turn.decision else None,
        "violations": turn.violations,
        "seen": turn.seen,
        "grave": len(turn.entries),
        "steps": turn.steps,
    }
