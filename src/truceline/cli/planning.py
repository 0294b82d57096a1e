"""``truceline plan``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from truceline.cli import options
from truceline.cli.answers import answer, progress_bar


@click.command()
@click.argument("case")
@options.as_of
@click.option("--scenario", "scenarios", multiple=True, help="Plan only for this scenario; may be repeated.")
@click.option(
    "--replications",
    type=click.IntRange(0, 1_000_000),
    default=0,
    show_default=True,
    help="Also rehearse the plan with so many truces (2 or more), as rehearse does.",
)
@click.option(
    "--draws",
    type=click.IntRange(0, 100_000),
    default=200,
    show_default=True,
    help="Draws of the inputs from which headlines get their ranges: at least 20, or 0 for no ranges.",
)
@click.option(
    "--seed", type=click.IntRange(0), help="Seed of draws and of the exercise's chances [default: the case's own]."
)
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes for the draws.")
@click.option("--scheduler", default="", help="Draw on the dask cluster at this address, such as tcp://host:8786.")
@options.out("Write the results here [default: runs/TIME-plan].")
@options.as_json
def plan(case: str, *, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401  (click's options)
    """Plan, from the quote to the kilometre.

    Writes plan.json, brief.html and maps (GeoJSON), and prints a summary. Beside each headline stands the range that
    the stated inputs allow. With --replications the brief also says whether the plan would see, answer and hold;
    Ctrl-C then keeps the truces drawn so far, says so in the results, and ends with exit code 130.
    """
    from truceline.services.plan import plan

    with progress_bar("replications") as progress:
        done = plan(case, at=datetime.now(UTC), progress=progress, **chosen)
    answer(done, as_json=as_json)
