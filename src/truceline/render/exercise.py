"""An exercise as one JSON document and as text for the terminal."""

from __future__ import annotations

import json
import math
import textwrap
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from truceline.case import Case
from truceline.exercise.estimates import CONFIDENCE, Interval
from truceline.exercise.montecarlo import MEASURES, Difference, ScenarioResult
from truceline.exercise.work_units import OF
from truceline.records.quantities import Assumption
from truceline.results.names import Names, names_of
from truceline.views.wording import count, listed, plural, share

if TYPE_CHECKING:
    from truceline.exercise.drivers import Driver
    from truceline.exercise.rehearsal import Change, Rehearsal

WIDTH = 80
"""Columns of the summary."""

SHARES = ("held", "seen", "verified", "attributed", "in time")
"""The measures that are shares."""

_TOLD = ("held", "days held", "violations", "seen", "in time")
_TOP = 3


def rehearsal_json(made: Rehearsal, case: Case) -> str:
    """Write everything but the single replications as one JSON document; what could not be estimated is null."""
    return json.dumps(rehearsal_document(made, case), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def rehearsal_document(made: Rehearsal, case: Case) -> dict[str, object]:
    """Give the exercise as the document that ``rehearsal.json`` holds."""
    exercise = made.trial.exercise
    document = {
        "case": case.id,
        "exercise": exercise.title,
        "note": exercise.note,
        "seed": made.trial.seed,
        "days": exercise.days,
        "replications": {"asked": made.asked, "done": made.done},
        "confidence": CONFIDENCE,
        "assumptions": {name: _number(number) for name, number in exercise.assumptions.items()},
        "falls": [{"fact": fall.fact, "per_year": _number(fall.per_year)} for fall in exercise.falls],
        "ladder": [asdict(step) for step in exercise.ladder],
        "collapses": [asdict(collapse) for collapse in exercise.collapses],
        "base_rates": [_number(number) for number in exercise.base_rates],
        "measures": MEASURES,
        "scenarios": {result.scenario: _result(result) for result in made.results},
        "differences": [_difference(each) for each in made.differences],
        "additions": [_added(change, made) for change in made.changes],
        "drivers": [asdict(driver) for driver in made.drivers],
        "findings": findings(made, names_of(case)),
    }
    return {name: _finite(value) for name, value in document.items()}


def _number(number: Assumption) -> dict[str, object]:
    # As it counts on the day: from when, and what counted before, are not of this document.
    return {key: value for key, value in asdict(number).items() if key not in ("known_from", "before")}


def replications_csv(made: Rehearsal) -> str:
    """Write one row per scenario and replication."""
    sums = ("violations", "grave", "seen", "verified", "attributed", "called", "answered", "in_time")
    lines = ["scenario,replication,held_days,collapse,steps,facts_fallen," + ",".join(sums) + ",response_minutes"]
    ends = [collapse.id for collapse in made.trial.exercise.collapses]
    for name, each in made.outcomes.items():
        tally, minutes = each.tally.sum(axis=1), each.minutes.sum(axis=1)
        for n in range(len(each)):
            end = ends[int(each.collapse[n])] if each.collapse[n] >= 0 else ""
            head = (name, each.number[n], each.held_days[n], end, each.steps[n], each.fallen[n])
            lines.append(",".join(map(str, (*head, *tally[n].tolist(), f"{minutes[n]:.1f}"))))
    return "\n".join(lines) + "\n"


def rehearsal_summary(made: Rehearsal, case: Case) -> str:
    """Write the summary for the terminal: what held, what was seen, what differs, what drives it."""
    names = names_of(case)
    title = f"{case.title}: {made.trial.exercise.title}"
    lines = [*textwrap.wrap(title, WIDTH), ""]
    for result in made.results:
        lines.append(result.scenario)
        lines += [f"  {_measure(m):34} {written(m, result.measures[m])}" for m in _TOLD]
    lines.append("")
    for finding in findings(made, names):
        lines += textwrap.wrap(finding, WIDTH, subsequent_indent="  ")
    return "\n".join(line.replace("\N{NARROW NO-BREAK SPACE}", " ") for line in lines) + "\n"


def findings(made: Rehearsal, names: Names) -> list[str]:
    """Say in words what the exercise shows, and what it cannot show."""
    found = [f"{count(made.done)} of {plural(made.asked, 'replication')} done."] if made.done < made.asked else []
    base = made.results[0].scenario
    for first, second in dict.fromkeys((d.first, d.second) for d in made.differences if d.first == base):
        shown = [d for d in made.differences if (d.first, d.second) == (first, second) and d.measure in _TOLD]
        found.append(_compared(f"{second} against {first}", shown))
    found += [_changed(change, made) for change in made.changes]
    found += [_driven(measure, [d for d in made.drivers if d.measure == measure], made) for measure in _driven_by(made)]
    found += [f"{fall.fact}: {_fallen(made, names, fall.fact)}" for fall in made.trial.exercise.falls]
    if any(collapse.step for collapse in made.trial.exercise.collapses):
        found.append(
            "One definition of collapse is a step of the ladder, which counts only what is seen: a force that sees "
            "more reaches it sooner, and so seems to hold less."
        )
    if not made.drivers:
        found.append("What drives these results was not sought: do not quote them without it (--drivers 64).")
    weak = sum(n.standing.value in ("assumed", "unverified") for n in made.trial.exercise.assumptions.values())
    found.append(
        f"{weak} of {plural(len(made.trial.exercise.assumptions), 'assumption')} of the exercise rest on no source. "
        "These are results of stated assumptions, not chances of peace."
    )
    return found


def written(measure: str, value: Interval) -> str:
    """Write a measure with its interval, in its own unit."""
    if not math.isfinite(value.value):
        return "none"
    form = share if measure in SHARES else _short
    return f"{form(value.value)} ({form(value.low)} to {form(value.high)})"


def _short(value: float) -> str:
    return count(value) if abs(value) >= 10 else f"{value:.2f}"


def _measure(measure: str) -> str:
    return {"in time": "calls answered in time", "violations": "violations a day"}.get(measure, measure)


def _compared(what: str, shown: list[Difference]) -> str:
    clear = [d for d in shown if d.by.shows_a_difference]
    same = [_measure(d.measure) for d in shown if math.isfinite(d.by.value) and not d.by.shows_a_difference]
    parts = []
    if clear:
        parts.append(listed([f"{_measure(d.measure)} {_change(d)}" for d in clear]))
    if same:
        parts.append(f"no difference can be shown in {listed(same)}")
    return f"{what}: {'; '.join(parts) or 'nothing to compare'}."


def _changed(change: Change, made: Rehearsal) -> str:
    more = change.addition
    if more.ground is None:
        return f"{more.scenario} with {more.what}: not tried. {more.lacking}."
    if not change.differences:
        return f"{more.scenario} with {more.what}: not tried before the interruption."
    pairs = zip(("by day", "by night"), made.trial.grounds[more.scenario].seen, more.ground.seen, strict=True)
    sight = ", ".join(f"{when} {share(before)} to {share(after)}" for when, before, after in pairs)
    what = f"{more.scenario} with {more.what} (chance to see {sight})"
    return _compared(what, [d for d in change.differences if d.measure in _TOLD])


def _change(difference: Difference) -> str:
    scale, unit = (100, " points") if difference.measure in SHARES else (1, "")
    value, low, high = (scale * each for each in (difference.by.value, difference.by.low, difference.by.high))
    return f"{value:+.3g}{unit} ({low:+.3g} to {high:+.3g})"


def _driven_by(made: Rehearsal) -> Iterator[str]:
    return (measure for measure in OF if any(d.measure == measure for d in made.drivers))


def _driven(measure: str, found: list[Driver], made: Rehearsal) -> str:
    known = made.trial.exercise.assumptions
    top = [f"{known[d.assumption].title.lower()} ({share(min(d.total.value, 1.0))})" for d in found if d.told][:_TOP]
    what = f"What moves {_measure(measure)} most over the stated ranges ({made.trial.driven})"
    if not top:
        few = plural(made.samples, "sample")
        return f"{what} cannot be told from {few}: it hardly varies, or more are needed (--drivers)."
    return f"{what}: {listed(top)} of its variance."


def _fallen(made: Rehearsal, names: Names, fact: str) -> str:
    title = names.facts[fact].title if fact in names.facts else fact
    rates = {name: bool(fact in ground.facts) for name, ground in made.trial.grounds.items()}
    may = [name for name, can in rates.items() if can]
    return f"“{title}” may cease to hold in {listed(may)}." if may else f"“{title}” holds in none of these scenarios."


def _result(result: ScenarioResult) -> dict[str, object]:
    document = asdict(result)
    curve = result.survival
    document["survival"] = {name: getattr(curve, name).round(4).tolist() for name in ("share", "low", "high")}
    return document


def _difference(each: Difference) -> dict[str, object]:
    return {**asdict(each), "shown": each.by.shows_a_difference}


def _added(change: Change, made: Rehearsal) -> dict[str, object]:
    more, before = change.addition, made.trial.grounds[change.addition.scenario]
    known = {name: getattr(more, name) for name in ("scenario", "kind", "what", "where", "with_pledge", "lacking")}
    return {
        **known,
        "sums": asdict(more.sums) if more.sums else None,
        "seen": {
            name: dict(zip(("day", "night"), ground.seen, strict=True))
            for name, ground in (("before", before), ("after", more.ground))
            if ground is not None
        },
        "differences": [_difference(each) for each in change.differences],
    }


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {str(key): _finite(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(part) for part in value]
    if isinstance(value, float):
        return float(f"{value:.6g}") if math.isfinite(value) else None
    return value
