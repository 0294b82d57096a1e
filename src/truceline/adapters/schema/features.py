"""The properties of a case folder's GeoJSON features; the text under each property is its documentation."""

from __future__ import annotations

from typing import Annotated, Literal

from shapely import LineString, Point, Polygon

from truceline.adapters.schema.cells import Blank, Day, Declares, Id, Refers, SourceId, Text, Words
from truceline.adapters.schema.shape import Shape
from truceline.records.places import Line, Sector, Site


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
    note: Text
    """How exact it is."""

    def record(self, geometry: LineString) -> Line:
        """Make the record."""
        return Line(self.id, self.as_of.isoformat(), self.owner, geometry, self.source, self.note)


class SectorProperties(Shape):
    """A part of the area of operations (a Polygon)."""

    id: Annotated[Id, Declares("sector")]
    """The sector's id."""
    name: Words
    """Its name."""

    def record(self, geometry: Polygon) -> Sector:
        """Make the record."""
        return Sector(self.id, self.name, geometry)


class SiteProperties(Shape):
    """A candidate place (a Point)."""

    id: Annotated[Id, Declares("site")]
    """The site's id."""
    name: Words
    """Its name."""
    kind: Literal["post", "base", "airfield"]
    """`post` may hold a post, `base` a reaction force, `airfield` aircraft."""
    source: SourceId
    """Where it comes from."""

    def record(self, geometry: Point) -> Site:
        """Make the record."""
        return Site(self.id, self.name, self.kind, geometry, self.source)
