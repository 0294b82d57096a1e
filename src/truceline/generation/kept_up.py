"""How long a force can be kept up near its peak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST = 0.75
"""A force counts as kept up while at least this share of its peak is deployed."""


@dataclass(frozen=True, slots=True)
class KeptUp:
    """From month ``first`` to ``last`` (counted from 1) at least ``MOST`` of the peak is deployed, without a break.

    ``months`` is how many of the ``horizon`` that is: 0 where nobody is deployed. ``to_the_end`` tells that the
    horizon ends before the force does.
    """

    first: int
    last: int
    months: int
    horizon: int

    @property
    def to_the_end(self) -> bool:
        """Tell whether the force lasts to the end of the plan."""
        return self.months > 0 and self.last == self.horizon


def kept_up(by_month: Sequence[float]) -> KeptUp:
    """Find the longest run of months in which most of the peak is deployed, the first of several."""
    deployed = np.asarray(by_month, dtype=float)
    enough = (deployed >= MOST * deployed.max(initial=0.0)) & (deployed > 0)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], enough, [False]]).astype(np.int8)))
    starts, stops = edges[::2], edges[1::2]
    if not len(starts):
        return KeptUp(0, 0, 0, len(deployed))
    longest = int(np.argmax(stops - starts))
    first, stop = int(starts[longest]), int(stops[longest])
    return KeptUp(first + 1, stop, stop - first, len(deployed))
