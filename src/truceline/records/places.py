"""Places: WGS84 (EPSG:4326, longitude then latitude) outside, metres along the line inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from shapely import LineString, MultiPolygon, Point, Polygon


@dataclass(frozen=True, slots=True)
class Line:
    """A line of contact as of a date, as one owner draws it.

    ``geometry`` is in EPSG:4326, from its first to its last vertex; ``note`` says how exact it is. With ``known_from``
    it stands for the time from that day on, also before the one that it shows (``as_of``).
    """

    id: str
    as_of: str
    owner: str
    geometry: LineString
    source: str
    note: str
    known_from: date | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of the area of operations; ``geometry`` is one or several polygons in EPSG:4326.

    A place on the border of several sectors belongs to the first of them, in the order of the case.
    """

    id: str
    name: str
    geometry: Polygon | MultiPolygon


SiteUse = Literal["candidate", "locked", "forbidden"]
"""Whether a site may be used, must be, or must not be."""


@dataclass(frozen=True, slots=True)
class Site:
    """A candidate place for a post, base or airfield, or a place to watch; ``geometry`` is a point in EPSG:4326.

    ``kind`` is ``post`` (may hold posts), ``base`` (may hold reaction forces), ``airfield`` or ``watch`` (to be
    watched, where there is no line). ``weight`` is what a place to watch counts, 1 for as much as one piece of road.
    ``capacity`` is how many posts or forces a site holds; ``fixed`` a pledge or contributor of which one must stand
    there, empty where none must. Where its ``use`` is ``locked`` somebody must stand there, where ``forbidden`` nobody.
    """

    id: str
    name: str
    kind: str
    geometry: Point
    source: str
    weight: float = 1.0
    capacity: int = 1
    fixed: str = ""
    use: SiteUse = "candidate"

    @property
    def locked(self) -> bool:
        """Whether one post or force must stand there, of somebody in particular or of anybody."""
        return self.use == "locked" or bool(self.fixed)


@dataclass(frozen=True, slots=True)
class Road:
    """A road to patrol and to watch, where there is no line; ``geometry`` is in EPSG:4326."""

    id: str
    name: str
    geometry: LineString
    source: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """A populated place by which other places are told in words; ``lon`` and ``lat`` are degrees (EPSG:4326).

    ``id`` is that of GeoNames where the place is one of its.
    """

    id: str
    name: str
    lat: float
    lon: float
    source: str
