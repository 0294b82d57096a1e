"""The rows of casualties.csv; the text under each column documents it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import model_validator

from truceline.casefolder.schema.findings import Subject
from truceline.formats.cells import Count, Declares, Id, Instant, Refers, Text, Words
from truceline.formats.shape import Shape
from truceline.monitoring.casualties import CasualtyRecord


class CasualtyRow(Shape):
    """Casualties of an incident, of one group, sex and age: a row each, no person in two of them."""

    id: Annotated[Id, Declares("casualty")]
    """The row's id."""
    incident: Subject
    """The incident: `in-` and the id of one of its reports."""
    status: Literal["confirmed", "claimed", "withdrawn"]
    """`confirmed` by the monitors; `claimed` by somebody; `withdrawn` takes back the row that it replaces."""
    killed: Count
    """How many were killed, or died of it later."""
    wounded: Count
    """How many were wounded and live."""
    group: Literal["civilian", "military", "monitor", "unknown"]
    """Whom they belong to; police and medics count as civilian where they take no part in fighting."""
    sex: Literal["", "female", "male"]
    """Their sex; empty where not told."""
    age: Literal["", "adult", "child"]
    """`child` below 18; empty where not told."""
    given_by: Text
    """Who claims it: an office, not a name; empty where the monitors confirmed it."""
    by: Words
    """Who put it on record: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    evidence: Text
    """What it rests on."""
    replaces: Annotated[str, Refers(("casualty",))]
    """The earlier row on the same incident that it replaces; empty where it is the first."""

    @model_validator(mode="after")
    def _told_by(self) -> Self:
        if self.status == "claimed" and not self.given_by:
            raise ValueError("is claimed by nobody; give given_by, or confirmed where the monitors know")
        if self.status == "confirmed" and self.given_by:
            raise ValueError(f"is confirmed, but given by {self.given_by!r}; leave given_by empty, or write claimed")
        return self

    def record(self) -> CasualtyRecord:
        """Build the record."""
        given = dict(self)
        return CasualtyRecord(word=given.pop("status"), **given)
