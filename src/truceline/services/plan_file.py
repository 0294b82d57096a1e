"""Planning runs read back from their ``plan.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from truceline.documents.recorded_plan import recorded_plans
from truceline.errors import SourceError
from truceline.formats.files import read_text_file
from truceline.formats.journal import current
from truceline.generation.comparison import RecordedPlan

_SUMMARY = "the plan cannot be read back"
MOST_BYTES = 256 * 1024 * 1024
"""The largest plan that is read: far above any that is written."""

Number = Annotated[float, Field(allow_inf_nan=False)]


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
    format: int = 1
    case: str
    as_of: Annotated[str, AfterValidator(date.fromisoformat)]
    pledges: Mapping[str, _Pledge]
    statements: Mapping[str, _Statement]
    scenarios: Mapping[str, _Scenario]


def read_plans(before: Path, after: Path) -> tuple[RecordedPlan, RecordedPlan]:
    """Read what two planning runs recorded, for comparing them: each path is a run's folder or its ``plan.json``.

    Raises
    ------
    SourceError
        If there is no such file, it is no JSON, or it is not a plan.
    """
    return recorded_plans(_document(before), _document(after))


def _document(path: Path) -> Mapping[str, Any]:
    file = path / "plan.json" if path.is_dir() else path
    text = read_text_file(current(file.parent, file.name), _SUMMARY, MOST_BYTES)
    try:
        document: Mapping[str, Any] = json.loads(text)
        _Plan.model_validate_json(text, strict=True)
    except ValidationError as error:
        raise _refused(file, _misfit(error)) from error
    except (ValueError, RecursionError) as error:
        raise _refused(file, f"is no JSON ({error}); give a run's folder or its plan.json") from error
    return document


def _refused(file: Path, what: str) -> SourceError:
    return SourceError(_SUMMARY, (f"{file} | {what}",))


def _misfit(error: ValidationError) -> str:
    places = [".".join(map(str, fault["loc"])) or "the document" for fault in error.errors(include_url=False)]
    listed = ", ".join(places[:5]) + (f" and {len(places) - 5} more" if len(places) > 5 else "")
    return f"is not a plan: {listed} missing or of another kind; write it anew with truceline plan"
