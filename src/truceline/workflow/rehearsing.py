"""``rehearse``: would a plan see, answer and hold?

``prepare`` plans the case and lays its force on the ground; the replications are then run wherever there is room
(``exercise.montecarlo.run_block`` on each of ``blocks``), and ``exercise.rehearsal.conclude`` sums them up.
``rehearse`` does all three here and now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np

from truceline.case import Case
from truceline.coalition.pledges import resolve
from truceline.coalition.scenarios import facts_of
from truceline.errors import CaseError
from truceline.exercise.given import Exercise
from truceline.exercise.ground import Ground, Presence, ground
from truceline.exercise.montecarlo import Trial, blocks, run_block
from truceline.exercise.rehearsal import Rehearsal, conclude
from truceline.exercise.replay import Replay, past_incidents, replay
from truceline.monitoring.reports import Reports
from truceline.results import Plan, ScenarioPlan
from truceline.siting.parameters import SitingParameters
from truceline.workflow.planning import plan


def prepare(
    case: Case,
    *,
    version: str,
    seed: int,
    as_of: date | None = None,
    scenarios: Iterable[str] = (),
    days: int | None = None,
) -> tuple[Plan, Trial]:
    """Plan ``case`` and lay each scenario's force on the ground; ``days`` replaces the exercise's own length.

    Raises
    ------
    CaseError
        If the case has no exercise, or a scenario is not one of the case's.
    """
    exercise = _exercise(case, days)
    made = plan(case, version=version, as_of=as_of, scenarios=scenarios)
    grounds = {s.scenario.id: _ground(made, s, exercise) for s in made.scenarios}
    return made, Trial(exercise, grounds, seed)


def rehearse(
    case: Case, *, version: str, seed: int, replications: int, scenarios: Iterable[str] = ()
) -> tuple[Plan, Rehearsal]:
    """Prepare, run all replications in this process, and sum up. See ``prepare`` for what it raises."""
    made, trial = prepare(case, version=version, seed=seed, scenarios=scenarios)
    parts = [run_block(trial, block) for block in blocks(replications)]
    return made, conclude(trial, parts, asked=replications)


def replayed(made: Plan, reports: Reports) -> dict[str, Replay]:
    """Replay past ``reports`` against the force of every scenario of a plan, by scenario id.

    Raises
    ------
    CaseError
        If there are no reports, or the case has no exercise.
    """
    share = _exercise(made.case, None).assumptions["attribution_share"].value
    past = past_incidents(reports, made.segments)
    parameters = SitingParameters.from_assumptions(made.case.assumptions)
    segments, sites = made.segments, made.case.sites
    return {
        s.scenario.id: replay(past, segments, s.own.siting, sites, parameters, barred=_barred(made, s), share=share)
        for s in made.scenarios
    }


def _exercise(case: Case, days: int | None) -> Exercise:
    if not case.exercises:
        what = "exercise.yaml | is missing; add it (see docs/howto/exercise.md, or copy it from two-rivers)"
        raise CaseError(f"{case.id} has no exercise", (what,))
    (exercise,) = case.exercises
    return replace(exercise, days=days) if days else exercise


def _ground(made: Plan, scenario: ScenarioPlan, exercise: Exercise) -> Ground:
    falls = tuple((f.fact, f.per_year.value.likely) for f in exercise.falls if scenario.facts[f.fact])
    deployed = scenario.own.generation.deployed_by_month
    return ground(
        made.segments,
        scenario.own.siting,
        [_presence(made, scenario, fallen) for fallen in _subsets([fact for fact, _ in falls])],
        manned=deployed / max(float(deployed.max()), 1.0),
        barred=_barred(made, scenario),
        parameters=SitingParameters.from_assumptions(made.case.assumptions),
        falls=falls,
    )


def _subsets(facts: list[str]) -> list[frozenset[str]]:
    return [frozenset(f for n, f in enumerate(facts) if w >> n & 1) for w in range(1 << len(facts))]


def _presence(made: Plan, scenario: ScenarioPlan, fallen: frozenset[str]) -> Presence:
    # Which of the pledges planned with still stand when these facts no longer hold.
    stated = dict(scenario.scenario.facts) | dict.fromkeys(fallen, False)
    changed = replace(scenario.scenario, facts=tuple(stated.items()))
    facts = facts_of(changed, made.case.facts, made.case.rules, made.as_of)
    resolution = resolve(scenario.pledges, facts)
    standing = resolution.attainable if scenario.scenario.announce_together else resolution.firm
    gone = scenario.force - standing
    watching = {c.id for c in made.case.capabilities if c.role == "orbit"}
    orbits = {
        unit: unit.rpartition("#")[0] not in gone
        for unit in sorted({tour.unit for tour in scenario.own.generation.assignments})
        if made.pledges[unit.rpartition("#")[0]].capability in watching
    }
    return Presence(gone, float(np.mean(list(orbits.values()))) if orbits else 1.0)


def _barred(made: Plan, scenario: ScenarioPlan) -> dict[str, frozenset[str]]:
    return {
        base.unit_id: frozenset(
            caveat.area
            for caveat in made.pledges[base.unit_id.rpartition("#")[0]].caveats
            if caveat.kind == "prohibition" and caveat.area
        )
        for base in scenario.own.siting.bases
    }
