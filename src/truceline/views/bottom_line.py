"""The bottom line in plain words, made from the numbers by fixed rules that never say more than they do.

In this order, left out where there is nothing to say: what stands as stated; of the scenarios like the case's first,
the one that fills most, and what it still lacks; the fact worth most; who counts and what is claimed; the
contradictions; what the numbers rest on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.coalition.pledges import Pledge
from truceline.generation.requirement import RequirementLine
from truceline.records.capabilities import Capability
from truceline.records.quantities import Assumption, Reliance
from truceline.results.coalition import Unlock
from truceline.results.names import LADDER, Names
from truceline.results.plan import Plan
from truceline.views.alike import alike
from truceline.views.contradictions import ContradictionGroup
from truceline.views.counts import CountView
from truceline.views.people import where_they_are
from truceline.views.scenario import ScenarioView
from truceline.views.wording import count, day, listed, plural, share

_NAMED = 6
"""More actors than this are given as a number."""


@dataclass(frozen=True, slots=True)
class BottomLineItem:
    """What is said in one line, what belongs to it, and the place on the page that shows how it was found."""

    head: str
    text: str
    href: str
    link: str


def bottom_line(
    plan: Plan,
    names: Names,
    views: Sequence[ScenarioView],
    counts: Sequence[CountView],
    contradictions: Sequence[ContradictionGroup],
) -> tuple[BottomLineItem, ...]:
    """Say what the plan amounts to."""
    stated = next((v for v in views if not v.overridden and not v.made.scenario.announce_together), views[0])
    like = [v for v in views if alike(v.made.scenario, views[0].made.scenario)]
    best = max(like, key=lambda v: v.made.own.fill.share)
    return (
        _stated(plan, stated),
        *([_best(best, len(views) - len(like))] if best is not stated and best.made.own.fill.share else []),
        *_unlock(plan, names),
        *_counts(counts),
        *_contradictions(contradictions),
        _trust(plan),
    )


def _stated(plan: Plan, stated: ScenarioView) -> BottomLineItem:
    opening = f"As stated on {day(plan.as_of)}"
    if stated.overridden or stated.made.scenario.announce_together:
        opening = f"Under “{stated.made.scenario.title}”"
    total = len(stated.inside) + len(stated.outside)
    if not total:
        head = f"{opening}, no pledge is on the record."
    elif not stated.contributors:
        head = f"{opening}, no pledge is firm."
    else:
        who = [name for name, _ in stated.contributors]
        named = listed(who) if len(who) <= _NAMED else plural(len(who), "contributor")
        stand = "stands" if len(who) == 1 else "stand"
        head = f"{opening}, {named} {stand}, with {where_they_are(stated.made)}."
    covers = f"That fills {_fills(stated)}. {_seen(stated)} " if stated.contributors else ""
    return BottomLineItem(head, f"{covers}{_because(stated)}".strip(), f"#{stated.id}", "Who stands, and who does not")


def _because(view: ScenarioView) -> str:
    if not view.outside:
        return ""
    first = [f"“{a.what}” ({plural(a.pledges, 'pledge')})" for a in view.awaited[:3]]
    more = ", among others" if len(view.awaited) > len(first) else ""
    total = len(view.inside) + len(view.outside)
    waiting = len(view.outside)
    all_of_them = {1: "The only pledge that counts", 2: "Both pledges that count"}.get(
        total, f"All {total} pledges that count"
    )
    opening = all_of_them if waiting == total else f"Of {total} pledges that count {waiting}"
    return f"{opening} {'sets' if waiting == 1 else 'set'} a condition that does not hold: {listed(first)}{more}."


def _fills(view: ScenarioView) -> str:
    fill = share(view.made.own.fill.share)
    return f"{fill} of the people that the {view.concept} concept asks for ({view.critical})"


def _seen(view: ScenarioView) -> str:
    by_day, by_night = view.siting.mean_detection
    if not by_day:
        return f"Nobody would see anything of the {view.what}."
    chances = f"{share(by_day)} by day and {share(by_night)} by night"
    return f"An event on the {view.what} would be seen with a chance of {chances}."


def _best(best: ScenarioView, others: int) -> BottomLineItem:
    one = best.made.scenario
    short = [a for a in best.asked if a.fill.reasons]
    critical = sum(a.line.critical for a in short)
    lacking = "No line has a gap."
    if short:
        below = sum(bool(a.below) for a in short)
        lacking = (
            f"Even then {len(short)} of {len(best.asked)} lines have gaps, {critical} of them critical{_below(below)}."
        )
    return BottomLineItem(
        f"Of the scenarios for the {one.concept} concept that count pledges from “{LADDER[one.least]}” up, "
        f"“{one.title}” fills most: {_fills(best)}.",
        f"{plural(len(best.contributors), 'contributor')}, {where_they_are(best.made)}; "
        f"{count(best.force.deployed)} deployed take a pool of {count(best.force.pool)}. {lacking} {_seen(best)}"
        f"{_apart(others)}",
        f"#{best.id}",
        "This scenario",
    )


def _below(lines: int) -> str:
    return f", and {lines} {'is below its minimum' if lines == 1 else 'are below their minimums'}" if lines else ""


def _apart(others: int) -> str:
    if not others:
        return ""
    stand = "stands apart, as it counts" if others == 1 else "stand apart, as they count"
    return f" {plural(others, 'other scenario')} {stand} something else or for another concept."


def _unlock(plan: Plan, names: Names) -> Iterator[BottomLineItem]:
    if not plan.unlocks:
        return
    top = plan.unlocks[0]
    if top.value <= 0:
        yield BottomLineItem("No fact that is still open would make any pledge firm.", "", "#unlocks", "All facts")
        return
    ties = [f"“{names.facts[each.fact].title}”" for each in plan.unlocks if each.value == top.value]
    each = "Each alone" if ties[1:] else "Alone it"
    alone = (
        f"{each} makes {count(top.alone)} more personnel firm"
        if top.alone > 0
        else f"{each} makes nobody firm, as those who wait for it wait for more"
    )
    yield BottomLineItem(
        f"{listed(ties)} would change the answer most{', each as much' if ties[1:] else ''}.",
        f"{alone}. {_without(top, 'any one of these' if ties[1:] else 'this one')}",
        "#unlocks",
        "What each fact is worth",
    )


def _without(unlock: Unlock, which: str) -> str:
    missing = f"{count(unlock.last)} personnel" if unlock.last else "nobody"
    return f"Were every other fact true and {which} not by itself, {missing} would be missing."


def _counts(counts: Sequence[CountView]) -> Iterator[BottomLineItem]:
    found = next((c for c in counts if c.claims), None)
    if found is None:
        return
    who = [n.name for n in found.named]
    named = f": {listed(who)}" if 0 < len(who) <= _NAMED else ""
    claims = "; ".join(f"{k.value} by {k.who}" for k in found.claims[-4:])
    yield BottomLineItem(
        f"{plural(len(who), 'named actor')} {'counts' if len(who) == 1 else 'count'} as “{found.title}”{named}."
        if found.recorded
        else f"Who counts as “{found.title}” is not recorded.",
        f"Published counts: {claims}. Each has its own definition, and what nobody named is not filled in here.",
        "#counts",
        "Who counts, by which definition",
    )


def _contradictions(kinds: Sequence[ContradictionGroup]) -> Iterator[BottomLineItem]:
    real = [k for k in kinds if not k.kind.both_can_hold]
    apparent = sum(k.number for k in kinds if k.kind.both_can_hold)
    if kinds:
        which = listed([f"{k.title.lower()} ({k.number})" for k in real])
        more = (
            f"{plural(apparent, 'pair')} of statements only {'seems' if apparent == 1 else 'seem'} to."
            if apparent
            else ""
        )
        yield BottomLineItem(
            f"The record holds {plural(sum(k.number for k in real), 'contradiction')}.",
            " ".join(part for part in (f"By kind: {which}." if which else "", more) if part),
            "#contradictions",
            "Both sides of each",
        )


def _trust(plan: Plan) -> BottomLineItem:
    numbers = dict(standing_counts(plan))
    total, published = sum(numbers.values()), numbers[Reliance.PUBLISHED.value]
    rest = listed([f"{n} {name}" for name, n in numbers.items() if n and name != Reliance.PUBLISHED.value])
    return BottomLineItem(
        f"Of the {total} numbers behind this, {published or 'none'} {'are' if published > 1 else 'is'} published.",
        f"The rest: {rest}; each is marked so wherever it is shown." if rest else "",
        "#assumptions",
        "Every assumption",
    )


def standing_counts(plan: Plan) -> tuple[tuple[str, int], ...]:
    """Count the numbers behind the plan by standing: assumptions, capabilities, pledges and requirement lines."""
    case = plan.case
    every: list[Assumption | Capability | Pledge | RequirementLine] = [
        *case.assumptions.values(),
        *case.capabilities,
        *plan.pledges.values(),
        *case.requirement,
    ]
    return tuple((standing.value, sum(x.standing is standing for x in every)) for standing in Reliance)
