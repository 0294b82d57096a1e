"""``plan``: from the quote to the kilometre, and the files that say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from truceline import __version__
from truceline.case import Case
from truceline.errors import MisuseError
from truceline.render.maps import plan_maps
from truceline.render.outputs import plan_files, plan_text
from truceline.results.plan import Plan
from truceline.services.case_hash import hash_of_case
from truceline.services.opening import open_planned
from truceline.services.outcome import Outcome
from truceline.services.runs import run_of, written_to
from truceline.services.workers import Progress, Workers, unseen
from truceline.workflow.plan import plan as walk

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

DRAWS = 200
"""Draws of the inputs from which headlines get their ranges, unless others are asked for."""

LEAST_DRAWS = 20
"""Fewer draws have no 5th and 95th percentile."""


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """A plan, and where it was asked for an exercise of it."""

    plan: Plan
    rehearsal: Rehearsal | None


def plan(
    case: str | Path,
    *,
    at: datetime,
    as_of: date | None = None,
    scenarios: Iterable[str] = (),
    draws: int = DRAWS,
    seed: int | None = None,
    replications: int = 0,
    workers: int = 1,
    scheduler: str = "",
    out: str | Path | None = None,
    progress: Progress = unseen,
) -> Outcome[PlanOutcome]:
    """Plan a case, and write plan.json, brief.html and maps (GeoJSON) beside the record of the run.

    ``at`` is the instant of the run. Headlines get their ranges from ``draws`` of the inputs (0 for none), on so many
    ``workers`` or on the dask ``scheduler``. With ``replications`` the plan is rehearsed too, and ``progress`` is told
    the truces done and their number. ``seed`` is the case's own unless given.

    Raises
    ------
    CaseError
        If the case or a scenario is at fault, the case has no exercise that is asked for, or ``out`` cannot be written.
    MisuseError
        If there are too few draws or truces to show a spread.
    """
    _must_be_enough(draws, replications)
    found, read = open_planned(case, as_of)
    run = run_of("plan", found, at, out)
    if replications:
        _must_have_exercise(read)
    chance = read.seed if seed is None else seed
    made = walk(read, as_of=as_of, scenarios=scenarios, version=__version__, draws=0)
    if draws:
        made = _ranged(made, draws, chance, Workers(workers, scheduler, unseen))
    rehearsed, notes = _rehearsed(made, replications, chance, progress) if replications else (None, ())
    results = plan_files(made, rehearsed, files=hash_of_case(found, read))
    written = run.write(
        results | plan_maps(made),
        _parameters(made, draws, rehearsed),
        seed=chance,
        inputs=read.inputs,
    )
    return Outcome(
        PlanOutcome(made, rehearsed),
        plan_text(made, rehearsed),
        results["plan.json"],
        written,
        (*notes, written_to(written)),
        interrupted=bool(notes),
    )


def _must_be_enough(draws: int, replications: int) -> None:
    if 0 < draws < LEAST_DRAWS:
        raise MisuseError(f"{draws} draws have no 5th and 95th percentile; give 0 or at least {LEAST_DRAWS}")
    if replications == 1:
        raise MisuseError("1 truce shows no spread; give 0 or at least 2")


def _parameters(made: Plan, draws: int, rehearsed: Rehearsal | None) -> dict[str, object]:
    asked: dict[str, object] = {"as_of": made.as_of.isoformat(), "scenarios": [s.scenario.id for s in made.scenarios]}
    asked["draws"] = draws
    if rehearsed:
        asked |= {"replications": rehearsed.asked, "done": rehearsed.done, "drivers": rehearsed.samples}
    return asked


def _must_have_exercise(case: Case) -> None:
    from truceline.workflow.rehearse import exercise_of  # loads statistics that a plan does without

    exercise_of(case)


def _ranged(made: Plan, draws: int, seed: int, workers: Workers) -> Plan:
    from truceline.ranges.work_units import blocks, run_block
    from truceline.workflow.plan import ranging_for
    from truceline.workflow.ranges import with_ranges

    ranging = ranging_for(made, draws=draws, seed=seed)
    done = workers.do(run_block, ranging, blocks(draws))
    if done.interrupted:
        raise KeyboardInterrupt
    return with_ranges(made, ranging, done.results)


def _rehearsed(made: Plan, replications: int, seed: int, progress: Progress) -> tuple[Rehearsal, tuple[str, ...]]:
    from truceline.exercise.rehearsal import SAMPLES
    from truceline.services.replications import replicate
    from truceline.workflow.rehearse import trial_of

    return replicate(trial_of(made, seed=seed), replications, SAMPLES, Workers(None, "", progress))
