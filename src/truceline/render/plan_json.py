"""``plan.json``: the whole plan as one document, every number rounded the same way in every run.

Rounding: shares and chances to 4 decimals, personnel, units and kilometres to 2, minutes to 1. What is not a number (no
force comes; a claim without upper end) is null. Lists are in a fixed order; ids are those of the case.
``docs/reference/plan-json.md`` explains every key.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from truceline.coalition.pledges import Pledge
from truceline.documents.numbers import number, share, spread
from truceline.records.provenance import Source
from truceline.records.quantities import Assumption
from truceline.render.drawn import line_document
from truceline.render.ranges_json import difference, draws_document
from truceline.render.scenario_json import scenario_json
from truceline.render.sections.force import rests_on
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan
from truceline.results.siting import Sizes
from truceline.statements.counts import Claim, Count
from truceline.statements.positions import Position
from truceline.statements.statement import Statement, Topic

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

Document = dict[str, object]


def plan_json(plan: Plan, rehearsed: Rehearsal | None = None) -> str:
    """Write the plan as text: indented by 2, UTF-8, ending with a line feed; ``rehearsed`` is an exercise of it."""
    document = plan_document(plan)
    if rehearsed:
        from truceline.render.exercise import rehearsal_document

        document["exercise"] = rehearsal_document(rehearsed, plan.case)
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def plan_document(plan: Plan) -> Document:
    """Give the plan as the document that ``plan.json`` holds."""
    case, names = plan.case, names_of(plan.case)
    return {
        "truceline": plan.version,
        "case": case.id,
        "title": case.title,
        "fictional": case.fictional,
        "as_of": plan.as_of.isoformat(),
        "line": line_document(case.line, names, plan.as_of) if case.has_line else None,
        "contradictions": [
            {
                "kind": c.kind.value,
                "statements": list(c.statements),
                "topic": c.topic,
                "why": c.why,
                "both_can_hold": c.kind.both_can_hold,
            }
            for c in plan.contradictions
        ],
        "counts": [_count(c, names) for c in plan.counts],
        "positions": [_position(p) for p in plan.positions],
        "topics": [_topic(topic) for topic in case.topics],
        "pledges": {id_: _pledge(plan.pledges[id_], plan) for id_ in sorted(plan.pledges)},
        "scenarios": {made.scenario.id: scenario_json(made, plan, names) for made in plan.scenarios},
        "unlocks": [
            {"fact": u.fact, "value": number(u.value), "alone": number(u.alone), "last": number(u.last)}
            for u in plan.unlocks
        ],
        "draws": None if plan.ranged is None else draws_document(plan.ranged),
        "differences": [] if plan.ranged is None else [difference(d) for d in plan.ranged.differences],
        "sizes": None if plan.sizes is None else _sizes(plan.sizes),
        "assumptions": [_assumption(a) for a in case.assumptions.values()],
        "statements": {s.id: _statement(s, names) for s in case.statements},
        "sources": {s.id: {"title": s.title, "url": s.url, "reliability": s.reliability} for s in _cited(plan)},
        "inputs": [{"path": i.path, "sha256": i.sha256} for i in case.inputs],
    }


def _sizes(sizes: Sizes) -> Document:
    return {
        "scenario": sizes.scenario,
        "deployed": number(sizes.deployed),
        "tried": [
            {
                "personnel": size.personnel,
                "posts": size.posts,
                "forces": size.forces,
                "lacking": size.lacking,
                "covered": dict(zip(("day", "night"), map(share, size.siting.mean_detection), strict=True)),
                "median_minutes": None if (m := size.siting.median_minutes) is None else number(m, 1),
            }
            for size in sizes.sizes
        ],
    }


def _ids(statements: Iterable[Statement]) -> list[str]:
    return [s.id for s in statements]


def _cited(plan: Plan) -> list[Source]:
    wanted = {s.source for s in plan.case.statements} | {a.source for a in plan.case.assumptions.values()}
    wanted |= {line.source for line in plan.case.requirement} | {c.source for c in plan.case.capabilities}
    return [s for s in plan.case.sources if s.id in wanted]


def _topic(topic: Topic) -> Document:
    looked = topic.last_looked_for
    return {
        "id": topic.id,
        "title": topic.title,
        "last_looked_for": looked.isoformat() if looked else None,
        "looked_for_note": topic.looked_for_note,
    }


def _position(position: Position) -> Document:
    return {
        "actor": position.actor,
        "topic": position.topic,
        "scope": position.scope,
        "stance": position.stance.value,
        "decided_by": position.decided_by.id,
        "trail": _ids(position.trail),
    }


def _assumption(assumption: Assumption) -> Document:
    # As given, never rounded.
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


def _statement(s: Statement, names: Names) -> Document:
    return {
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


def _count(count: Count, names: Names) -> Document:
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


def _claim(claim: Claim) -> Document:
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


def _pledge(pledge: Pledge, plan: Plan) -> Document:
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
        "statements": list(rests_on(pledge, plan.as_of)),
        "note": pledge.note,
    }


def _replaced(pledge: Pledge, plan: Plan) -> list[str]:
    # Those that it renews, and those that they had renewed.
    known, found = {p.id: p for p in plan.case.pledges}, list(pledge.replaces)
    for name in found:
        found += (earlier for earlier in known[name].replaces if earlier not in found)
    return found
