"""What all units together could fill at most: a bound that no plan can exceed, and prices that show what is scarce.

With a price on every unit-month of every line, units no longer compete: each serves where it earns most, and lines
are filled wherever the price is below their weight. Any prices whatever give a bound (Lagrangian relaxation [1]_);
good ones are found by subgradients with Polyak's step. Besides, needs are relaxed to "could be met in that month at
all". As tours of one group bind its units equally long, the best such bound is that of the linear programme.

.. [1] Fisher, M. L. (1981). The Lagrangian relaxation method for solving integer programming problems.
   *Management Science* 27(1), 1-18.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from truceline.generation.large.pricing import Menu, best_of_all, tour_values
from truceline.generation.problem import Floats, Problem
from truceline.generation.schedule import supply

_MEMORY = 0.8  # share of the last direction kept: damps the zigzag
_STILL = 0.005  # steps so short no longer move the bound
_PATIENCE, _SHRINK = 4, 0.7  # rounds without a better bound, after which steps shrink by this factor


@dataclass(frozen=True, slots=True)
class FillBound:
    """No plan exceeds ``value``; ``price`` is (lines, months), what one unit-month more or less is worth there."""

    value: float
    price: Floats


def bound(
    problem: Problem, choice: Menu, weight: Floats, *, reached: float, near: float = 1e-9, rounds: int
) -> FillBound:
    """Bound the weighted unit-months filled from above.

    ``weight`` is (lines,). ``reached`` is what some plan reaches, which sets the length of the steps; a
    bound less than ``near`` above it is near enough. There are at most ``rounds``; each grows with groups x width of
    the menu x months.
    """
    asked, most = problem.quantity[:, None] * problem.asks, weight[:, None] * problem.asks
    price = most / 2
    best, worse, scale, direction = FillBound(math.inf, price), 0, 1.0, np.zeros_like(most)
    for _round in range(rounds):
        found, excess = _relaxed(problem, choice, price)
        value = float((asked * (most - price)).sum()) + found
        worse = 0 if value < best.value - 1e-5 * abs(best.value) or math.isinf(best.value) else worse + 1
        best = FillBound(value, price) if value < best.value else best
        if best.value < reached + near or scale < _STILL:
            break
        if worse == _PATIENCE:
            scale, worse = scale * _SHRINK, 0
        slope = (excess - asked) * problem.asks
        slope[((price <= 0) & (slope > 0)) | ((price >= most) & (slope < 0))] = 0.0
        direction = slope + _MEMORY * direction
        step = scale * (value - reached) / max(float((direction**2).sum()), 1e-9)
        price = np.clip(price - step * direction, 0.0, most)
    return best


def _relaxed(problem: Problem, choice: Menu, price: Floats) -> tuple[float, Floats]:
    # What units earn at these prices when each looks only at itself, and what they would then supply, (lines, months).
    month_value = price[choice.line] * choice.factor[:, :, None] * choice.useful[:, None, :]
    worth, schedule = best_of_all(tour_values(month_value, choice.end, choice.may), choice)
    supplied = supply(problem, schedule, problem.pair_factor * problem.size[problem.pair_group])
    return float((problem.size * worth).sum()), supplied.sum(axis=0)
