"""The properties of a case folder's GeoJSON features; the text under each property is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from shapely import LineString, MultiPolygon, Point, Polygon

from truceline.formats.cells import (
    Blank,
    Day,
    Declares,
    Id,
    Note,
    Number,
    OptionalDay,
    Positive,
    Refers,
    SourceId,
    Words,
)
from truceline.formats.shape import Shape
from truceline.records.places import Line, Road, Sector, Site, SiteUse


class LineProperties(Shape):
    """A line of contact (a LineString) as of a date, as one owner draws it; longitude before latitude, in degrees."""

    id: Annotated[Id, Declares("line")]
    """The line's id."""
    as_of: Day
    """The date it shows."""
    owner: Annotated[str, Blank, Refers(("actor",))]
    """The actor that drew it; empty where it was drawn for this case, and is nobody's."""
    source: SourceId
    """Where it comes from."""
    note: Note
    """How exact it is."""
    known_from: OptionalDay = None
    """The day from which it stands for the ground, where that is before the day that it shows."""

    def record(self, geometry: LineString) -> Line:
        """Build the record."""
        return Line(self.id, self.as_of.isoformat(), self.owner, geometry, self.source, self.note, self.known_from)


class SectorProperties(Shape):
    """A part of the area of operations (a Polygon or MultiPolygon); the first that holds a place has it, its edge too.

    So a place on the border of several belongs to the one that comes first in the file.
    """

    id: Annotated[Id, Declares("sector")]
    """The sector's id."""
    name: Words
    """Its name."""

    def record(self, geometry: Polygon | MultiPolygon) -> Sector:
        """Build the record."""
        return Sector(self.id, self.name, geometry)


class RoadProperties(Shape):
    """A road to patrol and to watch (a LineString), in a case whose agreement names no line."""

    id: Annotated[Id, Declares("road")]
    """The road's id."""
    name: Words
    """Its name."""
    source: SourceId
    """Where it comes from."""

    def record(self, geometry: LineString) -> Road:
        """Build the record."""
        return Road(self.id, self.name, geometry, self.source)


class SiteProperties(Shape):
    """A candidate place, or a place to watch (a Point)."""

    id: Annotated[Id, Declares("site")]
    """The site's id."""
    name: Words
    """Its name."""
    kind: Literal["post", "base", "airfield", "watch"]
    """`post` may hold posts, `base` reaction forces, `airfield` aircraft; `watch` is a place to be watched, in a case
    whose agreement names no line."""
    source: SourceId
    """Where it comes from."""
    weight: Annotated[Number, Field(gt=0, le=1000)] = 1.0
    """What a place to watch counts: 1, where left out, is as much as one piece of road of `segment_m`."""
    capacity: Positive = 1
    """How many posts, or reaction forces, the site holds; 1 where left out."""
    fixed: Annotated[str, Blank, Refers(("pledge", "actor"))] = ""
    """A pledge, or a contributor, of which one post or force must stand here; left out where none must."""
    use: SiteUse = "candidate"
    """A `candidate` may be used, as may a site that does not say; at a `locked` site one post or force must stand, of
    whichever unit may; at a `forbidden` one none."""

    def record(self, geometry: Point) -> Site:
        """Build the record."""
        return Site(**(dict(self) | {"geometry": geometry}))
