"""Everything that the map of a scenario shows, as plain features: each names its ``layer``."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from shapely import Point

from truceline.documents.features import Features, plan_features
from truceline.documents.name_zooms import name_zooms
from truceline.documents.numbers import share
from truceline.generation.units import shares_of
from truceline.results.names import names_of
from truceline.results.plan import Plan, ScenarioPlan
from truceline.siting.closures import HOLDS

Symbols = Callable[[str], str]
"""Gives the 20 digits of the APP-6D symbol of a capability (its id)."""

_LAYERS = ("coverage", "sectors", "belts", "line", "sites")


def map_features(plan: Plan, made: ScenarioPlan, symbols: Symbols) -> Features:
    """Return the features of one scenario's map: what is drawn first comes first.

    What stands somewhere bears its pledge, how much of a whole unit it is, its nation, its symbol, and the ids of the
    statements that it rests on.
    Every site for posts or bases says its use, whether somebody stands there, and by what rule it is closed. Sites and
    settlements say from which zoom of a web map their names are written: sites for bases first, settlements last.
    """
    maps = plan_features(plan)
    for layer in _LAYERS:
        name = f"{layer}-{made.scenario.id}.geojson" if layer in ("coverage", "sites") else f"{layer}.geojson"
        for geometry, properties in maps.get(name, ()):
            yield geometry, _layered(layer, properties, plan, symbols)
    places = [*_sites(plan, made), *_settlements(plan)]
    zooms = name_zooms(np.array([point.coords[0] for point, _ in places]).reshape(-1, 2))
    for (place, properties), zoom in zip(places, zooms, strict=True):
        yield place, {**properties, "named_from_zoom": zoom}


def _settlements(plan: Plan) -> Features:
    for place in plan.case.settlements:
        yield Point(place.lon, place.lat), {"layer": "settlement", "id": place.id, "name": place.name}


def _sites(plan: Plan, made: ScenarioPlan) -> Features:
    closed = {each.site: each.why for each in made.own.closed}
    held = {asset.site for asset in (*made.own.siting.posts, *made.own.siting.bases)}
    for site in sorted(plan.case.sites, key=lambda site: site.kind != "base"):
        if site.kind in HOLDS:
            yield (
                site.geometry,
                {
                    "layer": "site",
                    "site": site.id,
                    "name": site.name,
                    "kind": site.kind,
                    "use": "locked" if site.locked else site.use,
                    "fixed": site.fixed or None,
                    "held": site.id in held,
                    "closed": closed.get(site.id),
                },
            )


def _layered(layer: str, properties: Mapping[str, object], plan: Plan, symbols: Symbols) -> dict[str, object]:
    if layer == "line":
        own = "line" if properties["id"] == plan.case.agreement.line else "other-line"
        return {"layer": own, **properties}
    if layer != "sites":
        return {"layer": layer.removesuffix("s"), **properties}
    return {"layer": str(properties["kind"]), **properties, **dict(_standing(properties, plan, symbols))}


def _standing(properties: Mapping[str, object], plan: Plan, symbols: Symbols) -> Iterator[tuple[str, object]]:
    # Whose unit it is, from which pledge, and what that rests on.
    names = names_of(plan.case)
    if "contributor" in properties:
        yield "nation", names.actor(str(properties["contributor"]))
    if properties["kind"] == "orbit":
        yield "sidc", symbols("drone-orbit")
    unit = str(properties.get("unit", ""))
    pledge = plan.pledges.get(unit.partition("#")[0])
    if pledge is not None:
        yield "unit_share", share(shares_of(pledge)[unit])
        yield "pledge", pledge.id
        yield "title", pledge.title
        yield "sidc", symbols(pledge.capability)
        yield "statements", list(pledge.rests_on(plan.as_of))
