"""The ledger as documents hold it: statements, positions, counts, pledges and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable

from truceline.coalition.pledges import Pledge
from truceline.documents.numbers import number, spread
from truceline.documents.shapes.ledger import (
    AssumptionPart,
    ClaimPart,
    ContradictionPart,
    CountPart,
    PassagePart,
    PledgePart,
    PositionPart,
    StatementPart,
    TopicPart,
)
from truceline.records.provenance import Source
from truceline.records.quantities import Assumption
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.statements.contradictions.find import Contradiction
from truceline.statements.counts import ClaimedCount, Count
from truceline.statements.passage import Passage
from truceline.statements.positions import Position
from truceline.statements.statement import Statement, Topic


def contradiction_part(contradiction: Contradiction) -> ContradictionPart:
    """Write a contradiction: its kind, the statements that contradict, and why."""
    return {
        "kind": contradiction.kind.value,
        "statements": list(contradiction.statements),
        "topic": contradiction.topic,
        "why": contradiction.why,
        "both_can_hold": contradiction.kind.both_can_hold,
    }


def _ids(statements: Iterable[Statement]) -> list[str]:
    return [s.id for s in statements]


def cited(plan: Plan) -> list[Source]:
    """List the sources that a plan cites, in the order of the case."""
    wanted = {s.source for s in plan.case.statements} | {a.source for a in plan.case.assumptions.values()}
    wanted |= {line.source for line in plan.case.requirement} | {c.source for c in plan.case.capabilities}
    return [s for s in plan.case.sources if s.id in wanted]


def topic_part(topic: Topic) -> TopicPart:
    """Write a topic, with the day on which it was last looked for."""
    looked = topic.last_looked_for
    return {
        "id": topic.id,
        "title": topic.title,
        "last_looked_for": looked.isoformat() if looked else None,
        "looked_for_note": topic.looked_for_note,
    }


def position_part(position: Position) -> PositionPart:
    """Write an actor's position on a topic, with the statements that it was read from."""
    return {
        "actor": position.actor,
        "topic": position.topic,
        "scope": position.scope,
        "stance": position.stance.value,
        "decided_by": position.decided_by.id,
        "trail": _ids(position.trail),
    }


def assumption_part(assumption: Assumption) -> AssumptionPart:
    """Write an assumption as it is stated: never rounded."""
    return {
        "id": assumption.id,
        "title": assumption.title,
        "low": assumption.value.low,
        "likely": assumption.value.likely,
        "high": assumption.value.high,
        "unit": assumption.unit,
        "standing": assumption.standing.value,
        "source": assumption.source,
        "note": assumption.note,
    }


def statement_part(s: Statement, names: Names) -> StatementPart:
    """Write a statement with each position that it takes, its quote, its grade and, where kept, its passage."""
    part: StatementPart = {
        "said_on": str(s.said_on),
        "speaker": s.speaker,
        "speaks_for": s.speaks_for,
        "authority": s.authority.value,
        "topic": s.positions[0].topic,
        "stance": s.positions[0].stance.value,
        "scope": s.positions[0].scope,
        "positions": [{"topic": p.topic, "scope": p.scope, "stance": p.stance.value} for p in s.positions],
        "quote": s.quote,
        "summary": s.summary,
        "source": s.source,
        "grade": f"{names.sources[s.source].reliability}{s.credibility}",
    }
    if s.passage is not None:
        part["passage"] = passage_part(s.passage)
    return part


def passage_part(passage: Passage) -> PassagePart:
    """Write where a statement stands in its article."""
    return {
        "article": passage.article,
        "sha256": passage.sha256,
        "address": passage.address,
        "quote_at": [[span.start, span.end] for span in passage.quoted],
        "sentence_at": [passage.sentence.start, passage.sentence.end],
        "sentence": passage.words,
    }


def count_part(count: Count, names: Names) -> CountPart:
    """Write a count by its definition, with who is counted and why, and what others claimed."""
    definition = names.counts[count.definition]
    return {
        "definition": definition.title,
        "id": count.definition,
        "count": count.count,
        "recorded": count.recorded,
        "actors": list(count.actors),
        "trails": {
            c.actor: {"scope": c.scope, "decided_by": c.decided_by.id, "statements": _ids(c.trail)}
            for c in count.counted
        },
        "claims": [_claim(c) for c in count.claims],
    }


def _claim(claim: ClaimedCount) -> ClaimPart:
    s, measure = claim.statement, claim.measure
    return {
        "statement": s.id,
        "said_on": str(s.said_on),
        "speaker": s.speaker,
        "source": s.source,
        "value": measure.value,
        "low": measure.low,
        "high": None if measure.high is None else number(measure.high),
        "definition": measure.definition,
        "named": list(claim.named),
        "unnamed": {"low": number(claim.unnamed[0]), "high": number(claim.unnamed[1])},
    }


def pledge_part(pledge: Pledge, plan: Plan) -> PledgePart:
    """Write a pledge as it stands on the plan's date."""
    status = pledge.status(plan.as_of)
    return {
        "contributor": pledge.contributor,
        "capability": pledge.capability,
        "title": pledge.title,
        "status": status.name.lower() if status is not None else None,
        "quantity": spread(pledge.quantity),
        "personnel": spread(pledge.personnel),
        "location": pledge.location,
        "ready_days": pledge.ready_days,
        "standing": pledge.standing.value,
        "caveats": [
            {"kind": c.kind, "task": c.task, "area": c.area, "approval_days": c.approval_days, "note": c.note}
            for c in pledge.caveats
        ],
        "replaces": _replaced(pledge, plan),
        "statements": list(pledge.rests_on(plan.as_of)),
        "note": pledge.note,
    }


def _replaced(pledge: Pledge, plan: Plan) -> list[str]:
    # Those that it renews, and those that they had renewed.
    known, found = {p.id: p for p in plan.case.pledges}, list(pledge.replaces)
    for name in found:
        found += (earlier for earlier in known[name].replaces if earlier not in found)
    return found
