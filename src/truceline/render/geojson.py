"""Maps for other programs: GeoJSON (RFC 7946, EPSG:4326, six decimals)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from truceline.agreement.line import Floats, Segments, middles_at, pieces
from truceline.case import Case
from truceline.formats.geojson import feature_collection
from truceline.render.drawn import drawn
from truceline.render.scenario_json import patrol_json
from truceline.results.belt_grounds import belt_grounds
from truceline.results.names import names_of
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.patrols import Patrol

Features = Iterator[tuple[BaseGeometry, dict[str, object]]]


def plan_maps(plan: Plan) -> dict[str, str]:
    """Give every map of the plan by file name: line, sectors and belts once, sites and coverage per scenario."""
    cut = plan.segments
    drawn = tuple(LineString(piece) if len(piece) > 1 else Point(piece[0]) for piece in pieces_of(plan.case, cut))
    lines = {"line.geojson": feature_collection(_lines(plan)), "belts.geojson": feature_collection(_belts(plan))}
    maps = {**(lines if plan.case.has_line else {}), "sectors.geojson": feature_collection(_sectors(plan))}
    for made in plan.scenarios:
        name = made.scenario.id
        maps[f"sites-{name}.geojson"] = feature_collection(_sites(plan, made))
        maps[f"coverage-{name}.geojson"] = feature_collection(_coverage(plan, made, drawn))
    return maps


def _lines(plan: Plan) -> Features:
    names = names_of(plan.case)
    for line in plan.case.lines:
        yield (
            line.geometry,
            {
                "id": line.id,
                "as_of": line.as_of,
                "owner": line.owner or None,
                "source": line.source,
                "drawn": drawn(line, names),
                "note": line.note,
            },
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
        lon, lat = middles_at(plan.segments, [metres])[0].tolist()
        yield Point(lon, lat), {"kind": "orbit", **chainage(plan.segments, metres), "share": round(part, 4)}
    yield from patrol_routes(siting.patrols, plan.case, plan.segments)


def patrol_routes(patrols: Sequence[Patrol], case: Case, cut: Segments) -> Features:
    """Draw the stretch that each unit's patrols drive, with how often they pass and what they see."""
    stretches = [LineString(piece) if len(piece) > 1 else Point(piece[0]) for piece in pieces_of(case, cut)]
    for patrol in patrols:
        route = shapely.line_merge(shapely.union_all([stretches[n] for n in patrol.segments]))
        yield route, {"kind": "patrol", **patrol_json(patrol, cut)}


def pieces_of(case: Case, cut: Segments) -> tuple[Floats, ...]:
    """Give the stretch of line or road, or the place, that each segment is."""
    return cut.watched.pieces if cut.watched else tuple(pieces(case.line, cut))


def chainage(cut: Segments, metres: float) -> dict[str, object]:
    """Give the property that says where on the line something is; none where there is no line."""
    return {} if cut.watched else {"chainage_km": round(metres / 1000, 2)}


def _coverage(plan: Plan, made: ScenarioPlan, drawn: tuple[LineString | Point, ...]) -> Features:
    cut, siting = plan.segments, made.own.siting
    for i, piece in enumerate(drawn):
        minutes = float(siting.minutes[i])
        yield (
            piece,
            {
                **_which(cut, i),
                "sector": (*cut.sectors, "")[int(cut.sector[i])],
                "day": round(float(siting.day[i]), 4),
                "night": round(float(siting.night[i]), 4),
                "response_minutes": round(minutes, 1) if math.isfinite(minutes) else None,
            },
        )


def _which(cut: Segments, i: int) -> dict[str, object]:
    if cut.watched is None:
        return {"start_km": round(float(cut.start_m[i]) / 1000, 3), "end_km": round(float(cut.end_m[i]) / 1000, 3)}
    return {"kind": "place" if i < cut.watched.places else "road", "id": cut.watched.ids[i]}
