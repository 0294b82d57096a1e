"""``field_force`` and ``generate_force``: what a scenario's pledges can field, what is missing, and what would help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from truceline.case import Case
from truceline.coalition.pledges import Ladder, Pledge, current
from truceline.coalition.scenarios import Scenario
from truceline.errors import CaseError
from truceline.generation.arrival import Arrivals, after_approval, after_lift, arrivals, at_peak, carried
from truceline.generation.conflicts import Conflict, smallest_conflict
from truceline.generation.gap_reasons import Absent
from truceline.generation.generate import generate
from truceline.generation.marginal_value import value_of_one_more
from truceline.generation.people import by_place, fill_of
from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.generation.shortfall import Shortfall, shortfalls
from truceline.generation.units import units_of
from truceline.knowledge import known
from truceline.ranges.inputs import CONVERSION, LIFT
from truceline.records.capabilities import Unit
from truceline.records.pools import pool_needs
from truceline.results.coalition import Standing
from truceline.results.force import Adds, Converted, ForceView
from truceline.workflow.standing import choose, stand

PATIENCE = 20.0
"""Seconds for each try when minimum demands conflict: what is not proven by then counts as possible."""


@dataclass(frozen=True, slots=True)
class Fielded:
    """A force plan with what it was made from.

    ``raw`` are the units before they share the lift, ``lifted`` the ids of those that it carries.
    """

    lines: tuple[RequirementLine, ...]
    raw: tuple[Unit, ...]
    lifted: frozenset[str]
    units: tuple[Unit, ...]
    plan: ForcePlan


def field_force(case: Case, concept: str, stands: Standing, day: date, *, conversion: float = 1.0) -> Fielded:
    """Generate the force that stands on ``day``, against one force concept: the plan that every command shows.

    Approvals that are not known to be given by ``day`` delay their pledge, and the units share the lift.
    """
    lines = lines_of(case, concept)
    raw, lifted, units = units_of_force(case, stands, day, lines, conversion=conversion)
    titles = {c.id: c.title for c in case.capabilities}
    absent = tuple(_absent(case, stands, day))
    return Fielded(lines, raw, lifted, units, generate(lines, units, months=case.months, absent=absent, titles=titles))


def _absent(case: Case, stands: Standing, day: date) -> Iterator[Absent]:
    for p in current(case.pledges, day, Ladder.FLOATED):
        if p.id not in stands.force:
            yield Absent(p.id, p.contributor, p.capability, p.quantity.likely, _why_absent(p, stands, day))


def _why_absent(pledge: Pledge, stands: Standing, day: date) -> str:
    if pledge.id in stands.why_not:
        return f"offered but waiting until {'; '.join(stands.why_not[pledge.id])}"
    return f"on the record, but {stands.short_of(pledge, day)}"


def lines_of(case: Case, concept: str) -> tuple[RequirementLine, ...]:
    """List the requirement lines of one force concept."""
    return tuple(line for line in case.requirement if line.concept == concept)


def units_of_force(
    case: Case, stands: Standing, day: date, lines: Sequence[RequirementLine], *, conversion: float = 1.0
) -> tuple[tuple[Unit, ...], frozenset[str], tuple[Unit, ...]]:
    """List the units of the force that stands on ``day``: before they share the lift, and after, in the same order.

    Between the two come the ids of those that the lift carries, as they may serve on one of the ``lines``.
    """
    rest = case.assumptions["rest_ratio"].value.likely
    granted = {record.id for record in case.facts if record.value(day)}
    force = tuple(after_approval(p, granted) for p in stands.pledges if p.id in stands.force)
    raw = tuple(u for p in force for u in units_of(p, rest_ratio=rest, conversion=conversion))
    lifted = carried(raw, lines)
    units = after_lift(raw, case.assumptions[LIFT].value.likely, lifted) if LIFT in case.assumptions else raw
    return raw, lifted, units


def generate_force(
    case: Case, *, version: str, scenario: str, concept: str = "", as_of: date | None = None
) -> ForceView:
    """Compute one scenario against one force concept (the scenario's own where none is named).

    One force generation for the plan, one for each scenario of the case, for each contributor and each fact that
    changes the force, and one for each end of the conversion.

    Raises
    ------
    CaseError
        If the scenario or the concept is not one of the case's, or the pledges cannot be resolved.
    """
    day = as_of or case.as_of
    case = known(case, day)
    (chosen,) = choose(case, (scenario,))
    wanted = concept or chosen.concept
    _check_concept(case, wanted)
    stands = stand(case, chosen, day)
    made = field_force(case, wanted, stands, day)
    capabilities = {c.id: c for c in case.capabilities}
    return ForceView(
        version=version,
        as_of=day,
        standing=stands,
        concept=wanted,
        lines=made.lines,
        units=made.units,
        plan=made.plan,
        fill=fill_of(made.plan, made.lines, capabilities),
        places=by_place(made.plan, made.units),
        arrivals=_arrivals(case, stands, made),
        worth=value_of_one_more(made.plan, made.lines, made.units),
        adds=tuple(sorted(_adds(case, wanted, stands, made.plan, day), key=lambda a: (-a.critical, -a.fill, a.id))),
        conflict=_conflict(case, made),
        pools=pool_needs(made.plan.pools, case.pools, day),
        converted=tuple(_converted(case, wanted, stands, day)),
        shortfalls=_shortfalls(case, wanted, made.lines, day),
    )


def _check_concept(case: Case, concept: str) -> None:
    known = list(dict.fromkeys(line.concept for line in case.requirement))
    if concept not in known:
        problem = f"concept {concept!r} | is not in the case; choose from {', '.join(known)}"
        raise CaseError("cannot generate the force", (problem,))


def _arrivals(case: Case, stands: Standing, made: Fielded) -> Arrivals | None:
    if LIFT not in case.assumptions:
        return None
    pledged = {p.id: p.personnel for p in stands.pledges}
    people = {}
    for unit in made.raw:
        whole = pledged[unit.pledge]
        part = unit.personnel / whole.likely if whole.likely else 0.0
        people[unit.id] = replace(whole, low=whole.low * part, likely=whole.likely * part, high=whole.high * part)
    return arrivals(made.raw, at_peak(made.plan), people, case.assumptions[LIFT].value, lifted=made.lifted)


def _adds(case: Case, concept: str, stands: Standing, plan: ForcePlan, day: date) -> Iterator[Adds]:
    for who in sorted({p.contributor for p in stands.pledges if p.id in stands.force}):
        others = replace(case, pledges=tuple(p for p in case.pledges if p.contributor != who))
        without = field_force(others, concept, stand(others, stands.scenario, day), day).plan
        yield _gain("contributor", who, has=True, more=plan, less=without)
    for fact, holds in stands.facts.items():
        other = _flipped(case, stands.scenario, fact, holds, day)
        if other is not None and other.force != stands.force:
            then = field_force(case, concept, other, day).plan
            yield _gain("fact", fact, has=holds, more=plan if holds else then, less=then if holds else plan)


def _flipped(case: Case, scenario: Scenario, fact: str, holds: bool, day: date) -> Standing | None:  # noqa: FBT001
    facts = tuple((dict(scenario.facts) | {fact: not holds}).items())
    try:
        return stand(case, replace(scenario, facts=facts), day)
    except CaseError:  # its other facts imply it
        return None


def _gain(kind: str, name: str, *, has: bool, more: ForcePlan, less: ForcePlan) -> Adds:
    value = {stage.name: stage.value for stage in more.stages}
    other = {stage.name: stage.value for stage in less.stages}
    critical, fill = (value[stage] - other[stage] for stage in ("critical", "fill"))
    return Adds(kind, name, has, critical, fill, more.deployed - less.deployed)


def _conflict(case: Case, made: Fielded) -> Conflict | None:
    if all(fill.minimum_met for fill in made.plan.lines):
        return None
    return smallest_conflict(made.lines, made.units, months=case.months, seconds=PATIENCE)


def _converted(case: Case, concept: str, stands: Standing, day: date) -> Iterator[Converted]:
    if CONVERSION in case.assumptions:
        value = case.assumptions[CONVERSION].value
        for share in sorted({value.low, value.likely, value.high}):
            made = field_force(case, concept, stands, day, conversion=share)
            fill = fill_of(made.plan, made.lines, {c.id: c for c in case.capabilities})
            yield Converted(share, fill.share, fill.critical_fill, made.plan.deployed)


def _shortfalls(case: Case, concept: str, lines: tuple[RequirementLine, ...], day: date) -> tuple[Shortfall, ...]:
    plans: Mapping[str, ForcePlan] = {
        scenario.id: field_force(case, concept, stand(case, scenario, day), day).plan for scenario in case.scenarios
    }
    pledges = current(case.pledges, day, Ladder.FLOATED)
    return shortfalls(
        lines,
        {name: plan.lines for name, plan in plans.items()},
        offered=frozenset(p.capability for p in pledges),
        needed=frozenset(need for p in pledges for need in p.needs),
    )
