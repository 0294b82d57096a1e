"""What the summary of one siting says: what stands, what it sees and reaches, withstands, and what more would bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.results.names import Names, names_of
from truceline.results.siting import ScenarioSiting
from truceline.siting.resilience import Loss
from truceline.views.asking import asking
from truceline.views.closed_sites import closed_words
from truceline.views.left_over import left_over
from truceline.views.line_age import late
from truceline.views.patrols import patrol_words
from truceline.views.text import TextLine, whole
from truceline.views.watched import what
from truceline.views.wording import count, minutes, plural, share

SHOWN = 3
"""How many losses the text lists; the page and the JSON document list all."""


def siting_lines(view: ScenarioSiting) -> Iterator[TextLine]:
    """Say what stands, what it sees and reaches, what it withstands, and what more would bring."""
    names = names_of(view.case)
    for words in (*_stands(view), *_seen(view, names)):
        yield whole(words)
    yield from _losses(view, names)
    yield from _more(view)


def _stands(view: ScenarioSiting) -> Iterator[str]:
    siting = view.siting
    stands = (
        plural(len(siting.posts), "post"),
        plural(sum(siting.orbit_shares), "watching orbit"),
        plural(len(siting.bases), "reaction base"),
    )
    if warned := late(view.case, view.as_of):
        yield f"{warned}."
    yield f"{view.standing.scenario.title}: {count(view.deployed)} deployed; {', '.join(stands)}"
    if closed := closed_words(view.closed, view.case.sites):
        yield closed


def _seen(view: ScenarioSiting, names: Names) -> Iterator[str]:
    siting, held, ground = view.siting, view.resilience, what(view.segments)
    day, night = siting.mean_detection
    yield f"chance that an event is seen: {share(day)} by day, {share(night)} by night"
    yield from patrol_words(siting.patrols, names)
    yield f"jammed: {share(held.jammed[0])} by day, {share(held.jammed[1])} by night"
    yield _response(siting.median_minutes, siting.p90_minutes, ground)
    yield from asking(siting, ground)
    for part in left_over(siting, names):
        yield f"left over, too small a part to stand: {part}"


def _response(median: float | None, p90: float | None, ground: str) -> str:
    if median is None:
        return f"no reaction force reaches half of the {ground}"
    rest = f", nine tenths in {minutes(p90)}" if p90 is not None else ", nine tenths are not"
    return f"half of the {ground} is reached in {minutes(median)}{rest}"


def _losses(view: ScenarioSiting, names: Names) -> Iterator[TextLine]:
    sites, held = {place.id: place.name for place in view.case.sites}, view.resilience
    for loss in (*held.contributors[:SHOWN], *held.sites[:SHOWN]):
        yield whole(f"without {_who(loss, names, sites)}: {share(loss.left)} (now {share(held.now)})", 2)


def _who(loss: Loss, names: Names, sites: Mapping[str, str]) -> str:
    return ", ".join(sites.get(name) or names.actor(name) for name in loss.names)


def _more(view: ScenarioSiting) -> Iterator[TextLine]:
    if len(view.further.seen) > 1:
        now, after = share(view.resilience.now), share(float(view.further.seen[-1]))
        yield whole(f"{plural(len(view.places), 'further post')} would bring it from {now} to {after}")
    if len(view.anywhere.seen) > 1:
        ground, best = what(view.segments), share(float(view.anywhere.seen[-1]))
        yield whole(f"as many right on the {ground}, wherever they help most: {best}", 2)
    for size in view.sizes:
        day, night = size.siting.mean_detection
        lacking = f"; {size.lacking} find no site" if size.lacking else ""
        mix = f"{count(size.personnel)} in the same mix"
        yield whole(f"{mix}: {share(day)} by day, {share(night)} by night{lacking}", 2)
