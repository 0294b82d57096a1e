"""Everything that ``truceline site`` writes, by file name, and what it prints."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from shapely import Point

from truceline.agreement.line import Segments, middles_at
from truceline.formats.geojson import feature_collection
from truceline.render.drawn import late, line_document
from truceline.render.geojson import Features, chainage, patrol_routes
from truceline.render.scenario_json import area_json, closed_json, patrol_json
from truceline.render.sections.asking import asking
from truceline.render.sections.closed import closed_words
from truceline.render.sections.driven import patrol_words
from truceline.render.sections.left_over import left_over
from truceline.render.sections.watched import what
from truceline.render.siting_page import siting_page
from truceline.render.siting_pictures import alone, pictures
from truceline.results.names import Names, names_of
from truceline.results.siting import ScenarioSiting
from truceline.siting.plan import Siting
from truceline.siting.resilience import Loss
from truceline.views.wording import count, minutes, plural, share

SHOWN = 3
"""How many losses the text lists; the page and the JSON document list all."""


def siting_files(view: ScenarioSiting) -> dict[str, str]:
    """Give the text of every result file by its name: page, pictures, map layers, tables and the JSON document."""
    drawn = pictures(view, names_of(view.case))
    return {
        "siting.json": siting_document(view),
        "siting.html": siting_page(view, drawn),
        "placed.geojson": feature_collection(_placed(view)),
        "segments.csv": _segments_csv(view),
        "losses.csv": _losses_csv(view),
        **{f"{name}.svg": alone(svg) for name, svg in drawn.items()},
    }


def siting_document(view: ScenarioSiting) -> str:
    """Write the whole view as one JSON document."""
    siting, held, cut = view.siting, view.resilience, view.segments
    document = {
        "case": view.case.id,
        "as_of": view.as_of.isoformat(),
        "scenario": view.standing.scenario.id,
        "concept": view.concept,
        "deployed": view.deployed,
        "line": line_document(view.case.line, names_of(view.case), view.as_of) if view.case.has_line else None,
        "line_km": round(float(view.segments.length_m.sum()) / 1e3, 3) if view.case.has_line else None,
        "area": None if view.case.has_line else area_json(view.segments, siting),
        "posts": len(siting.posts),
        "bases": len(siting.bases),
        "orbits": None if cut.watched else [round(m / 1e3, 2) for m in siting.orbit_stations_m],
        "orbit_shares": [round(part, 4) for part in siting.orbit_shares],
        "left_over": [
            {"unit": left.unit_id, "contributor": left.contributor, "role": left.role, "part": round(left.part, 4)}
            for left in siting.left_over
        ],
        "mean_detection": _light(siting.mean_detection),
        "share_seen": _light(siting.share_seen),
        "jammed": _light(held.jammed),
        "response_minutes": _within(siting, siting.minutes),
        "response_minutes_agreed": _within(siting, siting.response.agreed),
        "response_by_task": [
            {"task": t.task, "minutes": _within(siting, t.minutes), "agreed": _within(siting, t.agreed)}
            for t in siting.response.by_task
        ],
        "patrols": [patrol_json(p, cut) for p in siting.patrols],
        "patrol_minutes": siting.patrol_minutes,
        "closed_sites": closed_json(view.closed),
        "losses": {"sites": [_loss(x) for x in held.sites], "contributors": [_loss(x) for x in held.contributors]},
        "worst": [{**_loss(w.loss), "bound": round(w.bound, 6), "proven": w.proven} for w in held.worst],
        "night_jammed_without": {who: round(left, 6) for who, left in held.dark.items()},
        "further": {
            "sites": [s.id for s in view.places],
            "seen": [round(x, 6) for x in view.further.seen.tolist()],
            "bound": [round(x, 6) for x in view.further.bound.tolist()],
            "seen_anywhere": [round(x, 6) for x in view.anywhere.seen.tolist()],
        },
        "sizes": [
            {
                "personnel": size.personnel,
                "factor": round(size.factor, 4),
                "posts": size.posts,
                "forces": size.forces,
                "without_a_site": size.lacking,
                "mean_detection": _light(size.siting.mean_detection),
                "share_seen": _light(size.siting.share_seen),
                "response_minutes": {"median": size.siting.median_minutes, "p90": size.siting.p90_minutes},
            }
            for size in view.sizes
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


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


def _within(siting: Siting, times: NDArray[np.float64]) -> dict[str, float | None]:
    return dict(zip(("median", "p90"), siting.within(times), strict=True))


def _light(pair: tuple[float, float]) -> dict[str, float]:
    return {"day": round(pair[0], 6), "night": round(pair[1], 6)}


def _loss(loss: Loss) -> dict[str, object]:
    return {"lost": list(loss.names), "left": round(loss.left, 6), "cost": round(loss.lost, 6)}


def _placed(view: ScenarioSiting) -> Features:
    for kind, placed in (("post", view.siting.posts), ("base", view.siting.bases)):
        for p in placed:
            told: dict[str, object] = {
                "kind": kind,
                "site": p.site,
                "unit": p.unit_id,
                "contributor": p.contributor,
                "sector": p.sector,
            }
            yield Point(p.lon, p.lat), told
    for metres, part in zip(view.siting.orbit_stations_m, view.siting.orbit_shares, strict=True):
        lon, lat = middles_at(view.segments, [metres])[0].tolist()
        yield Point(lon, lat), {"kind": "orbit", **chainage(view.segments, metres), "share": round(part, 4)}
    yield from patrol_routes(view.siting.patrols, view.case, view.segments)
    for order, place in enumerate(view.places, 1):
        yield place.geometry, {"kind": "further", "site": place.id, "order": order}


def _segments_csv(view: ScenarioSiting) -> str:
    cut, siting = view.segments, view.siting
    rows = [[*_where(cut)[0], "lon", "lat", "sector", "day", "night", "response_minutes"]]
    for i in range(len(cut.lon)):
        late = float(siting.minutes[i])
        rows.append(
            [
                *_where(cut)[1][i],
                f"{cut.lon[i]:.6f}",
                f"{cut.lat[i]:.6f}",
                (*cut.sectors, "")[int(cut.sector[i])],
                f"{siting.day[i]:.4f}",
                f"{siting.night[i]:.4f}",
                f"{late:.1f}" if math.isfinite(late) else "",
            ]
        )
    return _csv(rows)


def _where(cut: Segments) -> tuple[list[str], list[list[str]]]:
    # Columns that say which piece a segment is: its chainages, or the place or road it belongs to.
    if cut.watched is None:
        ends = np.column_stack([cut.start_m, cut.end_m]).tolist()
        return ["start_km", "end_km"], [[f"{m / 1e3:.3f}" for m in pair] for pair in ends]
    kinds = ["place" if i < cut.watched.places else "road" for i in range(len(cut.lon))]
    return ["kind", "id"], [list(pair) for pair in zip(kinds, cut.watched.ids, strict=True)]


def _losses_csv(view: ScenarioSiting) -> str:
    held = view.resilience
    kinds = (("site", held.sites), ("contributor", held.contributors), ("worst", [w.loss for w in held.worst]))
    rows = [["kind", "lost", "left", "cost"]]
    rows += [[kind, " ".join(x.names), f"{x.left:.6f}", f"{x.lost:.6f}"] for kind, losses in kinds for x in losses]
    return _csv(rows)


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
