"""Reference systems of coordinates: which are known, and what turns their coordinates into degrees."""

from __future__ import annotations

from functools import cache

from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError

from truceline.errors import shown


@cache
def degrees_from(system: str) -> Transformer:
    """Return what turns coordinates of a system (a code, a name or WKT) into degrees of WGS 84, longitude first.

    Raises
    ------
    ValueError
        If the system is not known, or nothing leads from it to places on the Earth: that of a building site, or of
        another celestial body.
    """
    try:
        return Transformer.from_crs(CRS.from_user_input(system), "EPSG:4326", always_xy=True)
    except ProjError as error:
        what = f"its reference system {shown(system)} is not known, or none of the Earth; save it in WGS84 (EPSG:4326)"
        raise ValueError(what) from error


def is_projected(system: str) -> bool:
    """Return whether a reference system is one of plane coordinates, from which degrees can be had."""
    try:
        return degrees_from(system).source_crs.is_projected  # type: ignore[union-attr]  # it was made from one
    except ValueError:
        return False


def is_metric(code: str) -> bool:
    """Return whether a code of the Earth's systems (EPSG) is one of plane coordinates in metres."""
    try:
        system = CRS.from_user_input(code)
    except ProjError:
        return False
    return system.is_projected and all(axis.unit_name == "metre" for axis in system.axis_info)
