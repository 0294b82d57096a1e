"""The belts of the agreement as ground: between two offsets from the line, on one side or both."""

from __future__ import annotations

from functools import lru_cache

import shapely
from shapely import MultiPolygon, Polygon

from truceline.agreement import agreement as terms
from truceline.agreement.zones import areas, belt, within
from truceline.case import Case
from truceline.records.places import Line

Ground = Polygon | MultiPolygon


_TOLERANCE = 0.0002
"""Degrees, about 20 m: an edge of a belt may be drawn this much off, which spares nine tenths of its vertices."""


def belt_grounds(case: Case) -> tuple[tuple[terms.Belt, Ground], ...]:
    """Compute the ground of every belt along its line, in EPSG:4326, in the order of the agreement.

    A belt that names no line lies along the agreement's.
    """
    drawn = {line.id: line for line in case.lines}
    return tuple(
        (part, _ground(drawn[part.line] if part.line else case.line, part.side, part.from_m, part.to_m))
        for part in case.agreement.belts
    )


@lru_cache(maxsize=64)
def _ground(line: Line, side: str, from_m: float, to_m: float) -> Ground:
    # Out to the farther offset, less the ground out to the nearer one.
    outer, inner = (_within(line, side, metres) for metres in (to_m, from_m))
    return areas(shapely.simplify(shapely.difference(outer, inner), _TOLERANCE))


@lru_cache(maxsize=64)
def _within(line: Line, side: str, metres: float) -> Ground:
    if metres == 0:
        return MultiPolygon()
    if side == "both":
        return within(line, metres)
    return belt(line, metres, 0.0).left if side == "left" else belt(line, 0.0, metres).right
