"""Pieces of work of an exercise, for any process to do: replications, or sets of assumptions tried for the drivers."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from truceline.exercise.montecarlo import ReplicationBlock, Trial, measured, run_block
from truceline.exercise.parameters import Behaviour, Exercise
from truceline.exercise.random_streams import keys
from truceline.exercise.replication import Outcomes, replicate
from truceline.records.quantities import Assumption

Floats = NDArray[np.float64]

OF = ("days held", "violations")
"""The measures whose drivers are sought."""

PER_SET = 4
"""Replications that each set of assumptions is tried on."""


@dataclass(frozen=True, slots=True, eq=False)
class Sets:
    """A piece of work: sets of values for the assumptions that vary, (assumptions, sets), in the order of `varied`."""

    values: Floats

    @property
    def replications(self) -> int:
        """How many it runs."""
        return int(self.values.shape[1]) * PER_SET


Piece = ReplicationBlock | Sets
"""Replications on one ground, or sets of assumptions whose outcomes show what drives the result."""


def run_piece(trial: Trial, piece: Piece) -> Outcomes | Floats:
    """Do one piece of work. A pure function: run it anywhere."""
    return run_block(trial, piece) if isinstance(piece, ReplicationBlock) else run_sets(trial, piece)


def run_sets(trial: Trial, part: Sets) -> Floats:
    """Try each set on the ground of `Trial.driven` with the same ``PER_SET`` chances; mean measures, (of, sets)."""
    number = part.values.shape[1]
    names = [assumption.id for assumption in varied(trial.exercise)]
    values = {name: np.repeat(row, PER_SET) for name, row in zip(names, part.values, strict=True)}
    behaviour = Behaviour.varied(trial.exercise.assumptions, values, number * PER_SET)
    chances, numbers = np.tile(keys(trial.seed, range(PER_SET)), number), np.tile(np.arange(PER_SET), number)
    ground = trial.grounds[trial.driven]
    found = measured(replicate(trial.exercise, ground, behaviour, keys=chances, numbers=numbers))
    return np.array([found[measure].reshape(number, PER_SET).mean(axis=1) for measure in OF])


def varied(exercise: Exercise) -> list[Assumption]:
    """Return the exercise's assumptions that have a range."""
    known = [exercise.assumptions[field.name] for field in fields(Behaviour)]
    return [assumption for assumption in known if assumption.value.low < assumption.value.high]
