"""The tables in which people append what they found out about incidents; the text under each column documents it."""

from __future__ import annotations

from math import nan
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from truceline.formats.cells import Declares, EmptyNumber, Id, Instant, Refers, Text, Words
from truceline.formats.faults import shown
from truceline.formats.shape import Shape
from truceline.monitoring.annotations import SUBJECT, EvidenceRecord, Finding, Ruling, StepRecord
from truceline.monitoring.append_only import WITHDRAWN
from truceline.monitoring.incidents import Evidence


def _subject(value: object) -> object:
    if isinstance(value, str) and value.startswith(SUBJECT) and value != SUBJECT:
        return value
    raise ValueError(f"{shown(value)} is no incident; write {SUBJECT} and the id of one of its reports")


Subject = Annotated[str, BeforeValidator(_subject)]
"""An incident: ``in-`` and the id of one of its reports."""


class RulingRow(Shape):
    """A person's decision that two reports tell of one incident or of two: it binds linkage."""

    id: Annotated[Id, Declares("ruling")]
    """The ruling's id."""
    ruling: Literal["merge", "split", "withdrawn"]
    """`merge`: the two tell of one incident; `split`: of two; `withdrawn`: takes back the ruling that it replaces."""
    first: Words
    """The id of one report: as in its file, or the `r-...` that an import gave it."""
    second: Words
    """The id of the other."""
    by: Words
    """Who decided: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    reason: Text
    """What it rests on."""
    replaces: Annotated[str, Refers(("ruling",))]
    """The earlier ruling on these two that it replaces; empty where it is the first."""

    @model_validator(mode="after")
    def _two(self) -> Self:
        if self.first == self.second:
            raise ValueError(f"first and second are both {self.first!r}; name two reports")
        return self

    def record(self) -> Ruling:
        """Build the record."""
        given = dict(self)
        return Ruling(word=given.pop("ruling"), **given)


class FindingRow(Shape):
    """What was found of an incident; it replaces what reports said. Findings that disagree leave it not known."""

    id: Annotated[Id, Declares("finding")]
    """The finding's id."""
    incident: Subject
    """The incident: `in-` and the id of one of its reports."""
    about: Words
    """`act`, `weapon`, `target`, `origin_side`, `impact_side`, or a circumstance of the vocabulary."""
    found: Words
    """A term of the vocabulary; for a side a party; for a circumstance `yes` or `no`; `withdrawn` takes back a row."""
    by: Words
    """Who found it: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    evidence: Text
    """What it rests on."""
    replaces: Annotated[str, Refers(("finding",))]
    """The earlier finding on the same that it replaces; empty where it is the first."""

    def record(self) -> Finding:
        """Build the record."""
        given = dict(self)
        return Finding(word=given.pop("found"), **given)


class EvidenceRow(Shape):
    """Something that bears on who did it."""

    id: Annotated[Id, Declares("evidence")]
    """The id of the piece of evidence."""
    incident: Subject
    """The incident: `in-` and the id of one of its reports."""
    kind: Words
    """A kind of evidence of the vocabulary; `withdrawn` takes back the row that it replaces."""
    points_to: Text
    """A party, `other` for a third actor, `none` for nobody; empty where it points to a place of origin."""
    given_by: Text
    """The party that it comes from; empty for the monitors' own. What one party gives against the other is a claim."""
    lat: EmptyNumber
    """Where it started, in degrees; empty where not known."""
    lon: EmptyNumber
    """Likewise."""
    radius_m: EmptyNumber
    """The standard deviation of that place, in metres."""
    report: Text
    """The report that holds it; may be empty."""
    by: Words
    """Who put it on record: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    note: Text
    """What it is, in a few words."""
    replaces: Annotated[str, Refers(("evidence",))]
    """The earlier row on the same incident that it replaces; empty where it is the first."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        place = [value for value in (self.lat, self.lon, self.radius_m) if value is not None]
        if place and len(place) < 3:
            raise ValueError("lat, lon and radius_m are not all given; give all three or none")
        if place and not (abs(place[0]) <= 90 and abs(place[1]) <= 180 and place[2] > 0):
            what = "lat {:g}, lon {:g}, radius_m {:g} is no place".format(*place)
            raise ValueError(f"{what}; correct it")
        if not (self.points_to or place or self.kind == WITHDRAWN):
            raise ValueError("points to nobody and to no place; give points_to, or lat, lon and radius_m")
        return self

    def record(self) -> EvidenceRecord:
        """Build the record."""
        evidence = Evidence(
            kind=self.kind,
            points_to=self.points_to,
            given_by=self.given_by,
            lon=nan if self.lon is None else self.lon,
            lat=nan if self.lat is None else self.lat,
            radius_m=nan if self.radius_m is None else self.radius_m,
            report=self.report,
            note=self.note,
        )
        return EvidenceRecord(self.id, self.incident, evidence, self.by, self.at, self.replaces)


class StepRow(Shape):
    """A step of the agreement's ladder that was taken."""

    id: Annotated[Id, Declares("step")]
    """The row's id."""
    incident: Subject
    """The incident that it answers: `in-` and the id of one of its reports."""
    step: Words
    """The step of the ladder; `withdrawn` takes back the row that it replaces."""
    by: Words
    """Who took it: an office, not a name."""
    at: Instant
    """When: an instant with its offset."""
    note: Text
    """What was done, in a few words."""
    replaces: Annotated[str, Refers(("step",))]
    """The earlier row on the same incident that it replaces; empty where it is the first."""

    def record(self) -> StepRecord:
        """Build the record."""
        given = dict(self)
        return StepRecord(word=given.pop("step"), **given)
