"""Places: WGS84 (EPSG:4326, longitude then latitude) outside, metres along the line inside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shapely import LineString, Point, Polygon


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
    """A part of the area of operations; ``geometry`` is a polygon in EPSG:4326."""

    id: str
    name: str
    geometry: Polygon


@dataclass(frozen=True, slots=True)
class Site:
    """A candidate place for a post, base or airfield; ``geometry`` is a point in EPSG:4326.

    ``kind`` is ``post`` (may hold a post), ``base`` (may hold a reaction force) or ``airfield``.
    """

    id: str
    name: str
    kind: str
    geometry: Point
    source: str
