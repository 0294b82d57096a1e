"""``exercise.html``: one self-contained page with survival curves, differences, sectors and drivers."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import permutations
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from truceline.exercise.estimates import Interval
from truceline.exercise.montecarlo import ADDED, MEASURES, Difference
from truceline.exercise.work_units import OF
from truceline.render.exercise import SHARES, findings, written
from truceline.render.html import page
from truceline.render.pictures.curves import driver_bars, survival_curves
from truceline.render.sections.alike import basis, differing
from truceline.results.names import names_of
from truceline.results.plan import Plan

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Rehearsal

STYLES = ("brief.css", "exercise.css")
"""The styles of the exercise's pages."""

HEADS = {
    "held": "Truce held",
    "days held": "Days held",
    "violations": "Violations a day",
    "seen": "Seen",
    "in time": "Answered in time",
    "minutes": "Response, min",
}
"""The measures that the page's tables show, with their headings."""


_NOT_SHOWN = Markup("<br><span class='small'>no difference shown</span>")

SHOWN_ADDED = ("seen", "in time", "days held", "held")
"""The measures in which the tables show what an addition changes."""


def exercise_html(made: Rehearsal, plan: Plan) -> str:
    """Write the page; the same exercise gives the same bytes."""
    return page("exercise.html.j2", styles=STYLES, plan=plan, case=plan.case, e=exercise_view(made, plan, level=2))


def exercise_view(made: Rehearsal, plan: Plan, *, level: int) -> dict[str, Any]:
    """Give what the exercise's templates show, with headings from ``level`` down; the brief shows it too."""
    exercise = made.trial.exercise
    titles = {number.id: number.title for number in exercise.assumptions.values()}
    tornadoes = [(m, [d for d in made.drivers if d.measure == m]) for m in OF]
    return {
        "level": level,
        "made": made,
        "exercise": exercise,
        "findings": findings(made, names_of(plan.case)),
        "measures": MEASURES,
        "heads": HEADS,
        "shown": tuple(HEADS),
        "added": SHOWN_ADDED,
        "tried": min(made.done, ADDED),
        "cell": _cell,
        "pairs": list(_pairs(made)),
        "changes": [(c.addition, {d.measure: d for d in c.differences}) for c in made.changes],
        "difference": _difference,
        "titles": {s.id: s.title for s in plan.case.scenarios},
        "bases": {s.id: basis(s) for s in plan.case.scenarios},
        "unlike": {(a.id, b.id): tuple(differing(b, a)) for a, b in permutations(plan.case.scenarios, 2)},
        "sectors": {s.id: s.name for s in plan.case.sectors} | {"": "outside all sectors"},
        "numbers": [*exercise.assumptions.values(), *(fall.per_year for fall in exercise.falls)],
        "survival": survival_curves({r.scenario: r.survival for r in made.results}, "How long truces held"),
        "tornadoes": [
            (m, driver_bars(found, titles, f"What drives {m}")) for m, found in tornadoes if any(d.told for d in found)
        ],
    }


def _cell(measure: str, value: Interval) -> Markup:
    # The value, and below it its interval.
    text, _, interval = written(measure, value).partition(" (")
    return Markup("{}<br><span class='range'>{}</span>").format(text, interval.rstrip(")"))


def _pairs(made: Rehearsal) -> Iterator[tuple[str, str, list[Difference]]]:
    for first, second in dict.fromkeys((d.first, d.second) for d in made.differences):
        known = {d.measure: d for d in made.differences if (d.first, d.second) == (first, second)}
        yield first, second, [known[measure] for measure in HEADS]


def _difference(difference: Difference) -> Markup:
    # The value, below it its interval, and where that holds 0 the words.
    scale = 100 if difference.measure in SHARES else 1
    value, low, high = (scale * each for each in (difference.by.value, difference.by.low, difference.by.high))
    if not math.isfinite(value):
        return Markup("none")
    words = Markup() if difference.by.shows_a_difference else _NOT_SHOWN
    return Markup("{}<br><span class='range'>{} to {}</span>{}").format(*map(_signed, (value, low, high)), words)


def _signed(value: float) -> str:
    text = f"{value:+.1f}" if abs(value) >= 10 else f"{value:+.2f}"
    return text.replace("-", "\N{MINUS SIGN}")
