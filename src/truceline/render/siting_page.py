"""``siting.html``: one scenario's siting as one self-contained page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from truceline import __version__
from truceline.records.quantities import Assumption
from truceline.render.drawn import late
from truceline.render.html import page
from truceline.render.pictures.map import marker
from truceline.render.pictures.svg import element, line
from truceline.render.sections.closed import closed_words
from truceline.render.sections.driven import patrol_words
from truceline.render.sections.left_over import left_over
from truceline.render.sections.legend import watched_items
from truceline.render.sections.watched import over, rows, what
from truceline.render.siting_pictures import WITHIN_MIN, contributor_marks
from truceline.results.names import Names, names_of
from truceline.results.siting import ScenarioSiting
from truceline.siting.resilience import Loss
from truceline.views.wording import plural

_SEEN = ("under 1 in 4", "up to 1 in 2", "up to 3 in 4", "over 3 in 4")
_PREFIXES = (
    *("post_", "orbit_", "patrol_", "response_", "detection_", "detour_", "weather_", "jamming_"),
    *("camera_", "acoustic_", "radar_", "uav_", "target_"),
)
_BEYOND = ("orbit_stretch_km", "post_spacing_km", "post_seats")  # used by force sizing alone


def siting_page(view: ScenarioSiting, drawn: Mapping[str, Markup]) -> str:
    """Write the page, without any outside resource; the same view gives the same bytes."""
    names = names_of(view.case)
    context: dict[str, Any] = {
        "view": view,
        "case": view.case,
        "siting": view.siting,
        "outdated": late(view.case, view.as_of),
        "pictures": drawn,
        "names": names,
        "what": what(view.segments),
        "watched": rows(view.segments, view.siting, view.case, names),
        "patrols": tuple(patrol_words(view.siting.patrols, names)),
        "closed": closed_words(view.closed, view.case.sites),
        "left_over": tuple(left_over(view.siting, names)),
        "legend": tuple(_legend(view)),
        "times": tuple(_times()),
        "worst_sites": tuple(_losses(view, view.resilience.sites[:10])),
        "contributors": tuple(_losses(view, view.resilience.contributors)),
        "together": [(w, tuple(_named(view, w.loss))) for w in view.resilience.worst[1:]],
        "assumptions": [a for a in view.case.assumptions.values() if _rests_on(a)],
        "jamming": any(name.startswith("jamming_") for name in view.case.assumptions),
        "version": __version__,
    }
    return page("siting.html.j2", **context)


def _rests_on(assumption: Assumption) -> bool:
    return assumption.id.startswith(_PREFIXES) and assumption.id not in _BEYOND


def _named(view: ScenarioSiting, loss: Loss) -> Iterator[str]:
    names: Names = names_of(view.case)
    sites = {site.id: site.name for site in view.case.sites}
    orbits = {f"orbit-{i}": over(view.segments, m) for i, m in enumerate(view.siting.orbit_stations_m, 1)}
    for name in loss.names:
        yield sites.get(name) or orbits.get(name) or names.actor(name)


def _losses(view: ScenarioSiting, losses: tuple[Loss, ...]) -> Iterator[tuple[str, Loss, float | None]]:
    for loss in losses:
        dark = view.resilience.dark.get(loss.names[0])
        yield ", ".join(_named(view, loss)), loss, dark


def _legend(view: ScenarioSiting) -> Iterator[tuple[Markup, str]]:
    names, marks = names_of(view.case), contributor_marks(view)
    for item in watched_items(view.case, view.segments, names):
        yield item.swatch, item.words
    for step, words in enumerate(_SEEN, 1):
        yield _swatch(line(0, 9, 26, 9, f"seen s{step}")), f"chance to see {words}"
    for kind, placed in (("post", view.siting.posts), ("base", view.siting.bases)):
        for who in sorted({p.contributor for p in placed}, key=lambda who: marks[who]):
            number = sum(p.contributor == who for p in placed)
            yield _swatch(marker(kind, marks[who], 13, 9)), f"{names.actor(who)}: {plural(number, kind)}"


def _times() -> Iterator[tuple[Markup, str]]:
    latest, middle, soonest = WITHIN_MIN
    words = (
        f"over {latest:.0f} min",
        f"within {latest:.0f} min",
        f"within {middle:.0f} min",
        f"within {soonest:.0f} min",
    )
    for step, said in enumerate(words, 1):
        yield _swatch(line(0, 9, 26, 9, f"seen s{step}")), said


def _swatch(drawn: Markup) -> Markup:
    return element("svg", drawn, width=26, height=24, viewBox="0 -3 26 24", aria_hidden="true", class_="svg-swatch")
