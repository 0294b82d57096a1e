"""GeoJSON: point features, each a report, its properties the columns."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from truceline.errors import SourceError
from truceline.feeds.documents import read_json
from truceline.formats.rows import Chunk, Columns, Entry, entry_rows


def geojson_rows(stream: BinaryIO, columns: Columns) -> Iterator[Chunk]:
    """Give the features of a FeatureCollection; ``lat`` and ``lon`` are those of a point, empty for anything else."""
    data = read_json(stream)
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise SourceError("the file cannot be read", ("the file | is no FeatureCollection; give one of points",))
    return entry_rows((_entry(number, each) for number, each in enumerate(features, start=1)), columns)


def _entry(number: int, feature: Any) -> Entry:  # noqa: ANN401  (whatever the file holds)
    part = feature if isinstance(feature, dict) else {}
    properties, geometry = part.get("properties") or {}, part.get("geometry") or {}
    texts = {str(key).lower(): _text(value) for key, value in properties.items()}
    if "id" in part:
        texts["id"] = _text(part["id"])
    if geometry.get("type") == "Point" and len(point := geometry.get("coordinates") or []) > 1:
        texts |= {"lon": _text(point[0]), "lat": _text(point[1])}
    return number, texts


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
