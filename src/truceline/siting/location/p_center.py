"""The p-center problem: p sites so that the farthest demand is as near as possible [1]_.

The best radius is one of the distances; whether p sites suffice for a radius is a set covering problem, so it is
found by halving [2]_.

.. [1] Hakimi, S. (1964). Optimum locations of switching centers and the absolute centers and medians of a graph.
   *Operations Research* 12(3), 450-459.
.. [2] Minieka, E. (1970). The m-center problem. *SIAM Review* 12(1), 138-139.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import scipy

from truceline.errors import InfeasibleError
from truceline.siting.location.lscp import STEPS, lscp
from truceline.siting.location.problem import Located
from truceline.solvers.milp import SolveStatus


def p_center(
    distance: scipy.sparse.csr_array,
    number: int,
    *,
    fixed: tuple[int, ...] = (),
    forbidden: tuple[int, ...] = (),
    steps: int = STEPS,
) -> Located:
    """Choose at most ``number`` sites so that the largest distance from a demand to its nearest site is least.

    ``distance`` is (sites, demands) with one stored value, 0 included, for each pair in reach. The objective is
    that largest distance; the bound is the smallest radius not proven too short. Cost: one ``lscp`` for each
    halving of the list of distances.

    Raises
    ------
    InfeasibleError
        If no ``number`` sites reach every demand, as far as could be found.
    """
    radii = np.unique(distance.data)
    tried: dict[int, Located | None] = {}

    def cover(index: int) -> Located | None:
        if index not in tried:
            within = scipy.sparse.csr_array(
                ((distance.data <= radii[index]).astype(np.float64), distance.indices, distance.indptr),
                shape=distance.shape,
            )
            try:
                tried[index] = lscp(within, fixed=fixed, forbidden=forbidden, enough=number, steps=steps)
            except InfeasibleError:
                tried[index] = None
        return tried[index]

    first = _first(len(radii), lambda i: (found := cover(i)) is not None and len(found.chosen) <= number)
    if first == len(radii):
        found = f"p-center | {number} sites were not enough; allow more sites or more pairs"
        raise InfeasibleError("no choice of sites reaches every demand", (found,))
    possible = _first(len(radii), lambda i: (found := cover(i)) is not None and found.bound <= number)
    best = cover(first)
    assert best is not None  # noqa: S101 - `first` has a cover
    status = SolveStatus.OPTIMAL if possible == first else SolveStatus.FEASIBLE
    return Located(best.chosen, float(radii[first]), float(radii[possible]), status)


def _first(number: int, holds: Callable[[int], bool]) -> int:
    # Smallest index at which `holds`, which stays true from there on; `number` if it never does.
    low, high = 0, number
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return low
