"""A good plan unit by unit: each in turn gets the best schedule there is for it while all others stay.

The first passes pay each unit partly in prices (what others would give for the place), so that those who can serve
anywhere leave the crowded lines to those who cannot; the later ones pay only in what the plan gains, and then the
plan can but improve.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from truceline.generation.large.pricing import Menu, best_of_one, tour_values
from truceline.generation.problem import Bools, Floats, Ints, Problem
from truceline.generation.schedule import TINY, Schedule, readiness, turns

TOUR_COST = 1e-3
"""What a tour costs in unit-months: among equal fills the one with fewer tours is better."""

_BETTER = TOUR_COST / 2  # one tour fewer is better; rounding errors are not

_Tours = list[tuple[int, int]]  # (place on the menu, month)


class UnitSearch:
    """A plan under construction: every unit's tours, and what they supply.

    ``weight`` is (lines,): what a unit-month is worth.
    """

    def __init__(self, problem: Problem, choice: Menu, weight: Floats) -> None:
        self.given, self.choice = problem, choice
        self.reweigh(weight)
        self.asked = problem.quantity[:, None] * problem.asks
        self.group = np.repeat(np.arange(len(problem.size)), problem.size)
        # Among equals the tour that begins earlier is better, by less than it takes to change the plan.
        self.cost = TOUR_COST * (1 + np.arange(problem.months) / (4 * problem.months))
        self.tours: list[_Tours] = [[] for _ in self.group]
        self.served = np.zeros((len(problem.kind_needs) + 1, len(problem.lines), problem.months))
        self.provider = np.asarray((problem.provides[choice.line] & (choice.pair >= 0)[:, :, None]).any(axis=(1, 2)))

    def reweigh(self, weight: Floats) -> None:
        """Change what a unit-month is worth on each line, (lines,)."""
        self.weight = weight[:, None] * self.given.asks

    def pay(self, price: Floats, units: Iterable[int]) -> None:
        """Give each unit in turn the schedule that earns most at ``price`` (lines, months) where something is lacking.

        Whoever provides an enabler that nobody else provides earns what all who need it could earn.
        """
        wanted = self._wanted(price)
        for unit in units:
            group = self.group[unit]
            self.swap(unit, [])
            supplied = self.served.sum(axis=0)
            values = self._values(group, price, self.asked - supplied, self.choice.useful[group])
            if self.provider[group]:
                there = np.einsum("le,lm->em", self.given.provides, supplied > TINY)
                values = values + self._unlocked(group, wanted * ~there)
            self.swap(unit, self._best(group, values)[1])

    def _wanted(self, price: Floats) -> Floats:
        # What all units that need an enabler could earn in a month, (enablers, months).
        choice, given = self.choice, self.given
        earned = given.size[:, None] * (price[choice.line] * choice.factor[:, :, None]).max(axis=1)
        needs = np.vstack([given.kind_needs, np.zeros((1, len(given.enablers)), dtype=bool)])[given.kind]
        wanted: Floats = needs.T @ earned
        return wanted

    def settle(self, units: Sequence[int]) -> None:
        """Give each unit in turn the schedule that adds most to the plan, to and fro, until all keep their own."""
        turn = 0
        while sum(self._improve(unit) for unit in units[:: -1 if turn % 2 else 1]):
            turn += 1

    def _improve(self, unit: int) -> bool:
        group, old = self.group[unit], self.tours[unit]
        before = self.worth() if self.provider[group] else 0.0
        self.swap(unit, [])
        useful, provided = self._useful()
        values = self._values(group, self.weight, self.asked - useful, self._ready(group, provided))
        if self.provider[group]:
            values = values + self._unlocked(group, self._missed(useful, provided))
        gain, new = self._best(group, values)
        self.swap(unit, new)
        after = self.worth() if self.provider[group] else gain
        if not self.provider[group]:
            before = sum(float(values[place, month]) for place, month in old)
        if after > before + _BETTER:
            return True
        self.swap(unit, old)
        return False

    def worth(self) -> float:
        """Return the weighted unit-months filled, less the cost of the tours."""
        filled = np.minimum(self._useful()[0], self.asked)
        return float((self.weight * filled).sum()) - TOUR_COST * sum(map(len, self.tours))

    def schedule(self) -> Schedule:
        """List the tours as they stand."""
        rows = [
            (self.choice.pair[self.group[u], place], month)
            for u, tours in enumerate(self.tours)
            for place, month in tours
        ]
        pair, start = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        return Schedule(pair, start)

    def take(self, schedule: Schedule) -> None:
        """Put every unit on the tours that ``schedule`` has for it, and on no others."""
        group = self.given.pair_group[schedule.pair]
        unit = np.searchsorted(self.group, group) + turns(self.given, schedule)
        place = schedule.pair - np.searchsorted(self.given.pair_group, group)
        tours: list[_Tours] = [[] for _ in self.tours]
        for who, which, month in zip(unit.tolist(), place.tolist(), schedule.start.tolist(), strict=True):
            tours[who].append((which, month))
        for who, those in enumerate(tours):
            self.swap(who, those)

    def swap(self, unit: int, tours: _Tours) -> None:
        """Take a unit off its tours and put it on others."""
        group = self.group[unit]
        kind, choice = self.given.kind[group], self.choice
        for sign, which in ((-1, self.tours[unit]), (1, tours)):
            for place, month in which:
                cell = kind, choice.line[group, place], slice(month, choice.end[group, place, month])
                self.served[cell] += sign * choice.factor[group, place]
        self.tours[unit] = tours

    def _useful(self, also: Bools | None = None) -> tuple[Floats, Bools]:
        ready, provided = readiness(self.given, self.served, also)
        return self.served[-1] + (self.served[:-1] * ready[:, None, :]).sum(axis=0), provided

    def _ready(self, group: int, provided: Bools) -> Bools:
        kind = self.given.kind[group]
        return (
            provided[self.given.kind_needs[kind]].all(axis=0) if kind >= 0 else np.ones(self.given.months, dtype=bool)
        )

    def _values(self, group: int, price: Floats, lacking: Floats, ready: Bools) -> Floats:
        line = self.choice.line[group]
        month_value = price[line] * np.clip(lacking[line], 0.0, self.choice.factor[group][:, None]) * ready
        return tour_values(month_value, self.choice.end[group], self.choice.may[group]) - self.cost

    def _missed(self, useful: Floats, provided: Bools) -> Floats:
        # What others would add in each month if an enabler that is missing then were there, (enablers, months).
        now, missed = np.minimum(useful, self.asked), np.zeros(provided.shape)
        for enabler in np.flatnonzero(~provided.all(axis=1)):
            also = np.zeros_like(provided)
            also[enabler] = True
            then = np.minimum(self._useful(also)[0], self.asked)
            missed[enabler] = (self.weight * (then - now)).sum(axis=0)
        return missed

    def _unlocked(self, group: int, worth: Floats) -> Floats:
        # What a tour earns by the enablers it provides, if they are worth so much (enablers, months).
        month_value = self.given.provides[self.choice.line[group]] @ worth
        values = tour_values(month_value, self.choice.end[group], self.choice.may[group])
        return np.where(self.choice.may[group], values, 0.0)

    def _best(self, group: int, values: Floats) -> tuple[float, _Tours]:
        return best_of_one(values, int(self.choice.bound[group]), int(self.choice.tours[group]))


def order(count: int, turn: int) -> Ints:
    """Return the order in which units are visited: to and fro."""
    return np.arange(count)[:: -1 if turn % 2 else 1]
