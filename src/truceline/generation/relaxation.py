"""A fast relaxation of force generation, for questions asked of very many coalitions at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from truceline.generation.requirement import RequirementLine

Floats = NDArray[np.float64]


def relaxed_fill(lines: Sequence[RequirementLine], supply: Mapping[str, Floats], people: Mapping[str, float]) -> Floats:
    """Return the share of the people asked for that the supply could meet at best, in each world: (worlds,).

    ``supply`` maps each capability to the units brought, (worlds,), ``people`` to those of one unit: battalions and
    teams have no other common measure, and what brings nobody counts for nothing. 1 where no people are asked for.
    Lines that ask for the same capability share it. Time, place, caveats, enablers and rotations are relaxed away,
    which flatters; substitutes are left out, which does not: it ranks coalitions, ``generate`` says what they can
    field.
    """
    wanted: dict[str, int] = {}
    for line in lines:
        wanted[line.capability] = wanted.get(line.capability, 0) + line.quantity
    met = [people[capability] * np.minimum(supply[capability], quantity) for capability, quantity in wanted.items()]
    asked = sum(people[capability] * quantity for capability, quantity in wanted.items())
    total: Floats = np.sum(met, axis=0) / asked if asked else np.ones_like(met[0])
    return total
