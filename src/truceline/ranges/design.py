"""Draws: values of all inputs at once, spread evenly over what each input may be.

A Latin hypercube [1]_: the chances 0 to 1 are cut into as many equal strips as there are draws, and each input takes
one chance from every strip, in an order of its own. A chance becomes a value of the input's low, likely and high by the
triangular distribution (``quantities.within``): three stated numbers allow no more shape than that.

Each input has a stream of random numbers of its own, by its id. So an input that is added or taken away leaves the
draws of all others as they were, and two plans with the same seed differ by what was changed and not by luck. Inputs
are drawn independently of one another: where two err together in truth, ranges come out too narrow.

.. [1] McKay, M. D., Beckman, R. J., Conover, W. J. (1979). A comparison of three methods for selecting values of input
   variables in the analysis of output from a computer code. *Technometrics* 21(2), 239-245.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.records.quantities import Range, within

Floats = NDArray[np.float64]

Draw = Mapping[str, float]
"""The value of every input that is not at what the plan took, by id; an empty one is the plan itself."""


@dataclass(frozen=True, slots=True)
class UncertainInput:
    """A number with a range: an assumption by its id, or a number of a pledge or capability as ``ID.what``."""

    id: str
    value: Range


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The draws of a plan: ``values`` is (inputs, draws), rows in the order of ``inputs``, which are ids."""

    inputs: tuple[str, ...]
    values: Floats

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return int(self.values.shape[1])

    def draw(self, number: int) -> Draw:
        """Return one draw, by input."""
        return dict(zip(self.inputs, self.values[:, number].tolist(), strict=True))


def design(inputs: Sequence[UncertainInput], draws: int, *, seed: int) -> Design:
    """Draw ``draws`` values of every input whose low and high differ. Cost: inputs x draws."""
    ranged = [each for each in inputs if each.value.low < each.value.high]
    rows = [within(each.value, _chances(each.id, draws, seed)) for each in ranged]
    return Design(tuple(each.id for each in ranged), np.array(rows, dtype=np.float64).reshape(len(ranged), draws))


def _chances(name: str, draws: int, seed: int) -> Floats:
    key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, key])))
    chances: Floats = (rng.permutation(draws) + rng.random(draws)) / draws
    return chances
