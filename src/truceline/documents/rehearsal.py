"""An exercise of many truces as a document: everything but the single replications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from truceline.case import Case
from truceline.documents.envelope import head
from truceline.documents.ledger import assumption_part
from truceline.documents.numbers import day_and_night, number, share
from truceline.documents.shapes.rehearsal import (
    AdditionPart,
    AskedPart,
    BeforeAfter,
    CollapsePart,
    DriverPart,
    IntervalPart,
    MeasureDifference,
    RehearsalDocument,
    RehearsalPart,
    RestsOnPart,
    ResultPart,
    SectorPart,
    StepPart,
    SumsPart,
    SurvivalPart,
)
from truceline.exercise.estimates import CONFIDENCE, Interval
from truceline.exercise.montecarlo import MEASURES, PairedDifference, ScenarioResult, SectorResult, Survival
from truceline.exercise.parameters import Collapse, LadderStep
from truceline.records.quantities import Arithmetic

if TYPE_CHECKING:
    from truceline.exercise.drivers import MeasureDriver
    from truceline.exercise.rehearsal import AdditionEffect, Rehearsal


FORMAT = 2

_KEYS = {
    "days held": "days_held",
    "violations": "violations_per_day",
    "in time": "in_time",
    "minutes": "response_minutes",
}
"""The keys of measures that are not their names."""


def rehearsal_document(rehearsal: Rehearsal, case: Case, findings: Sequence[str], *, version: str) -> RehearsalDocument:
    """Return the exercise as the document that ``rehearsal.json`` holds; ``findings`` say in words what it shows."""
    return {**head("rehearsal", FORMAT, version=version), **rehearsal_part(rehearsal, case, findings)}


def rehearsal_part(rehearsal: Rehearsal, case: Case, findings: Sequence[str]) -> RehearsalPart:
    """Return the exercise without the head, as plan.json holds it; what could not be estimated is null."""
    return {
        "case": case.id,
        **_asked(rehearsal),
        **_rests_on(rehearsal),
        "measures": {_key(measure): words for measure, words in MEASURES.items()},
        "scenarios": {result.scenario: _result(result) for result in rehearsal.results},
        "differences": [_difference(each) for each in rehearsal.differences],
        "additions": [_added(change, rehearsal) for change in rehearsal.changes],
        "drivers": [_driver(driver) for driver in rehearsal.drivers],
        "findings": list(findings),
    }


def _asked(rehearsal: Rehearsal) -> AskedPart:
    exercise = rehearsal.trial.exercise
    return {
        "exercise": exercise.title,
        "note": exercise.note,
        "seed": rehearsal.trial.seed,
        "days": exercise.days,
        "replications": {"asked": rehearsal.asked, "done": rehearsal.done},
        "confidence": CONFIDENCE,
    }


def _rests_on(rehearsal: Rehearsal) -> RestsOnPart:
    exercise = rehearsal.trial.exercise
    return {
        "assumptions": [assumption_part(each) for each in exercise.assumptions.values()],
        "falls": [{"fact": fall.fact, "per_year": assumption_part(fall.per_year)} for fall in exercise.falls],
        "ladder": [_step(step) for step in exercise.ladder],
        "collapses": [_collapse(collapse) for collapse in exercise.collapses],
        "base_rates": [assumption_part(rate) for rate in exercise.base_rates],
    }


def _step(step: LadderStep) -> StepPart:
    return {
        "id": step.id,
        "title": step.title,
        "violations": step.violations,
        "days": step.days,
        "clock_start": step.clock_start,
        "within_hours": number(step.within_hours),
    }


def _collapse(collapse: Collapse) -> CollapsePart:
    return {
        "id": collapse.id,
        "title": collapse.title,
        "per_day": number(collapse.per_day),
        "days": collapse.days,
        "step": collapse.step,
    }


def _result(result: ScenarioResult) -> ResultPart:
    return {
        "scenario": result.scenario,
        "held": _interval(result.held),
        "collapses": {id_: _interval(value) for id_, value in result.collapses.items()},
        "measures": {_key(measure): _interval(value) for measure, value in result.measures.items()},
        "survival": _survival(result.survival),
        "sectors": [_sector(sector) for sector in result.sectors],
    }


def _survival(curve: Survival) -> SurvivalPart:
    return {
        "share": [share(value) for value in curve.share.tolist()],
        "low": [share(value) for value in curve.low.tolist()],
        "high": [share(value) for value in curve.high.tolist()],
    }


def _sector(sector: SectorResult) -> SectorPart:
    return {
        "sector": sector.sector,
        "violations_per_100_days": _interval(sector.violations),
        "seen": _interval(sector.seen),
        "in_time": _interval(sector.in_time),
        "response_minutes": _interval(sector.minutes),
    }


def _difference(each: PairedDifference) -> MeasureDifference:
    return {
        "measure": _key(each.measure),
        "first": each.first,
        "second": each.second,
        "by": _interval(each.by),
        "shown": each.by.shows_a_difference,
    }


def _added(change: AdditionEffect, rehearsal: Rehearsal) -> AdditionPart:
    more, before = change.addition, rehearsal.trial.grounds[change.addition.scenario]
    seen: BeforeAfter = {"before": day_and_night(before.seen)}
    if more.ground is not None:
        seen["after"] = day_and_night(more.ground.seen)
    return {
        "scenario": more.scenario,
        "kind": more.kind,
        "what": more.what,
        "where": list(more.where),
        "with_pledge": more.with_pledge,
        "lacking": more.lacking,
        "sums": None if more.sums is None else _sums(more.sums),
        "covered": seen,
        "differences": [_difference(each) for each in change.differences],
    }


def _sums(sums: Arithmetic) -> SumsPart:
    return {
        "value": number(sums.value),
        "unit": sums.unit,
        "arithmetic": sums.text,
        "inputs": list(sums.inputs),
    }


def _driver(driver: MeasureDriver) -> DriverPart:
    return {
        "measure": _key(driver.measure),
        "assumption": driver.assumption,
        "first": _interval(driver.first),
        "total": _interval(driver.total),
    }


def _interval(value: Interval) -> IntervalPart:
    return {
        "value": share(value.value),
        "low": share(value.low),
        "high": share(value.high),
        "replications": value.replications,
    }


def _key(measure: str) -> str:
    return _KEYS.get(measure, measure)
