"""Who drew a line of contact, from what, as of when; and by how much a plan is later than its line."""

from __future__ import annotations

from datetime import date

from truceline.agreement.line import length_m
from truceline.case import Case
from truceline.records.places import Line
from truceline.results.names import Names
from truceline.views.wording import day, plural


def drawn(line: Line, names: Names) -> str:
    """Say who drew a line, from what, and which day it shows."""
    author = f"drawn by {names.actor(line.owner)}" if line.owner else "drawn for this case"
    source = f" from {names.sources[line.source].title}" if line.source in names.sources else ""
    return f"{author}{source}, as of {day(date.fromisoformat(line.as_of))}"


def days_older(line: Line, as_of: date) -> int:
    """Count the days by which a line is older than a plan; 0 where it is not."""
    return max((as_of - date.fromisoformat(line.as_of)).days, 0)


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


def line_document(line: Line, names: Names, as_of: date) -> dict[str, object]:
    """Describe the line that a plan rests on, for a JSON document."""
    return {
        "id": line.id,
        "as_of": line.as_of,
        "owner": line.owner or None,
        "source": line.source or None,
        "drawn": drawn(line, names),
        "length_km": round(length_m(line) / 1000, 3),
        "days_older_than_plan": days_older(line, as_of),
        "note": line.note,
    }
