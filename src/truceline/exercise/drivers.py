"""Which assumptions drive the outcome: Sobol indices over their stated ranges.

The first-order index is the share of the outcome's variance that one assumption explains alone, the total index what it
explains with all its interactions [1]_ [2]_. Each assumption varies over its range as in the replications
(`quantities.within`): the ranges are judgements, so the indices say what matters *given these ranges*. All parameter
sets share the same chances, so the variance is theirs.

Left out: the assumptions of siting and generation (ranges of posts, speed on roads, rest), which would need a new plan
each; and how often facts fall.

.. [1] Sobol', I. M. (2001). Global sensitivity indices for nonlinear mathematical models. *Mathematics and Computers in
   Simulation* 55, 271-280.
.. [2] Saltelli, A. and others (2010). Variance based sensitivity analysis of model output. *Computer Physics
Communications*
   181(2), 259-270.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import NDArray

from truceline.exercise.estimates import CONFIDENCE, Interval
from truceline.exercise.parameters import Exercise
from truceline.exercise.work_units import OF, PER_SET, Sets, varied
from truceline.records.quantities import Assumption, within

Floats = NDArray[np.float64]

_AT_ONCE = 64  # sets of assumptions side by side, to bound memory
_RESAMPLES = 199


@dataclass(frozen=True, slots=True)
class MeasureDriver:
    """How far one assumption drives one measure; ``first`` and ``total`` are Sobol indices with bootstrap intervals."""

    measure: str
    assumption: str
    first: Interval
    total: Interval

    @property
    def told(self) -> bool:
        """Whether the interval of ``total`` shows that it matters, and is narrow enough to say how much."""
        return self.total.low >= 0.01 and self.total.high - self.total.low <= 1.0


def sets(exercise: Exercise, samples: int, *, seed: int) -> tuple[Sets, ...]:
    """Draw the sets that ``samples`` (a power of 2) make, ``samples * (assumptions + 2)``, in pieces of work."""
    every = _designs(varied(exercise), samples, np.random.Generator(np.random.PCG64(seed)))
    return tuple(Sets(every[:, first : first + _AT_ONCE]) for first in range(0, every.shape[1], _AT_ONCE))


def drivers(exercise: Exercise, found: Floats, *, seed: int) -> tuple[MeasureDriver, ...]:
    """Rank the assumptions by total index, measure by measure; a measure that nothing moves is left out.

    ``found`` (of, sets) are the outcomes of all sets, in order; ``seed`` that of their draw.
    """
    names = [assumption.id for assumption in varied(exercise)]
    rng = np.random.Generator(np.random.PCG64(seed))
    indices = _indices(found.reshape(len(OF), len(names) + 2, -1), rng)
    number = found.shape[1] * PER_SET
    rows = (
        MeasureDriver(
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


def _designs(known: list[Assumption], samples: int, rng: np.random.Generator) -> Floats:
    # Two independent designs, and the first with one row each from the second: (assumptions, designs x samples).
    drawn = scipy.stats.qmc.Sobol(2 * len(known), rng=rng).random(samples).T
    first, second = (
        np.array([within(a.value, row) for a, row in zip(known, part, strict=True)]) for part in np.split(drawn, 2)
    )
    crossed = [np.where(np.arange(len(known))[:, None] == n, second, first) for n in range(len(known))]
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
        indices = scipy.stats.sobol_indices(func=given, n=found.shape[2])
    return np.array([indices.first_order, indices.total_order])


def _interval(ends: Floats, replications: int) -> Interval:
    value, low, high = ends.tolist()
    return Interval(value, low, high, replications)
