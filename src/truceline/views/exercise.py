"""What the pages of an exercise say: survival, differences, additions, sectors and drivers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from truceline.exercise.estimates import Interval
from truceline.exercise.montecarlo import ADDED, MEASURES, PairedDifference
from truceline.exercise.parameters import Exercise
from truceline.exercise.work_units import OF
from truceline.records.quantities import Assumption
from truceline.results.names import names_of
from truceline.results.plan import Plan
from truceline.views.alike import basis, differing
from truceline.views.pictures.bars import DriverBar, DriverBars
from truceline.views.pictures.curves import SurvivalCurves
from truceline.views.rehearsal import SHARES, findings, measured
from truceline.views.replay import sector_names

if TYPE_CHECKING:
    from truceline.exercise.additions import Addition
    from truceline.exercise.drivers import MeasureDriver
    from truceline.exercise.rehearsal import Rehearsal

HEADS = {
    "held": "Truce held",
    "days held": "Days held",
    "violations": "Violations a day",
    "seen": "Seen",
    "in time": "Answered in time",
    "minutes": "Response, min",
}
"""The measures that the page's tables show, with their headings."""

SHOWN_ADDED = ("seen", "in time", "days held", "held")
"""The measures in which the tables show what an addition changes."""


@dataclass(frozen=True, slots=True)
class DifferenceWords:
    """A difference and its interval, in words; ``shown`` tells whether the interval leaves out 0."""

    value: str
    low: str
    high: str
    shown: bool


@dataclass(frozen=True, slots=True)
class ExerciseView:
    """Everything that the pages of an exercise say, by the names of their sections.

    ``pairs`` are two scenarios and their differences; ``changes`` what an addition changes, by measure; ``bases`` what
    each scenario is for and counts, ``unlike`` how two differ in that; ``tornadoes`` what drives each measure.
    """

    made: Rehearsal
    exercise: Exercise
    findings: tuple[str, ...]
    pairs: tuple[tuple[str, str, tuple[PairedDifference, ...]], ...]
    changes: tuple[tuple[Addition, Mapping[str, PairedDifference]], ...]
    titles: Mapping[str, str]
    bases: Mapping[str, str]
    unlike: Mapping[tuple[str, str], tuple[str, ...]]
    sectors: Mapping[str, str]
    numbers: tuple[Assumption, ...]
    survival: SurvivalCurves
    tornadoes: tuple[tuple[str, DriverBars], ...]

    @property
    def measures(self) -> Mapping[str, str]:
        """The measures in words."""
        return MEASURES

    @property
    def heads(self) -> Mapping[str, str]:
        """The headings of the measures that tables show."""
        return HEADS

    @property
    def added(self) -> tuple[str, ...]:
        """The measures that the table of additions shows."""
        return SHOWN_ADDED

    @property
    def tried(self) -> int:
        """In how many replications additions were tried."""
        return min(self.made.done, ADDED)

    def cell(self, measure: str, value: Interval) -> tuple[str, str]:
        """Write a measure, and its interval apart; empty where there is none."""
        words, _, interval = measured(measure, value).partition(" (")
        return words, interval.rstrip(")")

    def difference(self, difference: PairedDifference) -> DifferenceWords | None:
        """Write a difference with its interval, shares in percentage points; None where there is nothing to compare."""
        scale = 100 if difference.measure in SHARES else 1
        value, low, high = (scale * each for each in (difference.by.value, difference.by.low, difference.by.high))
        if not math.isfinite(value):
            return None
        return DifferenceWords(_signed(value), _signed(low), _signed(high), shown=difference.by.shows_a_difference)


def exercise_view(rehearsal: Rehearsal, plan: Plan) -> ExerciseView:
    """Compute everything that the pages of an exercise of ``plan`` say; the brief shows it too."""
    case, exercise = plan.case, rehearsal.trial.exercise
    return ExerciseView(
        made=rehearsal,
        exercise=exercise,
        findings=tuple(findings(rehearsal, names_of(case))),
        pairs=tuple(_pairs(rehearsal)),
        changes=tuple((c.addition, {d.measure: d for d in c.differences}) for c in rehearsal.changes),
        titles={s.id: s.title for s in case.scenarios},
        bases={s.id: basis(s) for s in case.scenarios},
        unlike={(a.id, b.id): tuple(differing(b, a)) for a, b in permutations(case.scenarios, 2)},
        sectors=sector_names(case),
        numbers=(*exercise.assumptions.values(), *(fall.per_year for fall in exercise.falls)),
        survival=SurvivalCurves("How long truces held", {r.scenario: r.survival for r in rehearsal.results}),
        tornadoes=tuple(_tornadoes(rehearsal)),
    )


def _tornadoes(rehearsal: Rehearsal) -> Iterator[tuple[str, DriverBars]]:
    titles = {number.id: number.title for number in rehearsal.trial.exercise.assumptions.values()}
    for measure in OF:
        found = [d for d in rehearsal.drivers if d.measure == measure]
        if any(d.told for d in found):
            yield measure, DriverBars(f"What drives {measure}", tuple(_bar(d, titles[d.assumption]) for d in found))


def _bar(driver: MeasureDriver, title: str) -> DriverBar:
    total = driver.total
    return DriverBar(title, total.value, total.low, total.high, driver.first.value)


def _pairs(rehearsal: Rehearsal) -> Iterator[tuple[str, str, tuple[PairedDifference, ...]]]:
    for first, second in dict.fromkeys((d.first, d.second) for d in rehearsal.differences):
        known = {d.measure: d for d in rehearsal.differences if (d.first, d.second) == (first, second)}
        yield first, second, tuple(known[measure] for measure in HEADS)


def _signed(value: float) -> str:
    text = f"{value:+.1f}" if abs(value) >= 10 else f"{value:+.2f}"
    return text.replace("-", "\N{MINUS SIGN}")
