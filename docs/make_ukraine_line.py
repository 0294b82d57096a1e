"""Draw the line of the case ukraine from its table of pairs, and list its settlements.

Each row of ``line-pairs.csv`` is a pair of populated places in GeoNames, neighbours across the front (joined in the
Delaunay triangulation of the places near it), from north to south. The line passes halfway between the two of each
pair, and, where two pairs in a row share a place and their three places form an acute triangle, through the point as
far from one as from the others: the boundary of the places' Voronoi cells (Voronoi 1908, *Journal für die reine und
angewandte Mathematik* 134, 198-287), less its points outside their triangles. A point that is within 20 m of the
straight line between others is left out. Nothing of it is traced from anybody's map of the front.

The settlements are the places of the pairs, each once, from north to south.
"""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer
from shapely import LineString

from truceline.casefolder.cases import find_case

Floats = NDArray[np.float64]
FOLDER = find_case("ukraine").folder
PROJECTION = "+proj=tmerc +lat_0=48 +lon_0=36 +ellps=WGS84 +units=m"  # conformal: halfway is halfway here too
DIGITS = 5  # about a metre
STRAIGHT_M = 20


def line(pairs: list[tuple[Floats, Floats]]) -> Floats:
    """Give the line's vertices, (n, 2) longitude and latitude, for ``pairs`` of longitude and latitude, in order."""
    there = Transformer.from_crs("EPSG:4326", PROJECTION, always_xy=True)
    flat = [tuple(np.array(there.transform(*place)) for place in pair) for pair in pairs]
    points = [(flat[0][0] + flat[0][1]) / 2]
    for (a, b), (c, d) in pairwise(flat):
        corners = list({tuple(p): p for p in (a, b, c, d)}.values())
        points += [_centre(*corners)] if len(corners) == 3 and _acute(*corners) else []
        points.append((c + d) / 2)
    bends = np.array(LineString(points).simplify(STRAIGHT_M).coords)
    back = there.transform(*bends.T, direction="INVERSE")
    return np.round(np.column_stack(back), DIGITS)


def pairs() -> list[tuple[Floats, Floats]]:
    """Read the table of pairs: on either side longitude and latitude in degrees (WGS84)."""
    with (FOLDER / "line-pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(_place(row, "ua"), _place(row, "ru")) for row in rows]


def pages() -> dict[Path, str]:
    """Return ``line.geojson`` and ``settlements.csv`` as they should be, by path."""
    return {FOLDER / "line.geojson": text(), FOLDER / "settlements.csv": settlements()}


def settlements() -> str:
    """Write ``settlements.csv``: every place of the pairs once; a postal code has several, so its id tells the name."""
    with (FOLDER / "line-pairs.csv").open(encoding="utf-8", newline="") as file:
        found = {_settlement(row, side) for row in csv.DictReader(file) for side in ("ua", "ru")}
    rows = sorted(found, key=lambda row: (-float(row[2]), row))
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([("id", "name", "lat", "lon", "source"), *rows])
    return written.getvalue()


def _settlement(row: dict[str, str], side: str) -> tuple[str, ...]:
    number, name = row[f"{side}_id"], row[f"{side}_name"]
    known = number if number.isdigit() else f"{number}-{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')}"
    return known, name, row[f"{side}_lat"], row[f"{side}_lon"], "x-geonames"


def text() -> str:
    """Write ``line.geojson``: its first feature drawn anew, all else as it is."""
    document = json.loads((FOLDER / "line.geojson").read_text(encoding="utf-8"))
    document["features"][0]["geometry"]["coordinates"] = line(pairs()).tolist()
    rows = ",\n    ".join(json.dumps(feature, ensure_ascii=False) for feature in document["features"])
    return '{\n  "type": "FeatureCollection",\n  "features": [\n    ' + rows + "\n  ]\n}\n"


def _place(row: dict[str, str], side: str) -> Floats:
    return np.array([float(row[f"{side}_lon"]), float(row[f"{side}_lat"])])


def _acute(a: Floats, b: Floats, c: Floats) -> bool:
    return all(np.dot(q - p, r - p) > 0 for p, q, r in ((a, b, c), (b, c, a), (c, a, b)))


def _centre(a: Floats, b: Floats, c: Floats) -> Floats:
    # Of the circle through the three: as far from each.
    b, c = b - a, c - a
    twice = 2 * (b[0] * c[1] - b[1] * c[0])
    x = (c[1] * (b @ b) - b[1] * (c @ c)) / twice
    y = (b[0] * (c @ c) - c[0] * (b @ b)) / twice
    return a + np.array([x, y])


if __name__ == "__main__":
    for path, written in pages().items():
        path.write_text(written, encoding="utf-8")
