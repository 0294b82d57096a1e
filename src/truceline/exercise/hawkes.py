"""Self-exciting violations in continuous time: one violation brings on others.

The rate at time t is ``background + sum_i branching * decay * exp(-decay * (t - t_i))`` over past violations [1]_.
``branching`` is the mean number that one violation brings on directly, ``1 / decay`` the mean time until they come.
Seen as clusters [2]_, background violations come at random, and each has a Poisson number of follow-ons.

Left out: rates that change with the season or the hour, kernels other than the exponential, excitation across sectors.

.. [1] Hawkes, A. G. (1971). Spectra of some self-exciting and mutually exciting point processes. *Biometrika* 58(1),
83-90.
.. [2] Hawkes, A. G., Oakes, D. (1974). A cluster process representation of a self-exciting process. *Journal of Applied
   Probability* 11(3), 493-503.
.. [3] Da Fonseca, J., Zaatour, R. (2014). Hawkes process: fast calibration, application to trade clustering, and
diffusive
   limit. *Journal of Futures Markets* 34(6), 548-579.
.. [4] Ozaki, T. (1979). Maximum likelihood estimation of Hawkes' self-exciting point processes. *Annals of the
Institute
   of Statistical Mathematics* 31, 145-155.
.. [5] Ogata, Y. (1988). Statistical models for earthquake occurrences and residual analysis for point processes.
*Journal
   of the American Statistical Association* 83(401), 9-27.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.errors import CaseError
from truceline.exercise.fitting import Fit, GoodnessOfFit, goodness_of_fit, maximise

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Hawkes:
    """A self-exciting process: ``background`` violations per day, ``branching`` (0 to 1) and ``decay`` per day.

    Raises
    ------
    CaseError
        If the background or decay is not positive, or the branching is not at least 0 and below 1.
    """

    background: float
    branching: float
    decay: float

    def __post_init__(self) -> None:
        rules = (
            (self.background > 0, f"background of {self.background} a day; give more than 0"),
            (0 <= self.branching < 1, f"branching {self.branching}; give 0 or more and less than 1"),
            (self.decay > 0, f"decay of {self.decay} a day; give more than 0"),
        )
        if problems := tuple(f"process | {text}" for holds, text in rules if not holds):
            raise CaseError("the process cannot run", problems)

    @property
    def mean_rate(self) -> float:
        """Violations per day in the long run: ``background / (1 - branching)`` [1]_."""
        return self.background / (1 - self.branching)

    def variance(self, days: float) -> float:
        """Variance of the number of violations in ``days`` days in the long run ([3]_, after [1]_)."""
        swell, fade = 1 / (1 - self.branching) ** 2, self.decay * (1 - self.branching)
        return self.mean_rate * (days * swell + (1 - swell) * (1 - math.exp(-days * fade)) / fade)


def simulate(process: Hawkes, days: float, rng: np.random.Generator) -> Floats:
    """Draw the times (n,) of violations from day 0 to ``days``, in order, starting without a past.

    Drawn cluster by cluster [2]_, so exactly; cost grows with the number drawn.
    """
    parents = rng.uniform(0.0, days, rng.poisson(process.background * days))
    found = [parents]
    while len(parents):
        again = np.repeat(parents, rng.poisson(process.branching, len(parents)))
        born = again + rng.exponential(1 / process.decay, len(again))
        parents = born[born < days]
        found.append(parents)
    return np.sort(np.concatenate(found))


def log_likelihood(times: Floats, days: float, values: Floats) -> tuple[float, Floats]:
    """Return the log likelihood of ``times`` (n,) within 0 to ``days``, and its gradient.

    ``values`` are background, branching and decay. The sum over the past is Ozaki's recursion [4]_, run as a cumulative
    sum in logarithms.
    """
    background, branching, decay = values
    past, aged = _past(times, decay)
    rate = background + branching * decay * past
    left = np.exp(-decay * (days - times))
    waiting = (days - times) * left
    value = np.log(rate).sum() - background * days - branching * (1 - left).sum()
    slopes = _slopes(branching, decay, past, aged)
    spent = np.array([days, (1 - left).sum(), branching * waiting.sum()])
    return float(value), (slopes / rate).sum(axis=1) - spent


def fit(times: Floats, days: float, *, confidence: float = 0.95) -> Fit:
    """Fit background, branching and decay to ``times`` (n,) by maximum likelihood; linear in n per step.

    Intervals come from the information summed over the violations (Ogata 1978). The names are the fields of ``Hawkes``.

    Raises
    ------
    CaseError
        If there are fewer than 30 violations.
    """

    def information(values: Floats) -> Floats:
        past, aged = _past(times, values[2])
        rate = values[0] + values[1] * values[2] * past
        slopes = _slopes(values[1], values[2], past, aged) / rate
        return np.asarray(slopes @ slopes.T)

    rate = max(len(times), 1) / days
    return maximise(
        lambda values: log_likelihood(times, days, values),
        information,
        names=("background", "branching", "decay"),
        start=np.array([rate / 2, 0.5, max(rate, 0.1)]),
        below=np.array([np.inf, 1.0, np.inf]),
        events=len(times),
        confidence=confidence,
    )


def time_rescaling(times: Floats, process: Hawkes) -> GoodnessOfFit:
    """Test ``times`` (n,) against ``process``: rescaled by the rate summed over time, gaps are exponential [5]_.

    The gaps are tested as chances, ``1 - exp(-gap)``, which are then uniform.
    """
    past, _ = _past(times, process.decay)
    gone = np.arange(len(times)) - past  # follow-ons due so far per past violation, summed: 1 - exp(-decay * age)
    passed = process.background * times + process.branching * gone
    return goodness_of_fit(-np.expm1(-np.diff(passed, prepend=0.0))[:, None])


def _past(times: Floats, decay: float) -> tuple[Floats, Floats]:
    # For each violation the sum of exp(-decay * age) over those before it, and the same weighted by age.
    exponent = decay * times
    summed = np.logaddexp.accumulate(exponent)
    weighted = np.logaddexp.accumulate(exponent + np.log(np.maximum(times, 1e-300)))
    past = np.append(0.0, np.exp(summed[:-1] - exponent[1:]))
    aged = times * past - np.append(0.0, np.exp(weighted[:-1] - exponent[1:]))
    return past, aged


def _slopes(branching: float, decay: float, past: Floats, aged: Floats) -> Floats:
    # How the rate at each violation (3, n) changes with background, branching and decay.
    return np.stack([np.ones_like(past), decay * past, branching * (past - decay * aged)])
