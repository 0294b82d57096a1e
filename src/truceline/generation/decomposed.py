"""Large cases: prices, a search guided by them, and bounds that say how far the plan is from the best.

The stages are those of ``exact``; none is solved to proof, so each is reported with what was reached and the bound.
"""

from __future__ import annotations

import math

import numpy as np

from truceline.generation.bounds import Bound, bound
from truceline.generation.given import Floats, Given
from truceline.generation.plan import Stage
from truceline.generation.pricing import Menu, menu
from truceline.generation.schedule import Found, Schedule, fill
from truceline.generation.search import Search, order, polish
from truceline.solvers.milp import Status

ROUNDS = 100
"""Rounds of the search for each bound."""

BLENDS = (0.0, 0.25, 0.5, 0.75)
"""How far each early pass of the search is paid in fill (1) rather than in prices (0)."""

_TRADE = 1.0  # what a critical unit-month beyond those reached is worth in others, where the fill is bounded


def decomposed(given: Given) -> Found:
    """Find a good schedule, and bound what any could reach; there must be at least one pair.

    Grows with groups x lines that one may serve x months, per round and per pass; memory likewise.
    """
    choice, many = menu(given), int(given.size.sum())
    first = Search(given, choice, _weight(given))
    first.pay(first.weight, range(many))
    reached = _reached(given, first.schedule())
    bounds = _bounds(given, choice, reached)
    price = _lexicographic(given) * bounds[0].price + bounds[1].price
    best = max((_search(given, choice, price), first), key=Search.worth)
    polish(best, (price + best.weight) / 2)
    return _found(given, best.schedule(), bounds)


def _lexicographic(given: Given) -> float:
    # More than all that is desirable but not critical, so that no such fill outweighs a critical unit-month.
    return 1.0 + float((given.quantity[:, None] * given.asks)[~given.critical].sum())


def _weight(given: Given) -> Floats:
    return 1.0 + _lexicographic(given) * given.critical


def _reached(given: Given, schedule: Schedule) -> tuple[float, float]:
    filled = fill(given, schedule)
    return float(filled[given.critical].sum()), float(filled.sum())


def _bounds(given: Given, choice: Menu, reached: tuple[float, float]) -> tuple[Bound, ...]:
    # The first for the critical lines alone, the second for all lines, with critical ones weighing 1 + trade.
    critical, total = reached
    aims = (given.critical.astype(float), critical), (1 + _TRADE * given.critical, total + _TRADE * critical)
    return tuple(bound(given, choice, weight, reached=aim, rounds=ROUNDS) for weight, aim in aims)


def _search(given: Given, choice: Menu, price: Floats) -> Search:
    search = Search(given, choice, _weight(given))
    for turn, blend in enumerate(BLENDS):
        search.pay(blend * search.weight + (1 - blend) * price, order(len(search.tours), turn))
    search.settle(range(len(search.tours)))
    return search


def _found(given: Given, schedule: Schedule, bounds: tuple[Bound, ...]) -> Found:
    critical, total = _reached(given, schedule)
    most = min(_whole(given, bounds[0].value), float((given.quantity[:, None] * given.asks)[given.critical].sum()))
    begun = len(schedule.start)
    stages = (
        Stage("critical", critical, max(most, critical)),
        Stage("fill", total, max(_whole(given, bounds[1].value - _TRADE * critical), total)),
        Stage("tours", float(begun), min(_fewest(given, total), float(begun))),
    )
    proven = all(abs(stage.bound - stage.value) < 1e-6 * max(1.0, stage.value) for stage in stages)
    return Found(schedule, stages, Status.OPTIMAL if proven else Status.FEASIBLE)


def _whole(given: Given, value: float) -> float:
    # Fills are sums of factors: where all of these are multiples of 1/n, no fill lies between two multiples.
    for n in (1, 2, 4, 5, 10, 20):
        if np.allclose(given.pair_factor * n, np.rint(given.pair_factor * n), atol=1e-12):
            return math.floor(value * n + 1e-6) / n
    return value


def _fewest(given: Given, total: float) -> float:
    # Tours that this much fill takes at least: as if the longest that units can sustain came first, all full.
    yields = np.zeros(len(given.size))
    np.maximum.at(yields, given.pair_group, given.pair_factor * given.tour[given.pair_group])
    most = np.repeat(yields, given.size * np.minimum(given.tours, given.months))
    return float(np.searchsorted(np.cumsum(np.sort(most)[::-1]), total - 1e-6) + 1) if total > 0 else 0.0
