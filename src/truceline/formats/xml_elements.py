"""XML taken apart element by element, in bounded memory and without entities."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from truceline.errors import SourceError

_DEEPEST = 50
_BLOCK = 1 << 16
_ANOTHER = tuple(
    expat.errors.codes[name]
    for name in (expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT, expat.errors.XML_ERROR_MISPLACED_XML_PI)
)
"""What expat says of a second document."""


def read_elements(stream: BinaryIO, name: str, *, joined: bool = False) -> Iterator[tuple[int, Element]]:
    """Return each element of one ``name`` (without its namespace) with the line it starts on, in bounded memory.

    A document type is refused before anything in it is read, so that entities cannot expand or reach out. Where files
    may be ``joined``, one document follows another, as in the record of a stream.

    Raises
    ------
    SourceError
        If the file is no well-formed XML, nested too deeply, or declares a document type.
    """
    for line, _, element in _elements(stream, _Reader(name, joined=joined)):
        yield line, element


def read_placed_elements(
    stream: BinaryIO, name: str, within: Collection[str]
) -> Iterator[tuple[int, tuple[str, ...], Element]]:
    """Return each element of one ``name`` as `read_elements` does, with the names of the ``within`` that hold it.

    What holds elements says its name in a child ``name`` before them. Elements none of which is there are refused where
    the document holds links to others in their place (``NetworkLink``): none is followed.
    """
    reader = _Reader(name, joined=False, within=within)
    count = 0
    for found in _elements(stream, reader):
        count += 1
        yield found
    if not count and "NetworkLink" in reader.seen:
        what = f"holds links to other files (NetworkLink) and no {name}; links are not followed"
        raise SourceError("the file cannot be read", (f"the file | {what}: open it and save what it shows",))


def _elements(stream: BinaryIO, reader: _Reader) -> Iterator[tuple[int, tuple[str, ...], Element]]:
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


class _Reader:
    """Builds only the elements wanted, from expat's events."""

    def __init__(self, name: str, *, joined: bool, within: Collection[str] = ()) -> None:
        self._name, self._joined, self._within = name, joined, within
        self.seen: set[str] = set()
        self._naming: str | None = None
        self._trail: list[list[Any]] = []
        self._depth = self._inside = self._line = self._lines = 0
        self._builder = TreeBuilder()
        self._done: list[tuple[int, tuple[str, ...], Element]] = []
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

    def take(self) -> list[tuple[int, tuple[str, ...], Element]]:
        """Return the elements completed since the last call: line, names of what holds them, and the element."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._fault(f"elements are nested more than {_DEEPEST} deep; give a flat list")
        local = name.rpartition(" ")[2]
        self.seen.add(local)
        self._enter(local)
        if not self._inside and local == self._name:
            self._inside, self._builder = self._depth, TreeBuilder()
            self._line = self.line(self.parser.CurrentLineNumber)
        if self._inside:
            self._builder.start(local, attributes)

    def _end(self, name: str) -> None:
        if self._inside:
            self._builder.end(name.rpartition(" ")[2])
            if self._inside == self._depth:
                self._done.append((self._line, tuple(text for _, text in self._trail if text), self._builder.close()))
                self._inside = 0
        elif self._naming:
            self._trail[-1][1] = self._naming.strip()
        self._naming = None
        if self._trail and self._trail[-1][0] == self._depth:
            self._trail.pop()
        self._depth -= 1

    def _enter(self, local: str) -> None:
        # Note what holds the elements wanted, and the start of its name.
        if self._inside or not self._within:
            return
        self._naming = "" if local == "name" and self._trail and self._trail[-1][0] == self._depth - 1 else None
        if local in self._within:
            self._trail.append([self._depth, ""])

    def _text(self, data: str) -> None:
        if self._inside:
            self._builder.data(data)
        elif self._naming is not None:
            self._naming += data

    def _refuse(self, *_: object) -> None:
        raise self._fault("declares a document type, which may hide expanding entities; remove the DOCTYPE")

    def _fault(self, what: str) -> SourceError:
        return SourceError("the file cannot be read", (f"line {self.line(self.parser.CurrentLineNumber)} | {what}",))
