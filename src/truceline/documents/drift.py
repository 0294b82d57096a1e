"""The document of `drift`: timelines, who was overruled, and who speaks for whom."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.numbers import share
from truceline.documents.shapes.drift import DriftDocument, MovePart, OverruledPart, TimelinePart, VoicePart
from truceline.results.drift import Drift, DriftTimeline
from truceline.statements.drift import Move, Overruling, Voice

FORMAT = 2
"""1 was the same without a head."""


def drift_document(drift: Drift, *, version: str) -> DriftDocument:
    """Write how stances moved, how well speakers agree and who was overruled."""
    return {
        **head("drift", FORMAT, version=version),
        "case": drift.case,
        "as_of": drift.as_of.isoformat(),
        "timelines": [_timeline(line) for line in drift.timelines],
        "overruled": [_overruled(each) for each in drift.overruled],
        "voices": [_voice(each) for each in drift.voices],
    }


def _timeline(line: DriftTimeline) -> TimelinePart:
    return {
        "actor": line.actor,
        "topic": line.topic,
        "scope": line.scope,
        "coherence": None if line.coherence.share is None else share(line.coherence.share),
        "pairs": line.coherence.pairs,
        "moves": [_move(move) for move in line.moves],
    }


def _move(move: Move) -> MovePart:
    statement = move.statement
    return {
        "statement": statement.id,
        "said_on": statement.said_on.interval(),
        "speaker": statement.speaker,
        "authority": str(statement.authority),
        "words": f'"{statement.quote}"' if statement.quote else statement.summary,
        "before": move.before and str(move.before),
        "after": move.after and str(move.after),
        "moved": move.moved,
    }


def _overruled(each: Overruling) -> OverruledPart:
    return {
        "actor": each.actor,
        "statement": each.overruled.id,
        "speaker": each.overruled.speaker,
        "by": each.by.id,
        "overruled_by": each.by.speaker,
    }


def _voice(voice: Voice) -> VoicePart:
    return {
        "speaker": voice.speaker,
        "actor": voice.actor,
        "authorities": [str(authority) for authority in voice.authorities],
        "statements": voice.statements,
        "overruled": voice.overruled,
    }
