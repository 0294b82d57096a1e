"""Which past incidents could have been attributed: seen by somebody who could tell from which side they came.

The rule is the simulation's: of the incidents that are seen, by whomever, the case's ``attribution_share`` can be
attributed, so that the chance is ``(1 - prod(1 - chance seen)) * share``. It never exceeds the chance of being seen,
and more seers never lower it. By day and by night it follows siting's chances; the share is the same for both.

Left out: access to the place, evidence found there, what the reports hold, and that several seers may tell more
than one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.records.quantities import Range

Floats = NDArray[np.float64]

RULE = (
    "Attributable: seen, and the side of origin could be told; the latter for the share attribution_share of what is "
    "seen, by whomever (stated in exercise.yaml; the simulation uses it in the same way)."
)
"""By what rule an incident counts as attributable."""


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
    """Return the chance that each incident could be attributed, (3, 2, incidents): share low to high, day, night.

    ``unseen`` (seers, 2, incidents) is the chance that a seer misses it by day and by night, ``night`` (incidents,) the
    share of its interval in darkness, by which the two are weighted. Cost grows with seers x incidents.
    """
    weight = np.stack([1 - night, night])
    seen = weight * (1 - unseen.prod(axis=0))
    return np.stack([seen * each for each in (share.low, share.likely, share.high)])
