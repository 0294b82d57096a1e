"""Who would come and who decides: as text, and as one JSON document."""

from __future__ import annotations

import json

from truceline.case import Case
from truceline.coalition.chances import Between, Outlook
from truceline.coalition.pivots import Pivot
from truceline.render.terminal import laid_out
from truceline.results.coalition import CoalitionView
from truceline.views.coalition_text import coalition_lines


def coalition_document(view: CoalitionView) -> str:
    """Write the whole view as one JSON document."""
    stands = view.standing
    document = {
        "scenario": stands.scenario.id,
        "facts": dict(stands.facts),
        "firm": sorted(stands.resolution.firm),
        "waiting": sorted(stands.resolution.waiting),
        "why_not": {pledge: list(why) for pledge, why in sorted(stands.why_not.items())},
        "personnel": {"firm": stands.firm.likely, "attainable": stands.attainable.likely},
        "value": view.value,
        "fact_pivots": [_pivot(p) for p in view.facts],
        "contributor_pivots": [_pivot(p) for p in view.contributors],
        "target": view.target,
        "sufficient": None if view.sufficient is None else [list(names) for names in view.sufficient],
        "smallest_announcement": {
            "contributors": list(view.announcements.contributors),
            "demands": [sorted(demand) for demand in view.announcements.demands],
        },
        "outlook": None if view.outlook is None else _outlook(view.outlook),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _pivot(pivot: Pivot) -> dict[str, object]:
    banzhaf = None if pivot.margin else round(pivot.banzhaf, 6)
    known = {"shapley": round(pivot.shapley, 6), "banzhaf": banzhaf, "margin": round(pivot.margin, 6)}
    return {"player": pivot.player, **known, "veto": pivot.veto}


def _outlook(outlook: Outlook) -> dict[str, object]:
    return {
        "exact": outlook.exact,
        "worlds": outlook.worlds,
        "mean": _between(outlook.mean),
        "stands": {pledge: _between(chance) for pledge, chance in outlook.stands.items()},
        "reached": [
            {"amount": amount, "low": round(low, 6), "high": round(high, 6)}
            for amount, (low, high) in zip(outlook.amounts.tolist(), outlook.reached.tolist(), strict=True)
        ],
    }


def _between(between: Between) -> dict[str, float]:
    return {"low": round(between.low, 6), "high": round(between.high, 6), "margin": round(between.margin, 6)}


def coalition_summary(view: CoalitionView, case: Case) -> str:
    """Write the view as text: who stands, who and what decides, and what would move those who wait."""
    return laid_out(coalition_lines(view, case))
