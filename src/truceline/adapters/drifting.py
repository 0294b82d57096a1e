"""How stances moved, as JSON and as text."""

from __future__ import annotations

from datetime import date
from typing import Any

from truceline.adapters.drafts import span_text
from truceline.adapters.faults import shown, suggestion
from truceline.case import Case
from truceline.errors import CaseError
from truceline.statements.drift import Move, coherence, moves, overrulings, voices
from truceline.statements.positions import committed
from truceline.statements.statement import Statement


def drift_document(case: Case, as_of: date, actor: str | None, topic: str | None) -> dict[str, Any]:
    """Give how stances moved, how well speakers agree and who was overruled, narrowed to an actor or a topic.

    Raises
    ------
    CaseError
        If the case has no such actor or topic.
    """
    _must_know(case, actor, topic)
    pairs = sorted(
        {
            (who, s.topic)
            for s in case.statements
            for who in committed(s)
            if who in (actor, *([who] if actor is None else []))
            and s.topic in (topic, *([s.topic] if topic is None else []))
        }
    )
    timelines = []
    for who, what in pairs:
        found = moves(case.statements, who, what, as_of)
        if found:
            measured = coherence(case.statements, who, what, as_of)
            timelines.append(
                {
                    "actor": who,
                    "topic": what,
                    "coherence": measured.share,
                    "pairs": measured.pairs,
                    "moves": [_move(move) for move in found],
                }
            )
    return {
        "case": case.id,
        "as_of": as_of.isoformat(),
        "timelines": timelines,
        "overruled": [
            {
                "actor": o.actor,
                "statement": o.overruled.id,
                "by": o.by.id,
                "speaker": o.overruled.speaker,
                "overruled_by": o.by.speaker,
            }
            for o in overrulings(case.statements, as_of)
            if actor in (None, o.actor) and topic in (None, o.by.topic)
        ],
        "voices": [
            {
                "speaker": v.speaker,
                "actor": v.actor,
                "authorities": list(map(str, v.authorities)),
                "statements": v.statements,
                "overruled": v.overruled,
            }
            for v in voices(case.statements, as_of)
            if actor in (None, v.actor)
        ],
    }


def drift_text(document: dict[str, Any]) -> str:
    """Show a drift document as text; actors of whom a topic has a single statement are left out where there are others."""
    lines = []
    several = [line for line in document["timelines"] if len(line["moves"]) > 1]
    for line in several or document["timelines"]:
        share = line["coherence"]
        agree = "no two statements to compare" if share is None else f"coherence {share:.2f} over {line['pairs']} pairs"
        lines.append(f"{line['actor']} on {line['topic']}: {agree}")
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
