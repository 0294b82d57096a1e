"""A planning run, read back from its ``plan.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from truceline.errors import SourceError
from truceline.generation.comparison import RecordedLine, RecordedPlan, RecordedPledge, RecordedScenario
from truceline.generation.differences import Tree, pruned, tree

MOST_BYTES = 256 * 1024 * 1024
"""The largest plan that is read: far above any that is written."""

Number = Annotated[float, Field(allow_inf_nan=False)]


NOT_COMPARED = (
    (("case",), "stands in the head of the comparison"),
    (("as_of",), "stands in the head of the comparison"),
)
"""What of a plan is not compared, and why. Besides: a scenario's own concept among its ``concepts`` is its
``generation`` and ``siting`` once more, which are; and which of several like units it is, the number behind ``#``, says
nothing."""

_WITH_REASONS = (
    *(("pledges", "*", key) for key in ("contributor", "capability", "title", "status", "statements", "replaces")),
    ("pledges", "*", "quantity", "likely"),
    ("pledges", "*", "personnel", "likely"),
    ("scenarios", "*", "facts"),
    ("scenarios", "*", "coalition", "force"),
    ("scenarios", "*", "coalition", "personnel"),
    *(("scenarios", "*", "generation", key) for key in ("fill", "critical_fill", "deployed", "pool")),
    *(("scenarios", "*", "generation", "lines", "*", key) for key in ("line", "required", "filled")),
    *(("scenarios", "*", "siting", key) for key in ("line_km", "covered", "likely_seen", "response_minutes")),
    ("scenarios", "*", "siting", "on_station", "value"),
)
"""What `generation.comparison` compares by itself, with reasons: left out of the values."""


class _Part(BaseModel):
    """A part of the document of which only some keys are read; others may come and go between versions."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Likely(_Part):
    likely: Number


class _Pledge(_Part):
    contributor: str
    capability: str
    title: str
    status: str | None
    quantity: _Likely
    personnel: _Likely
    statements: tuple[str, ...]
    replaces: tuple[str, ...] = ()


class _Line(_Part):
    line: str
    required: Number
    filled: Number
    reasons: tuple[str, ...]


class _Tour(_Part):
    unit: str
    line: str


class _Generation(_Part):
    lines: tuple[_Line, ...]
    tours: tuple[_Tour, ...]
    fill: Number
    critical_fill: Number
    deployed: Number
    pool: Number


class _Personnel(_Part):
    firm: Number
    attainable: Number


class _Coalition(_Part):
    force: frozenset[str]
    personnel: _Personnel
    why_not: Mapping[str, tuple[str, ...]]


class _DayAndNight(_Part):
    day: Number
    night: Number


class _Minutes(_Part):
    median: Number | None
    p90: Number | None


class _OnStation(_Part):
    value: Number


class _Siting(_Part):
    line_km: Number | None
    covered: _DayAndNight
    likely_seen: _DayAndNight
    response_minutes: _Minutes
    posts: tuple[object, ...]
    bases: tuple[object, ...]
    on_station: _OnStation


class _Scenario(_Part):
    title: str
    concept: str
    facts: Mapping[str, bool]
    coalition: _Coalition
    generation: _Generation
    siting: _Siting
    ranges: Mapping[str, tuple[Number | None, Number | None]] | None = None


class _Statement(_Part):
    said_on: str
    speaker: str
    summary: str


class _Plan(_Part):
    case: str
    as_of: date
    pledges: Mapping[str, _Pledge]
    statements: Mapping[str, _Statement]
    scenarios: Mapping[str, _Scenario]


def read_plan(path: Path) -> RecordedPlan:
    """Read what a planning run recorded: ``path`` is its folder or its ``plan.json``.

    Raises
    ------
    SourceError
        If there is no such file, it is no JSON, or it is not a plan.
    """
    file = path / "plan.json" if path.is_dir() else path
    try:
        if file.stat().st_size > MOST_BYTES:
            raise _refused(file, "is larger than any plan; give a run's folder or its plan.json")
        document = json.loads(file.read_text(encoding="utf-8"))
        plan = _Plan.model_validate(document)
    except OSError as error:
        what = f"cannot be read ({error.strerror or error}); give a run's folder or its plan.json"
        raise _refused(file, what) from error
    except ValidationError as error:
        raise _refused(file, _misfit(error)) from error
    except ValueError as error:  # no JSON, or no UTF-8
        raise _refused(file, f"is no JSON ({error}); give a run's folder or its plan.json") from error
    return _recorded(plan, document)


def _refused(file: Path, what: str) -> SourceError:
    return SourceError("the plan cannot be read back", (f"{file} | {what}",))


def _misfit(error: ValidationError) -> str:
    places = [".".join(map(str, fault["loc"])) or "the document" for fault in error.errors(include_url=False)]
    listed = ", ".join(places[:5]) + (f" and {len(places) - 5} more" if len(places) > 5 else "")
    return f"is not a plan: {listed} missing or of another kind; write it anew with truceline plan"


def _recorded(plan: _Plan, document: Mapping[str, object]) -> RecordedPlan:
    return RecordedPlan(
        case=plan.case,
        as_of=plan.as_of,
        pledges={id_: _pledge(pledge) for id_, pledge in plan.pledges.items()},
        statements={id_: f"{s.speaker}, {s.said_on}: {s.summary}" for id_, s in plan.statements.items()},
        scenarios={id_: _scenario(scenario) for id_, scenario in plan.scenarios.items()},
        values=_values(plan, document),
    )


def _values(plan: _Plan, document: Mapping[str, object]) -> Tree:
    own = [("scenarios", id_, "concepts", scenario.concept) for id_, scenario in plan.scenarios.items()]
    left = pruned(tree(document), [*_WITH_REASONS, *(path for path, _ in NOT_COMPARED), *own])
    return left if isinstance(left, Mapping) else {}


def _pledge(pledge: _Pledge) -> RecordedPledge:
    parts = {"quantity": pledge.quantity.likely, "personnel": pledge.personnel.likely, "status": pledge.status or ""}
    return RecordedPledge(**(dict(pledge) | parts))


def _scenario(scenario: _Scenario) -> RecordedScenario:
    made, people = scenario.generation, scenario.coalition.personnel
    served: dict[str, set[str]] = {}
    for tour in made.tours:
        served.setdefault(tour.line, set()).add(tour.unit.rpartition("#")[0])
    totals = {name: getattr(made, name) for name in ("fill", "critical_fill", "deployed", "pool")}
    totals |= _sited(scenario.siting)
    return RecordedScenario(
        title=scenario.title,
        concept=scenario.concept,
        facts=scenario.facts,
        force=scenario.coalition.force,
        why_not=scenario.coalition.why_not,
        lines={
            line.line: RecordedLine(line.required, line.filled, line.reasons, frozenset(served.get(line.line, ())))
            for line in made.lines
        },
        totals={"firm": people.firm, "attainable": people.attainable, **totals},
        ranges=scenario.ranges or {},
    )


def _sited(siting: _Siting) -> dict[str, float | None]:
    return {
        "line_km": siting.line_km,
        "seen_day": siting.covered.day,
        "seen_night": siting.covered.night,
        "likely_seen_day": siting.likely_seen.day,
        "likely_seen_night": siting.likely_seen.night,
        "median_minutes": siting.response_minutes.median,
        "p90_minutes": siting.response_minutes.p90,
        "posts": len(siting.posts),
        "bases": len(siting.bases),
        "orbits": siting.on_station.value,
    }
