"""Maps for other programs: GeoJSON (RFC 7946, EPSG:4326, six decimals)."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from truceline.adapters.geo import feature_collection
from truceline.adapters.render.zones import belt_grounds
from truceline.agreement.line import Segments, points_at, vertices_m
from truceline.records.places import Line
from truceline.results import Plan, ScenarioPlan

Features = Iterator[tuple[BaseGeometry, dict[str, object]]]


def plan_maps(plan: Plan) -> dict[str, str]:
    """Give every map of the plan by file name: line, sectors and belts once, sites and coverage per scenario."""
    pieces = tuple(_pieces(plan.case.line, plan.segments))
    maps = {
        "line.geojson": feature_collection(_lines(plan)),
        "sectors.geojson": feature_collection(_sectors(plan)),
        "belts.geojson": feature_collection(_belts(plan)),
    }
    for made in plan.scenarios:
        name = made.scenario.id
        maps[f"sites-{name}.geojson"] = feature_collection(_sites(plan, made))
        maps[f"coverage-{name}.geojson"] = feature_collection(_coverage(plan, made, pieces))
    return maps


def _lines(plan: Plan) -> Features:
    for line in plan.case.lines:
        yield (
            line.geometry,
            {"id": line.id, "as_of": line.as_of, "owner": line.owner, "source": line.source, "note": line.note},
        )


def _sectors(plan: Plan) -> Features:
    for sector in plan.case.sectors:
        yield _counter_clockwise(sector.geometry), {"id": sector.id, "name": sector.name}


def _belts(plan: Plan) -> Features:
    for part, ground in belt_grounds(plan.case):
        yield (
            _counter_clockwise(ground),
            {"id": part.id, "title": part.title, "side": part.side, "from_m": part.from_m, "to_m": part.to_m},
        )


def _counter_clockwise(ground: BaseGeometry) -> BaseGeometry:
    faces = [orient(face) for face in shapely.get_parts(ground) if isinstance(face, Polygon)]
    return faces[0] if len(faces) == 1 else shapely.multipolygons(faces)


def _sites(plan: Plan, made: ScenarioPlan) -> Features:
    sites = {site.id: site for site in plan.case.sites}
    siting = made.own.siting
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for asset in placed:
            yield (
                sites[asset.site].geometry,
                {
                    "kind": kind,
                    "site": asset.site,
                    "name": sites[asset.site].name,
                    "unit": asset.unit_id,
                    "contributor": asset.contributor,
                    "sector": asset.sector,
                },
            )
    for metres, part in zip(siting.orbit_stations_m, siting.orbit_shares, strict=True):
        lon, lat = points_at(plan.case.line, np.array([metres]))[0].tolist()
        yield Point(lon, lat), {"kind": "orbit", "chainage_km": round(metres / 1000, 2), "share": round(part, 4)}


def _coverage(plan: Plan, made: ScenarioPlan, pieces: tuple[LineString, ...]) -> Features:
    cut, siting = plan.segments, made.own.siting
    for i, piece in enumerate(pieces):
        minutes = float(siting.minutes[i])
        yield (
            piece,
            {
                "start_km": round(float(cut.start_m[i]) / 1000, 3),
                "end_km": round(float(cut.end_m[i]) / 1000, 3),
                "sector": (*cut.sectors, "")[int(cut.sector[i])],
                "day": round(float(siting.day[i]), 4),
                "night": round(float(siting.night[i]), 4),
                "response_minutes": round(minutes, 1) if math.isfinite(minutes) else None,
            },
        )


def _pieces(line: Line, cut: Segments) -> Iterator[LineString]:
    # From edge to edge, through the line's own vertices between them.
    corners, chainage = vertices_m(line, math.inf)
    edges = points_at(line, np.append(cut.start_m, cut.end_m[-1]))
    for i, (start, end) in enumerate(zip(cut.start_m.tolist(), cut.end_m.tolist(), strict=True)):
        between = corners[(chainage > start + 1e-3) & (chainage < end - 1e-3)]
        yield LineString(np.concatenate([edges[i : i + 1], between, edges[i + 1 : i + 2]]))
