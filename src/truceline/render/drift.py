"""How stances moved, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.results.drift import Drift, Timeline
from truceline.statements.drift import Move


def drift_summary(drift: Drift) -> str:
    """Write timelines and who was overruled; where some have several statements, only those timelines."""
    return "".join(f"{line}\n" for line in _lines(drift))


def _lines(drift: Drift) -> Iterator[str]:
    several = [line for line in drift.timelines if len(line.moves) > 1]
    for line in several or drift.timelines:
        yield f"{line.actor} on {line.topic} ({line.scope}): {_agreement(line)}"
        yield from (f"  {_move(move)}" for move in line.moves)
    yield "* the statement moved the actor's stance"
    if drift.overruled:
        yield "later overruled:"
    for each in drift.overruled:
        yield (f"  {each.actor}: {each.overruled.speaker} ({each.overruled.id}) by {each.by.speaker} ({each.by.id})")


def _agreement(line: Timeline) -> str:
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
