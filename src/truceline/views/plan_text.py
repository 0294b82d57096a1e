"""What the summary of a plan says: a table of scenarios, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.records.pools import pool_needs
from truceline.results.names import Names, names_of
from truceline.results.plan import Plan, ScenarioPlan
from truceline.views.alike import apart, grouped
from truceline.views.asking import asking
from truceline.views.kept_up import excess, limited_by
from truceline.views.left_over import left_over
from truceline.views.line_age import late
from truceline.views.people import critical_lines, in_country_from, outside
from truceline.views.pledges import awaited, contributors
from truceline.views.ranges import about, driven, other_forces, short
from truceline.views.requirement import below_minimum
from truceline.views.watched import what
from truceline.views.wording import count, day, minutes, plural, share, within

_HEAD = ("scenario", "in country", "by", "filled", "day", "night", "reaction", "months")
_RANGED = (
    "personnel_in_country",
    "in_country_from_month",
    "fill",
    "covered_day",
    "covered_night",
    "response_median_minutes",
    "kept_up_months",
)


@dataclass(frozen=True, slots=True)
class PlanText:
    """The summary of a plan: its title, a warning (empty without one), a table, and notes.

    A row of the table with one cell is a sentence of its own, an empty one a line left free.
    """

    title: str
    warning: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def plan_text(plan: Plan) -> PlanText:
    """Say what stands in each scenario, what it waits for, and what unlocks most."""
    warned = late(plan.case, plan.as_of)
    return PlanText(
        title=f"{plan.case.title}, as stated on {day(plan.as_of)}",
        warning=f"{warned}." if warned else "",
        head=_HEAD,
        rows=tuple(_rows(plan)),
        notes=tuple(_notes(plan, names_of(plan.case))),
    )


def _rows(plan: Plan) -> Iterator[tuple[str, ...]]:
    for group in grouped(plan.scenarios):
        if words := apart(group, plan.scenarios[0]):
            yield ("",)
            yield (f"{words}.",)
        for made in group:
            yield _row(made)
            if made.ranges is not None:
                yield ("", *(short(headline, made.ranges.ends[headline]) for headline in _RANGED))


def _row(scenario_plan: ScenarioPlan) -> tuple[str, ...]:
    force, siting = scenario_plan.own.generation, scenario_plan.own.siting
    seen_day, seen_night = siting.mean_detection
    kept = force.kept
    most, month = in_country_from(scenario_plan)
    return (
        scenario_plan.scenario.id,
        count(most),
        "none" if month is None else f"mo {month}",
        share(scenario_plan.own.fill.share),
        share(seen_day),
        share(seen_night),
        "none" if siting.median_minutes is None else minutes(siting.median_minutes),
        f"{kept.months}/{kept.horizon}",
    )


def _notes(plan: Plan, names: Names) -> Iterator[str]:
    ground = what(plan.segments)
    yield (
        "In country: people there in the month in which most are, likely. By: the first month with three quarters of "
        "them. Filled: of the people asked for, month by month. Day, night: chance that an event at a random place of "
        f"the {ground} is seen. Reaction: half of the {ground} is reached within. Months: of the plan, for which most "
        "of the force is kept up."
    )
    yield from _ranges(plan, names)
    yield from _scenarios(plan, names, ground)
    yield from _kept(plan, names)
    yield from _record(plan, names)


def _scenarios(plan: Plan, names: Names, ground: str) -> Iterator[str]:
    for made in plan.scenarios:
        if made.force:
            who = plural(len(contributors(plan, made, names)), "contributor")
            elsewhere = ", ".join(filter(None, (who, outside(made))))
            yield f"{made.scenario.id}: {elsewhere}; {critical_lines(made.own.fill)}"
    yield from _below_minimums(plan, names)
    for made in plan.scenarios:
        for words in asking(made.own.siting, ground):
            yield f"{made.scenario.id}: {words}"
    for made in plan.scenarios:
        if parts := list(left_over(made.own.siting, names)):
            yield f"{made.scenario.id}: left over, too small a part to stand: {'; '.join(parts)}"
    for made in plan.scenarios:
        if waits := awaited(plan, made, names):
            most = waits[0]
            yield (
                f"{made.scenario.id}: most waited for is {most.what} ({plural(most.pledges, 'pledge')}, "
                f"{count(most.personnel)} personnel)"
            )


def _below_minimums(plan: Plan, names: Names) -> Iterator[str]:
    for made in plan.scenarios:
        below = [
            f"{names.lines[fill.line].title} ({count(fill.filled)} of {fill.required}, {below_minimum(fill)})"
            for fill in made.own.generation.lines
            if not fill.minimum_met
        ]
        if made.force and below:
            yield f"{made.scenario.id}: lines below their minimum: {'; '.join(below)}"


def _record(plan: Plan, names: Names) -> Iterator[str]:
    if plan.unlocks and plan.unlocks[0].value > 0:
        top = plan.unlocks[0]
        yield (
            f"Unlocks most: {names.facts[top.fact].title} (+{within(top.value, top.margin)} firm personnel on average; "
            f"alone +{count(top.alone)}{f'; without it −{count(top.last)}' if top.last > 0 else ''})"
        )
    opposed = [c for c in plan.contradictions if not c.kind.both_can_hold]
    yield (
        f"On the record: {plural(len(opposed), 'contradiction')}, and "
        f"{plural(len(plan.contradictions) - len(opposed), 'pair')} that can both hold; "
        f"{plural(len(plan.pledges), 'pledge')}."
    )
    if plan.counts:
        counts = (f"{c.definition} {len(c.counted) if c.recorded else 'not recorded'}" for c in plan.counts)
        yield f"Counted: {', '.join(counts)}."


def _kept(plan: Plan, names: Names) -> Iterator[str]:
    unsaid: set[str] = set()
    for made in plan.scenarios:
        force = made.own.generation
        needs = pool_needs(force.pools, plan.case.pools, plan.as_of)
        unsaid |= {need.contributor for need in needs if need.stated is None}
        if force.kept.months:
            over = excess(needs, names)
            words = f"{made.scenario.id}: kept up, limited by {limited_by(force.kept)}."
            yield (f"{words} Pool: {over[0].lower()}{over[1:]}" if over else words)
    if unsaid:
        yield f"Pool: what they could put into it is not stated for {plural(len(unsaid), 'contributor')}."


def _ranges(plan: Plan, names: Names) -> Iterator[str]:
    if plan.ranged is None:
        return
    yield f"Below each: its range. {' '.join(about(plan, plan.ranged))}"
    for made in plan.scenarios:
        if made.ranges is not None and (words := driven(made.ranges, plan, names, most=1)):
            others = other_forces(plan, made, names)
            yield f"{made.scenario.id}: driven most by {words}{'; ' if others else ''}{others}"
