"""What a force fills and how long it lasts: as generation.json, and the parts that plan.json shares with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.case import Case
from truceline.documents.envelope import head
from truceline.documents.numbers import number, share, spread
from truceline.documents.shapes.generation import (
    AddsPart,
    ArrivalPart,
    ConflictPart,
    ConvertedPart,
    ExplainedPart,
    FilledPart,
    ForcePart,
    GenerationDocument,
    GenerationHead,
    KeptUpPart,
    LineFillPart,
    PlacePeople,
    PoolPart,
    ShortfallPart,
    TourPart,
    WorthPart,
)
from truceline.generation.conflicts import Conflict
from truceline.generation.marginal_value import MarginalValue
from truceline.generation.people import Fill, at_peak
from truceline.generation.plan import ForcePlan, KeptUp, LineFill, Tour
from truceline.generation.requirement import RequirementLine
from truceline.generation.shortfall import Shortfall
from truceline.records.pools import PoolNeed
from truceline.results.force import Adds, Converted, ForceView

FORMAT = 2


def force_part(
    force_plan: ForcePlan, fill: Fill, places: Mapping[str, NDArray[np.float64]], pools: Sequence[PoolNeed]
) -> ForcePart:
    """Write how far the requirement is filled, by how many people, where, out of which pools, and for how long."""
    return {
        "fill": share(fill.share),
        "critical_fill": share(fill.critical_fill),
        "critical_lines": {"full": fill.critical_full, "of": fill.critical_lines},
        "person_months": {"asked": number(fill.asked), "filled": number(fill.filled)},
        "not_counted_by_people": list(fill.uncounted),
        "deployed": number(force_plan.deployed),
        "deployed_by_month": [number(v) for v in force_plan.deployed_by_month.tolist()],
        "deployed_by_place": _by_place(force_plan, places),
        "pool": number(force_plan.pool),
        "pools": [_pool(need) for need in pools],
        "kept_up": _kept(force_plan.kept),
        "status": force_plan.status.value,
        "stages": [{"name": s.name, "value": number(s.value), "bound": number(s.bound)} for s in force_plan.stages],
        "single_points": [
            {"line": p.line, "capability": p.capability, "contributor": p.contributor} for p in force_plan.single_points
        ],
    }


def line_fill_part(fill: LineFill, line: RequirementLine, by_month: Sequence[float]) -> LineFillPart:
    """Write how far one requirement line is filled, in units of its capability, and why no further."""
    return {
        "line": fill.line,
        "required": fill.required,
        "arithmetic": line.sum.text if line.sum else None,
        "filled": number(fill.filled),
        "worst": number(fill.worst),
        "best": number(fill.best),
        "gap": number(fill.gap),
        "by_month": [number(value) for value in by_month],
        "minimum": fill.minimum,
        "minimum_met": fill.minimum_met,
        "reasons": list(fill.reasons),
    }


def tour_part(tour: Tour) -> TourPart:
    """Write one unit's tour on one line."""
    return {
        "unit": tour.unit,
        "line": tour.line,
        "first_month": tour.first_month,
        "last_month": tour.last_month,
    }


def generation_document(view: ForceView, case: Case) -> GenerationDocument:
    """Return one scenario's force as the document that ``generation.json`` holds."""
    begin = head("generation", FORMAT, version=view.version)
    return {**begin, **_head(view, case), **_plan(view), **_explained(view)}


def _head(view: ForceView, case: Case) -> GenerationHead:
    return {
        "case": case.id,
        "as_of": view.as_of.isoformat(),
        "scenario": view.standing.scenario.id,
        "concept": view.concept,
        "facts": dict(view.standing.facts),
        "force": sorted(view.standing.force),
    }


def _plan(view: ForceView) -> FilledPart:
    plan, units = view.plan, {unit.id: unit for unit in view.units}
    filled = zip(view.lines, plan.lines, plan.filled.tolist(), strict=True)
    return {
        **force_part(plan, view.fill, view.places, view.pools),
        "lines": [line_fill_part(fill, line, months) for line, fill, months in filled],
        "tours": [{**tour_part(t), "contributor": units[t.unit].contributor} for t in plan.assignments],
        "units": {u.id: {"contributor": u.contributor, "in_place_day": u.ready_days} for u in view.units},
    }


def _explained(view: ForceView) -> ExplainedPart:
    return {
        "arrival": _arrival(view),
        "worth_of_one_more": [_worth(worth) for worth in view.worth],
        "adds": [_adds(adds) for adds in view.adds],
        "conflict": None if view.conflict is None else _conflict(view.conflict),
        "converted": [_converted(converted) for converted in view.converted],
        "no_scenario_fills": [_shortfall(shortfall) for shortfall in view.shortfalls],
    }


def _by_place(force_plan: ForcePlan, places: Mapping[str, NDArray[np.float64]]) -> list[PlacePeople]:
    peak = at_peak(force_plan, places)
    return [
        {
            "place": place,
            "at_peak": number(peak.get(place, 0.0)),
            "by_month": [number(v) for v in people.tolist()],
        }
        for place, people in places.items()
    ]


def _pool(need: PoolNeed) -> PoolPart:
    stated = need.stated
    return {
        "contributor": need.contributor,
        "needed": number(need.needed),
        "stated": spread(stated.people) if stated else None,
        "known_from": stated.known_from.isoformat() if stated else None,
        "source": stated.source if stated else None,
        "lacking": number(need.lacking) if stated else None,
    }


def _kept(endurance: KeptUp) -> KeptUpPart:
    return {
        "first_month": endurance.first,
        "last_month": endurance.last,
        "months": endurance.months,
        "of": endurance.horizon,
        "limits_before": {limit.value: number(people) for limit, people in endurance.before},
        "limits_after": {limit.value: number(people) for limit, people in endurance.after},
        "last_tours": share(endurance.last_tours),
    }


def _worth(worth: MarginalValue) -> WorthPart:
    return {
        "capability": worth.capability,
        "line": worth.line,
        "critical_unit_months": number(worth.critical),
        "unit_months": number(worth.fill),
    }


def _adds(adds: Adds) -> AddsPart:
    return {
        "kind": adds.kind,
        "id": adds.id,
        "has": adds.has,
        "critical_unit_months": number(adds.critical),
        "unit_months": number(adds.fill),
        "deployed": number(adds.deployed),
    }


def _converted(converted: Converted) -> ConvertedPart:
    return {
        "share": share(converted.share),
        "fill": share(converted.fill),
        "critical_fill": share(converted.critical_fill),
        "deployed": number(converted.deployed),
    }


def _conflict(conflict: Conflict) -> ConflictPart:
    return {
        "lines": [{"line": line.id, "minimum": line.minimum} for line in conflict.lines],
        "never_in_months": list(conflict.never),
        "months_met_at_most": conflict.met,
        "months_asked": conflict.asked,
    }


def _shortfall(shortfall: Shortfall) -> ShortfallPart:
    return {
        "line": shortfall.line.id,
        "best_scenario": shortfall.scenario,
        "filled": number(shortfall.filled),
        "offered": shortfall.offered,
        "enabler": shortfall.enabler,
        "reasons": list(shortfall.reasons),
    }


def _arrival(view: ForceView) -> ArrivalPart | None:
    if view.arrivals is None:
        return None
    low, likely, high = ([number(people) for people in end] for end in view.arrivals.people.tolist())
    return {"low": low, "likely": likely, "high": high, "late": dict(view.arrivals.late)}
