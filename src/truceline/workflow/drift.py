"""``drift``: how stances moved, how well an actor's speakers agree, and who was later overruled."""

from __future__ import annotations

from datetime import date

from truceline.case import Case
from truceline.errors import CaseError, shown, suggestion
from truceline.knowledge import known
from truceline.results.drift import Drift, DriftTimeline
from truceline.statements.drift import coherence, moves, overrulings, voices
from truceline.statements.positions import committed
from truceline.statements.statement import stands


def trace_drift(case: Case, *, as_of: date | None = None, actor: str | None = None, topic: str | None = None) -> Drift:
    """Trace how stances moved, of one ``actor`` or of all, on one ``topic`` or on all, as known on a date.

    Raises
    ------
    CaseError
        If the case has no such actor or topic.
    """
    _must_be_there(case, actor, topic)
    day = as_of or case.as_of
    case = known(case, day)
    questions = {
        (who, *s.question)
        for s in stands(case.statements)
        for who in committed(s.statement)
        if actor in (None, who) and topic in (None, s.topic)
    }
    timelines = (_timeline(case, *each, day) for each in sorted(questions))
    return Drift(
        case=case.id,
        as_of=day,
        timelines=tuple(line for line in timelines if line.moves),
        overruled=tuple(
            each
            for each in overrulings(case.statements, day)
            if actor in (None, each.actor) and (topic is None or topic in {p.topic for p in each.by.positions})
        ),
        voices=tuple(each for each in voices(case.statements, day) if actor in (None, each.actor)),
    )


def _timeline(case: Case, actor: str, topic: str, scope: str, as_of: date) -> DriftTimeline:
    measured = coherence(case.statements, actor, topic, scope, as_of)
    return DriftTimeline(actor, topic, scope, measured, moves(case.statements, actor, topic, scope, as_of))


def _must_be_there(case: Case, actor: str | None, topic: str | None) -> None:
    asked = (("actor", actor, [a.id for a in case.actors]), ("topic", topic, [t.id for t in case.topics]))
    problems = tuple(
        f"--{what} | there is no {what} {shown(name)}; {suggestion(name, ids, f'give one of: {ids[:20]}')}"
        for what, name, ids in asked
        if name is not None and name not in ids
    )
    if problems:
        raise CaseError("nothing to follow", problems)
