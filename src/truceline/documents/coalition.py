"""Who would come, and which fact and contributor decides, as a document."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from truceline.case import Case
from truceline.coalition.chances import Between, Outlook
from truceline.coalition.pivots import Pivot
from truceline.documents.envelope import head
from truceline.documents.numbers import Number, number, share
from truceline.documents.shapes.coalition import CoalitionDocument, CoalitionHead, Estimate, OutlookPart, PivotPart
from truceline.results.coalition import CoalitionView

Rounding = Callable[[float], Number]

FORMAT = 2


def coalition_document(view: CoalitionView, case: Case, *, version: str) -> CoalitionDocument:
    """Return the whole view as a document; ``case`` is the case as known on the day."""
    rounded = share if view.value == "fill" else number
    return {
        **head("coalition", FORMAT, version=version),
        **_stands(view, case),
        "measure": view.value,
        "fact_pivots": [{"fact": p.player, **_pivot(p, rounded)} for p in view.facts],
        "contributor_pivots": [{"contributor": p.player, **_pivot(p, rounded)} for p in view.contributors],
        "target": number(view.target),
        "sufficient": None if view.sufficient is None else [list(names) for names in view.sufficient],
        "smallest_announcement": {
            "contributors": list(view.announcements.contributors),
            "demands": [sorted(demand) for demand in view.announcements.demands],
        },
        "outlook": None if view.outlook is None else _outlook(view.outlook, rounded),
    }


def _stands(view: CoalitionView, case: Case) -> CoalitionHead:
    stands = view.standing
    return {
        "case": case.id,
        "as_of": case.as_of.isoformat(),
        "scenario": stands.scenario.id,
        "facts": dict(stands.facts),
        "firm": sorted(stands.resolution.firm),
        "waiting": sorted(stands.resolution.waiting),
        "why_not": {pledge: list(why) for pledge, why in sorted(stands.why_not.items())},
        "personnel": {"firm": number(stands.firm.likely), "attainable": number(stands.attainable.likely)},
    }


def _pivot(pivot: Pivot, rounded: Rounding) -> PivotPart:
    return {
        "value": rounded(pivot.shapley),
        "banzhaf": None if isnan(pivot.banzhaf) else rounded(pivot.banzhaf),
        "margin": rounded(pivot.margin),
        "veto": pivot.veto,
    }


def _outlook(outlook: Outlook, rounded: Rounding) -> OutlookPart:
    return {
        "exact": outlook.exact,
        "worlds": outlook.worlds,
        "mean": _between(outlook.mean, rounded),
        "stands": {pledge: _between(chance, share) for pledge, chance in outlook.stands.items()},
        "reached": [
            {"amount": rounded(amount), "low": share(low), "high": share(high)}
            for amount, (low, high) in zip(outlook.amounts.tolist(), outlook.reached.tolist(), strict=True)
        ],
    }


def _between(between: Between, rounded: Rounding) -> Estimate:
    return {"low": rounded(between.low), "high": rounded(between.high), "margin": rounded(between.margin)}
