"""Estimates over replications, with intervals: never a number without how sure it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CONFIDENCE = 0.95
"""Of all intervals here."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A number with the ends of its interval at ``CONFIDENCE``, and how many replications it rests on.

    All three are nan where nothing could be estimated.
    """

    value: float
    low: float
    high: float
    replications: int

    @property
    def shows_a_difference(self) -> bool:
        """Return whether 0 lies outside the interval."""
        return self.low > 0 or self.high < 0


def mean(values: Floats) -> Interval:
    """Mean of ``values`` (replications,), nan left out, with Student's interval."""
    known = values[np.isfinite(values)]
    if len(known) < 2:
        return Interval(np.nan, np.nan, np.nan, len(known))
    middle = float(known.mean())
    half = _student(len(known)) * float(known.std(ddof=1) / np.sqrt(len(known)))
    return Interval(middle, middle - half, middle + half, len(known))


def share(number: int, of: int) -> Interval:
    """Share of ``of`` replications with Wilson's interval [1]_, which is never empty.

    .. [1] Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. *Journal of the
       American Statistical Association* 22(158), 209-212.
    """
    if of == 0:
        return Interval(np.nan, np.nan, np.nan, 0)
    low, high = wilson(np.array([number], dtype=np.float64), of)
    return Interval(number / of, float(low[0]), float(high[0]), of)


def wilson(number: Floats, of: int) -> tuple[Floats, Floats]:
    """Ends of Wilson's interval for each ``number`` (n,) out of ``of``."""
    z = float(scipy.special.ndtri((1 + CONFIDENCE) / 2))
    p = number / of
    middle = (p + z**2 / (2 * of)) / (1 + z**2 / of)
    half = z / (1 + z**2 / of) * np.sqrt(p * (1 - p) / of + z**2 / (4 * of**2))
    return np.maximum(middle - half, 0.0), np.minimum(middle + half, 1.0)


def ratio(part: Floats, whole: Floats) -> Interval:
    """Ratio of the totals of ``part`` and ``whole`` (replications,), with its linearised interval [1]_.

    Replications are the units, so that what is alike within one does not count twice.

    .. [1] Cochran, W. G. (1977). *Sampling Techniques*, 3rd edition, section 6.3.
    """
    number, total = len(whole), float(whole.sum())
    if total == 0 or number < 2:
        return Interval(np.nan, np.nan, np.nan, number)
    value = float(part.sum()) / total
    spread = float(np.sqrt(((part - value * whole) ** 2).sum() * number / (number - 1))) / total
    half = _student(number) * spread
    return Interval(value, value - half, value + half, number)


def _student(number: int) -> float:
    return float(scipy.special.stdtrit(number - 1, (1 + CONFIDENCE) / 2))
