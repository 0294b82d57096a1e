"""``plan.json``: the whole plan as one document, rounded as ``documents.numbers`` says.

What is not a number (no force comes; a claim without upper end) is null. Lists are in a fixed order; ids are those of
the case. ``docs/reference/plan-json.md`` explains every key.
"""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.ledger import (
    assumption_part,
    cited,
    contradiction_part,
    count_part,
    pledge_part,
    position_part,
    statement_part,
    topic_part,
)
from truceline.documents.line import line_part
from truceline.documents.numbers import number
from truceline.documents.ranges import difference_part, draws_part
from truceline.documents.scenario import scenario_part
from truceline.documents.shapes.plan import (
    PlanDocument,
    PlanHead,
    PlannedPart,
    PlanParts,
    PlanRestsOn,
    SaidPart,
    SizesPart,
    UnlockPart,
)
from truceline.documents.shapes.rehearsal import RehearsalPart
from truceline.documents.siting import size_part
from truceline.results.coalition import Unlock
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.results.siting import Sizes

FORMAT = 2


def plan_document(plan: Plan, rehearsal: RehearsalPart | None = None) -> PlanDocument:
    """Return the plan as the document that ``plan.json`` holds; ``rehearsal`` is the body of an exercise of it."""
    document: PlanDocument = {**_parts(plan)}  # type: ignore[typeddict-item]  # asks for a key that may be missing
    if rehearsal is not None:
        document["exercise"] = rehearsal
    return document


def _parts(plan: Plan) -> PlanParts:
    return {
        **head("plan", FORMAT, version=plan.version),
        **_head(plan),
        **_said(plan),
        **_planned(plan),
        **_rests_on(plan),
    }


def _head(plan: Plan) -> PlanHead:
    case = plan.case
    return {
        "case": case.id,
        "title": case.title,
        "fictional": case.fictional,
        "as_of": plan.as_of.isoformat(),
        "line": line_part(case.line, names_of(case), plan.as_of) if case.has_line else None,
    }


def _said(plan: Plan) -> SaidPart:
    names = names_of(plan.case)
    return {
        "contradictions": [contradiction_part(found) for found in plan.contradictions],
        "counts": [count_part(count, names) for count in plan.counts],
        "positions": [position_part(position) for position in plan.positions],
        "topics": [topic_part(topic) for topic in plan.case.topics],
        "pledges": {id_: pledge_part(plan.pledges[id_], plan) for id_ in sorted(plan.pledges)},
    }


def _planned(plan: Plan) -> PlannedPart:
    names = names_of(plan.case)
    return {
        "scenarios": {made.scenario.id: scenario_part(made, plan, names) for made in plan.scenarios},
        "unlocks": [_unlock(u) for u in plan.unlocks],
        "draws": None if plan.ranged is None else draws_part(plan.ranged),
        "differences": [] if plan.ranged is None else [difference_part(d) for d in plan.ranged.differences],
        "sizes": None if plan.sizes is None else _sizes(plan.sizes),
    }


def _unlock(unlock: Unlock) -> UnlockPart:
    return {
        "fact": unlock.fact,
        "value": number(unlock.value),
        "margin": number(unlock.margin),
        "alone": number(unlock.alone),
        "last": number(unlock.last),
    }


def _rests_on(plan: Plan) -> PlanRestsOn:
    case, names = plan.case, names_of(plan.case)
    return {
        "assumptions": [assumption_part(a) for a in case.assumptions.values()],
        "statements": {s.id: statement_part(s, names) for s in case.statements},
        "sources": {s.id: {"title": s.title, "url": s.url, "reliability": s.reliability} for s in cited(plan)},
        "inputs": [{"path": i.path, "sha256": i.sha256} for i in case.inputs],
    }


def _sizes(sizes: Sizes) -> SizesPart:
    return {
        "scenario": sizes.scenario,
        "deployed": number(sizes.deployed),
        "tried": [size_part(size) for size in sizes.sizes],
    }
