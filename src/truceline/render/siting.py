"""Everything that ``truceline site`` writes, by file name, and what it prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from truceline.documents.features import placed_features
from truceline.documents.siting import siting_document
from truceline.documents.tables.siting import losses_table, segments_table
from truceline.formats.csv_table import csv_text
from truceline.formats.geojson import feature_collection
from truceline.formats.json_text import json_text
from truceline.render.drawn import late
from truceline.render.sections.asking import asking
from truceline.render.sections.closed import closed_words
from truceline.render.sections.driven import patrol_words
from truceline.render.sections.left_over import left_over
from truceline.render.sections.watched import what
from truceline.render.siting_page import siting_page
from truceline.render.siting_pictures import alone, pictures
from truceline.results.names import Names, names_of
from truceline.results.siting import ScenarioSiting
from truceline.siting.resilience import Loss
from truceline.views.wording import count, minutes, plural, share

SHOWN = 3
"""How many losses the text lists; the page and the JSON document list all."""


def siting_files(view: ScenarioSiting, *, version: str) -> dict[str, str]:
    """Give the text of every result file by its name: page, pictures, map layers, tables and the JSON document."""
    drawn = pictures(view, names_of(view.case))
    return {
        "siting.json": json_text(siting_document(view, version=version)),
        "siting.html": siting_page(view, drawn),
        "placed.geojson": feature_collection(placed_features(view)),
        "segments.csv": csv_text(segments_table(view)),
        "losses.csv": csv_text(losses_table(view)),
        **{f"{name}.svg": alone(svg) for name, svg in drawn.items()},
    }


def siting_summary(view: ScenarioSiting) -> str:
    """Write the view as text: what stands, what it sees and reaches, what it withstands, what more would bring."""
    names, siting, held = names_of(view.case), view.siting, view.resilience
    sites = {place.id: place.name for place in view.case.sites}
    day, night = siting.mean_detection
    closed = closed_words(view.closed, view.case.sites)
    stands = [
        plural(len(siting.posts), "post"),
        plural(sum(siting.orbit_shares), "watching orbit"),
        plural(len(siting.bases), "reaction base"),
    ]
    warned = late(view.case, view.as_of)
    rows = [
        *([f"{warned}."] if warned else []),
        f"{view.standing.scenario.title}: {count(view.deployed)} deployed; {', '.join(stands)}",
        *([closed] if closed else []),
        f"chance that an event is seen: {share(day)} by day, {share(night)} by night",
        *patrol_words(siting.patrols, names),
        f"jammed: {share(held.jammed[0])} by day, {share(held.jammed[1])} by night",
        _response(siting.median_minutes, siting.p90_minutes, what(view.segments)),
        *asking(siting, what(view.segments)),
        *(f"left over, too small a part to stand: {part}" for part in left_over(siting, names)),
        *(f"  without {_who(loss, names, sites)}: {share(loss.left)} (now {share(held.now)})" for loss in _worst(view)),
    ]
    if len(view.further.seen) > 1:
        after = share(float(view.further.seen[-1]))
        rows.append(f"{plural(len(view.places), 'further post')} would bring it from {share(held.now)} to {after}")
    if len(view.anywhere.seen) > 1:
        ground, best = what(view.segments), share(float(view.anywhere.seen[-1]))
        rows.append(f"  as many right on the {ground}, wherever they help most: {best}")
    for size in view.sizes:
        day, night = size.siting.mean_detection
        lacking = f"; {size.lacking} find no site" if size.lacking else ""
        rows.append(f"  {count(size.personnel)} in the same mix: {share(day)} by day, {share(night)} by night{lacking}")
    return "\n".join(row.replace("\N{NARROW NO-BREAK SPACE}", " ") for row in rows) + "\n"


def _response(median: float | None, p90: float | None, ground: str) -> str:
    if median is None:
        return f"no reaction force reaches half of the {ground}"
    rest = f", nine tenths in {minutes(p90)}" if p90 is not None else ", nine tenths are not"
    return f"half of the {ground} is reached in {minutes(median)}{rest}"


def _worst(view: ScenarioSiting) -> Iterator[Loss]:
    yield from view.resilience.contributors[:SHOWN]
    yield from view.resilience.sites[:SHOWN]


def _who(loss: Loss, names: Names, sites: Mapping[str, str]) -> str:
    return ", ".join(sites.get(name) or names.actor(name) for name in loss.names)
