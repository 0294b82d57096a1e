"""One scenario of plan.json: who stands, what is filled, where it stands and what it sees."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.line import Segments, middles_at
from truceline.documents.numbers import number, share, spread
from truceline.generation.people import at_peak, build_up
from truceline.generation.plan import KeptUp, LineFill
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.pools import PoolNeed, pool_needs
from truceline.render.ranges_json import driver, ends_document
from truceline.results.names import Names
from truceline.results.plan import ConceptPlan, Plan, ScenarioPlan
from truceline.siting.asset_groups import Placed
from truceline.siting.closures import Closed
from truceline.siting.patrols import Patrol
from truceline.siting.plan import Siting

Document = dict[str, object]


def area_json(cut: Segments, made: Siting) -> Document:
    """Write how much of the places and of the roads is seen, each by itself, where there is no line."""
    places = cut.watched.places if cut.watched else 0
    parts = {"places": slice(None, places), "roads": slice(places, None)}
    return {
        "places": places,
        "road_km": number(float(cut.length_m[places:].sum()) / 1000),
        "covered": {
            name: {
                light: share(float(chance[part] @ cut.length_m[part] / cut.length_m[part].sum()))
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
        "patrols": number(patrol.patrols),
        "sectors": [cut.sectors[n] for n in np.unique(cut.sector[patrol.segments]).tolist() if n >= 0],
        "route_km": number(patrol.route_km),
        "revisit_h": number(patrol.revisit.value),
        "arithmetic": patrol.revisit.text,
        "day": share(patrol.day),
        "night": share(patrol.night),
        "minutes": number(patrol.minutes, 1),
    }


def closed_json(closed: Iterable[Closed]) -> list[Document]:
    """Write the sites that are closed to a concept, each with the rule that closes it."""
    return [{"site": c.site, "role": c.role, "km": number(c.km, 3), "why": c.why} for c in closed]


def scenario_json(made: ScenarioPlan, plan: Plan, names: Names) -> Document:
    """Write one scenario, for its own concept and for every other."""
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
            "personnel": {"firm": number(made.firm.likely), "attainable": number(made.attainable.likely)},
            "personnel_range": {"firm": spread(made.firm), "attainable": spread(made.attainable)},
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
    return [{"place": place} | spread(people) for place, people in made.people(pledges).items()]


def _generation(concept: ConceptPlan, plan: Plan, names: Names) -> Document:
    made, fill = concept.generation, concept.fill
    peak = at_peak(made, concept.places)
    inside, month = build_up(concept.people_at(IN_COUNTRY))
    return {
        "lines": [_line(fill, names.lines[fill.line], made.filled[i].tolist()) for i, fill in enumerate(made.lines)],
        "fill": share(fill.share),
        "critical_fill": share(fill.critical_fill),
        "critical_lines": {"full": fill.critical_full, "of": fill.critical_lines},
        "person_months": {"asked": number(fill.asked), "filled": number(fill.filled)},
        "not_counted_by_people": list(fill.uncounted),
        "deployed": number(made.deployed),
        "deployed_by_month": [number(v) for v in made.deployed_by_month.tolist()],
        "deployed_by_place": [
            {
                "place": place,
                "at_peak": number(peak.get(place, 0.0)),
                "by_month": [number(v) for v in people.tolist()],
            }
            for place, people in concept.places.items()
        ],
        "pool": number(made.pool),
        "pools": [_pool(need) for need in pool_needs(made.pools, plan.case.pools, plan.as_of)],
        "kept_up": _kept(made.kept),
        "in_country": {"most": number(inside), "from_month": month},
        "objective": number(made.objective),
        "bound": number(made.bound),
        "status": made.status.value,
        "stages": [{"name": s.name, "value": number(s.value), "bound": number(s.bound)} for s in made.stages],
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
        "needed": number(need.needed),
        "stated": spread(stated.people) if stated else None,
        "known_from": stated.known_from.isoformat() if stated else None,
        "source": stated.source if stated else None,
        "lacking": number(need.lacking) if stated else None,
    }


def _kept(kept: KeptUp) -> Document:
    return {
        "first_month": kept.first,
        "last_month": kept.last,
        "months": kept.months,
        "of": kept.horizon,
        "limits_before": {limit.value: number(people) for limit, people in kept.before},
        "limits_after": {limit.value: number(people) for limit, people in kept.after},
        "last_tours": share(kept.last_tours),
    }


def _line(fill: LineFill, line: RequirementLine, by_month: list[float]) -> Document:
    return {
        "line": fill.line,
        "required": fill.required,
        "arithmetic": line.sum.text if line.sum else None,
        "filled": number(fill.filled),
        "worst": number(fill.worst),
        "best": number(fill.best),
        "gap": number(fill.gap),
        "by_month": [number(value) for value in by_month],
        "reasons": list(fill.reasons),
    }


def _within(made: Siting, minutes: NDArray[np.float64]) -> Document:
    values = zip(("median", "p90"), made.within(minutes), strict=True)
    return {name: None if value is None else number(value, 1) for name, value in values}


def _siting(made: Siting, cut: Segments) -> Document:
    (day, night), (likely_day, likely_night) = made.mean_detection, made.share_seen
    return {
        "line_km": number(float(made.length_m.sum()) / 1000) if cut.watched is None else None,
        "area": None if cut.watched is None else area_json(cut, made),
        "covered": {"day": share(day), "night": share(night)},
        "likely_seen": {"day": share(likely_day), "night": share(likely_night)},
        "response_minutes": _within(made, made.minutes),
        "response_minutes_agreed": _within(made, made.response.agreed),
        "response_by_task": [
            {"task": t.task, "minutes": _within(made, t.minutes), "agreed": _within(made, t.agreed)}
            for t in made.response.by_task
        ],
        "posts": [_placed(p, cut) for p in made.posts],
        "bases": [_placed(p, cut) for p in made.bases],
        "orbit_stations_km": None if cut.watched else [number(m / 1000) for m in made.orbit_stations_m],
        "orbit_stations": [[number(x, 5) for x in place] for place in middles_at(cut, made.orbit_stations_m).tolist()],
        "orbit_shares": [share(part) for part in made.orbit_shares],
        "patrols": [patrol_json(p, cut) for p in made.patrols],
        "patrol_minutes": None if made.patrol_minutes is None else number(made.patrol_minutes, 1),
        "on_station": {
            "value": number(made.on_station.value),
            "unit": made.on_station.unit,
            "arithmetic": made.on_station.text,
        },
        "unplaced": [
            {"unit": u.unit_id, "contributor": u.contributor, "number": u.number, "why": u.why} for u in made.unplaced
        ],
        "left_over": [
            {"unit": left.unit_id, "contributor": left.contributor, "role": left.role, "part": share(left.part)}
            for left in made.left_over
        ],
        "objective": share(made.objective),
        "bound": share(made.bound),
        "status": made.status.value,
    }


def _placed(placed: Placed, cut: Segments) -> Document:
    return {
        "site": placed.site,
        "unit": placed.unit_id,
        "contributor": placed.contributor,
        "sector": placed.sector,
        "chainage_km": None if cut.watched else number(placed.chainage_m / 1000),
    }
