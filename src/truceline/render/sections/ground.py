"""What the maps and ribbons show: the ground they share, and who stands where in a scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import shapely

from truceline.agreement.line import Floats, Segments, points_at, vertices_m
from truceline.case import Case
from truceline.render.drawn import drawn
from truceline.render.pictures.map import Ground, Place
from truceline.render.pictures.ribbon import Stretch
from truceline.results.belt_grounds import belt_grounds
from truceline.results.names import Names
from truceline.results.plan import ConceptPlan, Plan

_DRAWN_M = 5_000.0


def ground(plan: Plan, names: Names) -> Ground:
    """Collect the line, the lines that others draw, sectors and belts of the plan's case."""
    case = plan.case
    own, stretched = course(case, plan.segments)
    return Ground(
        crs=case.metric_crs,
        line=own,
        pieces=stretched,
        others=tuple(
            (f"another line, {drawn(line, names)}", vertices_m(line, _DRAWN_M)[0])
            for line in case.lines
            if line.id != case.agreement.line
        ),
        sectors=tuple((s.name, shapely.get_coordinates(s.geometry.exterior)) for s in case.sectors),
        belts=tuple(
            (part.title, shapely.get_coordinates(face.exterior))
            for part, area in belt_grounds(case)
            for face in shapely.get_parts(area)
        ),
        areas=areas_of(case),
        watched=names_watched(case, plan.segments),
    )


def areas_of(case: Case) -> tuple[tuple[str, Floats], ...]:
    """Give the areas of a case's agreement as titles and rings."""
    return tuple((area.title, shapely.get_coordinates(area.geometry.exterior)) for area in case.agreement.areas)


def names_watched(case: Case, cut: Segments) -> tuple[str, ...]:
    """Name the places to watch, in the order of the segments that they are; none on a line."""
    names = {site.id: site.name for site in case.sites}
    return tuple(names[id_] for id_ in cut.watched.ids[: cut.watched.places]) if cut.watched else ()


def course(case: Case, cut: Segments) -> tuple[Floats, tuple[Floats, ...]]:
    """Give the line to draw, empty where there is none, and the piece of line, road or place that each segment is."""
    if cut.watched is not None:
        return np.empty((0, 2)), cut.watched.pieces
    corners = points_at(case.line, np.append(cut.start_m, cut.end_m[-1]))
    return vertices_m(case.line, _DRAWN_M)[0], tuple(corners[n : n + 2] for n in range(len(cut.lon)))


def marks(plan: Plan) -> dict[str, int]:
    """Give every contributor the number of its colour and shape, alike in all scenarios; most people first."""
    people: dict[str, float] = {}
    for pledge in plan.pledges.values():
        people[pledge.contributor] = people.get(pledge.contributor, 0.0) + pledge.personnel.likely
    return {who: i for i, who in enumerate(sorted(people, key=lambda who: (-people[who], who)))}


def places(plan: Plan, concept: ConceptPlan, names: Names, marked: Mapping[str, int]) -> tuple[Place, ...]:
    """List the posts and bases of a scenario as the map shows them."""
    return tuple(_places(plan, concept, names, marked))


def _places(plan: Plan, concept: ConceptPlan, names: Names, marked: Mapping[str, int]) -> Iterator[Place]:
    sites = {site.id: site for site in plan.case.sites}
    for kind, placed in (("post", concept.siting.posts), ("base", concept.siting.bases)):
        for asset in placed:
            site = sites[asset.site]
            yield Place(
                name=site.name,
                kind=kind,
                lon=site.geometry.x,
                lat=site.geometry.y,
                mark=marked[asset.contributor],
                hint=f"{kind}, {names.actor(asset.contributor)} ({asset.unit_id})",
            )


def stretches(segments: Segments, names: Names) -> tuple[Stretch, ...]:
    """Name the parts of the line by sector, in order of chainage; ground in no sector is left out."""
    change = np.flatnonzero(np.diff(segments.sector)) + 1
    starts, stops = [0, *change.tolist()], [*change.tolist(), len(segments.sector)]
    return tuple(
        Stretch(
            names.sectors[segments.sectors[segments.sector[start]]],
            float(segments.start_m[start]),
            float(segments.end_m[stop - 1]),
        )
        for start, stop in zip(starts, stops, strict=True)
        if segments.sector[start] >= 0
    )
