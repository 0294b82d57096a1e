"""What `drift` gives back: how stances moved, how well speakers agree, and who was overruled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from truceline.statements.drift import Coherence, Move, Overruling, Voice


@dataclass(frozen=True, slots=True)
class DriftTimeline:
    """An actor's way on a topic and scope, with how well its speakers agree."""

    actor: str
    topic: str
    scope: str
    coherence: Coherence
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Drift:
    """How stances of a ``case`` moved, as known on a date; timelines are those with a move, in the order of actors."""

    case: str
    as_of: date
    timelines: tuple[DriftTimeline, ...]
    overruled: tuple[Overruling, ...]
    voices: tuple[Voice, ...]
