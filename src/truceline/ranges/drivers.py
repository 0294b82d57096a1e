"""Which inputs drive a headline: the share of its spread over the draws that goes with each input.

Inputs and headline are replaced by their ranks over the draws, so that the shape of an effect does not matter and an
infinite response counts like any other [1]_. Then inputs are taken one by one (forward selection): first the one whose
ranks go best with the headline's, then the one that goes best with what is left of it, and so on. The share of an input
is the part of the headline's variance, in ranks, that it explains beyond those taken before it; as inputs are drawn
independently, that is very nearly what it explains alone. Shares add up to one at most: what is missing from one is
what inputs do only together, or too little to be told from luck.

Every headline of a plan rises or falls with every input (more units never fill less, a longer range never sees less),
so ranks miss little of what an input does but for steps: where a condition on mass turns, or a whole post falls away.

With few draws any two columns go together a little by luck. An input is taken only where luck would show as much for
*any* of the inputs in one headline out of twenty: the squared correlation of unrelated columns is about
chi-squared / (draws - 1), with one degree of freedom, so the threshold is its quantile at 1 - 0.05 / inputs. What
explains less than a twentieth is not named either.

.. [1] Saltelli, A. and others (2008). *Global Sensitivity Analysis: The Primer.* Wiley, chapters 1.2 and 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import scipy

from truceline.ranges.design import Design, Floats

LUCK = 0.05
"""The chance that any input at all is named where none drives the headline."""

LEAST = 0.05
"""Shares below this are not named."""

_NOTHING = 1e-9  # of the headline's variance, or of an input's: what rounding leaves


@dataclass(frozen=True, slots=True)
class DrawDriver:
    """An input and a headline, and the share (0 to 1) of the headline's variance over the draws that goes with it."""

    input: str
    headline: str
    share: float


def drivers(design: Design, headlines: Mapping[str, Floats]) -> tuple[DrawDriver, ...]:
    """Name the inputs that drive each of ``headlines`` (draws,), headline by headline, the largest share first.

    A headline that is the same in all draws has no driver. Cost: inputs x draws x headlines.
    """
    inputs = _standardised(design.values)
    return tuple(
        DrawDriver(design.inputs[row], name, share)
        for name, values in headlines.items()
        for row, share in sorted(_taken(inputs, _standardised(values[None])[0]), key=lambda taken: -taken[1])
    )


def threshold(inputs: int, draws: int) -> float:
    """Return the share of what is left that no input reaches by luck, but for one headline in twenty."""
    return float(scipy.special.chdtri(1, LUCK / inputs)) / (draws - 1) if inputs and draws > 1 else np.inf


def _taken(inputs: Floats, left: Floats) -> Iterator[tuple[int, float]]:
    # Inputs by index with their shares, in the order in which they are taken.
    least = threshold(*inputs.shape)
    while len(inputs) and (size := float(left @ left)) > _NOTHING:
        goes = _unit(inputs) @ left
        best = int(np.argmax(goes**2))
        share = float(goes[best] ** 2)
        if share <= max(least * size, LEAST):
            return
        yield best, share
        taken = _unit(inputs[best : best + 1])[0]
        left = left - (taken @ left) * taken
        inputs = inputs - np.outer(inputs @ taken, taken)


def _unit(rows: Floats) -> Floats:
    length = np.sqrt((rows**2).sum(axis=1, keepdims=True))
    made: Floats = np.divide(rows, length, out=np.zeros_like(rows), where=length > _NOTHING)
    return made


def _standardised(rows: Floats) -> Floats:
    # Ranks of each row with mean 0 and length 1; zero where all are equal.
    if not rows.size:
        return rows
    ranks = np.array([_ranks(row) for row in rows]).reshape(rows.shape)
    return _unit(ranks - ranks.mean(axis=1, keepdims=True))


def _ranks(values: Floats) -> Floats:
    # From 1; equals share the mean of their ranks.
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(times) - (times - 1) / 2)[place], dtype=np.float64)
