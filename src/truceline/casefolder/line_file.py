"""Lines of contact into a case's ``line.geojson``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping

from truceline.casefolder.changing import CaseChange
from truceline.errors import CaseError
from truceline.records.places import Line

_NAME = "line.geojson"


def store_lines(change: CaseChange, lines: Sequence[Line], *, replace: bool) -> Path:
    """Add lines to the case's ``line.geojson``, whole or not at all; the other features stay as they are.

    Raises
    ------
    CaseError
        If the case has a line of one of these ids and ``replace`` is not set, or as `CaseChange.write`.
    """
    there = change.found.read(_NAME).decode("utf-8-sig") if _NAME in change.found else '{"features": []}'
    features: list[Any] = json.loads(there)["features"]
    ids = {line.id for line in lines}
    again = sorted({f["properties"]["id"] for f in features} & ids)
    if again and not replace:
        problems = tuple(f"{name} | is already in {_NAME}; give another --id, or --replace" for name in again)
        raise CaseError("the line was not imported", problems)
    kept = [feature for feature in features if feature["properties"]["id"] not in ids]
    rows = [json.dumps(feature, ensure_ascii=False) for feature in [*kept, *map(_feature, lines)]]
    text = '{\n  "type": "FeatureCollection",\n  "features": [\n    ' + ",\n    ".join(rows) + "\n  ]\n}\n"
    change.write({_NAME: text.encode()})
    return change.found.folder / _NAME


def _feature(line: Line) -> dict[str, object]:
    said = {"id": line.id, "as_of": line.as_of, "owner": line.owner, "source": line.source, "note": line.note}
    if line.known_from is not None:
        said["known_from"] = line.known_from.isoformat()
    rounded = shapely.transform(line.geometry, lambda corners: np.round(corners, 6))
    return {"type": "Feature", "properties": said, "geometry": mapping(rounded)}
