"""How stances moved, statement by statement."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.drift import Drift, DriftTimeline
from truceline.statements.drift import Move
from truceline.views.text import TextLine, verbatim, whole


def drift_lines(drift: Drift) -> Iterator[TextLine]:
    """Say timelines and who was overruled; where some have several statements, only those timelines."""
    several = [line for line in drift.timelines if len(line.moves) > 1]
    for line in several or drift.timelines:
        yield whole(f"{line.actor} on {line.topic} ({line.scope}): {_agreement(line)}")
        yield from (verbatim(_move(move), 2) for move in line.moves)
    yield whole("* the statement moved the actor's stance")
    if drift.overruled:
        yield whole("later overruled:")
    for each in drift.overruled:
        by = f"{each.by.speaker} ({each.by.id})"
        yield whole(f"{each.actor}: {each.overruled.speaker} ({each.overruled.id}) by {by}", 2)


def _agreement(line: DriftTimeline) -> str:
    share = line.coherence.share
    if share is None:
        return "no two statements to compare"
    return f"coherence {share:.2f} over {line.coherence.pairs} pairs"


def _move(move: Move) -> str:
    said = move.statement
    words = f'"{said.quote}"' if said.quote else said.summary
    after = str(move.after) if move.after else "-"
    mark, who = "*" if move.moved else " ", f"{said.speaker} ({said.authority})"
    return f"{mark} {said.said_on.interval()}  {after:11}  {who}: {words}"
