"""What maps, ribbons and their legends show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """Something at one place: ``kind`` post, base or airfield; ``mark`` the number of its colour and shape.

    ``lon`` and ``lat`` are degrees, EPSG:4326; ``hint`` is what a pointer resting on it shows after its name.
    """

    name: str
    kind: str
    lon: float
    lat: float
    mark: int
    hint: str


@dataclass(frozen=True, slots=True)
class MapLayers:
    """What a map shows in every scenario; all coordinates are (n, 2) longitude and latitude, EPSG:4326.

    ``line`` is the line of contact, empty where there is none; ``pieces`` (segments,) are the stretches of line or road
    that the segments are, or single points for places; ``others`` are lines as other owners draw them; ``sectors``,
    ``belts`` and ``areas`` are rings with names; ``crs`` is the metric projection of the picture. ``watched`` names the
    places to watch, which are the first pieces; ``settlements`` are names and places, (1, 2).
    """

    crs: str
    line: Floats
    pieces: tuple[Floats, ...]
    others: tuple[tuple[str, Floats], ...]
    sectors: tuple[tuple[str, Floats], ...]
    belts: tuple[tuple[str, Floats], ...]
    areas: tuple[tuple[str, Floats], ...] = ()
    watched: tuple[str, ...] = ()
    settlements: tuple[tuple[str, Floats], ...] = ()


def looks_of_others(names: Iterable[str]) -> dict[str, str]:
    """Return how the lines of each owner look, by what they are called: each has dashes of its own, up to four."""
    several = dict.fromkeys(names)
    return {name: f"other-line other-{n % 4 + 1}" if n else "other-line" for n, name in enumerate(several)}


@dataclass(frozen=True, slots=True)
class LineMap:
    """A map: ``chances`` gives for ``day`` and ``night`` (or ``time``) what colours the pieces, 0 to 1, (segments,)."""

    title: str
    layers: MapLayers
    points: tuple[MapPoint, ...]
    chances: Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class SectorStretch:
    """A named part of the line between two chainages, in metres."""

    name: str
    start_m: float
    end_m: float


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The line unrolled: per light its name, the chance to see per segment (segments,), and the mean over the line.

    ``edges_m`` (segments + 1,) are the segments' chainages in metres, ``posts_m`` those of the posts.
    """

    title: str
    edges_m: Floats
    bands: tuple[tuple[str, Floats, float], ...]
    stretches: tuple[SectorStretch, ...]
    posts_m: Floats


@dataclass(frozen=True, slots=True)
class Swatch:
    """A sample in a legend: ``kind`` stroke, area, place (to watch), post or base.

    ``look`` is the class of a stroke or area, ``mark`` the number of a contributor's colour and shape.
    """

    kind: str
    look: str = ""
    mark: int = 0


@dataclass(frozen=True, slots=True)
class LegendItem:
    """A sample and what it means."""

    swatch: Swatch
    words: str
