"""``truceline plan``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from truceline import __version__
from truceline.cli import options
from truceline.cli.running import ranged, run

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal
    from truceline.results.plan import Plan


LEAST_DRAWS = 20
"""Fewer draws have no 5th and 95th percentile."""


def _none_or_enough(_context: click.Context, _parameter: click.Parameter, value: int) -> int:
    if 0 < value < LEAST_DRAWS:
        raise click.BadParameter(f"{value} draws have no 5th and 95th percentile; give 0 or at least {LEAST_DRAWS}")
    return value


def _none_or_two(_context: click.Context, _parameter: click.Parameter, value: int) -> int:
    if value == 1:
        raise click.BadParameter("1 truce shows no spread; give 0 or at least 2")
    return value


@click.command()
@click.argument("case")
@options.as_of
@click.option("--scenario", "scenarios", multiple=True, help="Plan only for this scenario; may be repeated.")
@click.option(
    "--replications",
    type=click.IntRange(0, 1_000_000),
    default=0,
    show_default=True,
    callback=_none_or_two,
    help="Also rehearse the plan with so many truces (2 or more), as rehearse does.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=200,
    show_default=True,
    callback=_none_or_enough,
    help="Draws of the inputs from which headlines get their ranges: at least 20, or 0 for no ranges.",
)
@click.option(
    "--seed", type=click.IntRange(0), help="Seed of draws and of the exercise's chances [default: the case's own]."
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes for the draws.")
@click.option("--scheduler", default="", help="Draw on the dask cluster at this address, such as tcp://host:8786.")
@options.out("Write the results here [default: runs/TIME-plan].")
@options.as_json
def plan(
    case: str,
    *,
    as_of: date | None,
    scenarios: tuple[str, ...],
    replications: int,
    draws: int,
    seed: int | None,
    workers: int,
    scheduler: str,
    out: Path | None,
    as_json: bool,
) -> None:
    """Plan, from the quote to the kilometre.

    Writes plan.json, brief.html and maps (GeoJSON), and prints a summary. Beside each headline stands the range that
    the stated inputs allow. With --replications the brief also says whether the plan would see, answer and hold.
    """
    from truceline.casefolder import cases
    from truceline.render import outputs
    from truceline.services import runs
    from truceline.workflow.plan import plan as walk

    found = cases.find_case(case)
    known = cases.read_case(found.folder)
    seed = known.seed if seed is None else seed
    if replications:
        from truceline.workflow.rehearse import exercise_of  # loads statistics that a plan does without

        exercise_of(known)
    made = walk(known, as_of=as_of, scenarios=scenarios, version=__version__, draws=0)
    if draws:
        made = ranged(made, draws, seed, workers=workers, scheduler=scheduler)
    rehearsed = _rehearsed(made, replications, seed) if replications else None
    at = datetime.now(UTC)
    folder = out or runs.run_folder(found.folder, bundled=found.bundled, command="plan", at=at)
    asked: dict[str, object] = {"as_of": made.as_of.isoformat(), "scenarios": [s.scenario.id for s in made.scenarios]}
    asked["draws"] = draws
    if rehearsed:
        asked |= {"replications": rehearsed.asked, "done": rehearsed.done, "drivers": rehearsed.samples}
    record = runs.run_record("plan", asked, at=at, seed=seed, inputs=known.inputs)
    results = outputs.plan_files(made, rehearsed)
    written = runs.write_run(folder, results, record)
    click.echo(results["plan.json"] if as_json else outputs.plan_text(made, rehearsed), nl=False)
    click.echo(f"written to {folder}: {', '.join(path.name for path in written)}", err=True)


def _rehearsed(made: Plan, replications: int, seed: int) -> Rehearsal:
    from truceline.exercise.rehearsal import SAMPLES
    from truceline.workflow.rehearse import trial_of

    return run(trial_of(made, seed=seed), replications, SAMPLES)
