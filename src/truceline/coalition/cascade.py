"""How far a movement carries when each joins once enough others have.

The threshold model of collective behaviour [1]_: an actor joins when the share that has joined reaches its threshold.
The final share is the smallest fixed point ``r = F(r)`` of the thresholds' distribution: the least fixed point of
``coalition.pledges.resolve`` where every pledge waits for mass alone. A tiny change of one threshold can
change it from all to almost none, so it is a warning about sensitivity, not a forecast.

.. [1] Granovetter, M. (1978). Threshold models of collective behavior. *American Journal of Sociology* 83(6),
   1420-1443. Left out: friendship networks and the costs that lie behind a threshold.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def final_share(thresholds: NDArray[np.float64]) -> float:
    """Give the share of actors that joins in the end; ``thresholds`` (actors,) are shares of all actors, 0 or more.

    Time grows with actors x log(actors), for sorting.
    """
    ordered = np.sort(thresholds)
    joined = np.arange(len(ordered)) / len(ordered)
    stuck = np.flatnonzero(ordered > joined)
    return float(joined[stuck[0]]) if len(stuck) else 1.0
