"""The pages of the planning session as plain data, rounded as ``documents.numbers`` says."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.coalition.pledges import Pledge
from truceline.documents.envelope import head
from truceline.documents.generation import line_fill_part
from truceline.documents.ledger import pledge_part
from truceline.documents.numbers import number, share, spread
from truceline.documents.plan import plan_document
from truceline.documents.shapes.plan import PlanDocument
from truceline.documents.shapes.workspace import (
    AssumptionsPage,
    BoardLinePart,
    CandidatePart,
    CoalitionPage,
    ContributionsPage,
    ContributorPart,
    OfferPart,
    PageHead,
    RecordPage,
    RequirementPage,
    StandingPart,
)
from truceline.generation.plan import LineFill
from truceline.generation.requirement import RequirementLine
from truceline.records.quantities import Range
from truceline.results.could_fill import Candidate, could_fill
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan, ScenarioPlan

FORMAT = 1


def _page(plan: Plan) -> PageHead:
    return {"case": plan.case.id, "title": plan.case.title, "as_of": plan.as_of.isoformat()}


def coalition_page(plan: Plan) -> CoalitionPage:
    """Write who stands in each scenario, what the others lack, and what each open fact is worth."""
    whole = plan_document(plan)
    return {
        **head("coalition-page", FORMAT, version=plan.version),
        **_page(plan),
        "scenarios": {id_: _standing(id_, whole) for id_ in whole["scenarios"]},
        "unlocks": whole["unlocks"],
    }


def _standing(id_: str, whole: PlanDocument) -> StandingPart:
    part = whole["scenarios"][id_]
    return {
        "title": part["title"],
        "concept": part["concept"],
        "facts": part["facts"],
        "coalition": part["coalition"],
    }


def contributions_page(plan: Plan) -> ContributionsPage:
    """Write what each contributor offers, with conditions in words, and how each pledge stands in each scenario."""
    names = names_of(plan.case)
    offers: dict[str, list[Pledge]] = {}
    for pledge in plan.pledges.values():
        offers.setdefault(pledge.contributor, []).append(pledge)
    return {
        **head("contributions", FORMAT, version=plan.version),
        **_page(plan),
        "contributors": {who: _contributor(who, offers[who], plan, names) for who in sorted(offers)},
    }


def _contributor(who: str, pledges: Sequence[Pledge], plan: Plan, names: Names) -> ContributorPart:
    total = Range(0, 0, 0)
    for pledge in pledges:
        total = total.plus(pledge.personnel)
    return {
        "name": names.actor(who),
        "personnel": spread(total),
        "pledges": {pledge.id: _offer(pledge, plan, names) for pledge in pledges},
    }


def _offer(pledge: Pledge, plan: Plan, names: Names) -> OfferPart:
    return {
        **pledge_part(pledge, plan),
        "conditions": names.condition(pledge.full_condition),
        "history": [
            {"on": step.on.isoformat(), "status": step.status.name.lower(), "statements": list(step.statements)}
            for step in pledge.history
            if step.on <= plan.as_of
        ],
        "scenarios": {
            made.scenario.id: {
                "state": made.state(pledge.id),
                "why": list(made.why_not.get(pledge.id, ())),
            }
            for made in plan.scenarios
            if any(each.id == pledge.id for each in made.pledges)
        },
    }


def requirement_page(plan: Plan, made: ScenarioPlan) -> RequirementPage:
    """Write the statement of requirements of a scenario, month by month, with who else could fill each gap."""
    names, own = names_of(plan.case), made.own
    found = could_fill(plan, made, names)
    lines = [
        _line(fill, names.lines[fill.line], own.generation.filled[i].tolist(), found.get(fill.line, ()))
        for i, fill in enumerate(own.generation.lines)
    ]
    return {
        **head("requirement-board", FORMAT, version=plan.version),
        **_page(plan),
        "scenario": made.scenario.id,
        "concept": own.concept,
        "fill": share(own.fill.share),
        "lines": sorted(lines, key=lambda line: not line["critical"]),
    }


def _line(
    fill: LineFill, line: RequirementLine, by_month: Sequence[float], found: Sequence[Candidate]
) -> BoardLinePart:
    return {
        **line_fill_part(fill, line, by_month),
        "title": line.title,
        "capability": line.capability,
        "sector": line.sector,
        "critical": line.critical,
        "from_month": line.from_month,
        "to_month": line.to_month,
        "could_fill": [_candidate(each) for each in found],
    }


def _candidate(candidate: Candidate) -> CandidatePart:
    return {
        "pledge": candidate.pledge.id,
        "contributor": candidate.pledge.contributor,
        "quantity": number(candidate.pledge.quantity.likely),
        "state": candidate.state,
        "why": list(candidate.why),
    }


def record_page(plan: Plan) -> RecordPage:
    """Write the record: what was said by the date, what contradicts what, and the sources."""
    whole = plan_document(plan)
    return {
        **head("record", FORMAT, version=plan.version),
        **_page(plan),
        "contradictions": whole["contradictions"],
        "counts": whole["counts"],
        "positions": whole["positions"],
        "topics": whole["topics"],
        "statements": whole["statements"],
        "sources": whole["sources"],
    }


def assumptions_page(plan: Plan) -> AssumptionsPage:
    """Write what the numbers rest on: assumptions, and the files that were read."""
    whole = plan_document(plan)
    return {
        **head("assumptions", FORMAT, version=plan.version),
        **_page(plan),
        "seed": plan.case.seed,
        "assumptions": whole["assumptions"],
        "inputs": whole["inputs"],
    }
