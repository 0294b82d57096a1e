"""Whether a line, sectors and sites lie together: places that were typed the wrong way round lie elsewhere.

Distances are straight ones to the nearest of points every 2 km along the line: up to a kilometre too long, and short of
the way over the ground by 1 % at 1,600 km. Neither decides anything here. Time grows with places x points on the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from truceline.agreement.line import Floats, ecef, vertices_m
from truceline.records.places import Line, Sector, Site

AnyGeometry = TypeVar("AnyGeometry", bound=BaseGeometry)
Place = TypeVar("Place", Sector, Site)

LINE_FROM_SITES_M = 100_000.0
"""A line whose nearest site is farther than this is not the line that the sites were chosen for."""
SECTOR_FROM_LINE_M = 300_000.0
"""A sector farther than this from the line that the agreement names is no part of the same area of operations."""
SITE_FROM_LINE_M: Mapping[str, float] = MappingProxyType(
    {"post": 150_000.0, "base": 300_000.0, "airfield": 3_000_000.0}
)
"""How far from the line a site of each kind may lie."""

_EVERY_M = 2_000.0

EXCHANGED = "longitude and latitude look exchanged: give longitude before latitude"
"""What to do where places fit once both are exchanged."""


def misplaced(line: Line, sectors: tuple[Sector, ...], sites: tuple[Site, ...]) -> str:
    """Say why a line cannot be that of these sectors and sites, with what to do; empty where it can.

    It must lie in a sector, at least in part, and within ``LINE_FROM_SITES_M`` of a site; of sectors or sites that a
    case does not have nothing is asked.
    """
    if sectors and not _touches(line.geometry, sectors):
        return f"no piece of it lies in a sector{_nearest(line, sites)}; {_remedy(line, sectors, sites)}"
    if sites and min(_off_m(line, sites)) > LINE_FROM_SITES_M:
        return f"it lies far from every site{_nearest(line, sites)}; {_remedy(line, sectors, sites)}"
    return ""


def far_sectors(line: Line, sectors: tuple[Sector, ...]) -> Iterator[tuple[Sector, str]]:
    """Find the sectors that lie too far from the line, each with what is wrong and what to do."""
    along = _along(line)
    for sector in sectors:
        off = 0.0 if sector.geometry.intersects(line.geometry) else _apart_m(along, sector.geometry)
        if off > SECTOR_FROM_LINE_M:
            back = _apart_m(along, _exchanged(sector.geometry)) if _may_turn(sector.geometry) else np.inf
            remedy = EXCHANGED if back <= SECTOR_FROM_LINE_M else "draw it along the line, or take it out"
            yield sector, f"lies {off / 1000:,.0f} km from the line {line.id!r}; {remedy}"


def far_sites(line: Line, sites: tuple[Site, ...]) -> Iterator[tuple[Site, str]]:
    """Find the sites that lie too far from the line for their kind, each with what is wrong and what to do."""
    along = _along(line)
    for site in sites:
        off = _apart_m(along, site.geometry)
        most = SITE_FROM_LINE_M.get(site.kind, np.inf)
        if off > most:
            back = _apart_m(along, _exchanged(site.geometry)) if _may_turn(site.geometry) else np.inf
            remedy = EXCHANGED if back <= most else "correct its position, or take it out"
            far = f"lies {off / 1000:,.0f} km from the line {line.id!r}, more than {most / 1000:,.0f} km"
            yield site, f"{far}; {remedy}"


def untouched(line: Line, sectors: tuple[Sector, ...]) -> tuple[str, ...]:
    """List the ids of the sectors in which no piece of the line lies."""
    return tuple(sector.id for sector in sectors if not sector.geometry.intersects(line.geometry))


def _remedy(line: Line, sectors: tuple[Sector, ...], sites: tuple[Site, ...]) -> str:
    if _may_turn(line.geometry) and _fits(replace(line, geometry=_exchanged(line.geometry)), sectors, sites):
        return EXCHANGED
    if _fits(line, tuple(map(_turned, sectors)), sites):
        return f"of the sectors, {EXCHANGED}"
    if _fits(line, sectors, tuple(map(_turned, sites))):
        return f"of the sites, {EXCHANGED}"
    return "give a line of this case's ground, or draw sectors and sites along it"


def _fits(line: Line, sectors: tuple[Sector, ...], sites: tuple[Site, ...]) -> bool:
    near = not sites or min(_off_m(line, sites)) <= LINE_FROM_SITES_M
    return near and (not sectors or _touches(line.geometry, sectors))


def _nearest(line: Line, sites: tuple[Site, ...]) -> str:
    if not sites:
        return ""
    off = _off_m(line, sites)
    return f", and the nearest site, {sites[int(np.argmin(off))].id!r}, is {min(off) / 1000:,.0f} km away"


def _touches(geometry: BaseGeometry, sectors: tuple[Sector, ...]) -> bool:
    return any(sector.geometry.intersects(geometry) for sector in sectors)


def _off_m(line: Line, sites: tuple[Site, ...]) -> list[float]:
    along = _along(line)
    return [_apart_m(along, site.geometry) for site in sites]


def _along(line: Line) -> Floats:
    # Points in space along the line, (n, 3): drawn once for all that lies around it.
    return _in_space(vertices_m(line, _EVERY_M)[0])


def _apart_m(along: Floats, geometry: BaseGeometry) -> float:
    steps = _in_space(shapely.get_coordinates(geometry))[:, None] - along[None]
    return float(np.sqrt((steps**2).sum(axis=2)).min())


def _in_space(positions: Floats) -> Floats:
    return ecef(positions[:, 0], positions[:, 1])


def _turned(place: Place) -> Place:
    return replace(place, geometry=_exchanged(place.geometry)) if _may_turn(place.geometry) else place


def _may_turn(geometry: BaseGeometry) -> bool:
    return bool((np.abs(shapely.get_coordinates(geometry)[:, 0]) <= 90).all())


def _exchanged(geometry: AnyGeometry) -> AnyGeometry:
    return shapely.transform(geometry, lambda positions: positions[:, ::-1])
