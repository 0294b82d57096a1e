"""Incidents as plain features: points (EPSG:4326), each with its properties."""

from __future__ import annotations

from shapely import Point

from truceline.documents.bulletin import incident_part
from truceline.documents.features import Features
from truceline.results.monitoring import Monitored


def incident_features(made: Monitored) -> Features:
    """Return the period's incidents."""
    for line in made.bulletin.lines:
        yield Point(line.lon, line.lat), incident_part(line, made)
