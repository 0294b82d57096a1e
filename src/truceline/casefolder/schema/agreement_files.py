"""Files that stand by themselves: an agreement without a case, and incidents to judge by it."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from shapely import LineString

from truceline.casefolder.schema.agreements import AgreementShape, Position
from truceline.casefolder.schema.clauses import Act, Circumstance, Target, Weapon, at_least
from truceline.errors import CaseError
from truceline.formats.cells import (
    Amount,
    Declares,
    Id,
    Instant,
    Latitude,
    Listed,
    Longitude,
    Number,
    Refers,
    SourceId,
    Text,
    Truth,
    Words,
)
from truceline.formats.shape import Shape
from truceline.monitoring.incidents import Evidence, Incident
from truceline.records.places import Line
from truceline.records.provenance import Source


class FileSourceShape(Shape):
    """A document that others can look up."""

    id: Annotated[Id, Declares("source")]
    """The source's id."""
    title: Words
    """Title, as published."""
    url: Text
    """Where to find it."""
    reliability: Literal["A", "B", "C", "D", "E", "F"]
    """Admiralty grade of the source, from `A` (reliable) to `E` (unreliable); `F` cannot be judged."""
    note: Text = ""
    """For whom the source speaks, and what kind of copy was read."""

    def record(self) -> Source:
        """Build the record."""
        fields = dict(self) | {"licence": "linked only; facts and short quotations", "published_on": None}
        return Source(**fields)


class FileActorShape(Shape):
    """Somebody whom the agreement names."""

    id: Annotated[Id, Declares("actor")]
    """The actor's id."""
    name: Words
    """Name, as shown."""


class FileLineShape(Shape):
    """A line that the agreement measures from; its geometry comes with the incidents or with a case."""

    id: Annotated[Id, Declares("line")]
    """The line's id."""
    title: Words
    """The line, in words."""
    source: SourceId
    """Where it is named."""


class AgreementFileShape(Shape):
    """An agreement that stands by itself."""

    sources: tuple[FileSourceShape, ...]
    """What its clauses were read in."""
    actors: tuple[FileActorShape, ...]
    """Whom it names."""
    lines: tuple[FileLineShape, ...]
    """The lines it measures from."""
    agreement: AgreementShape
    """The agreement, as in a case's `agreement.yaml`."""


class DrawnLineShape(Shape):
    """The geometry of a line that the agreement names."""

    id: Id
    """The line's id, as in the agreement."""
    as_of: Words
    """The day or time it shows, or what it stands for."""
    owner: Words
    """Who drew it."""
    note: Words
    """How exact it is."""
    positions: Annotated[tuple[Position, ...], at_least(2)]
    """Its vertices in order, as `[longitude, latitude]` in degrees."""

    def record(self) -> Line:
        """Build the record."""
        return Line(self.id, self.as_of, self.owner, LineString(self.positions), "", self.note)


class EvidenceShape(Shape):
    """Something that bears on who did it."""

    kind: Annotated[str, Refers(("evidence",))]
    """The kind of evidence, of the vocabulary."""
    points_to: Annotated[str, Refers(("actor",))] = ""
    """The actor it points to, `other` or `none`; left out where it gives a place of origin."""
    given_by: Annotated[str, Refers(("actor",))] = ""
    """The actor it comes from; left out where it is the monitors' own."""
    lon: Number | None = None
    """Longitude of the place of origin, in degrees."""
    lat: Number | None = None
    """Latitude of the place of origin, in degrees."""
    radius_m: Amount | None = None
    """Standard deviation of that place, in metres."""
    report: Text = ""
    """The report that holds it."""
    note: Text = ""
    """What was found."""

    @model_validator(mode="after")
    def _points_somewhere(self) -> Self:
        place = (self.lon, self.lat, self.radius_m)
        if not self.points_to and None in place:
            raise CaseError("points nowhere; give `points_to`, or a place of origin with lon, lat and radius_m")
        return self

    def record(self) -> Evidence:
        """Build the record."""
        return Evidence(**{name: value for name, value in dict(self).items() if value is not None})


class ExpectedShape(Shape):
    """A verdict that a worked example expects."""

    provision: Words
    """The provision's id."""
    version: Text = ""
    """The reading; left out where every party reads the provision alike."""
    verdict: Literal["out-of-scope", "permitted", "undetermined", "violation"]
    """The verdict."""
    missing: tuple[str, ...] = ()
    """What an undetermined verdict lacks."""


class IncidentShape(Shape):
    """One incident to judge."""

    id: Annotated[Id, Declares("incident")]
    """The incident's id."""
    note: Text = ""
    """The incident, in words."""
    start: Instant
    """When it began, with the offset from UTC: `2025-04-19T18:30:00+03:00`."""
    end: Instant | None = None
    """When it ended; left out where it took no time."""
    lon: Longitude | None = None
    """Longitude in degrees; left out where the place is not known."""
    lat: Latitude | None = None
    """Latitude in degrees; left out where the place is not known."""
    radius_m: Amount | None = None
    """Standard deviation of the place along each axis, in metres."""
    act: Act = ""
    """What was done, of the vocabulary; left out where not known."""
    weapon: Weapon = ""
    """With what; left out where not known."""
    target: Target = ""
    """Against what; left out where not known."""
    circumstances: dict[Circumstance, Truth] = Field(default_factory=dict)
    """What is known to hold, or not to."""
    origin_side: Annotated[str, Refers(("actor",))] = ""
    """The actor on whose side it was seen to start."""
    impact_side: Annotated[str, Refers(("actor",))] = ""
    """The actor on whose side it was seen to land."""
    reports: Listed = ()
    """The reports that tell of it."""
    evidence: tuple[EvidenceShape, ...] = ()
    """What bears on who did it."""
    expect: tuple[ExpectedShape, ...] | None = None
    """Expected verdicts; under every other provision it must then be out of scope. Left out where nothing is."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        place = (self.lon, self.lat, self.radius_m)
        if None in place and place != (None, None, None):
            raise CaseError("has part of a place; give lon, lat and radius_m, or none of them")
        if self.end is not None and self.end < self.start:
            raise CaseError(f"ends at {self.end:%Y-%m-%d %H:%M} UTC, before its start; exchange the two")
        return self

    def record(self) -> Incident:
        """Build the record."""
        nan = float("nan")
        place = {name: nan if (at := getattr(self, name)) is None else at for name in ("lon", "lat", "radius_m")}
        parts = dict(self) | place
        parts |= {"end": self.end or self.start, "circumstances": tuple(self.circumstances.items())}
        parts |= {"evidence": tuple(each.record() for each in self.evidence)}
        return Incident(**{name: parts[name] for name in parts if name not in ("note", "expect")})


class IncidentsShape(Shape):
    """Incidents to judge."""

    about: Text = ""
    """What the file holds, and whether it is made up."""
    lines: tuple[DrawnLineShape, ...] = ()
    """Geometries of the agreement's lines; they go before those of a case."""
    incidents: Annotated[tuple[IncidentShape, ...], at_least(1)]
    """The incidents."""
