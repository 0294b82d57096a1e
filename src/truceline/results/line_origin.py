"""Who drew a line of contact, from what, as of when; and by how much a plan is later than its line."""

from __future__ import annotations

from datetime import date

from truceline.records.places import Line
from truceline.records.times import in_words
from truceline.results.names import Names


def drawn(line: Line, names: Names) -> str:
    """Say who drew a line, from what, and which day it shows."""
    author = f"drawn by {names.actor(line.owner)}" if line.owner else "drawn for this case"
    source = f" from {names.sources[line.source].title}" if line.source in names.sources else ""
    return f"{author}{source}, as of {in_words(date.fromisoformat(line.as_of))}"


def days_older(line: Line, as_of: date) -> int:
    """Count the days by which a line is older than a plan; 0 where it is not."""
    return max((as_of - date.fromisoformat(line.as_of)).days, 0)
