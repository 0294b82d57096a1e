"""Maps for other programs: GeoJSON (RFC 7946, EPSG:4326, six decimals)."""

from __future__ import annotations

from truceline.documents.features import plan_features
from truceline.formats.geojson import feature_collection
from truceline.results.plan import Plan


def plan_maps(plan: Plan) -> dict[str, str]:
    """Write every map of the plan by file name: line, sectors and belts once, sites and coverage per scenario."""
    return {name: feature_collection(features) for name, features in plan_features(plan).items()}
