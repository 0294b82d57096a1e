"""What the page of one scenario's siting says: who stands where, what they see and reach, what they withstand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from truceline.case import Case
from truceline.records.quantities import Assumption
from truceline.results.names import Names, names_of
from truceline.results.siting import ScenarioSiting
from truceline.siting.resilience import Loss, Worst
from truceline.views.closed_sites import closed_words
from truceline.views.left_over import left_over
from truceline.views.legend import seen_items, watched_items, who_stands
from truceline.views.line_age import late
from truceline.views.patrols import patrol_words
from truceline.views.pictures.maps import LegendItem
from truceline.views.siting_pictures import SitingPictures, contributor_marks, siting_pictures, time_items
from truceline.views.watched import WatchedRow, over, rows, what

_PREFIXES = (
    *("post_", "orbit_", "patrol_", "response_", "detection_", "detour_", "weather_", "jamming_"),
    *("camera_", "acoustic_", "radar_", "uav_", "target_"),
)
_BEYOND = ("orbit_stretch_km", "post_spacing_km", "post_seats")  # used by force sizing alone
_SITES = 10


@dataclass(frozen=True, slots=True)
class SitingView:
    """Everything that the page says: ``view`` is the result, the rest its words and pictures by the page's sections.

    ``worst_sites`` and ``contributors`` name what is lost beside the loss and what is seen then at night, jammed;
    ``together`` names what is lost at once. ``orbits`` is how many are kept up. ``jamming`` tells whether the case
    states an effect of it.
    """

    view: ScenarioSiting
    case: Case
    names: Names
    pictures: SitingPictures
    orbits: float
    outdated: str
    what: str
    watched: tuple[WatchedRow, ...]
    patrols: tuple[str, ...]
    closed: str
    left_over: tuple[str, ...]
    legend: tuple[LegendItem, ...]
    times: tuple[LegendItem, ...]
    worst_sites: tuple[tuple[str, Loss, float | None], ...]
    contributors: tuple[tuple[str, Loss, float | None], ...]
    together: tuple[tuple[Worst, tuple[str, ...]], ...]
    assumptions: tuple[Assumption, ...]
    jamming: bool


def siting_view(view: ScenarioSiting) -> SitingView:
    """Compute everything that the page of a siting says."""
    case, names, held = view.case, names_of(view.case), view.resilience
    return SitingView(
        view=view,
        case=case,
        names=names,
        pictures=siting_pictures(view, names),
        orbits=sum(view.siting.orbit_shares),
        outdated=late(case, view.as_of),
        what=what(view.segments),
        watched=rows(view.segments, view.siting, case, names),
        patrols=tuple(patrol_words(view.siting.patrols, names)),
        closed=closed_words(view.closed, case.sites),
        left_over=tuple(left_over(view.siting, names)),
        legend=tuple(_legend(view, names)),
        times=tuple(time_items()),
        worst_sites=tuple(_losses(view, names, held.sites[:_SITES])),
        contributors=tuple(_losses(view, names, held.contributors)),
        together=tuple((worst, tuple(_lost(view, names, worst.loss))) for worst in held.worst[1:]),
        assumptions=tuple(a for a in case.assumptions.values() if _rests_on(a)),
        jamming=any(name.startswith("jamming_") for name in case.assumptions),
    )


def _rests_on(assumption: Assumption) -> bool:
    return assumption.id.startswith(_PREFIXES) and assumption.id not in _BEYOND


def _lost(view: ScenarioSiting, names: Names, loss: Loss) -> Iterator[str]:
    sites = {site.id: site.name for site in view.case.sites}
    orbits = {f"orbit-{i}": over(view.segments, m) for i, m in enumerate(view.siting.orbit_stations_m, 1)}
    for name in loss.names:
        yield sites.get(name) or orbits.get(name) or names.actor(name)


def _losses(view: ScenarioSiting, names: Names, losses: Iterable[Loss]) -> Iterator[tuple[str, Loss, float | None]]:
    for loss in losses:
        yield ", ".join(_lost(view, names, loss)), loss, view.resilience.dark.get(loss.names[0])


def _legend(view: ScenarioSiting, names: Names) -> Iterator[LegendItem]:
    yield from watched_items(view.case, view.segments, names)
    yield from seen_items()
    yield from who_stands(view.siting, names, contributor_marks(view))
