"""Who would come and who decides: as text, and as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from truceline.case import Case
from truceline.coalition.chances import Between, Outlook
from truceline.coalition.pivots import Pivot
from truceline.results.coalition import CoalitionView
from truceline.results.names import Names, names_of
from truceline.views.wording import count, plural, share

MOST = 12
"""How many facts, contributors and coalitions the text lists; the JSON document lists all."""


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
    names = names_of(case)
    stands = view.standing
    lines = [
        f"{stands.scenario.title}: {count(stands.firm.likely)} firm, {count(stands.attainable.likely)} attainable",
        "",
        *_block(
            f"Which fact decides ({_unit(view, names)})", view.facts, [names.facts[p.player].title for p in view.facts]
        ),
        *_block(
            f"Which contributor decides ({_unit(view, names)})",
            view.contributors,
            [names.actor(p.player) for p in view.contributors],
        ),
        *_sufficient(view, names),
        *_announcement(view, names),
        *_chances(view),
    ]
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines) + "\n"


def _unit(view: CoalitionView, names: Names) -> str:
    named = {"personnel": "firm personnel", "fill": "share of the people asked for met at best"}
    return named.get(view.value) or names.capabilities[view.value].title


def _block(title: str, pivots: Sequence[Pivot], titles: Sequence[str]) -> Iterator[str]:
    shown = [(p, name) for p, name in zip(pivots, titles, strict=True) if p.shapley > p.margin][:MOST]
    yield title
    for pivot, name in shown:
        margin = f" ± {_amount(pivot.margin)}" if pivot.margin else ""
        veto = "  nothing without it" if pivot.veto else ""
        yield f"  {_amount(pivot.shapley):>9}{margin}  {name}{veto}"
    if left := len(pivots) - len(shown):
        yield f"  {plural(left, 'other')}: nothing that shows, or less than the above"
    yield ""


def _amount(value: float) -> str:
    return count(value) if abs(value) >= 1 else f"{value:.3f}"


def _sufficient(view: CoalitionView, names: Names) -> Iterator[str]:
    if view.target <= 0:
        return
    yield f"Smallest coalitions that bring {_amount(view.target)}"
    if view.sufficient is None:
        yield "  too many contributors to try every coalition"
    elif not view.sufficient:
        yield "  none, even all together"
    for coalition in (view.sufficient or ())[:MOST]:
        yield f"  {', '.join(names.actor(who) for who in coalition)}"
    yield ""


def _announcement(view: CoalitionView, names: Names) -> Iterator[str]:
    chosen = view.announcements.contributors
    if not view.standing.resolution.waiting:
        yield "Nobody waits for others: what is attainable is firm."
    else:
        who = ", ".join(names.actor(c) for c in chosen)
        yield f"If {who} announced first, all that waits would follow; fewer would not do."


def _chances(view: CoalitionView) -> Iterator[str]:
    if view.outlook is None:
        yield "No chances are stated for the facts, so none are given for the result."
        return
    mean = view.outlook.mean
    kind = "exact" if view.outlook.exact else f"sampled, ± {_amount(mean.margin)}"
    yield f"With the stated chances: {_amount(mean.low)} to {_amount(mean.high)} firm personnel on average ({kind})"
    for amount, (low, high) in list(zip(view.outlook.amounts.tolist(), view.outlook.reached.tolist(), strict=True))[
        -MOST:
    ]:
        yield f"  at least {_amount(amount):>9}: {share(low)} to {share(high)}"
