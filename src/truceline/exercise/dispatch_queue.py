"""Reaction forces answer calls in the order in which they come: a queue with several servers.

Forces of one area share its calls, first come first served [1]_. A call takes the force there, keeps it on the scene
and takes it back: only then is it free. So response = wait + way; with Poisson calls it is an M/G/c queue.

Left out: help from a neighbouring area, and calls broken off for graver ones.

.. [1] Kiefer, J., Wolfowitz, J. (1955). On the theory of queues with many servers. *Transactions of the American
   Mathematical Society* 78(1), 1-18.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def waits(call: Floats, service: Floats, queue: Integers, free: Floats) -> Floats:
    """Return the wait (calls,) of each call until a force sets out; inf where the queue has none.

    ``call`` and ``service`` (calls,) are when it comes and how long it binds a force, in the same unit; ``queue``
    (calls,) is which queue it joins. ``free`` (queues, forces) is when each force is free again, inf where there is no
    such force: it is brought up to date in place. Calls that come at once are served in the order given.
    """
    order = np.lexsort((call, queue))
    joined = queue[order]
    rank = np.arange(len(order)) - np.searchsorted(joined, joined)
    wait = np.empty(len(call))
    for place in range(int(rank.max(initial=-1)) + 1):
        rows = order[rank == place]  # one call from each queue that has so many
        mine = queue[rows]
        force = free[mine].argmin(axis=1)
        start = np.maximum(call[rows], free[mine, force])
        wait[rows] = start - call[rows]
        free[mine, force] = start + service[rows]
    return wait
