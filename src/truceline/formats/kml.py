"""Placemarks of a KML or KMZ: their data by name, and the folders that hold them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from xml.etree.ElementTree import Element

from truceline.errors import SourceError
from truceline.formats.ahead import look_ahead
from truceline.formats.xml_elements import read_placed_elements

PACKED, UNPACKED = 64 << 20, 256 << 20
"""The most bytes of a KMZ, and of the KML in it."""

_ZIP = b"PK\x03\x04"
_TIMES = (("TimeStamp/when", "time"), ("TimeSpan/begin", "time"), ("TimeSpan/end", "time_end"))
_SUMMARY = "the file cannot be read"


@dataclass(frozen=True, slots=True)
class Placemark:
    """A placemark: the ``line`` it starts on, and its ``data`` by name as the file spells it.

    Besides its own data these are its ``id``, its plain elements such as ``name`` and ``description``, ``time`` and
    ``time_end``, and ``folder``, the folders that hold it, outermost first.
    """

    line: int
    data: dict[str, str]
    element: Element


def read_placemarks(stream: BinaryIO) -> Iterator[Placemark]:
    """Read the placemarks of a KML, or of the KML in a KMZ, in bounded memory.

    Raises
    ------
    SourceError
        If it is neither, too large, or holds only links to other files.
    """
    head, stream = look_ahead(stream)
    document = _unpacked(stream) if head.startswith(_ZIP) else stream
    for line, folders, element in read_placed_elements(document, "Placemark", ("Folder",)):
        yield Placemark(line, _data(element, "/".join(folders)), element)


def _data(placemark: Element, folder: str) -> dict[str, str]:
    found = {part.tag: (part.text or "") for part in placemark if len(part) == 0}
    for data in placemark.iterfind("ExtendedData/Data"):
        found[data.get("name", "")] = data.findtext("value") or ""
    for data in placemark.iterfind("ExtendedData/SchemaData/SimpleData"):
        found[data.get("name", "")] = data.text or ""
    if "id" in placemark.attrib:
        found["id"] = placemark.attrib["id"]
    if folder:
        found.setdefault("folder", folder)
    return found | {name: text for path, name in _TIMES if (text := placemark.findtext(path))}


def _unpacked(stream: BinaryIO) -> BinaryIO:
    packed = stream.read(PACKED + 1)
    if len(packed) > PACKED:
        raise SourceError(_SUMMARY, (f"the file | is larger than {PACKED >> 20} MiB; save it as KML, in parts",))
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as folder:
            names = [name for name in folder.namelist() if name.lower().endswith(".kml")]
            if not names:
                raise SourceError(_SUMMARY, ("the file | is a packed file without a KML; give a .kml or .kmz",))
            with folder.open("doc.kml" if "doc.kml" in names else names[0]) as file:
                data = file.read(UNPACKED + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError) as error:
        what = f"is packed, and cannot be unpacked ({str(error)[:80]}); save it anew, without a password"
        raise SourceError(_SUMMARY, (f"the file | {what}",)) from error
    if len(data) > UNPACKED:
        raise SourceError(_SUMMARY, (f"the file | unpacks to more than {UNPACKED >> 20} MiB; save it in parts",))
    return io.BytesIO(data)
