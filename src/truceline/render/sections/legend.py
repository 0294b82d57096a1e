"""The legend of a map: a swatch and its words for everything that is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from truceline.agreement.line import Segments
from truceline.case import Case
from truceline.render.drawn import drawn
from truceline.render.pictures.map import Ground, marker, watched_place
from truceline.render.pictures.svg import element, line, rect
from truceline.results.names import Names
from truceline.results.plan import ConceptPlan, Plan
from truceline.views.wording import plural

_SEEN = ("under 1 in 4", "up to 1 in 2", "up to 3 in 4", "over 3 in 4")


@dataclass(frozen=True, slots=True)
class Item:
    """A swatch and what it means."""

    swatch: Markup
    words: str


def legend(
    plan: Plan, concept: ConceptPlan, names: Names, marks: Mapping[str, int], ground: Ground
) -> tuple[Item, ...]:
    """List what the map of one scenario shows: the line, how well it is seen, belts, and who stands."""
    return (*_ground(plan, names, ground), *_who(concept, names, marks))


def _ground(plan: Plan, names: Names, ground: Ground) -> Iterator[Item]:
    yield from watched_items(plan.case, plan.segments, names)
    for name in dict.fromkeys(name for name, _ in ground.others):
        yield Item(_swatch(line(0, 9, 26, 9, "other-line")), name)
    for step, words in enumerate(_SEEN, 1):
        yield Item(_swatch(line(0, 9, 26, 9, f"seen s{step}")), f"chance to see {words}")
    if belts := tuple(dict.fromkeys(name for name, _ in ground.belts)):
        yield Item(_swatch(rect(0, 2, 26, 14, "belt")), f"belts along the line, from the nearest: {'; '.join(belts)}")
    if areas := tuple(dict.fromkeys(name for name, _ in ground.areas)):
        yield Item(_swatch(rect(0, 2, 26, 14, "belt")), f"areas of the agreement: {'; '.join(areas)}")


def watched_items(case: Case, cut: Segments, names: Names) -> Iterator[Item]:
    """List what is watched: the line of contact, or the frame of a place and the stroke of a road."""
    if cut.watched is None:
        yield Item(_swatch(line(0, 9, 26, 9, "contact")), f"line of contact ({drawn(case.line, names)})")
        return
    if cut.watched.places:
        yield Item(_swatch(watched_place(13, 9)), "place to watch")
    if len(cut.lon) > cut.watched.places:
        yield Item(_swatch(line(0, 9, 26, 9, "contact")), "road to watch")


def _who(concept: ConceptPlan, names: Names, marks: Mapping[str, int]) -> Iterator[Item]:
    siting = concept.siting
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for who in sorted({p.contributor for p in placed}, key=lambda who: marks[who]):
            number = sum(p.contributor == who for p in placed)
            yield Item(_swatch(marker(kind, marks[who], 13, 9)), f"{names.actor(who)}: {plural(number, kind)}")


def _swatch(drawn: Markup) -> Markup:
    return element("svg", drawn, width=26, height=24, viewBox="0 -3 26 24", aria_hidden="true", class_="svg-swatch")
