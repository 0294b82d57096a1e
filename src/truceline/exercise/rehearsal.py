"""An exercise summed up: results and differences, what more would change, and what drives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.exercise.additions import Addition
from truceline.exercise.drivers import MeasureDriver, drivers, sets
from truceline.exercise.montecarlo import (
    ADDED,
    PairedDifference,
    ReplicationBlock,
    ScenarioResult,
    Trial,
    blocks,
    difference,
    differences,
    gathered,
    result_of,
)
from truceline.exercise.replication import Outcomes
from truceline.exercise.work_units import Piece, varied

Floats = NDArray[np.float64]
SAMPLES = 32
"""Samples that drivers are sought with, where nothing else is asked for."""


@dataclass(frozen=True, slots=True)
class AdditionEffect:
    """What an addition changes against its own scenario, in every measure; nothing where it was not tried."""

    addition: Addition
    differences: tuple[PairedDifference, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What came of an exercise: ``done`` of ``asked`` replications, their results, differences, changes and drivers.

    ``drivers`` are those of `Trial.driven`, from so many ``samples``: 0 where they were not sought. ``outcomes``
    hold every replication, by scenario.
    """

    trial: Trial
    asked: int
    done: int
    outcomes: Mapping[str, Outcomes]
    results: tuple[ScenarioResult, ...]
    differences: tuple[PairedDifference, ...]
    changes: tuple[AdditionEffect, ...]
    samples: int
    drivers: tuple[MeasureDriver, ...]


def pieces_of(trial: Trial, replications: int, samples: int) -> tuple[Piece, ...]:
    """Cut an exercise into pieces of work: scenarios, then additions (on the first ``ADDED``), then drivers.

    ``samples`` (a power of 2, or 0) seek the drivers.
    """
    added = [name for name in trial.every if name not in trial.grounds]
    tried = sets(trial.exercise, samples, seed=trial.seed) if samples else ()
    return (*blocks(trial.grounds, replications), *blocks(added, min(replications, ADDED)), *tried)


def conclude(trial: Trial, pieces: Sequence[Piece], results: Sequence[Outcomes | Floats], *, asked: int) -> Rehearsal:
    """Sum up the ``pieces`` that have results: all of them, or the first.

    Raises
    ------
    CaseError
        If not even one block was run for every scenario.
    """
    done = list(zip(pieces, results, strict=False))
    parts = [
        (piece, part) for piece, part in done if isinstance(piece, ReplicationBlock) and isinstance(part, Outcomes)
    ]
    if len(parts) < len(trial.grounds):
        raise CaseError("nothing to report", ("replications | none is done; let at least one block finish",))
    outcomes = gathered((block, part) for block, part in parts if block.ground in trial.grounds)
    added = gathered((block, part) for block, part in parts if block.ground not in trial.grounds)
    tried = [part for part in results if isinstance(part, np.ndarray)] if len(done) == len(pieces) else []
    samples = sum(part.shape[1] for part in tried) // (len(varied(trial.exercise)) + 2)
    return Rehearsal(
        trial=trial,
        asked=asked,
        done=len(next(iter(outcomes.values()))),
        outcomes=outcomes,
        results=tuple(result_of(name, each, trial) for name, each in outcomes.items()),
        differences=differences(outcomes),
        changes=tuple(AdditionEffect(more, _changed(more, added, outcomes)) for more in trial.additions),
        samples=samples,
        drivers=drivers(trial.exercise, np.concatenate(tried, axis=1), seed=trial.seed) if samples else (),
    )


def _changed(
    more: Addition, added: Mapping[str, Outcomes], outcomes: Mapping[str, Outcomes]
) -> tuple[PairedDifference, ...]:
    if more.id not in added:
        return ()
    both = {more.scenario: outcomes[more.scenario].first(len(added[more.id])), more.id: added[more.id]}
    return tuple(difference(more.scenario, more.id, both))
