"""Draw the truces of an exercise on many workers, and sum them up."""

from __future__ import annotations

from truceline.errors import CaseError
from truceline.exercise.montecarlo import Trial
from truceline.exercise.rehearsal import Rehearsal, conclude, pieces_of
from truceline.exercise.work_units import run_piece
from truceline.services.workers import Workers


def replicate(trial: Trial, replications: int, drivers: int, workers: Workers) -> tuple[Rehearsal, tuple[str, ...]]:
    """Run ``replications`` on every ground and seek the ``drivers``; Ctrl-C keeps what is done, and a note says so.

    Raises
    ------
    SourceError
        If the workers cannot be reached.
    KeyboardInterrupt
        If Ctrl-C came before there was anything to keep.
    """
    pieces = pieces_of(trial, replications, drivers)
    done = workers.do(run_piece, trial, pieces, [piece.replications for piece in pieces])
    try:
        made = conclude(trial, pieces, done.results, asked=replications)
    except CaseError as nothing:
        if done.interrupted:
            raise KeyboardInterrupt from nothing
        raise
    if not done.interrupted:
        return made, ()
    return made, (f"interrupted: {made.done} of {made.asked} replications are done and kept; drivers not sought",)
