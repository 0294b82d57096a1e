"""What changed between two planning runs, as a document."""

from __future__ import annotations

from truceline.documents.envelope import head
from truceline.documents.numbers import number
from truceline.documents.shapes.comparison import (
    ChangePart,
    ComparisonDocument,
    LineChangePart,
    ScenarioChangePart,
    ValueChange,
)
from truceline.generation.comparison import Comparison, Ends, LineChange, PlanChange, ScenarioChange
from truceline.generation.differences import DocumentDifference

FORMAT = 2


def comparison_document(comparison: Comparison, *, version: str) -> ComparisonDocument:
    """Return a comparison of two runs: of every pair, the earlier run comes first."""
    return {
        **head("comparison", FORMAT, version=version),
        "cases": list(comparison.cases),
        "as_of": [day.isoformat() for day in comparison.as_of],
        "new_statements": [list(statement) for statement in comparison.new_statements],
        "gone_statements": [list(statement) for statement in comparison.gone_statements],
        "pledges": [_change(change) for change in comparison.pledges],
        "scenarios": [_scenario(scenario) for scenario in comparison.scenarios],
        "new_scenarios": list(comparison.new_scenarios),
        "gone_scenarios": list(comparison.gone_scenarios),
        "values": [_difference(value) for value in comparison.values],
    }


def _scenario(made: ScenarioChange) -> ScenarioChangePart:
    return {
        "scenario": made.scenario,
        "title": made.title,
        "facts": [_change(change) for change in made.facts],
        "totals": [[name, before, after] for name, before, after in made.totals],
        "joined": [_change(change) for change in made.joined],
        "left": [_change(change) for change in made.left],
        "lines": [_line(line) for line in made.lines],
        "values": [_difference(value) for value in made.values],
        "ranges": [[name, _ends(before), _ends(after)] for name, before, after in made.ranges],
    }


def _change(change: PlanChange) -> ChangePart:
    return {"what": change.what, "before": change.before, "after": change.after, "why": list(change.why)}


def _line(line: LineChange) -> LineChangePart:
    return {
        "line": line.line,
        "required": [number(value) for value in line.required],
        "filled": [number(value) for value in line.filled],
        "why": list(line.why),
    }


def _difference(value: DocumentDifference) -> ValueChange:
    return {"path": list(value.path), "before": value.before, "after": value.after}


def _ends(ends: Ends) -> list[float | None]:
    return list(ends)
