"""``truceline generate`` and ``truceline diff``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer


@click.command()
@click.argument("case")
@click.option("--scenario", help="Generate the force of this scenario [default: the case's first].")
@click.option("--concept", default="", help="Against this force concept [default: the scenario's own].")
@options.as_of
@options.out("Write the results here [default: runs/TIME-generate].")
@options.as_json
def generate(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Fill the statement of requirements from what is pledged, and say what is missing and why.

    Writes generation.html, tables (CSV), pictures (SVG), the order of battle (list, CSV with APP-6 symbols, MSDL) and
    generation.json, and prints a summary.
    """
    from truceline.services.generate import generate

    answer(generate(case, at=datetime.now(UTC), **chosen), as_json=as_json)


@click.command()
@click.argument("before", metavar="RUN", type=options.PATH)
@click.argument("after", metavar="RUN", type=options.PATH)
@options.out("Also write the comparison as an HTML page to this file.")
@options.as_json
def diff(before: Path, after: Path, *, out: Path | None, as_json: bool) -> None:
    """Say what changed from one planning run to another, line by line, and why.

    RUN is the folder of a run of `truceline plan`, or its plan.json.
    """
    from truceline.services.diff import diff

    answer(diff(before, after, out=out), as_json=as_json)
