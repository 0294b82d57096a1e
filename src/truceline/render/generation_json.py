"""``generation.json``: one scenario's force as one document; numbers are rounded as in ``plan.json``."""

from __future__ import annotations

import json
import math
from dataclasses import asdict

from truceline.generation.conflicts import Conflict
from truceline.generation.people import at_peak
from truceline.generation.plan import KeptUp
from truceline.records.pools import PoolNeed
from truceline.results.force import ForceView

Document = dict[str, object]


def generation_document(view: ForceView) -> str:
    """Write the view as text: indented by 2, UTF-8, ending with a line feed."""
    document = _head(view) | _plan(view) | _explained(view)
    return json.dumps(_rounded(document), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _head(view: ForceView) -> Document:
    return {
        "truceline": view.version,
        "as_of": view.as_of.isoformat(),
        "scenario": view.standing.scenario.id,
        "concept": view.concept,
        "facts": dict(view.standing.facts),
        "force": sorted(view.standing.force),
    }


def _plan(view: ForceView) -> Document:
    plan, units = view.plan, {unit.id: unit for unit in view.units}
    peak = at_peak(plan, view.places)
    return {
        "fill": view.fill.share,
        "critical_fill": view.fill.critical_fill,
        "critical_lines": {"full": view.fill.critical_full, "of": view.fill.critical_lines},
        "person_months": {"asked": view.fill.asked, "filled": view.fill.filled},
        "not_counted_by_people": view.fill.uncounted,
        "deployed": plan.deployed,
        "deployed_by_month": plan.deployed_by_month.tolist(),
        "deployed_by_place": [
            {"place": place, "at_peak": peak.get(place, 0.0), "by_month": people.tolist()}
            for place, people in view.places.items()
        ],
        "pool": plan.pool,
        "pools": [_pool(need) for need in view.pools],
        "kept_up": _kept(plan.kept),
        "status": plan.status.value,
        "stages": [asdict(stage) for stage in plan.stages],
        "lines": [
            asdict(fill) | {"minimum": line.minimum, "by_month": by_month}
            for line, fill, by_month in zip(view.lines, plan.lines, plan.filled.tolist(), strict=True)
        ],
        "tours": [asdict(t) | {"contributor": units[t.unit].contributor} for t in plan.assignments],
        "units": {u.id: {"contributor": u.contributor, "in_place_day": u.ready_days} for u in view.units},
        "single_points": [asdict(point) for point in plan.single_points],
    }


def _explained(view: ForceView) -> Document:
    return {
        "arrival": None if view.arrivals is None else _arrival(view),
        "worth_of_one_more": [asdict(worth) for worth in view.worth],
        "adds": [asdict(adds) for adds in view.adds],
        "conflict": None if view.conflict is None else _conflict(view.conflict),
        "converted": [asdict(converted) for converted in view.converted],
        "no_scenario_fills": [
            {
                "line": s.line.id,
                "best_scenario": s.scenario,
                "filled": s.filled,
                "offered": s.offered,
                "enabler": s.enabler,
                "reasons": s.reasons,
            }
            for s in view.shortfalls
        ],
    }


def _pool(need: PoolNeed) -> Document:
    return {
        "contributor": need.contributor,
        "needed": need.needed,
        "stated": asdict(need.stated.people) if need.stated else None,
        "source": need.stated.source if need.stated else None,
        "lacking": need.lacking if need.stated else None,
    }


def _kept(kept: KeptUp) -> Document:
    return {
        "first_month": kept.first,
        "last_month": kept.last,
        "months": kept.months,
        "of": kept.horizon,
        "limits_before": dict(kept.before),
        "limits_after": dict(kept.after),
        "last_tours": kept.last_tours,
    }


def _conflict(conflict: Conflict) -> Document:
    return {
        "lines": [{"line": line.id, "minimum": line.minimum} for line in conflict.lines],
        "never_in_months": conflict.never,
        "months_met_at_most": conflict.met,
        "months_asked": conflict.asked,
    }


def _arrival(view: ForceView) -> Document | None:
    if view.arrivals is None:
        return None
    low, likely, high = view.arrivals.people.tolist()
    return {"low": low, "likely": likely, "high": high, "late": dict(view.arrivals.late)}


def _rounded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    if not isinstance(value, float):
        return value
    if not math.isfinite(value):
        return None
    short = round(value, 4) + 0.0
    return int(short) if short.is_integer() else short
