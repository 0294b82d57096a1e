"""Maximum likelihood with intervals, for both forms of the self-exciting process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from truceline.errors import CaseError

Floats = NDArray[np.float64]

Likelihood = Callable[[Floats], tuple[float, Floats]]
"""Parameters (p,) to log likelihood and its gradient (p,)."""


@dataclass(frozen=True, slots=True)
class FittedNumber:
    """A fitted number with the ends of its interval."""

    name: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Fit:
    """Parameters fitted by maximum likelihood, their intervals at ``confidence`` and what they were fitted to.

    ``converged`` is False where the optimiser gave up or an interval could not be computed: then do not use the fit.
    """

    estimates: tuple[FittedNumber, ...]
    log_likelihood: float
    events: int
    confidence: float
    converged: bool

    def __getitem__(self, name: str) -> FittedNumber:
        return next(estimate for estimate in self.estimates if estimate.name == name)


@dataclass(frozen=True, slots=True)
class GoodnessOfFit:
    """How far rescaled times lie from what the model says; ``number`` of them.

    ``statistic`` is the Kolmogorov-Smirnov distance from the uniform distribution, ``p_value`` its p-value;
    ``correlation`` that of neighbours, which should be 0, with ``correlation_p``. Both p-values take the parameters as
    known, though they were fitted to the same data: they are a little too kind.
    """

    statistic: float
    p_value: float
    correlation: float
    correlation_p: float
    number: int


def goodness_of_fit(rescaled: Floats) -> GoodnessOfFit:
    """Test whether ``rescaled`` (steps, series) is uniform, and its neighbours along each series uncorrelated."""
    uniform = scipy.stats.kstest(rescaled.ravel(), "uniform")
    scores = scipy.stats.norm.ppf(np.clip(rescaled, 1e-12, 1 - 1e-12))
    pairs = scipy.stats.pearsonr(scores[:-1].ravel(), scores[1:].ravel())
    return GoodnessOfFit(
        statistic=float(uniform.statistic),
        p_value=float(uniform.pvalue),
        correlation=float(pairs.statistic),
        correlation_p=float(pairs.pvalue),
        number=rescaled.size,
    )


def maximise(
    likelihood: Likelihood,
    information: Callable[[Floats], Floats],
    *,
    names: tuple[str, ...],
    start: Floats,
    below: Floats,
    events: int,
    confidence: float = 0.95,
) -> Fit:
    """Maximise ``likelihood`` over positive parameters, each under its bound in ``below`` (inf where it has none).

    Intervals are Wald intervals on the logarithm (on the logit where a parameter is bounded), from ``information``
    (p, p) at the maximum.

    Raises
    ------
    CaseError
        If there are too few events to fit so many parameters.
    """
    if events < 10 * len(names):
        what = f"events | there are {events} for {len(names)} parameters; give at least {10 * len(names)}"
        raise CaseError("the process cannot be fitted", (what,))

    def objective(free: Floats) -> tuple[float, Floats]:
        values, slope = _bounded(free, below)
        found, gradient = likelihood(values)
        return -found, -gradient * slope

    best = scipy.optimize.minimize(
        objective, _free(start, below), jac=True, method="L-BFGS-B", bounds=[(-14.0, 14.0)] * len(names)
    )
    values, slope = _bounded(best.x, below)
    variance = np.linalg.pinv(information(values) * np.outer(slope, slope)).diagonal()
    half = scipy.stats.norm.ppf((1 + confidence) / 2) * np.sqrt(np.maximum(variance, 0.0))
    low, high = _bounded(best.x - half, below)[0], _bounded(best.x + half, below)[0]
    rows = zip(names, values.tolist(), low.tolist(), high.tolist(), strict=True)
    sound = bool(best.success) and bool((variance > 0).all())
    return Fit(tuple(FittedNumber(*row) for row in rows), -float(best.fun), events, confidence, sound)


def _free(values: Floats, below: Floats) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):  # of the branch not taken
        return np.asarray(np.where(np.isfinite(below), np.log(values / (below - values)), np.log(values)))


def _bounded(free: Floats, below: Floats) -> tuple[Floats, Floats]:
    # Values, and how fast they change with the free parameter.
    share = 1 / (1 + np.exp(-free))
    capped = np.where(np.isfinite(below), below, 1.0) * share
    values = np.where(np.isfinite(below), capped, np.exp(free))
    return values, np.where(np.isfinite(below), capped * (1 - share), values)
