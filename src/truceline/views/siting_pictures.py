"""What the pictures of one siting show: ribbon, map of who stands, map of response times, curve of further posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from truceline.results.names import Names
from truceline.results.siting import ScenarioSiting
from truceline.views.map_layers import coverage_ribbon, map_layers, places
from truceline.views.pictures.curves import FurtherPostsCurve
from truceline.views.pictures.maps import Floats, LegendItem, LineMap, Ribbon, Swatch

WITHIN_MIN = (120.0, 60.0, 30.0)
"""Response times, in minutes, at which the colour of the map changes."""

_LEVELS = np.array([0.1, 0.3, 0.6, 0.9])  # stand-ins on the map's scale of chances, one per colour


@dataclass(frozen=True, slots=True)
class SitingPictures:
    """The pictures of a siting; ``ribbon`` is None where there is no line."""

    ribbon: Ribbon | None
    map: LineMap
    response: LineMap
    further: FurtherPostsCurve


def siting_pictures(view: ScenarioSiting, names: Names) -> SitingPictures:
    """Return what the pictures of one siting show."""
    siting, title = view.siting, view.standing.scenario.title
    layers = map_layers(view.case, view.segments)
    stood = places(view.case, siting, names, contributor_marks(view))
    homes = tuple(point for point in stood if point.kind == "base")
    return SitingPictures(
        ribbon=coverage_ribbon(view.segments, siting, names, title),
        map=LineMap(f"{title}: who stands where", layers, stood, {"day": siting.day, "night": siting.night}),
        response=LineMap(f"{title}: response times", layers, homes, {"time": _quickness(siting.minutes)}),
        further=FurtherPostsCurve(
            title=f"{title}: what further posts would add",
            seen=tuple(view.further.seen.tolist()),
            bound=tuple(view.further.bound.tolist()),
            anywhere=tuple(view.anywhere.seen.tolist()),
            names=tuple(place.name for place in view.places),
        ),
    )


def contributor_marks(view: ScenarioSiting) -> dict[str, int]:
    """Return every contributor that has placed something the number of its colour and shape, most places first."""
    placed = [p.contributor for p in (*view.siting.posts, *view.siting.bases)]
    return {who: i for i, who in enumerate(sorted(set(placed), key=lambda who: (-placed.count(who), who)))}


def _quickness(minutes: Floats) -> Floats:
    within = sum((minutes <= limit).astype(np.int64) for limit in WITHIN_MIN)
    return np.where(np.isfinite(minutes), _LEVELS[within], 0.0)


def time_items() -> Iterator[LegendItem]:
    """List the colours of the map of response times, the slowest first."""
    latest, middle, soonest = WITHIN_MIN
    words = (
        f"over {latest:.0f} min",
        f"within {latest:.0f} min",
        f"within {middle:.0f} min",
        f"within {soonest:.0f} min",
    )
    for step, said in enumerate(words, 1):
        yield LegendItem(Swatch("stroke", f"seen s{step}"), said)
