"""What the summary of a coalition says: who stands, who and what decides, and what would move those who wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.case import Case
from truceline.coalition.pivots import Pivot
from truceline.results.coalition import CoalitionView
from truceline.results.names import Names, names_of
from truceline.views.text import TextLine, whole
from truceline.views.wording import count, plural, share

MOST = 12
"""How many facts, contributors and coalitions the text lists; the JSON document lists all."""


def coalition_lines(view: CoalitionView, case: Case) -> Iterator[TextLine]:
    """Say who stands, who and what decides, and what would move those who wait."""
    return (whole(words) for words in _words(view, names_of(case)))


def _words(view: CoalitionView, names: Names) -> Iterator[str]:
    stands, unit = view.standing, _unit(view, names)
    facts = [names.facts[p.player].title for p in view.facts]
    yield f"{stands.scenario.title}: {count(stands.firm.likely)} firm, {count(stands.attainable.likely)} attainable"
    yield ""
    yield from _block(f"Which fact decides ({unit})", view.facts, facts)
    who = [names.actor(p.player) for p in view.contributors]
    yield from _block(f"Which contributor decides ({unit})", view.contributors, who)
    yield from _sufficient(view, names)
    yield _announcement(view, names)
    yield from _chances(view)


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


def _announcement(view: CoalitionView, names: Names) -> str:
    if not view.standing.resolution.waiting:
        return "Nobody waits for others: what is attainable is firm."
    who = ", ".join(names.actor(c) for c in view.announcements.contributors)
    return f"If {who} announced first, all that waits would follow; fewer would not do."


def _chances(view: CoalitionView) -> Iterator[str]:
    if view.outlook is None:
        yield "No chances are stated for the facts, so none are given for the result."
        return
    mean = view.outlook.mean
    kind = "exact" if view.outlook.exact else f"sampled, ± {_amount(mean.margin)}"
    yield f"With the stated chances: {_amount(mean.low)} to {_amount(mean.high)} firm personnel on average ({kind})"
    reached = zip(view.outlook.amounts.tolist(), view.outlook.reached.tolist(), strict=True)
    for amount, (low, high) in list(reached)[-MOST:]:
        yield f"  at least {_amount(amount):>9}: {share(low)} to {share(high)}"
