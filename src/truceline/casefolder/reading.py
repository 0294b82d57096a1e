"""Read the files of a case folder into their shapes, each fault noted with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Generic, TypeVar

from truceline.casefolder.schema.folder import FILES, PLANS, CaseFile
from truceline.formats.cells import Declares, Refers
from truceline.formats.csv_table import read_rows
from truceline.formats.faults import FaultPlace, Faults
from truceline.formats.geojson import read_features
from truceline.formats.geometry import Feature
from truceline.formats.named_files import NamedFiles, is_there
from truceline.formats.shape import Shape, declared_kinds, fit, fits, items, named
from truceline.formats.snapshot import snapshot
from truceline.formats.texts import decoded_text, read_bytes
from truceline.formats.yaml_tree import Path as Keys
from truceline.formats.yaml_tree import read_toml, read_yaml, written
from truceline.records.provenance import Input

AnyShape = TypeVar("AnyShape", bound=Shape)


@dataclass(frozen=True, slots=True)
class ReadEntry(Generic[AnyShape]):
    """A row, document, part of a document or feature that has its shape; ``place`` says where its values stand."""

    shape: AnyShape
    place: Callable[[Keys], FaultPlace]
    feature: Feature | None = None


@dataclass
class FolderReading:
    """What was read from a folder so far.

    ``named`` are all ids that the files declare or refer to, in order, whether or not the rest of their record is
    sound; ``kinds`` the kinds of ids whose files were read whole, so that a reference to them can be checked. ``plans``
    says whether the case is planned on, or for monitoring only.
    """

    faults: Faults
    entries: dict[type[Shape], list[ReadEntry[Shape]]] = field(default_factory=dict)
    features: dict[str, list[Feature]] = field(default_factory=dict)
    named: list[tuple[Declares | Refers, str, FaultPlace]] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    inputs: list[Input] = field(default_factory=list)
    plans: bool = True

    def of(self, shape: type[AnyShape]) -> Iterator[ReadEntry[AnyShape]]:
        """List the sound entries of one ``shape``, in the order of their file."""
        found = (entries for kind, entries in self.entries.items() if issubclass(kind, shape))
        return chain.from_iterable(found)  # type: ignore[arg-type]  # just looked

    def take(
        self,
        shape: type[Shape],
        data: object,
        place: Callable[[Keys], FaultPlace],
        *,
        told: tuple[str, ...] = (),
        feature: Feature | None = None,
    ) -> None:
        """Fit ``data`` to ``shape``, and note the ids in it whether it fits or not."""
        self.named += [(mark, name, place(path)) for mark, name, path in named(shape, data)]
        if (fitted := fit(shape, data, place, self.faults, told)) is not None:
            self._add(ReadEntry(fitted, place, feature))
        for inner, part, path in items(shape, data):
            if (sound := fits(inner, part)) is not None:
                self._add(ReadEntry(sound, lambda keys, path=path: place((*path, *keys))))  # type: ignore[misc]  # bound now

    def include(self, other: FolderReading) -> None:
        """Add what was read of further files; ``other`` stays as it is."""
        self.faults.include(other.faults)
        for kind, entries in other.entries.items():
            self.entries.setdefault(kind, []).extend(entries)
        self.features |= other.features
        self.named += other.named
        self.kinds |= other.kinds
        self.inputs += other.inputs

    def _add(self, entry: ReadEntry[Shape]) -> None:
        self.entries.setdefault(type(entry.shape), []).append(entry)


Reader = Callable[[CaseFile, bytes], FolderReading]
"""What reads the bytes of one file, as `read_file` does. Its reading is never changed, so it may be given again."""


def read_file(file: CaseFile, data: bytes) -> FolderReading:
    """Read the bytes of one file by itself; the reading's faults say what is wrong with it.

    Time and memory grow with its length.
    """
    reading = FolderReading(Faults())
    found = decoded_text(data, file.name, reading.faults)
    if found is not None:
        reading.inputs.append(found[1])
        if _read_whole(found[0], file, reading):
            reading.kinds |= declared_kinds(file.shape)
    return reading


def read_files(
    folder: Path | NamedFiles, files: Sequence[CaseFile] = FILES, reader: Reader = read_file
) -> FolderReading:
    """Read the ``files`` of a folder, or by name from elsewhere; the reading's faults say what is wrong with each.

    Of a folder, all are read as they were at one moment. ``reader`` may have read bytes before.
    """
    found = snapshot(folder, [*(f.name for f in files), *PLANS]) if isinstance(folder, Path) else folder
    reading = FolderReading(Faults(), plans=any(is_there(found, name) for name in PLANS))
    for file in files:
        if (file.optional or (file.planning and not reading.plans)) and not is_there(found, file.name):
            reading.kinds |= declared_kinds(file.shape)
        elif (data := read_bytes(found, file.name, reading.faults)) is not None:
            reading.include(reader(file, data))
    return reading


def _read_whole(text: str, file: CaseFile, reading: FolderReading) -> bool:
    # False where something that declares ids may have been lost.
    if file.geometry:
        return _read_features(text, file, reading)
    return _read_table(text, file, reading) if file.name.endswith(".csv") else _read_document(text, file, reading)


def _read_table(text: str, file: CaseFile, reading: FolderReading) -> bool:
    before, columns = reading.faults.count, file.shape.written_keys()
    rows = read_rows(text, file.name, columns, reading.faults, optional=file.shape.optional_keys())
    whole = reading.faults.count == before
    for row in rows:
        place = partial(_in_row, file.name, row.line)
        reading.take(file.shape, row.cells, place, told=columns)
    return whole


def _in_row(file: str, line: int, path: Keys) -> FaultPlace:
    return FaultPlace(file, line, written(path[:1]))


def _read_document(text: str, file: CaseFile, reading: FolderReading) -> bool:
    read = read_toml if file.name.endswith(".toml") else read_yaml
    document = read(text, file.name, reading.faults)
    if document is not None:
        reading.take(file.shape, document.data, document.place)
    return document is not None


def _read_features(text: str, file: CaseFile, reading: FolderReading) -> bool:
    features = read_features(text, file.name, file.geometry, reading.faults)
    reading.features[file.name] = features or []
    for feature in features or []:
        reading.take(file.shape, feature.properties, partial(_in_feature, feature.place), feature=feature)
    return features is not None


def _in_feature(place: FaultPlace, path: Keys) -> FaultPlace:
    return FaultPlace(place.file, place.line, f"{place.field} {written(path)}".strip())
