"""``plan``: statements to coalition to generation to siting, for each scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, reduce
from math import ceil

import numpy as np

from truceline.agreement.line import Segments, segments
from truceline.case import Case
from truceline.coalition.conditions import Fact, Joined, Mass
from truceline.coalition.pledges import Ladder, Pledge, Resolution, current, resolve
from truceline.coalition.scenarios import Scenario, facts_of
from truceline.errors import CaseError
from truceline.generation.generate import generate
from truceline.generation.plan import ForcePlan
from truceline.generation.reasons import Absent
from truceline.generation.requirement import RequirementLine
from truceline.generation.units import units_of
from truceline.records.capabilities import Capability, Unit
from truceline.records.quantities import Range
from truceline.results import ConceptPlan, Plan, ScenarioPlan
from truceline.siting.orbits import Cycle, fleet
from truceline.siting.plan import Asset, Siting, SitingParameters, site
from truceline.statements.contradictions import contradictions
from truceline.statements.counts import count
from truceline.statements.positions import positions
from truceline.workflow.unlocking import unlocks

Siter = Callable[[tuple[Asset, ...]], Siting]


def plan(case: Case, *, version: str, as_of: date | None = None, scenarios: Iterable[str] = ()) -> Plan:
    """Plan ``case`` as known on ``as_of`` (the case's own date if None), for the named scenarios (all if none).

    Time grows with scenarios x force concepts: each pair is one force generation and one siting.

    Raises
    ------
    CaseError
        If a scenario is not one of the case's, or the pledges cannot be resolved.
    """
    day = as_of or case.as_of
    (line,) = (line for line in case.lines if line.id == case.agreement.line)
    cut = segments(line, case.sectors, case.segment_m)
    chosen = _chosen(case, tuple(scenarios))
    siter = _siter(case, cut)
    return Plan(
        version=version,
        case=case,
        as_of=day,
        positions=tuple(p for topic in case.topics for p in positions(case.statements, topic.id, day)),
        counts=tuple(count(c, case.statements, case.actors, day) for c in case.counts),
        contradictions=contradictions(case.statements, day),
        pledges={p.id: p for p in current(case.pledges, day, Ladder.FLOATED)},
        segments=cut,
        scenarios=tuple(_scenario_plan(case, scenario, day, siter) for scenario in chosen),
        unlocks=unlocks(case, day),
    )


def _chosen(case: Case, names: tuple[str, ...]) -> tuple[Scenario, ...]:
    known = {scenario.id: scenario for scenario in case.scenarios}
    listed = ", ".join(known)
    if problems := tuple(f"scenario {n!r} | is not in the case; choose from {listed}" for n in names if n not in known):
        raise CaseError("cannot plan", problems)
    return tuple(known[name] for name in names) or case.scenarios


def _scenario_plan(case: Case, scenario: Scenario, day: date, siter: Siter) -> ScenarioPlan:
    pledges = current(case.pledges, day, scenario.least)
    facts = facts_of(scenario, case.facts, case.rules, day)
    resolution = resolve(pledges, facts)
    force = resolution.attainable if scenario.announce_together else resolution.firm
    why_not = _why_not(case, resolution)
    concepts = dict.fromkeys(line.concept for line in case.requirement)
    return ScenarioPlan(
        scenario=scenario,
        facts=facts,
        resolution=resolution,
        force=force,
        firm=_personnel(p for p in pledges if p.id in resolution.firm),
        attainable=_personnel(p for p in pledges if p.id in resolution.attainable),
        why_not=why_not,
        concepts={concept: _concept_plan(case, concept, pledges, force, why_not, siter) for concept in concepts},
    )


def _personnel(pledges: Iterable[Pledge]) -> Range:
    return reduce(Range.plus, (p.personnel for p in pledges), Range(0, 0, 0))


def _why_not(case: Case, resolution: Resolution) -> dict[str, tuple[str, ...]]:
    facts = {record.id: record.title for record in case.facts}
    actors = {actor.id: actor.name for actor in case.actors}

    def words(part: Fact | Joined | Mass) -> str:
        match part:
            case Fact(name):
                return f"waits for: {facts[name]}"
            case Joined(contributor):
                return f"waits for {actors[contributor]} to join"
            case Mass(of, at_least):
                return f"waits until others bring {at_least:,.0f} {of}"

    return {pledge: tuple(words(part) for part in parts) for pledge, parts in resolution.missing.items()}


def _concept_plan(
    case: Case,
    concept: str,
    pledges: tuple[Pledge, ...],
    force: frozenset[str],
    why_not: Mapping[str, tuple[str, ...]],
    siter: Siter,
) -> ConceptPlan:
    rest = case.assumptions["rest_ratio"].value.likely
    units = tuple(u for p in pledges if p.id in force for u in units_of(p, rest_ratio=rest))
    absent = tuple(
        Absent(p.id, p.contributor, p.capability, p.quantity.likely, "; ".join(why_not[p.id]))
        for p in pledges
        if p.id not in force
    )
    lines = tuple(line for line in case.requirement if line.concept == concept)
    fielded = generate(lines, units, months=case.months, absent=absent)
    return ConceptPlan(concept, fielded, siter(_assets(case, fielded, {u.id: u for u in units})))


def _siter(case: Case, cut: Segments) -> Siter:
    # Scenarios and concepts that field the same assets share one siting.
    parameters = SitingParameters.from_assumptions(case.assumptions)

    @cache
    def siter(assets: tuple[Asset, ...]) -> Siting:
        return site(cut, case.sites, assets, parameters)

    return siter


def _assets(case: Case, fielded: ForcePlan, units: Mapping[str, Unit]) -> tuple[Asset, ...]:
    # What is on tour in the month of greatest deployment, and has a role in siting.
    capabilities = {c.id: c for c in case.capabilities}
    lines = {line.id: line for line in case.requirement}
    cycle = SitingParameters.from_assumptions(case.assumptions).cycle
    month = int(np.argmax(fielded.deployed_by_month)) + 1
    return tuple(
        _asset(units[tour.unit], capabilities[units[tour.unit].capability], lines[tour.line], cycle)
        for tour in fielded.assignments
        if tour.first_month <= month <= tour.last_month and capabilities[units[tour.unit].capability].role
    )


def _asset(unit: Unit, capability: Capability, line: RequirementLine, cycle: Cycle) -> Asset:
    flies = capability.role in ("orbit", "air-patrol")
    return Asset(
        unit_id=unit.id,
        contributor=unit.contributor,
        role="orbit" if flies else capability.role,
        posts=capability.posts,
        aircraft=ceil(fleet(1, cycle).value) if flies else 0,
        watches=capability.role == "orbit",
        sector=line.sector,
        barred_areas=tuple(c.area for c in unit.caveats if c.kind == "prohibition" and c.area),
    )
