"""How likely something lies within a zone, where its place is known only to so many metres.

The error of a place is taken as normal with the same standard deviation along each axis. Near a straight edge only the
distance across counts, so the chance to lie within a belt is that of a normal variable between the belt's
two offsets. Bends and corners within a few standard deviations of the place are left out: there the chance
is off by a few points, which the thresholds absorb except close to them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import scipy
import shapely
from shapely import LineString

from truceline.agreement.agreement import Agreement, Area, Belt
from truceline.agreement.line import Floats, chainage_m
from truceline.agreement.readings import Zone
from truceline.agreement.three_valued_logic import MAYBE, NO, YES, Fits
from truceline.records.places import Line

SURE = 0.95
"""The chance from which a place counts as inside a zone; below one less this, as outside."""


@dataclass(frozen=True, slots=True)
class MeasuredPlaces:
    """Places and how they lie to lines and areas: what was measured once is kept.

    ``lon``, ``lat`` (n,) in degrees (EPSG:4326), ``radius_m`` (n,) the standard deviation along each axis in metres;
    all three NaN where the place is not known. ``lines`` are the known geometries by line id; ``own`` is the
    agreement's own line.
    """

    lon: Floats
    lat: Floats
    radius_m: Floats
    lines: Mapping[str, Line]
    own: str
    _kept: dict[str, Floats] = field(default_factory=dict)

    def offset_m(self, line: str) -> Floats:
        """Return the offsets from a line in metres, positive left of it, (n,); NaN where place or line is not known."""
        if line not in self._kept:
            known = self.lines.get(line)
            self._kept[line] = self._to(known) if known else np.full(len(self.lon), np.nan)
        return self._kept[line]

    def chance(self, zone: Zone) -> Floats:
        """Return the chance of each place to lie within the zone, (n,); NaN where place or line is not known."""
        return self._in_area(zone) if isinstance(zone, Area) else self._in_belt(zone)

    def chance_left(self, line: str) -> Floats:
        """Return the chance of each place to lie left of the line, (n,); NaN where place or line is not known."""
        return np.asarray(scipy.special.ndtr(self.offset_m(line) / self.radius_m))

    def _in_belt(self, belt: Belt) -> Floats:
        offset = self.offset_m(belt.line or self.own)
        left = _between(offset, self.radius_m, belt.from_m, belt.to_m)
        right = _between(-offset, self.radius_m, belt.from_m, belt.to_m)
        return {"left": left, "right": right, "both": left + right}[belt.side]

    def _in_area(self, area: Area) -> Floats:
        rings = (area.geometry.exterior, *area.geometry.interiors)
        edges = [Line("", "", "", LineString(ring.coords), "", "") for ring in rings]
        away = np.min([np.abs(self._to(edge)) for edge in edges], axis=0)
        inside = shapely.contains_xy(area.geometry, self.lon, self.lat)
        return np.asarray(scipy.special.ndtr(np.where(inside, away, -away) / self.radius_m))

    def _to(self, line: Line) -> Floats:
        offset = np.full(len(self.lon), np.nan)
        known = np.flatnonzero(np.isfinite(self.lon) & np.isfinite(self.lat))
        if len(known):
            offset[known] = chainage_m(line, np.column_stack([self.lon[known], self.lat[known]]))[1]
        return offset


def fit_zones(ground: MeasuredPlaces, zones: Sequence[Zone], sure: float = SURE) -> tuple[Fits, Floats]:
    """Return whether each place lies within one of the zones, and the chance of it; both (n,).

    Inside where the chance for one zone is ``sure`` or more, outside where those of all zones together are 1 - ``sure``
    or less, else perhaps. No zone means everywhere. The chance told is that of the likeliest zone; NaN where the
    place, or a line that a zone is measured from, is not known.
    """
    if not zones:
        everywhere = np.ones(len(ground.lon))
        return np.full(len(everywhere), YES), everywhere
    chances = np.array([ground.chance(zone) for zone in zones])
    most, together = chances.max(axis=0), chances.sum(axis=0)
    surely = np.nan_to_num(chances, nan=0.0).max(axis=0) >= sure
    return np.where(surely, YES, np.where(together <= 1 - sure, NO, MAYBE)).astype(np.int8), most


def ground_of(agreement: Agreement, lines: Sequence[Line], places: tuple[Floats, Floats, Floats]) -> MeasuredPlaces:
    """Build the ground for ``places`` (longitude, latitude, radius in metres; each (n,))."""
    lon, lat, radius_m = places
    known = np.isfinite(lon) & np.isfinite(lat)
    radius = np.where(known, np.maximum(radius_m, 1e-3), np.nan)
    return MeasuredPlaces(lon, lat, radius, {line.id: line for line in lines}, agreement.line)


def _between(offset_m: Floats, radius_m: Floats, low_m: float, high_m: float) -> Floats:
    return np.asarray(
        scipy.special.ndtr((high_m - offset_m) / radius_m) - scipy.special.ndtr((low_m - offset_m) / radius_m)
    )
