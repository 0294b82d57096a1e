"""Self-exciting violations by the day and sector: what daily counts can tell, and what replications draw.

The counts of sector s on day d are Poisson with mean ``background_s + branching * g``, where ``g`` is the average of
the sector's past counts, the latest weighing most: ``g_d = r g_(d-1) + (1 - r) y_(d-1)`` with ``r = 1 - 1 /
memory_days``. It is the Hawkes process of `hawkes` at the resolution of a day: each violation brings on ``branching``
others in its own sector, none on the same day, on average ``memory_days`` later. Reports that know only the day are
fitted as they are: nothing is spread over invented hours. The model is the Poisson INGARCH(1,1) [1]_, from which mean
and variance come.

Left out: excitation across sectors, seasons, and what happens within a day.

.. [1] Ferland, R., Latour, A., Oraichi, D. (2006). Integer-valued GARCH process. *Journal of Time Series Analysis*
27(6),
   923-942.
.. [2] Fokianos, K., Rahbek, A., Tjostheim, D. (2009). Poisson autoregression. *Journal of the American Statistical
   Association* 104(488), 1430-1439.
.. [3] Haslinger, R., Pipa, G., Brown, E. (2010). Discrete time rescaling theorem. *Neural Computation* 22(10),
2477-2506.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from truceline.exercise.fitting import Fit, GoodnessOfFit, goodness_of_fit, maximise

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class DailyHawkes:
    """Daily counts that excite themselves: ``background`` (sectors,) a day, ``branching``, ``memory_days`` above 1."""

    background: Floats
    branching: float
    memory_days: float

    @property
    def mean(self) -> Floats:
        """Violations per day in the long run, (sectors,): ``background / (1 - branching)``."""
        return self.background / (1 - self.branching)

    @property
    def variance(self) -> Floats:
        """Variance of a day's count in the long run, (sectors,) [1]_."""
        fresh = self.branching / self.memory_days
        kept = (fresh + 1 - 1 / self.memory_days) ** 2
        return np.asarray(self.mean * (1 - kept + fresh**2) / (1 - kept))

    def rates(self, counts: Integers) -> Floats:
        """Mean of each day's count given the days before, (days, sectors); before the first day stands the average."""
        return self.background + self.branching * _average(counts, self.memory_days)[0]


def simulate(process: DailyHawkes, days: int, rng: np.random.Generator) -> Integers:
    """Draw counts (days, sectors), starting from the long-run mean."""
    kept = 1 - 1 / process.memory_days
    average, counts = process.mean, np.empty((days, len(process.background)), dtype=np.int64)
    for day in range(days):
        counts[day] = rng.poisson(process.background + process.branching * average)
        average = kept * average + (1 - kept) * counts[day]
    return counts


def fit(counts: Integers, *, sectors: tuple[str, ...], confidence: float = 0.95) -> Fit:
    """Fit each sector's background and the shared branching and memory to ``counts`` (days, sectors).

    Maximum likelihood of the counts as counts. Intervals come from the conditional information [2]_. Estimates are
    named ``background SECTOR``, ``branching`` and ``memory_days``. Linear in days x sectors per step.

    Raises
    ------
    CaseError
        If there are fewer than ten violations per parameter.
    """
    number = counts.shape[1]
    constant = scipy.special.gammaln(counts + 1.0).sum()

    def rate_and_slopes(values: Floats) -> tuple[Floats, Floats]:
        background, branching, memory = values[:number], values[number], 1 + values[number + 1]
        average, change = _average(counts, memory)
        slopes = np.zeros((number + 2, *counts.shape))
        slopes[np.arange(number), :, np.arange(number)] = 1.0
        slopes[number], slopes[number + 1] = average, branching * change
        return background + branching * average, slopes

    def likelihood(values: Floats) -> tuple[float, Floats]:
        rate, slopes = rate_and_slopes(values)
        value = (counts * np.log(rate) - rate).sum() - constant
        return float(value), np.tensordot(slopes, counts / rate - 1, axes=2)

    def information(values: Floats) -> Floats:
        rate, slopes = rate_and_slopes(values)
        flat = slopes.reshape(number + 2, -1) / np.sqrt(rate.ravel())
        return np.asarray(flat @ flat.T)

    found = maximise(
        likelihood,
        information,
        names=(*(f"background {name}" for name in sectors), "branching", "memory_days"),
        start=np.array([*(counts.mean(axis=0) / 2 + 1e-3), 0.5, 4.0]),
        below=np.array([*[np.inf] * number, 1.0, np.inf]),
        events=int(counts.sum()),
        confidence=confidence,
    )
    return _from_above_one(found)


def process_of(found: Fit) -> DailyHawkes:
    """Return the process with the fitted values."""
    background = [e.value for e in found.estimates if e.name.startswith("background ")]
    return DailyHawkes(np.array(background), found["branching"].value, found["memory_days"].value)


def time_rescaling(counts: Integers, process: DailyHawkes, rng: np.random.Generator) -> GoodnessOfFit:
    """Test ``counts`` (days, sectors) against ``process``, by time rescaling for discrete time [3]_.

    Each day's count is turned into its place in its own Poisson distribution, a tie broken by ``rng``; if the model
    holds, these are uniform.
    """
    rate = process.rates(counts)
    below, upto = scipy.stats.poisson.cdf(counts - 1, rate), scipy.stats.poisson.cdf(counts, rate)
    return goodness_of_fit(below + rng.uniform(size=counts.shape) * (upto - below))


def _average(counts: Integers, memory_days: float) -> tuple[Floats, Floats]:
    # The average of the past (days, sectors), and how it changes with the memory.
    kept, mean = 1 - 1 / memory_days, counts.mean(axis=0)
    before = np.vstack([mean, counts[:-1]]) - mean
    average = mean + scipy.signal.lfilter([1 - kept], [1, -kept], before, axis=0)
    older = np.vstack([mean, average[:-1]])
    change = scipy.signal.lfilter([1.0], [1, -kept], older - np.vstack([mean, counts[:-1]]), axis=0) / memory_days**2
    return average, change


def _from_above_one(found: Fit) -> Fit:
    # The memory was fitted as what it has above one day.
    *others, memory = found.estimates
    shifted = type(memory)(memory.name, 1 + memory.value, 1 + memory.low, 1 + memory.high)
    return Fit((*others, shifted), found.log_likelihood, found.events, found.confidence, found.converged)
