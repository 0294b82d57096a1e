"""KML: placemarks with a point, each a report, its extended data the columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import Element

from truceline.feeds.documents import read_elements
from truceline.formats.rows import Chunk, Columns, Entry, entry_rows

_TIMES = (("TimeStamp/when", "time"), ("TimeSpan/begin", "time"), ("TimeSpan/end", "time_end"))


def kml_rows(stream: BinaryIO, columns: Columns) -> Iterator[Chunk]:
    """Give the placemarks; ``lat`` and ``lon`` are those of a point, empty for anything else."""
    return entry_rows((_entry(line, each) for line, each in read_elements(stream, "Placemark")), columns)


def _entry(line: int, placemark: Element) -> Entry:
    texts = {part.tag.lower(): (part.text or "") for part in placemark if len(part) == 0}
    for data in placemark.iterfind("ExtendedData/Data"):
        texts[data.get("name", "").lower()] = data.findtext("value") or ""
    for data in placemark.iterfind("ExtendedData/SchemaData/SimpleData"):
        texts[data.get("name", "").lower()] = data.text or ""
    if "id" in placemark.attrib:
        texts["id"] = placemark.attrib["id"]
    texts |= {name: found for path, name in _TIMES if (found := placemark.findtext(path))}
    point = (placemark.findtext("Point/coordinates") or "").strip().split(",")
    if len(point) > 1:
        texts |= {"lon": point[0], "lat": point[1]}
    return line, texts
