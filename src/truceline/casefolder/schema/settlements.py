"""The rows of settlements.csv; the text under each column documents it."""

from __future__ import annotations

from typing import Annotated

from truceline.formats.cells import Declares, Id, Latitude, Longitude, SourceId, Words
from truceline.formats.shape import Shape
from truceline.records.places import Settlement


class SettlementRow(Shape):
    """A populated place: a bulletin says how far from the nearest of these an incident was, and in which direction."""

    id: Annotated[Id, Declares("settlement")]
    """The settlement's id: that of GeoNames where the place is one of its."""
    name: Words
    """Its name, as in the source."""
    lat: Latitude
    """Latitude in degrees (WGS84)."""
    lon: Longitude
    """Longitude."""
    source: SourceId
    """Where the row comes from; its licence stands in `sources.csv`."""

    def record(self) -> Settlement:
        """Build the record."""
        return Settlement(**dict(self))
