"""The arithmetic behind each figure of a scenario, in words and numbers, so that a reader can do it again."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.agreement.line import Segments
from truceline.generation.eligibility import last_day
from truceline.generation.endurance import MOST
from truceline.generation.people import Fill, build_up
from truceline.generation.plan import PRIORITY, ForcePlan
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.quantities import Assumptions
from truceline.results.plan import ConceptPlan
from truceline.siting.parameters import SitingParameters
from truceline.siting.plan import Siting
from truceline.solvers.milp import SolveStatus
from truceline.views.asking import asking
from truceline.views.kept_up import kept_words
from truceline.views.people import critical_lines
from truceline.views.watched import what
from truceline.views.wording import count, minutes, plural, share

STATUSES = {
    SolveStatus.OPTIMAL: "proven best",
    SolveStatus.FEASIBLE: "not proven best: the limit of the search came first",
    SolveStatus.INFEASIBLE: "nothing is possible",
    SolveStatus.UNKNOWN: "nothing was found within the limit of the search",
}
"""How a search ended, in words."""


@dataclass(frozen=True, slots=True)
class Sums:
    """One sentence or two for each figure."""

    fill: str
    bound: str
    inside: str
    kept: str
    seen: str
    reaction: str
    siting_bound: str


def sums(concept: ConceptPlan, assumptions: Assumptions, cut: Segments) -> Sums:
    """Write down the arithmetic of one scenario's force and siting."""
    force, siting = concept.generation, concept.siting
    return Sums(
        fill=_fill(concept.fill),
        bound=_bound(force),
        inside=_inside(concept),
        kept=kept_words(force),
        seen=_seen(siting, cut),
        reaction=_reaction(siting, assumptions, what(cut)),
        siting_bound=_siting_bound(siting),
    )


def _inside(concept: ConceptPlan) -> str:
    by_month = concept.people_at(IN_COUNTRY)
    most, month = build_up(by_month)
    if month is None:
        return "Nobody is in the country in any month."
    reached = f"{count(by_month[month - 1])} in month {month}"
    if month > 1:
        reached += f", after {count(by_month[month - 2])} in month {month - 1}"
    return (
        f"The personnel of all units on tour in the country, month by month: at most {count(most)}, first in month "
        f"{by_month.index(most) + 1}. {share(MOST)} of that, {count(MOST * most)}, is first there with {reached}; "
        f"a unit counts in a month for half of which it is in place, so by day {last_day(month)} at the latest."
    )


def _fill(fill: Fill) -> str:
    left_out = f" {plural(len(fill.uncounted), 'line')} in money or equipment left out." if fill.uncounted else ""
    return (
        f"{count(fill.filled)} of {count(fill.asked)} person-months asked for are filled, which is {share(fill.share)}:"
        f" the people that one of a line's capability takes, for each unit and month.{left_out} Line by line, each in "
        f"its own unit: {critical_lines(fill)}."
    )


def _bound(force: ForcePlan) -> str:
    return (
        f"{count(float(force.filled.sum()))} unit-months are filled (one unit of a line's capability for one month). "
        f"Those of critical lines weigh {PRIORITY:g} times as much in what is maximised: {count(force.objective)} "
        f"weighted unit-months, where no plan with these units reaches more than {count(force.bound)} once critical "
        f"lines go first ({STATUSES[force.status]})."
    )


def _seen(siting: Siting, cut: Segments) -> str:
    total, kilometres = float(siting.length_m.sum()) / 1000, "km" if cut.watched is None else "km, a place as one piece"
    parts = []
    for light, mean, likely in zip(("day", "night"), siting.mean_detection, siting.share_seen, strict=True):
        parts.append(
            f"by {light}, the lengths of the segments times the chance that an event there is seen add up "
            f"to {count(mean * total)} of {count(total)} {kilometres}, which is {share(mean)}; an event is as likely "
            f"seen as not on {share(likely)} of the {what(cut)}"
        )
    return f"{'. '.join(part[0].upper() + part[1:] for part in parts)}."


def _reaction(siting: Siting, assumptions: Assumptions, ground: str) -> str:
    if not siting.bases:
        return "No reaction force is fielded and placed, so none comes."
    how = SitingParameters.from_assumptions(assumptions).reaction
    formula = (
        f"{how.alert_min:g} min to get going, then straight-line kilometres times {how.detour:g} for the road, at "
        f"{how.speed_kmh:g} km/h"
    )
    asked = "".join(f" {words[0].upper()}{words[1:]}." for words in asking(siting, ground))
    return f"Time from the report to the first force: {formula}. It reaches {_reached(siting, ground)}.{asked}"


def _reached(siting: Siting, ground: str) -> str:
    median, late = siting.median_minutes, siting.p90_minutes
    if median is None:
        return f"less than half of the {ground}"
    soon = f"half of the {ground} within {minutes(median)}"
    if late is None:
        return f"{soon}, and less than nine tenths of it at all"
    return f"{soon}, nine tenths of the {ground} within {minutes(late)}"


def _siting_bound(siting: Siting) -> str:
    return (
        f"Day and night counting alike, {share(siting.objective)} is seen; no placing of these posts and orbits sees "
        f"more than {share(siting.bound)} ({STATUSES[siting.status]})."
    )
