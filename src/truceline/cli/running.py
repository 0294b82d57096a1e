"""Run pieces of work, of an exercise with a progress bar or of a plan's draws, and sum them up."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from truceline.exercise.montecarlo import Trial
    from truceline.exercise.rehearsal import Rehearsal
    from truceline.results.plan import Plan


def run(trial: Trial, replications: int, drivers: int, *, workers: int | None = None, scheduler: str = "") -> Rehearsal:
    """Run ``replications`` on every ground and seek the ``drivers``; Ctrl-C keeps what is done, and says how much."""
    from truceline.compute.cluster import over
    from truceline.exercise.rehearsal import conclude, pieces_of
    from truceline.exercise.work_units import run_piece

    pieces = pieces_of(trial, replications, drivers)
    with click.progressbar(length=sum(p.replications for p in pieces), label="replications", file=sys.stderr) as bar:
        done = over(
            run_piece,
            trial,
            pieces,
            workers=workers or os.cpu_count() or 1,
            scheduler=scheduler,
            progress=lambda number, _: bar.update(pieces[number - 1].replications),
        )
    made = conclude(trial, pieces, done.results, asked=replications)
    if done.interrupted:
        words = f"interrupted: {made.done} of {made.asked} replications are done and kept; drivers not sought"
        click.echo(words, err=True)
    return made


def ranged(made: Plan, draws: int, seed: int, *, workers: int, scheduler: str) -> Plan:
    """Give a plan its ranges from so many draws, on ``workers`` processes or on the dask ``scheduler``."""
    from truceline.compute.cluster import over
    from truceline.ranges.work_units import blocks, run_block
    from truceline.workflow.plan import ranging_for
    from truceline.workflow.ranges import with_ranges

    ranging = ranging_for(made, draws=draws, seed=seed)
    done = over(run_block, ranging, blocks(draws), workers=workers, scheduler=scheduler, progress=lambda *_: None)
    if done.interrupted:
        raise click.Abort
    return with_ranges(made, ranging, done.results)
