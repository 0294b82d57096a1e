"""What the maps and ribbons show: the ground they share, and who stands where in a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import shapely

from truceline.agreement.line import Floats, Segments, points_at, vertices_m
from truceline.case import Case
from truceline.records.places import Line
from truceline.results.belt_grounds import belt_grounds
from truceline.results.line_origin import drawn
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.siting.plan import Siting
from truceline.views.pictures.maps import MapLayers, MapPoint, Ribbon, SectorStretch

_DRAWN_M = 5_000.0


def map_layers(case: Case, cut: Segments, others: tuple[tuple[str, Floats], ...] = ()) -> MapLayers:
    """Collect what the maps of one case share: its line or what is watched, ``others``, sectors, belts and areas."""
    own, stretched = course(case, cut)
    return MapLayers(
        crs=case.metric_crs,
        line=own,
        pieces=stretched,
        others=others,
        sectors=sector_rings(case),
        belts=belt_rings(case),
        areas=tuple((area.title, shapely.get_coordinates(area.geometry.exterior)) for area in case.agreement.areas),
        watched=names_watched(case, cut),
    )


def other_lines(case: Case, names: Names) -> tuple[tuple[str, Floats], ...]:
    """Return the lines of a case that are not its agreement's, each with who drew it."""
    return tuple(
        (f"another line, {drawn(line, names)}", line_drawn(line))
        for line in case.lines
        if line.id != case.agreement.line
    )


def line_drawn(line: Line) -> Floats:
    """Return a line's points as maps draw it: (n, 2), with one at least every 5 km."""
    return vertices_m(line, _DRAWN_M)[0]


def sector_rings(case: Case) -> tuple[tuple[str, Floats], ...]:
    """Return the sectors of a case as names and rings."""
    return tuple(
        (sector.name, shapely.get_coordinates(face.exterior))
        for sector in case.sectors
        for face in shapely.get_parts(sector.geometry)
    )


def belt_rings(case: Case) -> tuple[tuple[str, Floats], ...]:
    """Return the belts along a case's line as titles and rings."""
    return tuple(
        (part.title, shapely.get_coordinates(face.exterior))
        for part, area in belt_grounds(case)
        for face in shapely.get_parts(area)
    )


def names_watched(case: Case, cut: Segments) -> tuple[str, ...]:
    """Name the places to watch, in the order of the segments that they are; none on a line."""
    names = {site.id: site.name for site in case.sites}
    return tuple(names[id_] for id_ in cut.watched.ids[: cut.watched.places]) if cut.watched else ()


def course(case: Case, cut: Segments) -> tuple[Floats, tuple[Floats, ...]]:
    """Return the line to draw, empty where there is none, and the piece of line, road or place that each segment is."""
    if cut.watched is not None:
        return np.empty((0, 2)), cut.watched.pieces
    corners = points_at(case.line, np.append(cut.start_m, cut.end_m[-1]))
    return line_drawn(case.line), tuple(corners[n : n + 2] for n in range(len(cut.lon)))


def marks(plan: Plan) -> dict[str, int]:
    """Give every contributor the number of its colour and shape, alike in all scenarios; most people first."""
    people: dict[str, float] = {}
    for pledge in plan.pledges.values():
        people[pledge.contributor] = people.get(pledge.contributor, 0.0) + pledge.personnel.likely
    return {who: i for i, who in enumerate(sorted(people, key=lambda who: (-people[who], who)))}


def places(case: Case, siting: Siting, names: Names, marked: Mapping[str, int]) -> tuple[MapPoint, ...]:
    """List the posts, then the bases, of a siting as maps show them."""
    return tuple(_places(case, siting, names, marked))


def _places(case: Case, siting: Siting, names: Names, marked: Mapping[str, int]) -> Iterator[MapPoint]:
    sites = {site.id: site for site in case.sites}
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for asset in placed:
            site = sites[asset.site]
            yield MapPoint(
                name=site.name,
                kind=kind,
                lon=site.geometry.x,
                lat=site.geometry.y,
                mark=marked[asset.contributor],
                hint=f"{kind}, {names.actor(asset.contributor)} ({asset.unit_id})",
            )


def coverage_ribbon(cut: Segments, siting: Siting, names: Names, title: str) -> Ribbon | None:
    """Return what is seen along the line; None for places and roads, which have no order along which to draw them."""
    if cut.watched is not None:
        return None
    day, night = siting.mean_detection
    return Ribbon(
        title=f"{title}: chance that an event is seen along the line, by day and by night",
        edges_m=np.append(cut.start_m, cut.end_m[-1]),
        bands=(("day", siting.day, day), ("night", siting.night, night)),
        stretches=stretches(cut, names),
        posts_m=np.array([p.chainage_m for p in siting.posts], dtype=float),
    )


def stretches(segments: Segments, names: Names) -> tuple[SectorStretch, ...]:
    """Name the parts of the line by sector, in order of chainage; ground in no sector is left out."""
    change = np.flatnonzero(np.diff(segments.sector)) + 1
    starts, stops = [0, *change.tolist()], [*change.tolist(), len(segments.sector)]
    return tuple(
        SectorStretch(
            names.sectors[segments.sectors[segments.sector[start]]],
            float(segments.start_m[start]),
            float(segments.end_m[stop - 1]),
        )
        for start, stop in zip(starts, stops, strict=True)
        if segments.sector[start] >= 0
    )
