"""The best tours of one unit when every unit-month has a price."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from truceline.generation.problem import Bools, Floats, Ints, Problem
from truceline.generation.schedule import Schedule, possible


@dataclass(frozen=True, slots=True)
class Menu:
    """What each group can choose from, padded to the same width.

    ``pair``, ``line`` and ``factor`` are (groups, width); ``pair`` is -1 where a group has fewer pairs. ``end`` and
    ``may`` are (groups, width, months): the month after the last of a tour that begins in a month, and whether it may
    begin then. ``useful`` is (groups, months): whether a unit could have all it needs in a month at all. ``bound`` is
    (groups,), the months that a tour and the rest after it bind a unit, ``tours`` (groups,) how many it may begin.
    """

    pair: Ints
    line: Ints
    factor: Floats
    end: Ints
    may: Bools
    useful: Bools
    bound: Ints
    tours: Ints


def menu(problem: Problem) -> Menu:
    """Lay out each group's pairs side by side; there must be at least one pair."""
    width, bound = int(np.bincount(problem.pair_group).max()), problem.tour + problem.rest
    pair = np.full((len(problem.size), width), -1)
    place = np.arange(len(problem.pair_group)) - np.searchsorted(problem.pair_group, problem.pair_group)
    pair[problem.pair_group, place] = np.arange(len(problem.pair_group))
    line, month = problem.pair_line[pair], np.arange(problem.months)
    stop = problem.stop[line][:, :, None]
    return Menu(
        pair=pair,
        line=line,
        factor=problem.pair_factor[pair],
        end=np.maximum(np.minimum(month + problem.tour[:, None, None], stop), month),
        may=(pair >= 0)[:, :, None] & (problem.pair_first[pair][:, :, None] <= month) & (month < stop),
        useful=np.vstack([possible(problem), np.ones((1, problem.months), dtype=bool)])[problem.kind],
        bound=bound,
        tours=np.minimum(problem.tours, -(-problem.months // bound)),
    )


def tour_values(value: Floats, end: Ints, may: Bools) -> Floats:
    """Add up what each month is worth, (..., months), over every tour that may begin; -inf where none may."""
    total = np.zeros((*value.shape[:-1], value.shape[-1] + 1))
    np.cumsum(value, axis=-1, out=total[..., 1:])
    return np.where(may, np.take_along_axis(total, end, axis=-1) - total[..., :-1], -np.inf)


def best_of_all(values: Floats, choice: Menu) -> tuple[Floats, Schedule]:
    """Find for one unit of each group the best schedule, given what every tour is worth, (groups, width, months).

    Returns the worth of each, (groups,), and all their tours. Backward recursion over months and tours left;
    grows with groups x width x months.
    """
    groups, _width, months = values.shape
    each, place = np.arange(groups), values.argmax(axis=1)
    top = np.take_along_axis(values, place[:, None, :], axis=1)[:, 0, :]
    then = np.minimum(np.arange(months + 1)[:, None] + choice.bound, months)
    ahead = np.zeros((months + 1, groups, int(choice.tours.max()) + 1))
    for month in range(months - 1, -1, -1):
        begun, stay = top[:, month, None] + ahead[then[month], each, :-1], ahead[month + 1, :, 1:]
        np.maximum(begun, stay, out=ahead[month, :, 1:])
    group, start = _follow(ahead[:-1] > ahead[1:], then, choice.tours)
    return ahead[0, each, choice.tours], Schedule(choice.pair[group, place[group, start]], start)


def _follow(take: Bools, then: Ints, tours: Ints) -> tuple[Ints, Ints]:
    # Walk forward through the recursion's choices, all groups at once, from tour to tour: ``take`` is (months, groups,
    # tours left + 1), ``then`` (months + 1, groups); the last month stands for the end.
    end, each = len(take), np.arange(len(tours))
    begins = np.full((end + 1, *take.shape[1:]), end)
    begins[:-1] = np.where(take, np.arange(end)[:, None, None], end)
    begins = np.minimum.accumulate(begins[::-1], axis=0)[::-1]
    found, free = [], np.zeros(len(tours), dtype=np.int64)
    for begun in range(int(tours.max())):
        month = begins[free, each, np.maximum(tours - begun, 0)]
        found.append(month)
        free = then[month, each]
    start = np.concatenate(found)
    tour = np.flatnonzero(start < end)
    return tour % len(tours), start[tour]


def best_of_one(values: Floats, bound: int, tours: int) -> tuple[float, list[tuple[int, int]]]:
    """Find the best schedule of one unit: its worth, and its tours as (place on the menu, month).

    The same recursion as ``best_of_all`` in plain numbers, which is faster where there is only one. ``values`` is
    (width, months).
    """
    months = values.shape[1]
    place = values.argmax(axis=0)
    top = values[place, np.arange(months)].tolist()
    ahead = [[0.0] * (tours + 1) for _ in range(months + 1)]
    for month in range(months - 1, -1, -1):
        gain, later, stay = top[month], ahead[min(month + bound, months)], ahead[month + 1]
        ahead[month] = [0.0, *map(max, [gain + worth for worth in later[:-1]], stay[1:])] if gain > 0 else stay
    found, month, left = [], 0, tours
    while month < months and left:
        if ahead[month][left] > ahead[month + 1][left]:
            found.append((int(place[month]), month))
            month, left = min(month + bound, months), left - 1
        else:
            month += 1
    return ahead[0][tours], found
