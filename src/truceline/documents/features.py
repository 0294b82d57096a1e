"""Maps as plain features: geometries (EPSG:4326), each with its properties, by the name of its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import shapely
from shapely import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from truceline.agreement.line import Floats, Segments, middles_at, pieces
from truceline.case import Case
from truceline.documents.numbers import minutes, number, share
from truceline.documents.siting import patrol_part
from truceline.records.places import Site
from truceline.results.belt_grounds import belt_grounds
from truceline.results.line_origin import drawn
from truceline.results.names import names_of
from truceline.results.plan import Plan, ScenarioPlan
from truceline.results.siting import ScenarioSiting
from truceline.siting.patrols import Patrol
from truceline.siting.plan import Siting

Features = Iterator[tuple[BaseGeometry, Mapping[str, object]]]


def plan_features(plan: Plan) -> dict[str, Features]:
    """Return every map of the plan by file name: line, sectors and belts once, sites and coverage per scenario."""
    stretches = tuple(_stretch(piece) for piece in _pieces(plan.case, plan.segments))
    maps: dict[str, Features] = {}
    if plan.case.has_line:
        maps |= {"line.geojson": _lines(plan), "belts.geojson": _belts(plan)}
    maps["sectors.geojson"] = _sectors(plan)
    for made in plan.scenarios:
        name = made.scenario.id
        maps[f"sites-{name}.geojson"] = _sites(plan, made)
        maps[f"coverage-{name}.geojson"] = _coverage(plan, made, stretches)
    return maps


def placed_features(view: ScenarioSiting) -> Features:
    """Return what one scenario's force places, and the further posts that would help most, in order."""
    sites = {site.id: site for site in view.case.sites}
    yield from _placed(view.siting, view.segments, sites)
    yield from _patrol_routes(view.siting.patrols, view.case, view.segments)
    for order, place in enumerate(view.places, 1):
        yield place.geometry, {"kind": "further", "site": place.id, "name": place.name, "order": order}


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


def _sites(plan: Plan, scenario_plan: ScenarioPlan) -> Features:
    siting = scenario_plan.own.siting
    yield from _placed(siting, plan.segments, {site.id: site for site in plan.case.sites})
    yield from _patrol_routes(siting.patrols, plan.case, plan.segments)


def _placed(siting: Siting, cut: Segments, sites: Mapping[str, Site]) -> Features:
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for asset in placed:
            yield (
                Point(asset.lon, asset.lat),
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
        lon, lat = middles_at(cut, [metres])[0].tolist()
        yield Point(lon, lat), {"kind": "orbit", **_chainage(cut, metres), "share": share(part)}


def _patrol_routes(patrols: Sequence[Patrol], case: Case, cut: Segments) -> Features:
    # The stretch that each unit's patrols drive, with how often they pass and what they see.
    stretches = [_stretch(piece) for piece in _pieces(case, cut)]
    for patrol in patrols:
        route = shapely.line_merge(shapely.union_all([stretches[n] for n in patrol.segments]))
        yield route, {"kind": "patrol", **patrol_part(patrol, cut)}


def _stretch(piece: Floats) -> LineString | Point:
    return LineString(piece) if len(piece) > 1 else Point(piece[0])


def _pieces(case: Case, cut: Segments) -> tuple[Floats, ...]:
    # The stretch of line or road, or the place, that each segment is.
    return cut.watched.pieces if cut.watched else tuple(pieces(case.line, cut))


def _chainage(cut: Segments, metres: float) -> dict[str, object]:
    # Where on the line something is; nothing where there is no line.
    return {} if cut.watched else {"chainage_km": number(metres / 1000)}


def _coverage(plan: Plan, scenario_plan: ScenarioPlan, stretches: tuple[LineString | Point, ...]) -> Features:
    cut, siting = plan.segments, scenario_plan.own.siting
    for i, piece in enumerate(stretches):
        yield (
            piece,
            {
                **_which(cut, i),
                "sector": (*cut.sectors, "")[int(cut.sector[i])],
                "day": share(float(siting.day[i])),
                "night": share(float(siting.night[i])),
                "response_minutes": minutes(float(siting.minutes[i])),
            },
        )


def _which(cut: Segments, i: int) -> dict[str, object]:
    if cut.watched is None:
        return {"start_km": number(float(cut.start_m[i]) / 1000, 3), "end_km": number(float(cut.end_m[i]) / 1000, 3)}
    return {"kind": "place" if i < cut.watched.places else "road", "id": cut.watched.ids[i]}
