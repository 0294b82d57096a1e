"""What a siting may be given beside the case: heights, roads, denied ground and a weather."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import Polygon

from truceline.siting.routes import Roads
from truceline.siting.terrain import Terrain


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a siting may be given beside the case: heights, roads, ground that is denied, and a weather by name."""

    terrain: Terrain | None = None
    roads: Roads | None = None
    denied: tuple[Polygon, ...] = ()
    weather: str = ""
