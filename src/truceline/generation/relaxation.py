"""A fast relaxation of force generation, for questions asked of very many coalitions at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.generation.requirement import RequirementLine

Floats = NDArray[np.float64]


def relaxed_fill(lines: Sequence[RequirementLine], supply: Mapping[str, Floats]) -> Floats:
    """Give the share of the quantities asked for that the supply could meet at best, in each world: (worlds,).

    ``supply`` maps each capability to the units brought, (worlds,). Lines that ask for the same capability share it.
    Time, place, caveats, enablers and rotations are relaxed away, which flatters; substitutes are left out, which
    does not: it ranks coalitions, ``generate`` says what they can field.
    """
    wanted: dict[str, int] = {}
    for line in lines:
        wanted[line.capability] = wanted.get(line.capability, 0) + line.quantity
    met = [np.minimum(supply[capability], quantity) for capability, quantity in wanted.items()]
    total: Floats = np.sum(met, axis=0) / sum(wanted.values())
    return total
