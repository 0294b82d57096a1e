"""Where a force stands, what it sees and how fast it comes: as siting.json, and the parts that plan.json shares."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.line import Segments, middles_at
from truceline.documents.envelope import head
from truceline.documents.line import line_part
from truceline.documents.numbers import Number, day_and_night, degrees, minutes, number, share
from truceline.documents.shapes.siting import (
    AreaPart,
    ClosedSite,
    FurtherPart,
    LossPart,
    PatrolPart,
    PlacelessPart,
    Post,
    SitedPart,
    SitingDocument,
    SitingHead,
    SitingPart,
    SizePart,
    Within,
    WithstandsPart,
)
from truceline.results.names import names_of
from truceline.results.siting import ScenarioSiting, Size
from truceline.siting.asset_groups import PlacedAsset
from truceline.siting.closures import Closed
from truceline.siting.patrols import Patrol
from truceline.siting.plan import Siting
from truceline.siting.resilience import Loss

FORMAT = 2


def siting_part(siting: Siting, cut: Segments) -> SitingPart:
    """Write where a force stands, what of the ground it sees, and within which time it comes."""
    return {
        "line_km": number(float(siting.length_m.sum()) / 1000) if cut.watched is None else None,
        "area": None if cut.watched is None else area_part(cut, siting),
        "covered": day_and_night(siting.mean_detection),
        "likely_seen": day_and_night(siting.share_seen),
        "response_minutes": _within(siting, siting.minutes),
        "response_minutes_agreed": _within(siting, siting.response.agreed),
        "response_by_task": [
            {"task": t.task, "minutes": _within(siting, t.minutes), "agreed": _within(siting, t.agreed)}
            for t in siting.response.by_task
        ],
        **_sited(siting, cut),
        **_placeless(siting),
    }


def _sited(siting: Siting, cut: Segments) -> SitedPart:
    return {
        "posts": [_placed(p, cut) for p in siting.posts],
        "bases": [_placed(p, cut) for p in siting.bases],
        "orbit_stations_km": None if cut.watched else [number(m / 1000) for m in siting.orbit_stations_m],
        "orbit_stations": [[degrees(x) for x in place] for place in middles_at(cut, siting.orbit_stations_m).tolist()],
        "orbit_shares": [share(part) for part in siting.orbit_shares],
        "patrols": [patrol_part(p, cut) for p in siting.patrols],
        "patrol_minutes": minutes(siting.patrol_minutes),
    }


def _placeless(siting: Siting) -> PlacelessPart:
    return {
        "on_station": {
            "value": number(siting.on_station.value),
            "unit": siting.on_station.unit,
            "arithmetic": siting.on_station.text,
        },
        "unplaced": [
            {"unit": u.unit_id, "contributor": u.contributor, "number": number(u.number), "why": u.why}
            for u in siting.unplaced
        ],
        "left_over": [
            {"unit": left.unit_id, "contributor": left.contributor, "role": left.role, "part": share(left.part)}
            for left in siting.left_over
        ],
        "objective": share(siting.objective),
        "bound": share(siting.bound),
        "status": siting.status.value,
    }


def area_part(cut: Segments, siting: Siting) -> AreaPart:
    """Write how much of the places and of the roads is seen, each by itself, where there is no line."""
    places = cut.watched.places if cut.watched else 0
    parts = {"places": slice(None, places), "roads": slice(places, None)}
    return {
        "places": places,
        "road_km": number(float(cut.length_m[places:].sum()) / 1000),
        "covered": {
            name: {
                "day": _mean(siting.day[part], cut.length_m[part]),
                "night": _mean(siting.night[part], cut.length_m[part]),
            }
            for name, part in parts.items()
            if len(cut.length_m[part])
        },
    }


def patrol_part(patrol: Patrol, cut: Segments) -> PatrolPart:
    """Write one unit's patrols: their route, how often they pass, what they see of it and how far they are."""
    return {
        "unit": patrol.unit_id,
        "contributor": patrol.contributor,
        "patrols": number(patrol.patrols),
        "sectors": [cut.sectors[n] for n in np.unique(cut.sector[patrol.segments]).tolist() if n >= 0],
        "route_km": number(patrol.route_km),
        "revisit_h": number(patrol.revisit.value),
        "arithmetic": patrol.revisit.text,
        "day": share(patrol.day),
        "night": share(patrol.night),
        "minutes": minutes(patrol.minutes),
    }


def closed_part(closed: Iterable[Closed]) -> list[ClosedSite]:
    """Write the sites that are closed to a concept, each with the rule that closes it."""
    return [{"site": c.site, "role": c.role, "km": number(c.km, 3), "why": c.why} for c in closed]


def size_part(size: Size) -> SizePart:
    """Write the same mix of assets in another size: what it sees, and how fast it comes."""
    return {
        "personnel": size.personnel,
        "factor": share(size.factor),
        "posts": size.posts,
        "forces": size.forces,
        "lacking": number(size.lacking),
        "covered": day_and_night(size.siting.mean_detection),
        "likely_seen": day_and_night(size.siting.share_seen),
        "response_minutes": _within(size.siting, size.siting.minutes),
    }


def siting_document(view: ScenarioSiting, *, version: str) -> SitingDocument:
    """Return one scenario's siting as the document that ``siting.json`` holds."""
    return {
        **head("siting", FORMAT, version=version),
        **_head(view),
        **siting_part(view.siting, view.segments),
        "closed_sites": closed_part(view.closed),
        **_withstands(view),
        "further": _further(view),
        "sizes": [size_part(size) for size in view.sizes],
    }


def _head(view: ScenarioSiting) -> SitingHead:
    case = view.case
    return {
        "case": case.id,
        "as_of": view.as_of.isoformat(),
        "scenario": view.standing.scenario.id,
        "concept": view.concept,
        "deployed": number(view.deployed),
        "line": line_part(case.line, names_of(case), view.as_of) if case.has_line else None,
    }


def _withstands(view: ScenarioSiting) -> WithstandsPart:
    held = view.resilience
    return {
        "jammed": day_and_night(held.jammed),
        "losses": {"sites": [_loss(x) for x in held.sites], "contributors": [_loss(x) for x in held.contributors]},
        "worst": [{**_loss(w.loss), "bound": share(w.bound), "proven": w.proven} for w in held.worst],
        "night_jammed_without": {who: share(left) for who, left in held.dark.items()},
    }


def _further(view: ScenarioSiting) -> FurtherPart:
    return {
        "sites": [s.id for s in view.places],
        "seen": [share(x) for x in view.further.seen.tolist()],
        "bound": [share(x) for x in view.further.bound.tolist()],
        "seen_anywhere": [share(x) for x in view.anywhere.seen.tolist()],
    }


def _loss(loss: Loss) -> LossPart:
    return {"lost": list(loss.names), "left": share(loss.left), "cost": share(loss.lost)}


def _mean(chance: NDArray[np.float64], length_m: NDArray[np.float64]) -> Number:
    return share(float(chance @ length_m / length_m.sum()))


def _within(siting: Siting, times: NDArray[np.float64]) -> Within:
    median, p90 = siting.within(times)
    return {"median": minutes(median), "p90": minutes(p90)}


def _placed(placed: PlacedAsset, cut: Segments) -> Post:
    return {
        "site": placed.site,
        "unit": placed.unit_id,
        "contributor": placed.contributor,
        "sector": placed.sector,
        "chainage_km": None if cut.watched else number(placed.chainage_m / 1000),
    }
