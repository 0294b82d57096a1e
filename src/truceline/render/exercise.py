"""An exercise as one JSON document, as CSV, and as text for the terminal."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING

from truceline.case import Case
from truceline.exercise.estimates import CONFIDENCE
from truceline.exercise.montecarlo import MEASURES, Difference, ScenarioResult
from truceline.records.quantities import Assumption
from truceline.render.terminal import laid_out
from truceline.results.names import names_of
from truceline.views.rehearsal import findings, rehearsal_lines

if TYPE_CHECKING:
    from truceline.exercise.rehearsal import Change, Rehearsal


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


def rehearsal_summary(made: Rehearsal, case: Case) -> str:
    """Write the summary for the terminal: what held, what was seen, what differs, what drives it."""
    return laid_out(rehearsal_lines(made, case))


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
