"""By how much a plan is later than its line of contact."""

from __future__ import annotations

from datetime import date

from truceline.case import Case
from truceline.records.places import Line
from truceline.results.line_origin import days_older
from truceline.views.wording import day, plural


def outdated(line: Line, as_of: date) -> str:
    """Warn that a plan is later than its line; empty where it is not."""
    if not (days := days_older(line, as_of)):
        return ""
    return (
        f"The line of contact is that of {day(date.fromisoformat(line.as_of))}, {plural(days, 'day')} before the day "
        "of this plan: where the front has moved since, lengths, requirement and siting are out of date"
    )


def late(case: Case, as_of: date) -> str:
    """Warn that a plan is later than the line of its case; empty where it is not, or there is no line."""
    return outdated(case.line, as_of) if case.has_line else ""
