"""How stances moved, as JSON and as text."""

from __future__ import annotations

from datetime import date
from typing import Any

from truceline.case import Case
from truceline.casefolder.review_file import span_text
from truceline.errors import CaseError
from truceline.formats.faults import shown, suggestion
from truceline.knowledge import known
from truceline.statements.drift import Move, Overruling, Voice, coherence, moves, overrulings, voices
from truceline.statements.positions import committed
from truceline.statements.statement import Statement, stands


def drift_document(case: Case, as_of: date, actor: str | None, topic: str | None) -> dict[str, Any]:
    """Give how stances moved, how well speakers agree and who was overruled, narrowed to an actor or a topic.

    Raises
    ------
    CaseError
        If the case has no such actor or topic.
    """
    _must_know(case, actor, topic)
    case = known(case, as_of)
    asked = {
        (who, *s.question)
        for s in stands(case.statements)
        for who in committed(s.statement)
        if actor in (None, who) and topic in (None, s.topic)
    }
    timelines = (_timeline(case, *each, as_of) for each in sorted(asked))
    return {
        "case": case.id,
        "as_of": as_of.isoformat(),
        "timelines": [line for line in timelines if line["moves"]],
        "overruled": [
            _overruled(each)
            for each in overrulings(case.statements, as_of)
            if actor in (None, each.actor) and (topic is None or topic in {p.topic for p in each.by.positions})
        ],
        "voices": [_voice(each) for each in voices(case.statements, as_of) if actor in (None, each.actor)],
    }


def _timeline(case: Case, actor: str, topic: str, scope: str, as_of: date) -> dict[str, Any]:
    measured = coherence(case.statements, actor, topic, scope, as_of)
    found = moves(case.statements, actor, topic, scope, as_of)
    return {
        "actor": actor,
        "topic": topic,
        "scope": scope,
        "coherence": measured.share,
        "pairs": measured.pairs,
        "moves": [_move(move) for move in found],
    }


def _overruled(each: Overruling) -> dict[str, str]:
    return {
        "actor": each.actor,
        "statement": each.overruled.id,
        "speaker": each.overruled.speaker,
        "by": each.by.id,
        "overruled_by": each.by.speaker,
    }


def _voice(voice: Voice) -> dict[str, Any]:
    return {
        "speaker": voice.speaker,
        "actor": voice.actor,
        "authorities": [str(authority) for authority in voice.authorities],
        "statements": voice.statements,
        "overruled": voice.overruled,
    }


def drift_text(document: dict[str, Any]) -> str:
    """Show a drift document as text; of several statements on one topic and scope, only those are shown."""
    lines = []
    several = [line for line in document["timelines"] if len(line["moves"]) > 1]
    for line in several or document["timelines"]:
        share = line["coherence"]
        agree = "no two statements to compare" if share is None else f"coherence {share:.2f} over {line['pairs']} pairs"
        lines.append(f"{line['actor']} on {line['topic']} ({line['scope']}): {agree}")
        lines += [
            f"  {'*' if move['moved'] else ' '} {move['said_on']}  {move['after'] or '-':11}  "
            f"{move['speaker']} ({move['authority']}): {move['words']}"
            for move in line["moves"]
        ]
    lines.append("* the statement moved the actor's stance")
    if document["overruled"]:
        lines.append("later overruled:")
        lines += [
            f"  {o['actor']}: {o['speaker']} ({o['statement']}) by {o['overruled_by']} ({o['by']})"
            for o in document["overruled"]
        ]
    return "\n".join(lines)


def _must_know(case: Case, actor: str | None, topic: str | None) -> None:
    asked = (("actor", actor, [a.id for a in case.actors]), ("topic", topic, [t.id for t in case.topics]))
    problems = tuple(
        f"--{what} | there is no {what} {shown(name)}; {suggestion(name, known, f'give one of: {known[:20]}')}"
        for what, name, known in asked
        if name is not None and name not in known
    )
    if problems:
        raise CaseError("nothing to follow", problems)


def _move(move: Move) -> dict[str, Any]:
    statement: Statement = move.statement
    return {
        "statement": statement.id,
        "said_on": span_text(statement.said_on),
        "speaker": statement.speaker,
        "authority": str(statement.authority),
        "words": f'"{statement.quote}"' if statement.quote else statement.summary,
        "before": move.before and str(move.before),
        "after": move.after and str(move.after),
        "moved": move.moved,
    }
