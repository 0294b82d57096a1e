"""``truceline plan``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from truceline import __version__
from truceline.cli import options


@click.command()
@click.argument("case")
@options.as_of
@click.option("--scenario", "scenarios", multiple=True, help="Plan only for this scenario; may be repeated.")
@options.out("Write the results here [default: runs/TIME-plan].")
@options.as_json
def plan(case: str, *, as_of: date | None, scenarios: tuple[str, ...], out: Path | None, as_json: bool) -> None:
    """Plan, from the quote to the kilometre.

    Writes plan.json, brief.html and maps (GeoJSON), and prints a summary.
    """
    from truceline.adapters import casefolder, runs
    from truceline.adapters.render import outputs
    from truceline.workflow import plan as walk

    found = casefolder.find_case(case)
    known = casefolder.read_case(found.folder)
    made = walk(known, as_of=as_of, scenarios=scenarios, version=__version__)
    at = datetime.now(UTC)
    folder = out or runs.run_folder(found.folder, bundled=found.bundled, command="plan", at=at)
    asked = {"as_of": made.as_of.isoformat(), "scenarios": [s.scenario.id for s in made.scenarios]}
    record = runs.run_record("plan", asked, at=at, seed=known.seed, inputs=known.inputs)
    results = outputs.plan_files(made)
    written = runs.write_run(folder, results, record)
    click.echo(results["plan.json"] if as_json else outputs.plan_summary(made), nl=False)
    click.echo(f"written to {folder}: {', '.join(path.name for path in written)}", err=True)
