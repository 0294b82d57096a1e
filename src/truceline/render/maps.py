"""Maps for other programs, in EPSG:4326 to six decimals: GeoJSON (RFC 7946), and one GeoPackage with styles."""

from __future__ import annotations

from truceline.documents.bulletin_layers import bulletin_layers
from truceline.documents.features import plan_features
from truceline.documents.layers import plan_layers
from truceline.formats.geojson import feature_collection
from truceline.formats.geopackage import geopackage
from truceline.results.monitoring import Monitored
from truceline.results.plan import Plan
from truceline.views.issues import page_marks


def bulletin_map(made: Monitored) -> bytes:
    """Write the incidents of a bulletin and the ground that it tells of as a GeoPackage, with how it is marked."""
    return geopackage(bulletin_layers(made), _COLOURS, made.known.at.date(), ". ".join(page_marks(made)))


def plan_maps(plan: Plan) -> dict[str, str | bytes]:
    """Write every map of the plan by file name: line, sectors and belts once, sites and coverage per scenario.

    ``plan.gpkg`` holds them all as layers, those of the scenarios together.
    """
    features = {name: tuple(each) for name, each in plan_features(plan).items()}
    written: dict[str, str | bytes] = {name: feature_collection(each) for name, each in features.items()}
    return written | {"plan.gpkg": geopackage(plan_layers(features), _COLOURS, plan.as_of, plan.case.marking)}


_COLOURS = {
    "incidents": (178, 46, 46),
    "line": (20, 20, 20),
    "lines": (20, 20, 20),
    "sectors": (120, 120, 120),
    "belts": (178, 122, 34),
    "posts": (31, 96, 160),
    "sites": (31, 96, 160),
    "settlements": (90, 90, 90),
    "bases": (178, 46, 46),
    "orbits": (94, 60, 153),
    "patrols": (27, 120, 98),
    "coverage": (49, 130, 189),
    "places": (49, 130, 189),
}
