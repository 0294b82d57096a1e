"""``truceline generate`` and ``truceline diff``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from truceline import __version__
from truceline.cli import options


@click.command()
@click.argument("case")
@click.option("--scenario", help="Generate the force of this scenario [default: the case's first].")
@click.option("--concept", default="", help="Against this force concept [default: the scenario's own].")
@options.as_of
@options.out("Write the results here [default: runs/TIME-generate].")
@options.as_json
def generate(
    case: str, *, scenario: str | None, concept: str, as_of: date | None, out: Path | None, as_json: bool
) -> None:
    """Fill the statement of requirements from what is pledged, and say what is missing and why.

    Writes generation.html, tables (CSV), pictures (SVG), the order of battle (list, CSV with APP-6 symbols, MSDL) and
    generation.json, and prints a summary.
    """
    from truceline import knowledge
    from truceline.casefolder import cases
    from truceline.render.generation import generation_files, generation_summary
    from truceline.services import runs
    from truceline.workflow.generate import generate_force

    found = cases.find_case(case)
    known = cases.read_case(found.folder)
    asked = scenario or known.scenarios[0].id
    view = generate_force(known, version=__version__, scenario=asked, concept=concept, as_of=as_of)
    seen, at = knowledge.known(known, view.as_of), datetime.now(UTC)
    folder = out or runs.run_folder(found.folder, bundled=found.bundled, command="generate", at=at)
    parameters = {"as_of": view.as_of.isoformat(), "scenario": asked, "concept": view.concept}
    record = runs.run_record("generate", parameters, at=at, seed=known.seed, inputs=known.inputs)
    results = generation_files(view, seen)
    written = runs.write_run(folder, results, record)
    click.echo(results["generation.json"] if as_json else generation_summary(view, seen), nl=False)
    click.echo(f"written to {folder}: {', '.join(path.name for path in written)}", err=True)


@click.command()
@click.argument("before", metavar="RUN", type=click.Path(path_type=Path))
@click.argument("after", metavar="RUN", type=click.Path(path_type=Path))
@options.out("Also write the comparison as an HTML page to this file.")
@options.as_json
def diff(before: Path, after: Path, *, out: Path | None, as_json: bool) -> None:
    """Say what changed from one planning run to another, line by line, and why.

    RUN is the folder of a run of `truceline plan`, or its plan.json.
    """
    from truceline.casefolder.plan_file import read_plan
    from truceline.formats.files import write_atomic
    from truceline.generation.comparison import compare
    from truceline.render.comparison import comparison_document, comparison_html, comparison_summary

    found = compare(read_plan(before), read_plan(after))
    if out is not None:
        out.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(out, comparison_html(found).encode())
        click.echo(f"written to {out}", err=True)
    click.echo(comparison_document(found) if as_json else comparison_summary(found), nl=False)
