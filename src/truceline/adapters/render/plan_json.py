"""``plan.json``: the whole plan as one document, every number rounded the same way in every run.

Rounding: shares and chances to 4 decimals, personnel, units and kilometres to 2, minutes to 1. What is not a number (no
force comes; a claim without upper end) is null. Lists are in a fixed order; ids are those of the case.
``docs/reference/plan-json.md`` explains every key.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from truceline.adapters.render.drawn import line_document
from truceline.adapters.render.exercise import rehearsal_document
from truceline.adapters.render.names import Names, names_of
from truceline.adapters.render.ranges_json import difference, draws_document, driver, ends_document
from truceline.adapters.render.sections.force import rests_on
from truceline.agreement.line import Segments, middles_at
from truceline.coalition.pledges import Pledge
from truceline.generation.people import at_peak
from truceline.generation.plan import KeptUp, LineFill
from truceline.generation.requirement import RequirementLine
from truceline.records.pools import PoolNeed, pool_needs
from truceline.records.provenance import Source
from truceline.records.quantities import Assumption, Range
from truceline.results import ConceptPlan, Plan, ScenarioPlan, Sizes
from truceline.siting.closures import Closed
from truceline.siting.groups import Placed
from truceline.siting.patrols import Patrol
from truceline.siting.plan import Siting
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
        "scenarios": {made.scenario.id: _scenario(made, plan, names) for made in plan.scenarios},
        "unlocks": [
            {"fact": u.fact, "value": _number(u.value), "alone": _number(u.alone), "last": _number(u.last)}
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
        "deployed": _number(sizes.deployed),
        "tried": [
            {
                "personnel": size.personnel,
                "posts": size.posts,
                "forces": size.forces,
                "lacking": size.lacking,
                "covered": dict(zip(("day", "night"), map(_share, size.siting.mean_detection), strict=True)),
                "median_minutes": None if (m := size.siting.median_minutes) is None else _number(m, 1),
            }
            for size in sizes.sizes
        ],
    }


def area_json(cut: Segments, made: Siting) -> Document:
    """Write how much of the places and of the roads is seen, each by itself, where there is no line."""
    places = cut.watched.places if cut.watched else 0
    parts = {"places": slice(None, places), "roads": slice(places, None)}
    return {
        "places": places,
        "road_km": _number(float(cut.length_m[places:].sum()) / 1000),
        "covered": {
            name: {
                light: _share(float(chance[part] @ cut.length_m[part] / cut.length_m[part].sum()))
                for light, chance in (("day", made.day), ("night", made.night))
            }
            for name, part in parts.items()
            if len(cut.length_m[part])
        },
    }


def patrol_json(patrol: Patrol, cut: Segments) -> Document:
    """Write one unit's patrols: their route, how often they pass, what they see of it and how far they are."""
    return {
        "unit": patrol.unit_id,
        "contributor": patrol.contributor,
        "patrols": _number(patrol.patrols),
        "sectors": [cut.sectors[n] for n in np.unique(cut.sector[patrol.segments]).tolist() if n >= 0],
        "route_km": _number(patrol.route_km),
        "revisit_h": _number(patrol.revisit.value),
        "arithmetic": patrol.revisit.text,
        "day": _share(patrol.day),
        "night": _share(patrol.night),
        "minutes": _number(patrol.minutes, 1),
    }


def closed_json(closed: Iterable[Closed]) -> list[Document]:
    """Write the sites that are closed to a concept, each with the rule that closes it."""
    return [{"site": c.site, "role": c.role, "km": _number(c.km, 3), "why": c.why} for c in closed]


def _number(value: float, digits: int = 2) -> float | int | None:
    if not math.isfinite(value):
        return None
    rounded = round(float(value), digits) + 0.0
    return int(rounded) if rounded.is_integer() else rounded


def _share(value: float) -> float | int | None:
    return _number(value, 4)


