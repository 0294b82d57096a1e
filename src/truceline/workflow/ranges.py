"""The range that stated inputs allow each headline of a plan, and what drives it.

``ranging_of`` prepares the draws of a plan; the blocks of draws are then evaluated wherever there is room
(``ranges.pieces.run_block`` on each of ``blocks``), and ``with_ranges`` puts what they give beside the headlines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from truceline.coalition.conditions import Mass, leaves
from truceline.coalition.pledges import Game, Ladder, current
from truceline.generation.people import people_each
from truceline.ranges.design import Design, Floats, design
from truceline.ranges.forces import fielding
from truceline.ranges.headlines import joined, summed_up
from truceline.ranges.inputs import LIFT, Offer, inputs, offers
from truceline.ranges.order import DrawReach, sited
from truceline.ranges.watch import parameters_in
from truceline.ranges.work_units import DrawnScenario, PlannedForce, Ranging
from truceline.results.coalition import Standing
from truceline.results.plan import ConceptPlan, Plan, ScenarioPlan
from truceline.siting.orbits import kept_on_station
from truceline.siting.parameters import SitingParameters
from truceline.workflow.footing import open_sites, patrols_of
from truceline.workflow.generate import lines_of, units_of_force

DRAWS = 200
"""Draws of a plan where no number is asked for."""

OFTEN = 0.05
"""A force that stands in at least this share of the draws is planned in full; of rarer ones the nearest is scaled."""


Replan = Callable[[Standing], ConceptPlan]
"""Plans and sites another force of a scenario in full, for the scenario's own concept."""


def ranging_of(plan: Plan, replan: Replan, *, draws: int, seed: int) -> Ranging:
    """Prepare ``draws`` draws of a plan, the same for all its scenarios.

    Who stands is resolved anew in every draw, as conditions on mass turn with the quantities; each force that stands
    ``OFTEN`` is planned and sited in full with likely values. Cost: draws x scenarios resolutions where any pledge
    waits for mass, and a force generation and a siting for each further force.
    """
    case = plan.case
    pledges = current(case.pledges, plan.as_of, Ladder.FLOATED)
    drawn = design(inputs(offers(pledges, case.capabilities), case.assumptions), draws, seed=seed)
    parameters = SitingParameters.from_assumptions(case.assumptions)
    return Ranging(
        design=drawn,
        seed=seed,
        parameters=parameters,
        lift=case.assumptions[LIFT].value.likely if LIFT in case.assumptions else None,
        scenarios={s.scenario.id: _drawn(plan, s, replan, drawn, parameters) for s in plan.scenarios},
    )


def with_ranges(plan: Plan, ranging: Ranging, found: Sequence[Mapping[str, Floats]]) -> Plan:
    """Put what the blocks of draws ``found``, in their order, beside the headlines of the plan."""
    forces = {name: sum(s != drawn.own for s in drawn.stands) for name, drawn in ranging.scenarios.items()}
    ranged, ranges = summed_up(ranging.design, ranging.seed, joined(found), forces)
    scenarios = tuple(replace(made_, ranges=ranges[made_.scenario.id]) for made_ in plan.scenarios)
    return replace(plan, scenarios=scenarios, ranged=ranged)


def _drawn(
    plan: Plan, scenario: ScenarioPlan, replan: Replan, drawn: Design, parameters: SitingParameters
) -> DrawnScenario:
    offered = offers(scenario.pledges, plan.case.capabilities)
    stands = _stands(scenario, offered, drawn)
    times = Counter(stands)
    planned = [scenario.force, *(s for s, n in times.most_common() if n >= OFTEN * drawn.draws and s != scenario.force)]
    use = {force: min(range(len(planned)), key=lambda i: len(planned[i] ^ force)) for force in times}
    reach = _reach(offered, drawn, parameters)
    return DrawnScenario(
        offers=offered,
        forces=tuple(_planned(plan, _with(scenario, force), replan, parameters, reach) for force in planned),
        stands=stands,
        uses=tuple(use[force] for force in stands),
        own=scenario.force,
    )


def _stands(scenario: ScenarioPlan, offered: Sequence[Offer], drawn: Design) -> tuple[frozenset[str], ...]:
    if not any(isinstance(part, Mass) for p in scenario.pledges for part in leaves(p.full_condition)):
        return (scenario.force,) * drawn.draws
    game, together = Game(scenario.pledges), scenario.scenario.announce_together
    facts = frozenset(name for name, holds in scenario.facts.items() if holds)
    draws = (drawn.draw(number) for number in range(drawn.draws))
    brought = ({offer.pledge.id: offer.contribution_in(draw) for offer in offered} for draw in draws)
    return tuple(game.settled(facts, together=together, brings=each) for each in brought)


def _with(scenario: ScenarioPlan, force: frozenset[str]) -> ScenarioPlan:
    return replace(scenario, force=force, why_not={p.id: scenario.why_not.get(p.id, ()) for p in scenario.pledges})


def _planned(
    plan: Plan, stands: ScenarioPlan, replan: Replan, parameters: SitingParameters, reach: DrawReach
) -> PlannedForce:
    case, own = plan.case, stands.own
    if stands.force != next(s.force for s in plan.scenarios if s.scenario.id == stands.scenario.id):
        own = replan(stands)
    lines = lines_of(case, own.concept)
    patrolling, way = patrols_of(case, plan.segments, own.concept)
    raw, lifted, units = units_of_force(case, stands, plan.as_of, lines)
    most = sum(a.aircraft * reach.quantity[a.unit_id.rpartition("#")[0]] for a in own.assets if a.watches)
    return PlannedForce(
        fielding=fielding(
            lines,
            raw,
            units,
            own.generation,
            people_each(lines, {c.id: c for c in case.capabilities}),
            lifted=lifted,
        ),
        sited=sited(
            plan.segments,
            open_sites(case.sites, own.closed),
            own.assets,
            own.siting,
            parameters=parameters,
            reach=replace(reach, orbits=reach.orbits * most),
            patrolling=patrolling,
            way=way,
        ),
    )


def _reach(offered: Sequence[Offer], drawn: Design, parameters: SitingParameters) -> DrawReach:
    draws = [drawn.draw(number) for number in range(drawn.draws)]
    taken = [parameters_in(parameters, draw) for draw in draws]
    return DrawReach(
        post_km=max(p.post_range_day_km for p in [parameters, *taken]),
        orbit_km=max(p.orbit_range_day_km for p in [parameters, *taken]),
        orbits=max(kept_on_station(1, p.cycle).value for p in [parameters, *taken]),
        quantity={offer.pledge.id: max(1.0, *map(offer.quantity_in, draws)) for offer in offered},
    )
