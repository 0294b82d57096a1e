"""One scenario of plan.json: who stands, what is filled, where it stands and what it sees."""

from __future__ import annotations

from truceline.documents.generation import force_part, line_fill_part, tour_part
from truceline.documents.numbers import number, spread
from truceline.documents.ranges import driver_part, ends_part
from truceline.documents.shapes.scenario import CoalitionPart, ConceptPart, GenerationPart, PlaceSpread, ScenarioPart
from truceline.documents.siting import closed_part, siting_part
from truceline.generation.people import build_up
from truceline.records.capabilities import IN_COUNTRY
from truceline.records.pools import pool_needs
from truceline.results.names import Names
from truceline.results.plan import ConceptPlan, Plan, ScenarioPlan


def scenario_part(scenario_plan: ScenarioPlan, plan: Plan, names: Names) -> ScenarioPart:
    """Write one scenario, for its own concept and for every other."""
    scenario = scenario_plan.scenario
    return {
        "title": scenario.title,
        "concept": scenario.concept,
        "announce_together": scenario.announce_together,
        "facts": dict(scenario_plan.facts),
        "coalition": _coalition(scenario_plan, plan),
        **_concept(scenario_plan.own, plan, names),
        "ranges": None if scenario_plan.ranges is None else ends_part(scenario_plan.ranges.ends),
        "other_force_draws": None if scenario_plan.ranges is None else scenario_plan.ranges.forces,
        "drivers": [] if scenario_plan.ranges is None else [driver_part(d) for d in scenario_plan.ranges.drivers],
        "concepts": {name: _concept(concept, plan, names) for name, concept in scenario_plan.concepts.items()},
    }


def _coalition(scenario_plan: ScenarioPlan, plan: Plan) -> CoalitionPart:
    resolution = scenario_plan.resolution
    return {
        "firm": sorted(resolution.firm),
        "attainable": sorted(resolution.attainable),
        "waiting": sorted(resolution.waiting),
        "force": sorted(scenario_plan.force),
        "contributors": sorted({plan.pledges[id_].contributor for id_ in scenario_plan.force}),
        "personnel": {"firm": number(scenario_plan.firm.likely), "attainable": number(scenario_plan.attainable.likely)},
        "personnel_range": {"firm": spread(scenario_plan.firm), "attainable": spread(scenario_plan.attainable)},
        "personnel_by_place": {
            "firm": _by_place(scenario_plan, resolution.firm),
            "attainable": _by_place(scenario_plan, resolution.attainable),
            "force": _by_place(scenario_plan, scenario_plan.force),
        },
        "why_not": {id_: list(scenario_plan.why_not[id_]) for id_ in sorted(scenario_plan.why_not)},
    }


def _by_place(scenario_plan: ScenarioPlan, pledges: frozenset[str]) -> list[PlaceSpread]:
    return [{"place": place, **spread(people)} for place, people in scenario_plan.people(pledges).items()]


def _concept(concept: ConceptPlan, plan: Plan, names: Names) -> ConceptPart:
    return {
        "generation": _generation(concept, plan, names),
        "siting": siting_part(concept.siting, plan.segments),
        "closed_sites": closed_part(concept.closed),
    }


def _generation(concept: ConceptPlan, plan: Plan, names: Names) -> GenerationPart:
    made = concept.generation
    inside, month = build_up(concept.people_at(IN_COUNTRY))
    pools = pool_needs(made.pools, plan.case.pools, plan.as_of)
    return {
        "lines": [
            line_fill_part(fill, names.lines[fill.line], made.filled[i].tolist()) for i, fill in enumerate(made.lines)
        ],
        **force_part(made, concept.fill, concept.places, pools),
        "in_country": {"most": number(inside), "from_month": month},
        "objective": number(made.objective),
        "bound": number(made.bound),
        "tours": [tour_part(tour) for tour in made.assignments],
    }