def _range(value: Range) -> Document:
    return {"low": _number(value.low), "likely": _number(value.likely), "high": _number(value.high)}


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
        "high": None if measure.high is None else _number(measure.high),
        "definition": measure.definition,
        "named": list(claim.named),
        "unnamed": {"low": _number(claim.unnamed[0]), "high": _number(claim.unnamed[1])},
    }


def _pledge(pledge: Pledge, plan: Plan) -> Document:
    status = pledge.status(plan.as_of)
    return {
        "contributor": pledge.contributor,
        "capability": pledge.capability,
        "title": pledge.title,
        "status": status.name.lower() if status is not None else None,
        "quantity": _range(pledge.quantity),
        "personnel": _range(pledge.personnel),
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


def _scenario(made: ScenarioPlan, plan: Plan, names: Names) -> Document:
    scenario, resolution, own = made.scenario, made.resolution, made.own
    return {
        "title": scenario.title,
        "concept": scenario.concept,
        "announce_together": scenario.announce_together,
        "facts": dict(made.facts),
        "coalition": {
            "firm": sorted(resolution.firm),
            "attainable": sorted(resolution.attainable),
            "waiting": sorted(resolution.waiting),
            "force": sorted(made.force),
            "contributors": sorted({plan.pledges[id_].contributor for id_ in made.force}),
            "personnel": {"firm": _number(made.firm.likely), "attainable": _number(made.attainable.likely)},
            "personnel_range": {"firm": _range(made.firm), "attainable": _range(made.attainable)},
            "personnel_by_place": {
                "firm": _by_place(made, made.resolution.firm),
                "attainable": _by_place(made, made.resolution.attainable),
                "force": _by_place(made, made.force),
            },
            "why_not": {id_: list(made.why_not[id_]) for id_ in sorted(made.why_not)},
        },
        **_concept(own, plan, names),
        "ranges": None if made.ranges is None else ends_document(made.ranges.ends),
        "other_force_draws": None if made.ranges is None else made.ranges.forces,
        "drivers": [] if made.ranges is None else [driver(d) for d in made.ranges.drivers],
        "concepts": {name: _concept(concept, plan, names) for name, concept in made.concepts.items()},
    }


def _concept(concept: ConceptPlan, plan: Plan, names: Names) -> Document:
    return {
        "generation": _generation(concept, plan, names),
        "siting": _siting(concept.siting, plan.segments),
        "closed_sites": closed_json(concept.closed),
    }


def _by_place(made: ScenarioPlan, pledges: frozenset[str]) -> list[Document]:
    return [{"place": place} | _range(people) for place, people in made.people(pledges).items()]


def _generation(concept: ConceptPlan, plan: Plan, names: Names) -> Document:
    made, fill = concept.generation, concept.fill
    peak = at_peak(made, concept.places)
    return {
        "lines": [_line(fill, names.lines[fill.line], made.filled[i].tolist()) for i, fill in enumerate(made.lines)],
        "fill": _share(fill.share),
        "critical_fill": _share(fill.critical_fill),
        "critical_lines": {"full": fill.critical_full, "of": fill.critical_lines},
        "person_months": {"asked": _number(fill.asked), "filled": _number(fill.filled)},
        "not_counted_by_people": list(fill.uncounted),
        "deployed": _number(made.deployed),
        "deployed_by_month": [_number(v) for v in made.deployed_by_month.tolist()],
        "deployed_by_place": [
            {
                "place": place,
                "at_peak": _number(peak.get(place, 0.0)),
                "by_month": [_number(v) for v in people.tolist()],
            }
            for place, people in concept.places.items()
        ],
        "pool": _number(made.pool),
        "pools": [_pool(need) for need in pool_needs(made.pools, plan.case.pools, plan.as_of)],
        "kept_up": _kept(made.kept),
        "objective": _number(made.objective),
        "bound": _number(made.bound),
        "status": made.status.value,
        "stages": [{"name": s.name, "value": _number(s.value), "bound": _number(s.bound)} for s in made.stages],
        "tours": [
            {"unit": t.unit, "line": t.line, "first_month": t.first_month, "last_month": t.last_month}
            for t in made.assignments
        ],
        "single_points": [
            {"line": p.line, "capability": p.capability, "contributor": p.contributor} for p in made.single_points
        ],
    }


def _pool(need: PoolNeed) -> Document:
    stated = need.stated
    return {
        "contributor": need.contributor,
        "needed": _number(need.needed),
        "stated": _range(stated.people) if stated else None,
        "known_from": stated.known_from.isoformat() if stated else None,
        "source": stated.source if stated else None,
        "lacking": _number(need.lacking) if stated else None,
    }


def _kept(kept: KeptUp) -> Document:
    return {
        "first_month": kept.first,
        "last_month": kept.last,
        "months": kept.months,
        "of": kept.horizon,
        "limits_before": {limit.value: _number(people) for limit, people in kept.before},
        "limits_after": {limit.value: _number(people) for limit, people in kept.after},
        "last_tours": _share(kept.last_tours),
    }


def _line(fill: LineFill, line: RequirementLine, by_month: list[float]) -> Document:
    return {
        "line": fill.line,
        "required": fill.required,
        "arithmetic": line.sum.text if line.sum else None,
        "filled": _number(fill.filled),
        "worst": _number(fill.worst),
        "best": _number(fill.best),
        "gap": _number(fill.gap),
        "by_month": [_number(value) for value in by_month],
        "reasons": list(fill.reasons),
    }


def _within(made: Siting, minutes: NDArray[np.float64]) -> Document:
    values = zip(("median", "p90"), made.within(minutes), strict=True)
    return {name: None if value is None else _number(value, 1) for name, value in values}


def _siting(made: Siting, cut: Segments) -> Document:
    (day, night), (likely_day, likely_night) = made.mean_detection, made.share_seen
    return {
        "line_km": _number(float(made.length_m.sum()) / 1000) if cut.watched is None else None,
        "area": None if cut.watched is None else area_json(cut, made),
        "covered": {"day": _share(day), "night": _share(night)},
        "likely_seen": {"day": _share(likely_day), "night": _share(likely_night)},
        "response_minutes": _within(made, made.minutes),
        "response_minutes_agreed": _within(made, made.response.agreed),
        "response_by_task": [
            {"task": t.task, "minutes": _within(made, t.minutes), "agreed": _within(made, t.agreed)}
            for t in made.response.by_task
        ],
        "posts": [_placed(p, cut) for p in made.posts],
        "bases": [_placed(p, cut) for p in made.bases],
        "orbit_stations_km": None if cut.watched else [_number(m / 1000) for m in made.orbit_stations_m],
        "orbit_stations": [[_number(x, 5) for x in place] for place in middles_at(cut, made.orbit_stations_m).tolist()],
        "orbit_shares": [_share(part) for part in made.orbit_shares],
        "patrols": [patrol_json(p, cut) for p in made.patrols],
        "patrol_minutes": None if made.patrol_minutes is None else _number(made.patrol_minutes, 1),
        "on_station": {
            "value": _number(made.on_station.value),
            "unit": made.on_station.unit,
            "arithmetic": made.on_station.text,
        },
        "unplaced": [
            {"unit": u.unit_id, "contributor": u.contributor, "number": u.number, "why": u.why} for u in made.unplaced
        ],
        "left_over": [
            {"unit": left.unit_id, "contributor": left.contributor, "role": left.role, "part": _share(left.part)}
            for left in made.left_over
        ],
        "objective": _share(made.objective),
        "bound": _share(made.bound),
        "status": made.status.value,
    }


def _placed(placed: Placed, cut: Segments) -> Document:
    return {
        "site": placed.site,
        "unit": placed.unit_id,
        "contributor": placed.contributor,
        "sector": placed.sector,
        "chainage_km": None if cut.watched else _number(placed.chainage_m / 1000),
    }
