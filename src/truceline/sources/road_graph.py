"""Road graphs out of files: an OpenStreetMap extract (.osm), or a CSV table of edges."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from truceline.agreement.line import GEOD
from truceline.errors import CaseError, SourceError
from truceline.formats.files import MIB, read_file
from truceline.formats.xml_tree import read_xml
from truceline.siting.routes import Roads

LARGEST = 256 * MIB
"""The largest file of roads that is read, in bytes."""

_SUMMARY = "the roads cannot be used"

COLUMNS = ("from_lon", "from_lat", "to_lon", "to_lat", "km", "kmh")
"""The columns of a table of edges; ``km`` and ``kmh`` may be empty: the geodesic length, and the force's own speed."""

ROADS = frozenset(
    ("motorway", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential", "service", "track")
)
"""The values of ``highway`` that a reaction force drives on, each with its ``_link``."""

Edge = tuple[float, float, float, float, float, float]


def read_roads(path: Path) -> Roads:
    """Read a road graph; nodes with the same coordinates are one.

    Raises
    ------
    SourceError
        If the file is unreadable or holds no road.
    """
    data = read_file(path, _SUMMARY, LARGEST)
    try:
        edges = np.array(list(_osm(data) if path.suffix == ".osm" else _table(data)), dtype=np.float64).reshape(-1, 6)
        nodes, at = np.unique(edges[:, :4].reshape(-1, 2), axis=0, return_inverse=True)
        start, end = at.reshape(-1, 2).T
        _, _, straight = GEOD.inv(*edges[:, :4].T)
        km = np.where(np.isnan(edges[:, 4]), np.asarray(straight) / 1e3, edges[:, 4])
        kept = start != end
        return Roads(nodes, start[kept], end[kept], km[kept], edges[kept, 5])
    except (ValueError, KeyError, TypeError, csv.Error) as error:
        if isinstance(error, CaseError):
            raise
        what = f"is no road graph ({str(error)[:120]}); give an .osm extract or a CSV with {', '.join(COLUMNS)}"
        raise _fault(path, what) from error


def _table(data: bytes) -> Iterator[Edge]:
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig"))):
        first, last = (float(row["from_lon"]), float(row["from_lat"])), (float(row["to_lon"]), float(row["to_lat"]))
        km, kmh = (float(row.get(name) or "nan") for name in ("km", "kmh"))
        yield *first, *last, km, kmh


def _osm(data: bytes) -> Iterator[Edge]:
    root = read_xml(data)
    where = {node.get("id"): (float(node.attrib["lon"]), float(node.attrib["lat"])) for node in root.iter("node")}
    for way in root.iter("way"):
        tags = {tag.get("k"): tag.get("v", "") for tag in way.iter("tag")}
        if tags.get("highway", "").removesuffix("_link") not in ROADS:
            continue
        speed = float(tags["maxspeed"]) if tags.get("maxspeed", "").isdigit() else float("nan")
        through = [where[part.attrib["ref"]] for part in way.iter("nd") if part.attrib["ref"] in where]
        for first, last in pairwise(through):
            yield *first, *last, float("nan"), speed


def _fault(path: Path, what: str) -> SourceError:
    return SourceError(_SUMMARY, (f"{path} | {what}",))
