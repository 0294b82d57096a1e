"""``rehearse``: would a plan see, answer and hold?

``prepare`` plans the case, and ``trial_of`` lays a plan's force on the ground; the pieces of work are then run wherever
there is room (``exercise.pieces.run_piece`` on each of ``pieces_of``), and ``conclude`` sums them up. ``rehearse``
does all of it here and now.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import numpy as np

from truceline.case import Case
from truceline.coalition.pledges import resolve
from truceline.coalition.scenarios import facts_of
from truceline.errors import CaseError
from truceline.exercise.additions import Addition
from truceline.exercise.ground import ForceGround, Presence, ground
from truceline.exercise.montecarlo import Trial
from truceline.exercise.parameters import Exercise
from truceline.exercise.rehearsal import Rehearsal, conclude, pieces_of
from truceline.exercise.replay import Replay, past_incidents, replay
from truceline.exercise.work_units import run_piece
from truceline.monitoring.append_only import counting, known_by
from truceline.monitoring.apply_annotations import rulings_on
from truceline.monitoring.received import Record
from truceline.monitoring.record_linkage import link_record
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.parameters import SitingParameters
from truceline.siting.plan import Siting
from truceline.workflow.plan import plan
from truceline.workflow.what_if import additions

_ALWAYS = datetime.max.replace(tzinfo=UTC)


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
    exercise_of(case)
    made = plan(case, version=version, as_of=as_of, scenarios=scenarios, draws=0)
    return made, trial_of(made, seed=seed, days=days)


def trial_of(made: Plan, *, seed: int, days: int | None = None) -> Trial:
    """Lay the force of every scenario of a plan on the ground, alone and with what might be added to it.

    Raises
    ------
    CaseError
        If the case has no exercise.
    """
    stated = exercise_of(made.case)
    exercise = replace(stated, days=days) if days else stated
    grounds: dict[str, ForceGround] = {}
    added: list[Addition] = []
    for scenario in made.scenarios:
        lay = partial(_ground, made, scenario, exercise)
        grounds[scenario.scenario.id] = lay(scenario.own.siting)
        added += additions(made, scenario, lay)
    return Trial(exercise, grounds, seed, tuple(added))


def exercise_of(case: Case) -> Exercise:
    """Return the case's exercise.

    Raises
    ------
    CaseError
        If it has none.
    """
    if not case.has_line:
        what = "agreement.yaml line | names no line, and an exercise draws violations along one; leave it out"
        raise CaseError(f"{case.id} has no exercise", (what,))
    if not case.exercises:
        what = "exercise.yaml | is missing; add it (see docs/howto/exercise.md, or copy it from two-rivers)"
        raise CaseError(f"{case.id} has no exercise", (what,))
    (exercise,) = case.exercises
    return exercise


def rehearse(
    case: Case, *, version: str, seed: int, replications: int, scenarios: Iterable[str] = ()
) -> tuple[Plan, Rehearsal]:
    """Prepare, run all replications in this process, and sum up. See ``prepare`` for what it raises."""
    made, trial = prepare(case, version=version, seed=seed, scenarios=scenarios)
    pieces = pieces_of(trial, replications, 0)
    return made, conclude(trial, pieces, [run_piece(trial, piece) for piece in pieces], asked=replications)


def replay_reports(made: Plan, record: Record) -> dict[str, Replay]:
    """Replay the past reports of a ``record`` against the force of every scenario of a plan, by scenario id.

    They are linked as `monitor` links them, with all that people ruled.

    Raises
    ------
    CaseError
        If there are no reports, or the case has no exercise.
    """
    share = exercise_of(made.case).assumptions["attribution_share"].value
    rulings, _ = rulings_on(record.reports, counting(known_by(record.annotations.rulings, _ALWAYS)))
    past = past_incidents(record.reports, link_record(record, rulings).incident, made.segments)
    parameters = SitingParameters.from_assumptions(made.case.assumptions)
    segments, sites = made.segments, made.case.sites
    return {
        s.scenario.id: replay(past, segments, s.own.siting, sites, parameters, assets=s.own.assets, share=share)
        for s in made.scenarios
    }


def _ground(made: Plan, scenario: ScenarioPlan, exercise: Exercise, siting: Siting) -> ForceGround:
    falls = tuple((f.fact, f.per_year.value.likely) for f in exercise.falls if scenario.facts[f.fact])
    deployed = scenario.own.generation.deployed_by_month
    return ground(
        made.segments,
        siting,
        [_presence(made, scenario, fallen) for fallen in _subsets([fact for fact, _ in falls])],
        manned=deployed / deployed.max() if deployed.any() else np.ones(len(deployed)),
        assets=scenario.own.assets,
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
    flown = [(a.unit_id.rpartition("#")[0] not in gone, a.aircraft) for a in scenario.own.assets if a.watches]
    aircraft = sum(number for _, number in flown)
    kept = sum(number for stays, number in flown if stays)
    return Presence(gone, kept / aircraft if aircraft else 1.0)
