"""Which past incidents could have been attributed: seen by somebody who could tell from which side they came.

The rule: each seer that sees an incident can tell its origin with the case's ``attribution_share``, each for itself, so
that the chance is ``1 - prod(1 - chance seen * share)`` over the seers. It never exceeds the chance of being seen, and
more seers never lower it. By day and by night it follows siting's chances; the share is the same for both.

The share is stated for a verified incident whoever saw it; here each seer has it, so where many see, more could be
attributed than is in a simulation. Left out: access to the place, evidence found there, and what the reports hold.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.records.quantities import Range

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Attributable:
    """Expected number of incidents that could have been attributed.

    ``low``, ``likely`` and ``high`` are for these values of the share; ``by_day`` and ``by_night`` sum to ``likely``.
    """

    low: float
    likely: float
    high: float
    by_day: float
    by_night: float

    @classmethod
    def of(cls, chances: Floats) -> Attributable:
        """Sum up some incidents' chances, (3, 2, incidents) as ``attributable`` gives them."""
        sums = chances.sum(axis=2)
        low, likely, high = sums.sum(axis=1).tolist()
        by_day, by_night = sums[1].tolist()
        return cls(low, likely, high, by_day, by_night)


def attributable(unseen: Floats, night: Floats, share: Range) -> Floats:
    """Give the chance that each incident could have been attributed, (3, 2, incidents): share low to high, day, night.

    ``unseen`` (seers, 2, incidents) is the chance that a seer misses it by day and by night, ``night`` (incidents,) the
    share of its interval in darkness, by which the two are weighted. Cost grows with seers x incidents.
    """
    weight = np.stack([1 - night, night])
    shares = (share.low, share.likely, share.high)
    return np.stack([weight * (1 - (1 - (1 - unseen) * each).prod(axis=0)) for each in shares])
