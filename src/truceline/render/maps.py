"""Maps for other programs, in EPSG:4326 to six decimals: GeoJSON (RFC 7946), and one GeoPackage with styles."""

from __future__ import annotations

from truceline.documents.features import plan_features
from truceline.documents.layers import plan_layers
from truceline.formats.geojson import feature_collection
from truceline.formats.geopackage import geopackage
from truceline.results.plan import Plan


def plan_maps(plan: Plan) -> dict[str, str]:
    """Write every map of the plan by file name: line, sectors and belts once, sites and coverage per scenario."""
    return {name: feature_collection(features) for name, features in plan_features(plan).items()}


_COLOURS = {
    "line": (20, 20, 20),
    "sectors": (120, 120, 120),
    "belts": (178, 122, 34),
    "posts": (31, 96, 160),
    "bases": (178, 46, 46),
    "orbits": (94, 60, 153),
    "patrols": (27, 120, 98),
    "coverage": (49, 130, 189),
    "places": (49, 130, 189),
}


def plan_geopackage(plan: Plan) -> bytes:
    """Write every map of the plan as layers of one GeoPackage, those of the scenarios together."""
    return geopackage(plan_layers(plan), _COLOURS, plan.as_of)
