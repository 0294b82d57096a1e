"""The document of a staff exercise that was played turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.documents.envelope import envelope
from truceline.exercise.injects import Decision
from truceline.exercise.turns import Played, Turn


def staff_exercise_document(played: Played, decisions: Sequence[Decision], *, version: str) -> dict[str, Any]:
    """Write the turns, what the exercise waits for, how the truce ended if it did, and the decisions."""
    body = {
        "turns": [_turn(turn) for turn in played.turns],
        "waiting": played.waiting.id if played.waiting else None,
        "collapse": played.collapse,
        "decisions": [{"inject": d.inject, "option": d.option, "note": d.note} for d in decisions],
    }
    return envelope("staff-exercise", 1, body, version=version)


def _turn(turn: Turn) -> dict[str, Any]:
    return {
        "days": [turn.first_day, turn.last_day],
        "inject": turn.inject.id if turn.inject else None,
        "decision": turn.decision.option if turn.decision else None,
        "violations": turn.violations,
        "seen": turn.seen,
        "grave": len(turn.entries),
        "steps": turn.steps,
    }
