"""``plan``: statements to coalition to generation to siting, for each scenario."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache

import numpy as np

from truceline.agreement.line import Segments
from truceline.case import Case
from truceline.coalition.pledges import Ladder, current
from truceline.coalition.scenarios import Scenario
from truceline.generation.eligibility import factor
from truceline.generation.people import by_place, fill_of
from truceline.generation.plan import ForcePlan
from truceline.generation.requirement import RequirementLine
from truceline.generation.units import share_of
from truceline.knowledge import known
from truceline.ranges.work_units import Ranging, blocks, run_block
from truceline.records.capabilities import Capability, Unit
from truceline.results.coalition import Standing
from truceline.results.plan import ConceptPlan, Plan, ScenarioPlan
from truceline.results.siting import Size, Sizes
from truceline.siting.closures import Closed
from truceline.siting.orbits import fleet
from truceline.siting.patrols import Patrolling, Way
from truceline.siting.plan import Asset, Siting, SitingParameters, site
from truceline.siting.scaling import scaled
from truceline.statements.contradictions.find import contradictions
from truceline.statements.counts import count
from truceline.statements.positions import positions
from truceline.workflow.fact_values import board, unlocks
from truceline.workflow.footing import barred_sites, closed_sites, cut_of, open_sites, patrols_of
from truceline.workflow.generate import field_force
from truceline.workflow.ranges import DRAWS, ranging_of, with_ranges
from truceline.workflow.standing import choose, stand

Siter = Callable[[tuple[Asset, ...], str], tuple[Siting, tuple[Closed, ...]]]
"""Sites assets under a concept; gives the siting and the sites that were closed to it."""


def plan(
    case: Case,
    *,
    version: str,
    as_of: date | None = None,
    scenarios: Iterable[str] = (),
    draws: int = DRAWS,
    seed: int | None = None,
) -> Plan:
    """Plan ``case`` as known on ``as_of`` (the case's own date if None), for the named scenarios (all if none).

    ``draws`` are those from which the headlines get their ranges, 0 for none; ``seed`` is theirs, and that of the
    worth of facts where they are too many to be exact; the case's own if None. Time grows with scenarios x force
    concepts, each pair being one force generation and one siting, and with scenarios x draws.

    Raises
    ------
    CaseError
        If a scenario is not one of the case's, or the pledges cannot be resolved.
    """
    day = as_of or case.as_of
    seen = known(case, day)
    rng = np.random.Generator(np.random.PCG64(case.seed if seed is None else seed))
    made = _without_ranges(seen, version, day, choose(seen, tuple(scenarios)), rng)
    if not draws:
        return made
    ranging = ranging_for(made, draws=draws, seed=seed)
    return with_ranges(made, ranging, [run_block(ranging, block) for block in blocks(draws)])


def ranging_for(made: Plan, *, draws: int, seed: int | None = None) -> Ranging:
    """Prepare the draws of a plan without ranges, for blocks of them to be evaluated anywhere (see ``ranging``)."""
    case = made.case
    siter = _siter(case, made.segments)

    def replan(stands: Standing) -> ConceptPlan:
        return _concept_plan(case, stands.scenario.concept, stands, made.as_of, siter)

    return ranging_of(made, replan, draws=draws, seed=case.seed if seed is None else seed)


def _without_ranges(
    case: Case, version: str, day: date, chosen: tuple[Scenario, ...], rng: np.random.Generator
) -> Plan:
    cut = cut_of(case)
    siter = _siter(case, cut)
    valued = unlocks(case, day, rng)
    planned = tuple(_scenario_plan(case, scenario, day, siter) for scenario in chosen)
    return Plan(
        version=version,
        case=case,
        as_of=day,
        positions=tuple(p for topic in case.topics for p in positions(case.statements, topic.id, day)),
        counts=tuple(count(c, case.statements, case.actors, day) for c in case.counts),
        contradictions=contradictions(case.statements, day),
        pledges={p.id: p for p in current(case.pledges, day, Ladder.FLOATED)},
        segments=cut,
        scenarios=planned,
        sizes=_sizes(case, planned, siter),
        unlocks=valued,
        boards={made.scenario.id: board(case, made, day, valued) for made in planned},
    )


def _scenario_plan(case: Case, scenario: Scenario, day: date, siter: Siter) -> ScenarioPlan:
    stands = stand(case, scenario, day)
    concepts = dict.fromkeys(line.concept for line in case.requirement)
    return ScenarioPlan(
        **{field.name: getattr(stands, field.name) for field in fields(stands)},
        concepts={concept: _concept_plan(case, concept, stands, day, siter) for concept in concepts},
    )


def _concept_plan(case: Case, concept: str, stands: Standing, day: date, siter: Siter) -> ConceptPlan:
    made = field_force(case, concept, stands, day)
    assets = assets_of(case, made.plan, {unit.id: unit for unit in made.units})
    placed, closed = siter(assets, concept)
    fill = fill_of(made.plan, made.lines, {c.id: c for c in case.capabilities})
    return ConceptPlan(concept, made.plan, assets, placed, fill, by_place(made.plan, made.units), closed)


def _siter(case: Case, cut: Segments) -> Siter:
    # Scenarios that field the same assets for a concept share one siting, and all of a concept its ground.
    parameters = SitingParameters.from_assumptions(case.assumptions)

    @cache
    def ground(concept: str) -> tuple[tuple[Closed, ...], Patrolling | None, Way]:
        return closed_sites(case, concept), *patrols_of(case, cut, concept)

    @cache
    def siter(assets: tuple[Asset, ...], concept: str) -> tuple[Siting, tuple[Closed, ...]]:
        closed, patrolling, way = ground(concept)
        stand = open_sites(case.sites, closed)
        return site(cut, stand, assets, parameters, patrolling=patrolling, way=way), closed

    return siter


def _sizes(case: Case, planned: tuple[ScenarioPlan, ...], siter: Siter) -> Sizes | None:
    # Of the scenario that fields most, in its own concept.
    largest = max(planned, key=lambda made: made.own.generation.deployed)
    deployed = largest.own.generation.deployed
    if not deployed:
        return None
    factors = [(personnel, personnel / deployed) for personnel in case.sizes]
    sizes = (
        size_of(personnel, factor, siter(scaled(largest.own.assets, factor), largest.own.concept)[0])
        for personnel, factor in factors
    )
    return Sizes(largest.scenario.id, deployed, tuple(sizes))


def size_of(personnel: int, factor: float, placed: Siting) -> Size:
    """Sum up the siting of a force scaled by ``factor`` to ``personnel`` deployed."""
    lacking = sum(u.number for u in placed.unplaced)
    return Size(personnel, factor, len(placed.posts), len(placed.bases), lacking, placed)


def assets_of(case: Case, fielded: ForcePlan, units: Mapping[str, Unit]) -> tuple[Asset, ...]:
    """Give siting what is on tour in the month of greatest deployment and has a role in siting.

    The role is that of the line's capability. A unit whose own capability has it brings its share of what that mans,
    is or flies; another stands in for what it counts as on the line.
    """
    capabilities = {c.id: c for c in case.capabilities}
    lines = {line.id: line for line in case.requirement}
    per_orbit = fleet(1, SitingParameters.from_assumptions(case.assumptions).cycle).value
    month = int(np.argmax(fielded.deployed_by_month)) + 1
    shut = barred_sites(case)
    serving = [t for t in fielded.assignments if t.first_month <= month <= t.last_month]
    assets = (
        _asset(units[tour.unit], lines[tour.line], capabilities, per_orbit)
        for tour in serving
        if capabilities[lines[tour.line].capability].role
    )
    return tuple(replace(asset, closed_sites=shut.get(asset.contributor, frozenset())) for asset in assets)


def _asset(unit: Unit, line: RequirementLine, capabilities: Mapping[str, Capability], per_orbit: float) -> Asset:
    own, asked = capabilities[unit.capability], capabilities[line.capability]
    kind, number = (own, share_of(unit)) if own.role == asked.role else (asked, factor(unit, line))
    flies = kind.role in ("orbit", "air-patrol")
    return Asset(
        unit_id=unit.id,
        contributor=unit.contributor,
        role="orbit" if flies else kind.role,
        posts=number * kind.posts,
        forces=number,
        patrols=number * kind.patrols,
        aircraft=number * kind.aircraft_each(per_orbit) if flies else 0.0,
        watches=kind.role == "orbit",
        sector=line.sector,
        tasks=line.tasks,
        caveats=unit.caveats,
    )
