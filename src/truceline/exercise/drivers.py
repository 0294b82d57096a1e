"""Which assumptions drive the outcome: Sobol indices over their stated ranges.

The first-order index is the share of the outcome's variance that one assumption explains alone, the total index what it
explains with all its interactions [1]_ [2]_. Each assumption is taken as uniform from its low to its high end: the
ranges are judgements, so the indices say what matters *given these ranges*. All parameter sets share the same chances,
so the variance is theirs.

Left out: the assumptions of siting and generation (ranges of posts, speed on roads, rest), which would need a new plan
each; and how often facts fall.

.. [1] Sobol', I. M. (2001). Global sensitivity indices for nonlinear mathematical models. *Mathematics and Computers in
   Simulation* 55, 271-280.
.. [2] Saltelli, A. and others (2010). Variance based sensitivity analysis of model output. *Computer Physics
Communications*
   181(2), 259-270.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray
from scipy.stats import DegenerateDataWarning, sobol_indices, uniform

from truceline.exercise.chances import keys
from truceline.exercise.estimates import CONFIDENCE, Interval
from truceline.exercise.given import Behaviour, Exercise
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
_RESAMPLES = 99


@dataclass(frozen=True, slots=True)
class Driver:
    """How far one assumption drives one measure; ``first`` and ``total`` are Sobol indices with bootstrap intervals."""

    measure: str
    assumption: str
    first: Interval
    total: Interval


def drivers(exercise: Exercise, ground: Ground, *, seed: int, samples: int) -> tuple[Driver, ...]:
    """Rank the exercise's assumptions by total index, measure by measure; a measure that nothing moves is left out.

    ``samples`` is a power of 2. Runs ``samples * (assumptions + 2) * PER_SET`` replications.
    """
    varied = _varied(exercise)
    names = [assumption.id for assumption in varied]
    chances = keys(seed, range(PER_SET))

    def outcome(sets: Floats) -> Floats:
        parts = np.array_split(sets, max(1, sets.shape[1] // _AT_ONCE), axis=1)
        return np.concatenate([_outcome(exercise, ground, names, part, chances) for part in parts], axis=1)

    ranges = [uniform(a.value.low, a.value.high - a.value.low) for a in varied]
    rng = np.random.Generator(np.random.PCG64(seed))
    with np.errstate(invalid="ignore", divide="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", DegenerateDataWarning)  # an assumption without any effect has no interval
        found = sobol_indices(func=outcome, n=samples, dists=ranges, rng=rng)  # type: ignore[arg-type]  # wrong stub
        spread = found.bootstrap(confidence_level=CONFIDENCE, n_resamples=_RESAMPLES)
    number = samples * (len(names) + 2) * PER_SET
    rows = (
        Driver(
            measure,
            name,
            first=_interval(found.first_order[m, n], spread.first_order.confidence_interval, (m, n), number),
            total=_interval(found.total_order[m, n], spread.total_order.confidence_interval, (m, n), number),
        )
        for m, measure in enumerate(OF)
        for n, name in enumerate(names)
        if np.nanmax(np.abs(found.total_order[m])) > 0
    )
    return tuple(sorted(rows, key=lambda d: (OF.index(d.measure), -d.total.value, d.assumption)))


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


def _interval(value: float, ends: object, at: tuple[int, int], replications: int) -> Interval:
    low, high = (float(np.asarray(getattr(ends, end))[at]) for end in ("low", "high"))
    return Interval(float(value), low, high, replications)
