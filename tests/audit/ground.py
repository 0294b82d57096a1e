"""The ground: lengths, distances and sectors from the GeoJSON of the case, all geodesic on WGS84."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from pyproj import Geod
from shapely.geometry import Point, shape

from tests.audit import raw

GEOD = Geod(ellps="WGS84")


@cache
def settings(folder: Path) -> dict:
    """Read the head of the case."""
    return tomllib.loads((folder / "case.toml").read_text(encoding="utf-8"))


@cache
def line(folder: Path) -> tuple[tuple[float, float], ...]:
    """Give the vertices of the line that the agreement names, longitude and latitude."""
    name = raw.document(folder, "agreement.yaml")["line"]
    feature = next(f for f in raw.features(folder, "line.geojson") if f["properties"]["id"] == name)
    return tuple((x, y) for x, y, *_ in feature["geometry"]["coordinates"])


@cache
def line_km(folder: Path) -> float:
    """Add up the legs of the line."""
    lon, lat = zip(*line(folder), strict=True)
    return GEOD.line_length(lon, lat) / 1000


@cache
def pieces(folder: Path) -> tuple[dict, ...]:
    """Cut the line every ``segment_m`` metres along it: middle, length in km and sector of each piece."""
    every, total = float(settings(folder)["segment_m"]), line_km(folder) * 1000
    sectors = [(f["properties"]["id"], shape(f["geometry"])) for f in raw.features(folder, "sectors.geojson")]
    cuts = [*np.arange(0.0, total - 1e-6, every).tolist(), total]
    result = []
    for start, end in pairwise(cuts):
        lon, lat = _along(folder, (start + end) / 2)
        sector = next((name for name, area in sectors if area.covers(Point(lon, lat))), "")
        result.append({"lon": lon, "lat": lat, "km": (end - start) / 1000, "sector": sector})
    return tuple(result)


@cache
def sector_km(folder: Path) -> dict[str, float]:
    """Add up the pieces of the line in each sector."""
    total: dict[str, float] = {}
    for piece in pieces(folder):
        total[piece["sector"]] = total.get(piece["sector"], 0.0) + piece["km"]
    return total


def _along(folder: Path, metres: float) -> tuple[float, float]:
    for (lon, lat), (then_lon, then_lat) in pairwise(line(folder)):
        azimuth, _, leg = GEOD.inv(lon, lat, then_lon, then_lat)
        if metres <= leg:
            x, y, _ = GEOD.fwd(lon, lat, azimuth, metres)
            return x, y
        metres -= leg
    return line(folder)[-1]


@cache
def sites(folder: Path) -> dict[str, tuple[float, float]]:
    """Give longitude and latitude of each site."""
    return {
        f["properties"]["id"]: tuple(f["geometry"]["coordinates"][:2]) for f in raw.features(folder, "sites.geojson")
    }


def distances_km(folder: Path, lon: float, lat: float) -> np.ndarray:
    """Give the distance from a place to the middle of every piece."""
    cut = pieces(folder)
    _, _, metres = GEOD.inv(
        np.full(len(cut), lon), np.full(len(cut), lat), [p["lon"] for p in cut], [p["lat"] for p in cut]
    )
    return np.asarray(metres) / 1000


def middle_at(folder: Path, km: float) -> tuple[float, float]:
    """Give the point of the line so many kilometres from its first vertex."""
    return _along(folder, km * 1000)


def quantile(values: np.ndarray, weights: np.ndarray, share: float) -> float:
    """Give the least value that so large a share of the weight does not exceed."""
    total, running = weights.sum(), 0.0
    for value, weight in sorted(zip(values.tolist(), weights.tolist(), strict=True)):
        running += weight
        if running >= share * total * (1 - 1e-12):
            return value
    return float("inf")


def written(path: Path) -> dict:
    """Read a JSON document that a run wrote."""
    return json.loads(path.read_text(encoding="utf-8"))
