"""Latitude and longitude exchanged: found by where the case lies, and told where only a person can tell."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely

from truceline.feeds.setting import ImportSetting
from truceline.formats.geometry import FAR_M


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Which rows lie where, as masks of the rows (null where a place is).

    ``far`` lie far outside the case. ``exchanged`` are outside the case and would be in it with latitude and longitude
    exchanged; of ``doubtful`` ones, which lie around the case and in none of its sectors, that place is in a sector.
    """

    far: pl.Series
    exchanged: pl.Series
    doubtful: pl.Series


def whereabouts(north: pl.Series, east: pl.Series, setting: ImportSetting) -> Whereabouts:
    """Tell where latitudes and longitudes in degrees lie, by a setting that has a middle.

    The case is the circle around all that it has, and where that does not decide its sectors: a place outside the
    circle counts as exchanged where the other lies in the circle and the place is more than `FAR_M` beyond it, or the
    other lies in a sector. Sectors are looked into only for the places whose exchange lies in the circle.
    """
    middle = setting.middle or (0.0, 0.0)
    there, back = (_distance_m(*place, middle) for place in ((north, east), (east, north)))
    far = there > FAR_M + setting.reach_m
    mirrored = (back <= setting.reach_m) & (east.abs() <= 90)
    only_there = _only_exchanged(north, east, (mirrored & ~far).fill_null(value=False), setting)
    outside = there > setting.reach_m
    return Whereabouts(far, (far & mirrored) | (outside & only_there), ~outside & only_there)


def _only_exchanged(north: pl.Series, east: pl.Series, asked: pl.Series, setting: ImportSetting) -> pl.Series:
    """Tell which rows of those ``asked`` lie in no sector, and in one with latitude and longitude exchanged."""
    found = np.zeros(len(asked), dtype=bool)
    if setting.sectors is not None and asked.any():
        rows = asked.arg_true().to_numpy()
        lat, lon = north.gather(rows).to_numpy(), east.gather(rows).to_numpy()
        shapely.prepare(setting.sectors)
        inside, mirrored = (shapely.intersects_xy(setting.sectors, *place) for place in ((lon, lat), (lat, lon)))
        found[rows] = mirrored & ~inside
    return pl.Series(found)


def _distance_m(lat: pl.Series, lon: pl.Series, middle: tuple[float, float]) -> pl.Series:
    """Return great-circle distances in metres from places in degrees to one, on a sphere of 6,371 km (haversine)."""
    (here_lat, here_lon), (north, east) = middle, (lat * math.pi / 180, lon * math.pi / 180)
    across = ((north - math.radians(here_lat)) / 2).sin() ** 2
    along = ((east - math.radians(here_lon)) / 2).sin() ** 2
    chord = across + math.cos(math.radians(here_lat)) * north.cos() * along
    return 2 * 6_371_000 * chord.clip(0, 1).sqrt().arcsin()
