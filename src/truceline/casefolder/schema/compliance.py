"""The rows of compliance.csv; the text under each column documents it."""

from __future__ import annotations

from typing import Annotated, Literal

from truceline.formats.cells import Declares, Id, Instant, Listed, Refers, Text, Words
from truceline.formats.shape import Shape
from truceline.monitoring.compliance import ComplianceRecord


class ComplianceRow(Shape):
    """What was verified of an obligation of the agreement, for one of those who are bound by it."""

    id: Annotated[Id, Declares("compliance")]
    """The row's id."""
    obligation: Words
    """The obligation: an id of the agreement."""
    actor: Words
    """Who is bound by it."""
    state: Literal["met", "not-met", "withdrawn"]
    """What was verified; `withdrawn` takes back the row that it replaces."""
    by: Words
    """Who verified it: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    shown_by: Annotated[Listed, Refers(("finding", "step", "judgement", "evidence", "ruling"))]
    """The rows that show it, by id, separated by `;`; may be empty."""
    evidence: Text
    """What it rests on."""
    replaces: Annotated[str, Refers(("compliance",))]
    """The earlier row on the same obligation and actor that it replaces; empty where it is the first."""

    def record(self) -> ComplianceRecord:
        """Build the record."""
        given = dict(self)
        return ComplianceRecord(word=given.pop("state"), **given)
