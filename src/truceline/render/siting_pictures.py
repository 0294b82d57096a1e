"""The pictures of one siting: ribbon, map of who stands, map of response times, curve of further posts."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import numpy as np
import shapely
from markupsafe import Markup

from truceline.agreement.line import Floats
from truceline.render.pictures.curve import curve
from truceline.render.pictures.map import Ground, Place, line_map
from truceline.render.pictures.ribbon import ribbon
from truceline.render.sections.ground import areas_of, course, names_watched, stretches
from truceline.results.belt_grounds import belt_grounds
from truceline.results.names import Names
from truceline.results.siting import ScenarioSiting

WITHIN_MIN = (120.0, 60.0, 30.0)
"""Response times, in minutes, at which the colour of the map changes."""

_LEVELS = np.array([0.1, 0.3, 0.6, 0.9])  # stand-ins on the map's scale of chances, one per colour


def pictures(view: ScenarioSiting, names: Names) -> dict[str, Markup]:
    """Draw all pictures of one siting, by name."""
    ground, siting, title = _ground(view), view.siting, view.standing.scenario.title
    marks = contributor_marks(view)
    stood = tuple(_places(view, names, marks, ("post", "base")))
    homes = tuple(_places(view, names, marks, ("base",)))
    reach = _quickness(siting.minutes)
    return {
        **({"ribbon": _ribbon(view, names)} if view.segments.watched is None else {}),
        "map": line_map(ground, stood, {"day": siting.day, "night": siting.night}, f"{title}: who stands where"),
        "response": line_map(ground, homes, {"time": reach}, f"{title}: response times"),
        "further": curve(
            view.further.seen.tolist(),
            view.further.bound.tolist(),
            view.anywhere.seen.tolist(),
            [place.name for place in view.places],
            f"{title}: what further posts would add",
        ),
    }


def _ribbon(view: ScenarioSiting, names: Names) -> Markup:
    siting, title = view.siting, view.standing.scenario.title
    day, night = siting.mean_detection
    return ribbon(
        np.append(view.segments.start_m, view.segments.end_m[-1]),
        [("day", siting.day, day), ("night", siting.night, night)],
        stretches(view.segments, names),
        np.array([p.chainage_m for p in siting.posts], dtype=float),
        f"{title}: chance that an event is seen along the line, by day and by night",
    )


def alone(svg: Markup) -> str:
    """Give a picture its styles, so that it can stand outside the page."""
    css = (files(__package__) / "templates" / "brief.css").read_text(encoding="utf-8")
    extra = ".svg { background: var(--paper); } .by-night { display: none; }"
    return str(svg).replace(">", f"><style>{css}{extra}</style>", 1) + "\n"


def contributor_marks(view: ScenarioSiting) -> dict[str, int]:
    """Give every contributor that has placed something the number of its colour and shape, most places first."""
    placed = [p.contributor for p in (*view.siting.posts, *view.siting.bases)]
    return {who: i for i, who in enumerate(sorted(set(placed), key=lambda who: (-placed.count(who), who)))}


def _quickness(minutes: Floats) -> Floats:
    within = sum((minutes <= limit).astype(np.int64) for limit in WITHIN_MIN)
    return np.where(np.isfinite(minutes), _LEVELS[within], 0.0)


def _ground(view: ScenarioSiting) -> Ground:
    case = view.case
    line, stretched = course(case, view.segments)
    return Ground(
        crs=case.metric_crs,
        line=line,
        pieces=stretched,
        others=(),
        sectors=tuple((s.name, shapely.get_coordinates(s.geometry.exterior)) for s in case.sectors),
        belts=tuple(
            (part.title, shapely.get_coordinates(face.exterior))
            for part, area in belt_grounds(case)
            for face in shapely.get_parts(area)
        ),
        areas=areas_of(case),
        watched=names_watched(case, view.segments),
    )


def _places(view: ScenarioSiting, names: Names, marks: dict[str, int], kinds: tuple[str, ...]) -> Iterator[Place]:
    sites = {site.id: site.name for site in view.case.sites}
    for kind, placed in (("post", view.siting.posts), ("base", view.siting.bases)):
        for p in placed if kind in kinds else ():
            hint = f"{kind}, {names.actor(p.contributor)} ({p.unit_id})"
            yield Place(sites[p.site], kind, p.lon, p.lat, marks[p.contributor], hint)
