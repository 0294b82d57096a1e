"""Places to watch and roads to patrol, cut into segments as a line is: what a mission without a line watches."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from truceline.agreement.line import Segments, WatchedPieces, pieces, sector_of, segments
from truceline.errors import CaseError
from truceline.records.places import Line, Road, Sector, Site


def watched(places: Sequence[Site], roads: Sequence[Road], sectors: tuple[Sector, ...], every_m: float) -> Segments:
    """Build a segment of every place to watch, and cut every road into segments of ``every_m`` metres.

    A place counts as ``weight`` pieces of road, so its ``length_m`` is ``weight`` x ``every_m``: places and roads then
    add up to one share that is seen. ``start_m`` and ``end_m`` only number them one after another; no distance along
    them means anything. A segment belongs to the first sector that holds it, or its midpoint.

    Raises
    ------
    CaseError
        If there is neither a place nor a road, ``every_m`` is not positive or a road has no length.
    """
    if not places and not roads:
        raise CaseError("nothing is watched", ("places and roads | there are none; give at least one",))
    lines = [Line(road.id, "", "", road.geometry, "", "") for road in roads]
    parts = [segments(line, sectors, every_m) for line in lines]
    where = np.array([(site.geometry.x, site.geometry.y) for site in places]).reshape(-1, 2)
    middle = np.concatenate([where, *(np.column_stack([part.lon, part.lat]) for part in parts)])
    length = np.concatenate([np.array([site.weight for site in places]) * every_m, *(part.length_m for part in parts)])
    end = np.cumsum(length)
    ids = [site.id for site in places] + [line.id for line, part in zip(lines, parts, strict=True) for _ in part.lon]
    stretches = [piece for line, part in zip(lines, parts, strict=True) for piece in pieces(line, part)]
    return Segments(
        start_m=end - length,
        end_m=end,
        lon=middle[:, 0],
        lat=middle[:, 1],
        length_m=length,
        sector=sector_of(middle, sectors),
        sectors=tuple(sector.id for sector in sectors),
        watched=WatchedPieces(
            tuple(ids), len(places), (*(shapely.get_coordinates(s.geometry) for s in places), *stretches)
        ),
    )
