"""The legend of a map: a sample and its words for everything that is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.agreement.line import Segments
from truceline.case import Case
from truceline.results.line_origin import drawn
from truceline.results.names import Names
from truceline.results.plan import Plan
from truceline.siting.plan import Siting
from truceline.views.pictures.maps import LegendItem, MapLayers, Swatch, looks_of_others
from truceline.views.wording import plural

_SEEN = ("under 1 in 4", "up to 1 in 2", "up to 3 in 4", "over 3 in 4")
_BELT = Swatch("area", "belt")


def legend(
    plan: Plan, siting: Siting, names: Names, marks: Mapping[str, int], layers: MapLayers
) -> tuple[LegendItem, ...]:
    """List what the map of one scenario shows: the line, how well it is seen, belts, and who stands."""
    return (*_layers(plan, names, layers), *who_stands(siting, names, marks))


def _layers(plan: Plan, names: Names, layers: MapLayers) -> Iterator[LegendItem]:
    yield from watched_items(plan.case, plan.segments, names)
    for name, look in looks_of_others(name for name, _ in layers.others).items():
        yield LegendItem(Swatch("stroke", look), name)
    yield from seen_items()
    if belts := tuple(dict.fromkeys(name for name, _ in layers.belts)):
        yield LegendItem(_BELT, f"belts along the line, from the nearest: {'; '.join(belts)}")
    if areas := tuple(dict.fromkeys(name for name, _ in layers.areas)):
        yield LegendItem(_BELT, f"areas of the agreement: {'; '.join(areas)}")


def watched_items(case: Case, cut: Segments, names: Names) -> Iterator[LegendItem]:
    """List what is watched: the line of contact, or the frame of a place and the stroke of a road."""
    if cut.watched is None:
        yield LegendItem(Swatch("stroke", "contact"), f"line of contact ({drawn(case.line, names)})")
        return
    if cut.watched.places:
        yield LegendItem(Swatch("place"), "place to watch")
    if len(cut.lon) > cut.watched.places:
        yield LegendItem(Swatch("stroke", "contact"), "road to watch")


def seen_items() -> Iterator[LegendItem]:
    """List the colours of how surely an event is seen, from the least."""
    for step, words in enumerate(_SEEN, 1):
        yield LegendItem(Swatch("stroke", f"seen s{step}"), f"chance to see {words}")


def who_stands(siting: Siting, names: Names, marks: Mapping[str, int]) -> Iterator[LegendItem]:
    """List who has posts and bases, with the number of each."""
    for kind, placed in (("post", siting.posts), ("base", siting.bases)):
        for who in sorted({p.contributor for p in placed}, key=lambda who: marks[who]):
            number = sum(p.contributor == who for p in placed)
            yield LegendItem(Swatch(kind, mark=marks[who]), f"{names.actor(who)}: {plural(number, kind)}")
