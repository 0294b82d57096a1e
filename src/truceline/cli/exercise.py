"""``truceline rehearse``."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline import __version__
from truceline.cli import options
from truceline.cli.running import run

if TYPE_CHECKING:
    from truceline.case import Case
    from truceline.casefolder.cases import Found
    from truceline.exercise.injects import Decision, Inject
    from truceline.exercise.montecarlo import Trial
    from truceline.exercise.turns import Played
    from truceline.results.plan import Plan


@dataclass(frozen=True, slots=True)
class _Asked:
    case: str
    as_of: date | None
    scenarios: tuple[str, ...]
    replications: int
    days: int | None
    seed: int | None
    scheduler: str
    workers: int | None
    drivers: int
    decisions: Path | None
    out: Path | None
    as_json: bool


def _power_of_two(_context: click.Context, _parameter: click.Parameter, value: int) -> int:
    if value & (value - 1):
        raise click.BadParameter(f"{value} is not a power of 2; give 0, 32, 64, 128, ...")
    return value


@click.command()
@click.argument("case")
@options.as_of
@click.option("--scenario", "scenarios", multiple=True, help="Rehearse only this scenario; may be repeated.")
@click.option(
    "--replications",
    type=click.IntRange(2, 1_000_000),
    default=1_000,
    show_default=True,
    help="How many truces to draw.",
)
@click.option("--days", type=click.IntRange(1, 3_650), help="Length of the truce [default: the case's own].")
@click.option("--seed", type=click.IntRange(0), help="Seed of all chances [default: the case's own].")
@click.option("--scheduler", default="", help="Run on the dask cluster at this address, such as tcp://host:8786.")
@click.option("--workers", type=click.IntRange(1, 256), help="Processes on this machine [default: one per core].")
@click.option(
    "--drivers",
    type=click.IntRange(0, 4096),
    default=32,
    show_default=True,
    callback=_power_of_two,
    help="Samples for what drives the result (a power of 2); 0 for none.",
)
@click.option("--replay", is_flag=True, help="Ask instead what the force would have seen of the case's past reports.")
@click.option("--step", is_flag=True, help="Play one truce turn by turn instead, with injects and decisions.")
@click.option(
    "--decisions", type=click.Path(path_type=Path), help="With --step: take the decisions recorded in this file first."
)
@options.out("Write the results here [default: runs/TIME-rehearse].")
@options.as_json
def rehearse(*, replay: bool, step: bool, **asked: object) -> None:
    """Rehearse: would this plan see and answer violations, and would the truce hold?

    Draws many truces under stated assumptions and compares scenarios under the same chances. Ctrl-C keeps what is done.
    Results are the same bytes on one process, on many and on a cluster.
    """
    given = _Asked(**asked)  # type: ignore[arg-type]  # click gives each option its type
    if replay and step:
        raise click.UsageError("--replay and --step are two different exercises; give one of them")
    if given.decisions and not step:
        raise click.UsageError("--decisions goes with --step")
    (_replay if replay else _step if step else _replicate)(given)


def _prepared(given: _Asked, *, first_only: bool = False) -> tuple[Found, Case, Plan, Trial]:
    from truceline.casefolder import cases
    from truceline.workflow.rehearse import prepare

    found = cases.find_case(given.case)
    case = cases.read_case(found.folder)
    seed = case.seed if given.seed is None else given.seed
    names = given.scenarios or (case.scenarios[0].id,) if first_only else given.scenarios
    plan, trial = prepare(case, version=__version__, seed=seed, as_of=given.as_of, scenarios=names, days=given.days)
    return found, plan.case, plan, trial


def _replicate(given: _Asked) -> None:
    from truceline.render.exercise import rehearsal_json, rehearsal_summary, replications_csv
    from truceline.render.exercise_page import exercise_html

    found, case, plan, trial = _prepared(given)
    made = run(trial, given.replications, given.drivers, workers=given.workers, scheduler=given.scheduler)
    document = rehearsal_json(made, case)
    results = {
        "rehearsal.json": document,
        "exercise.html": exercise_html(made, plan),
        "replications.csv": replications_csv(made),
    }
    parameters = {"replications": made.asked, "done": made.done, "days": trial.exercise.days, "drivers": made.samples}
    _written(given, found, plan, trial, parameters=parameters, results=results)
    click.echo(document if given.as_json else rehearsal_summary(made, case), nl=False)


def _replay(given: _Asked) -> None:
    from truceline.render.exercise_replay import replay_csv, replay_html, replay_json, replay_summary
    from truceline.services.past_reports import past_reports
    from truceline.workflow.rehearse import replayed

    found, case, plan, trial = _prepared(given)
    shown = replayed(plan, past_reports(found.folder, case))
    document = replay_json(shown, case)
    results = {"replay.json": document, "replay.html": replay_html(shown, plan), "replay.csv": replay_csv(shown)}
    _written(given, found, plan, trial, parameters={"replay": True}, results=results)
    click.echo(document if given.as_json else replay_summary(shown, case), nl=False)


def _step(given: _Asked) -> None:
    from truceline.casefolder.decisions_file import decisions_csv, read_decisions
    from truceline.errors import CaseError
    from truceline.render.exercise_action import after_action

    found, case, plan, trial = _prepared(given, first_only=True)
    if not case.injects:
        raise CaseError(f"{case.id} has no injects", ("injects.csv | is missing or empty; add a master events list",))
    taken = read_decisions(given.decisions) if given.decisions else ()
    played, taken = _turns(case, trial, taken, quiet=given.as_json)
    scenario = next(iter(trial.grounds))
    report = after_action(played, trial.exercise, case, scenario=scenario, seed=trial.seed)
    results = {"decisions.csv": decisions_csv(taken), **report}
    _written(given, found, plan, trial, parameters={"step": True, "scenario": scenario}, results=results)
    if given.as_json:
        click.echo(_played_json(played, taken), nl=False)


def _turns(
    case: Case, trial: Trial, taken: tuple[Decision, ...], *, quiet: bool
) -> tuple[Played, tuple[Decision, ...]]:
    from truceline.exercise.turns import play
    from truceline.render.exercise_action import inject_text, turn_text

    (ground,) = trial.grounds.values()
    sectors = {sector.id: sector.name for sector in case.sectors} | {"": "outside all sectors"}
    told = 0
    while True:
        played = play(trial.exercise, ground, case.injects, taken, seed=trial.seed)
        for turn in played.turns[told:]:
            if turn.inject and turn.decision:
                click.echo(f"Decided on day {turn.inject.day}: {turn.decision.option}", err=quiet)
            click.echo(turn_text(turn, sectors), nl=False, err=quiet)
        told = len(played.turns)
        if played.waiting is None:
            return played, taken[: sum(turn.decision is not None for turn in played.turns)]
        click.echo(inject_text(played.waiting), nl=False, err=quiet)
        decision = _asked_for(played.waiting)
        if decision is None:
            return played, taken
        taken = (*taken, decision)


def _asked_for(inject: Inject) -> Decision | None:
    # None where nobody answers any more: the exercise can be taken up again with --decisions.
    from truceline.exercise.injects import Decision

    known = {option.id: option.id for option in inject.options}
    known |= {str(n): option.id for n, option in enumerate(inject.options, start=1)}
    while True:
        click.echo("Decide (number or id; then a reason, if you like): ", nl=False, err=True)
        line = sys.stdin.readline()
        if not line:
            click.echo("", err=True)
            return None
        choice, _, note = line.strip().partition(" ")
        if choice in known:
            return Decision(inject.id, known[choice], note.strip())
        click.echo(f"{choice!r} is not one of them; give {', '.join(known)}", err=True)


def _played_json(played: Played, taken: tuple[Decision, ...]) -> str:
    import json

    document = {
        "turns": [
            {
                "days": [turn.first_day, turn.last_day],
                "inject": turn.inject.id if turn.inject else None,
                "decision": turn.decision.option if turn.decision else None,
                "violations": turn.violations,
                "seen": turn.seen,
                "grave": len(turn.entries),
                "steps": turn.steps,
            }
            for turn in played.turns
        ],
        "waiting": played.waiting.id if played.waiting else None,
        "collapse": played.collapse,
        "decisions": [{"inject": d.inject, "option": d.option, "note": d.note} for d in taken],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _written(
    given: _Asked,
    found: Found,
    plan: Plan,
    trial: Trial,
    *,
    parameters: Mapping[str, object],
    results: Mapping[str, str],
) -> None:
    from truceline.services import runs

    at = datetime.now(UTC)
    folder = given.out or runs.run_folder(found.folder, bundled=found.bundled, command="rehearse", at=at)
    asked = {"as_of": plan.as_of.isoformat(), "scenarios": list(trial.grounds), **parameters}
    record = runs.run_record("rehearse", asked, at=at, seed=trial.seed, inputs=plan.case.inputs)
    written = runs.write_run(folder, results, record)
    click.echo(f"written to {folder}: {', '.join(path.name for path in written)}", err=True)
