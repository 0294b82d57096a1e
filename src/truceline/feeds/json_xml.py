"""JSON and XML files taken apart: whole JSON documents of a limited size, XML element by element without entities.

Points of a GeoJSON and placemarks of a KML become rows, their properties or extended data the columns.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from truceline.errors import SourceError
from truceline.formats.rows import Chunk, Entry, FeedColumns, entry_rows

LARGEST = 64 * 1024 * 1024
"""The largest JSON document that is read, in bytes: it is held in memory as a whole."""

_DEEPEST = 50
_BLOCK = 1 << 16
_ANOTHER = tuple(
    expat.errors.codes[name]
    for name in (expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT, expat.errors.XML_ERROR_MISPLACED_XML_PI)
)
"""What expat says of a second document."""
_TIMES = (("TimeStamp/when", "time"), ("TimeSpan/begin", "time"), ("TimeSpan/end", "time_end"))


def read_json(stream: BinaryIO) -> Any:  # noqa: ANN401  (whatever the file holds)
    """Read a whole JSON document in UTF-8.

    Raises
    ------
    SourceError
        If it is too large, not UTF-8 or not JSON.
    """
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        limit = f"a JSON document is read whole, and this one is larger than {LARGEST >> 20} MiB; convert it to CSV"
        raise SourceError("the file cannot be read", (f"the file | {limit}",))
    try:
        return json.loads(data.decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        what = f"line {error.lineno} | is not JSON ({error.msg}); the file is cut off, or two files were joined"
    except UnicodeDecodeError as error:
        what = f"byte {error.start} | 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
    except RecursionError:
        what = "the file | is nested too deeply; give a plain list of entries"
    except ValueError as error:  # a whole number of thousands of digits
        what = f"the file | cannot be read ({str(error)[:60]}); correct the number"
    raise SourceError("the file cannot be read", (what,))


def read_elements(stream: BinaryIO, name: str, *, joined: bool = False) -> Iterator[tuple[int, Element]]:
    """Return each element of one ``name`` (without its namespace) with the line it starts on, in bounded memory.

    A document type is refused before anything in it is read, so that entities cannot expand or reach out. Where files
    may be ``joined``, one document follows another, as in the record of a stream.

    Raises
    ------
    SourceError
        If the file is no well-formed XML, nested too deeply, or declares a document type.
    """
    reader = _Reader(name, joined=joined)
    try:
        while block := stream.read(_BLOCK):
            reader.feed(block)
            yield from reader.take()
        reader.close()
    except (LookupError, ValueError) as error:  # an encoding that is not known, or takes several bytes a character
        raise SourceError(
            "the file cannot be read", (f"the file | is not read ({error}); save it as UTF-8",)
        ) from error
    except expat.ExpatError as error:
        line, code = reader.line(error.lineno), expat.ErrorString(error.code)
        what = f"line {line} | is not XML ({code}); is it cut off, or two files joined?"
        raise SourceError("the file cannot be read", (what,)) from error
    yield from reader.take()


def geojson_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Return the features of a FeatureCollection; ``lat`` and ``lon`` are those of a point, empty for anything else."""
    data = read_json(stream)
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise SourceError("the file cannot be read", ("the file | is no FeatureCollection; give one of points",))
    return entry_rows((_feature_entry(number, each) for number, each in enumerate(features, start=1)), columns)


def _feature_entry(number: int, feature: Any) -> Entry:  # noqa: ANN401  (whatever the file holds)
    part = feature if isinstance(feature, dict) else {}
    properties, geometry = (
        found if isinstance(found := part.get(key), dict) else {} for key in ("properties", "geometry")
    )
    texts = {str(key).lower(): json_text(value) for key, value in properties.items()}
    if "id" in part:
        texts["id"] = json_text(part["id"])
    point = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(point, list) and len(point) > 1:
        texts |= {"lon": json_text(point[0]), "lat": json_text(point[1])}
    return number, texts


def json_text(value: object) -> str:
    """Return a value of a JSON document as a text, '' for null."""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def kml_rows(stream: BinaryIO, columns: FeedColumns) -> Iterator[Chunk]:
    """Return the placemarks; ``lat`` and ``lon`` are those of a point, empty for anything else."""
    return entry_rows((_placemark_entry(line, each) for line, each in read_elements(stream, "Placemark")), columns)


def _placemark_entry(line: int, placemark: Element) -> Entry:
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


class _Reader:
    """Builds only the elements wanted, from expat's events."""

    def __init__(self, name: str, *, joined: bool) -> None:
        self._name, self._joined = name, joined
        self._depth = self._inside = self._line = self._lines = 0
        self._builder = TreeBuilder()
        self._done: list[tuple[int, Element]] = []
        self._begin()

    def _begin(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._refuse
        self._before, self._given = b"", 0

    def feed(self, block: bytes) -> None:
        """Parse a block; where documents are joined, each by a parser of its own."""
        while True:
            try:
                self.parser.Parse(block, False)  # noqa: FBT003  (expat's signature)
            except expat.ExpatError as error:
                block = self._next_document(block, error)
            else:
                self._before, self._given = block, self._given + len(block)
                return

    def close(self) -> None:
        """Say that the file ends here."""
        self.parser.Parse(b"", True)  # noqa: FBT003  (expat's signature)

    def line(self, number: int) -> int:
        """Return the line in the file of a line of the document that is read."""
        return self._lines + number

    def _next_document(self, block: bytes, error: expat.ExpatError) -> bytes:
        # Begin anew where another document begins behind one that has ended, maybe in the block before.
        at = self.parser.ErrorByteIndex - self._given + len(self._before)
        if not self._joined or self._depth or error.code not in _ANOTHER or at < 0:
            raise error
        rest = (self._before + block)[at:] if at < len(self._before) else block[at - len(self._before) :]
        self._lines += error.lineno - 1
        self._begin()
        return rest

    def take(self) -> list[tuple[int, Element]]:
        """Return the elements completed since the last call."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fault(f"elements are nested more than {_DEEPEST} deep; give a flat list")
        local = name.rpartition(" ")[2]
        if not self._inside and local == self._name:
            self._inside, self._builder = self._depth, TreeBuilder()
            self._line = self.line(self.parser.CurrentLineNumber)
        if self._inside:
            self._builder.start(local, attributes)

    def _end(self, name: str) -> None:
        if self._inside:
            self._builder.end(name.rpartition(" ")[2])
            if self._inside == self._depth:
                self._done.append((self._line, self._builder.close()))
                self._inside = 0
        self._depth -= 1

    def _text(self, data: str) -> None:
        if self._inside:
            self._builder.data(data)

    def _refuse(self, *_: object) -> None:
        raise self._fault("declares a document type, which may hide expanding entities; remove the DOCTYPE")

    def _fault(self, what: str) -> SourceError:
        return SourceError("the file cannot be read", (f"line {self.line(self.parser.CurrentLineNumber)} | {what}",))
