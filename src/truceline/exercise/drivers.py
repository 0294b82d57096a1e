"""Which assumptions drive the outcome: Sobol indices over their stated ranges.

The first-order index is the share of the outcome's variance that one assumption explains alone, the total index what it
explains with all its interactions [1]_ [2]_. Each assumption varies over its range as in the replications
(`given.within`): the ranges are judgements, so the indices say what matters *given these ranges*. All parameter sets
share the same chances, so the variance is theirs.

Left out: the assumptions of siting and generation (ranges of posts, speed on roads, rest), which would need a new plan
each; and how often facts fall.

.. [1] Sobol', I. M. (2001). Global sensitivity indices for nonlinear mathematical models. *Mathematics and Computers in
   Simulation* 55, 271-280.
.. [2] Saltelli, A. and others (2010). Variance based sensitivity analysis of model output. *Computer Physics
Communications*
   181(2), 259-270.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc, sobol_indices

from truceline.exercise.chances import keys
from truceline.exercise.estimates import CONFIDENCE, Interval
from truceline.exercise.given import Behaviour, Exercise, within
from truceline.exercise.ground import Ground
from truceline.exercise.montecarlo import measured
from truceline.exercise.replication import replicate
from truceline.records.quantities import Assumption

Floats = NDArray[np.float64]

OF = ("days held", "violations")
"""The measures whose drivers are sought."""

PER_SET = 4
"""Replications that each set of assumptions is tried on."""

_AT_ONCE = 64  # sets of assumptions side by side, to bound memory
_RESAMPLES = 199


@dataclass(frozen=True, slots=True)
class Driver:
    """How far one assumption drives one measure; ``first`` and ``total`` are Sobol indices with bootstrap intervals."""

    measure: str
    assumption: str
    first: Interval
    total: Interval


@dataclass(frozen=True, slots=True)
class Sets:
    """A piece of work: sets of assumptions ``first`` to the last before ``end``, of those that ``samples`` make."""

    samples: int
    first: int
    end: int

    @property
    def replications(self) -> int:
        """How many it runs."""
        return (self.end - self.first) * PER_SET


def sets(exercise: Exercise, samples: int) -> tuple[Sets, ...]:
    """Cut the sets that ``samples`` (a power of 2) make, ``samples * (assumptions + 2)``, into pieces of work."""
    number = samples * (len(_varied(exercise)) + 2)
    return tuple(Sets(samples, first, min(first + _AT_ONCE, number)) for first in range(0, number, _AT_ONCE))


def run_sets(exercise: Exercise, ground: Ground, part: Sets, *, seed: int) -> Floats:
    """Try each of the part's sets on the same ``PER_SET`` chances; means of the measures, (of, sets)."""
    varied = _varied(exercise)
    every = _designs(varied, part.samples, np.random.Generator(np.random.PCG64(seed)))[:, part.first : part.end]
    return _outcome(exercise, ground, [assumption.id for assumption in varied], every, keys(seed, range(PER_SET)))


def drivers(exercise: Exercise, found: Floats, *, seed: int) -> tuple[Driver, ...]:
    """Rank the assumptions by total index, measure by measure; a measure that nothing moves is left out.

    ``found`` (of, sets) are the outcomes of all sets, in order, run with the same ``seed``.
    """
    names = [assumption.id for assumption in _varied(exercise)]
    rng = np.random.Generator(np.random.PCG64(seed))
    indices = _indices(found.reshape(len(OF), len(names) + 2, -1), rng)
    number = found.shape[1] * PER_SET
    rows = (
        Driver(
            measure,
            name,
            first=_interval(indices[0, :, m, n], number),
            total=_interval(indices[1, :, m, n], number),
        )
        for m, measure in enumerate(OF)
        if np.ptp(found[m]) > 0
        for n, name in enumerate(names)
    )
    return tuple(sorted(rows, key=lambda d: (OF.index(d.measure), -d.total.value, d.assumption)))


def _designs(varied: list[Assumption], samples: int, rng: np.random.Generator) -> Floats:
    # Two independent designs, and the first with one row each from the second: (assumptions, designs x samples).
    drawn = qmc.Sobol(2 * len(varied), rng=rng).random(samples).T
    first, second = (
        np.array([within(a.value, row) for a, row in zip(varied, part, strict=True)]) for part in np.split(drawn, 2)
    )
    crossed = [np.where(np.arange(len(varied))[:, None] == n, second, first) for n in range(len(varied))]
    return np.concatenate([first, second, *crossed], axis=1)


def _indices(found: Floats, rng: np.random.Generator) -> Floats:
    # First-order and total indices with the ends of their bootstrap intervals: (2, 3, of, assumptions).
    samples = found.shape[2]
    best = _sobol(found)
    drawn = np.array([_sobol(found[:, :, rng.integers(samples, size=samples)]) for _ in range(_RESAMPLES)])
    low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2], axis=0)
    return np.stack([best, low, high], axis=1)


def _sobol(found: Floats) -> Floats:
    # (2, of, assumptions) from the outcomes (of, designs, samples).
    given: dict[Literal["f_A", "f_B", "f_AB"], Floats] = {
        "f_A": found[:, 0],
        "f_B": found[:, 1],
        "f_AB": found[:, 2:].transpose(1, 0, 2),
    }
    with np.errstate(invalid="ignore", divide="ignore"):  # a measure that does not move has no indices
        indices = sobol_indices(func=given, n=found.shape[2])
    return np.array([indices.first_order, indices.total_order])


def _varied(exercise: Exercise) -> list[Assumption]:
    known = [exercise.assumptions[field.name] for field in fields(Behaviour)]
    return [assumption for assumption in known if assumption.value.low < assumption.value.high]


def _outcome(exercise: Exercise, ground: Ground, names: list[str], sets: Floats, chances: NDArray[np.uint64]) -> Floats:
    # Measures (of, sets), averaged over the same chances for each set.
    number = sets.shape[1]
    values = {name: np.repeat(row, PER_SET) for name, row in zip(names, sets, strict=True)}
    behaviour = Behaviour.varied(exercise.assumptions, values, number * PER_SET)
    numbers = np.tile(np.arange(PER_SET), number)
    found = measured(replicate(exercise, ground, behaviour, keys=np.tile(chances, number), numbers=numbers))
    return np.array([found[measure].reshape(number, PER_SET).mean(axis=1) for measure in OF])


def _interval(ends: Floats, replications: int) -> Interval:
    value, low, high = ends.tolist()
    return Interval(value, low, high, replications)
