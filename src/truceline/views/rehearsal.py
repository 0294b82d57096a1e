"""What an exercise shows, in words: findings with their intervals, and lines for the terminal."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.case import Case
from truceline.exercise.estimates import Interval
from truceline.exercise.montecarlo import PairedDifference
from truceline.exercise.work_units import OF
from truceline.results.names import Names, names_of
from truceline.views.text import EMPTY, TextLine, whole
from truceline.views.wording import count, listed, plural, share

if TYPE_CHECKING:
    from truceline.exercise.drivers import MeasureDriver
    from truceline.exercise.rehearsal import AdditionEffect, Rehearsal

SHARES = ("held", "seen", "verified", "attributed", "in time")
"""The measures that are shares."""

_SHOWN = ("held", "days held", "violations", "seen", "in time")
_TOP = 3


def rehearsal_lines(rehearsal: Rehearsal, case: Case) -> Iterator[TextLine]:
    """Say scenario by scenario what held and what was seen, then what differs and what drives it."""
    yield TextLine(f"{case.title}: {rehearsal.trial.exercise.title}", hang=0)
    yield EMPTY
    for result in rehearsal.results:
        yield whole(result.scenario)
        for m in _SHOWN:
            yield whole(f"{_measure(m):34} {measured(m, result.measures[m])}", 2)
    yield EMPTY
    for finding in findings(rehearsal, names_of(case)):
        yield TextLine(finding)


def findings(rehearsal: Rehearsal, names: Names) -> list[str]:
    """Say in words what the exercise shows, and what it cannot show."""
    found = (
        [f"{count(rehearsal.done)} of {plural(rehearsal.asked, 'replication')} done."]
        if rehearsal.done < rehearsal.asked
        else []
    )
    base = rehearsal.results[0].scenario
    for first, second in dict.fromkeys((d.first, d.second) for d in rehearsal.differences if d.first == base):
        shown = [d for d in rehearsal.differences if (d.first, d.second) == (first, second) and d.measure in _SHOWN]
        found.append(_compared(f"{second} against {first}", shown))
    found += [_changed(change, rehearsal) for change in rehearsal.changes]
    found += [
        _driven(measure, [d for d in rehearsal.drivers if d.measure == measure], rehearsal)
        for measure in _driven_by(rehearsal)
    ]
    found += [f"{fall.fact}: {_fallen(rehearsal, names, fall.fact)}" for fall in rehearsal.trial.exercise.falls]
    if any(collapse.step for collapse in rehearsal.trial.exercise.collapses):
        found.append(
            "One definition of collapse is a step of the ladder, which counts only what is seen: a force that sees "
            "more reaches it sooner, and so seems to hold less."
        )
    if not rehearsal.drivers:
        found.append("What drives these results was not sought: do not quote them without it (--drivers 64).")
    assumptions = rehearsal.trial.exercise.assumptions
    weak = sum(n.standing.value in ("assumed", "unverified") for n in assumptions.values())
    found.append(
        f"{weak} of {plural(len(assumptions), 'assumption')} of the exercise rest on no source. "
        "These are results of stated assumptions, not chances of peace."
    )
    return found


def measured(measure: str, value: Interval) -> str:
    """Write a measure with its interval, in its own unit."""
    if not math.isfinite(value.value):
        return "none"
    form = share if measure in SHARES else _short
    return f"{form(value.value)} ({form(value.low)} to {form(value.high)})"


def _short(value: float) -> str:
    return count(value) if abs(value) >= 10 else f"{value:.2f}"


def _measure(measure: str) -> str:
    return {"in time": "calls answered in time", "violations": "violations a day"}.get(measure, measure)


def _compared(what: str, shown: list[PairedDifference]) -> str:
    clear = [d for d in shown if d.by.shows_a_difference]
    same = [_measure(d.measure) for d in shown if math.isfinite(d.by.value) and not d.by.shows_a_difference]
    parts = []
    if clear:
        parts.append(listed([f"{_measure(d.measure)} {_change(d)}" for d in clear]))
    if same:
        parts.append(f"no difference can be shown in {listed(same)}")
    return f"{what}: {'; '.join(parts) or 'nothing to compare'}."


def _changed(change: AdditionEffect, rehearsal: Rehearsal) -> str:
    more = change.addition
    if more.ground is None:
        return f"{more.scenario} with {more.what}: not tried. {more.lacking}."
    if not change.differences:
        return f"{more.scenario} with {more.what}: not tried before the interruption."
    pairs = zip(("by day", "by night"), rehearsal.trial.grounds[more.scenario].seen, more.ground.seen, strict=True)
    sight = ", ".join(f"{when} {share(before)} to {share(after)}" for when, before, after in pairs)
    what = f"{more.scenario} with {more.what} (chance to see {sight})"
    return _compared(what, [d for d in change.differences if d.measure in _SHOWN])


def _change(difference: PairedDifference) -> str:
    scale, unit = (100, " points") if difference.measure in SHARES else (1, "")
    value, low, high = (scale * each for each in (difference.by.value, difference.by.low, difference.by.high))
    return f"{value:+.3g}{unit} ({low:+.3g} to {high:+.3g})"


def _driven_by(rehearsal: Rehearsal) -> Iterator[str]:
    return (measure for measure in OF if any(d.measure == measure for d in rehearsal.drivers))


def _driven(measure: str, found: list[MeasureDriver], rehearsal: Rehearsal) -> str:
    known = rehearsal.trial.exercise.assumptions
    top = [f"{known[d.assumption].title.lower()} ({share(min(d.total.value, 1.0))})" for d in found if d.told][:_TOP]
    what = f"What moves {_measure(measure)} most over the stated ranges ({rehearsal.trial.driven})"
    if not top:
        few = plural(rehearsal.samples, "sample")
        return f"{what} cannot be told from {few}: it hardly varies, or more are needed (--drivers)."
    return f"{what}: {listed(top)} of its variance."


def _fallen(rehearsal: Rehearsal, names: Names, fact: str) -> str:
    title = names.facts[fact].title if fact in names.facts else fact
    rates = {name: bool(fact in ground.facts) for name, ground in rehearsal.trial.grounds.items()}
    may = [name for name, can in rates.items() if can]
    return f"“{title}” may cease to hold in {listed(may)}." if may else f"“{title}” holds in none of these scenarios."
