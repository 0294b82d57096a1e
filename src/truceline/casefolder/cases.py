"""Case folders: find, read, list and copy them."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import TypeVar

from shapely import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from truceline.agreement.line import Segments, segments
from truceline.case import Case
from truceline.casefolder.bundled import bundled_folders, folder_of_cases
from truceline.casefolder.consistency import known, rules
from truceline.casefolder.judges import without_names
from truceline.casefolder.reading import FolderReading, Reader, read_file, read_files
from truceline.casefolder.schema import (
    agreements,
    documents,
    exercises,
    features,
    ledger,
    offices,
    passages,
    pledges,
    settlements,
    tables,
)
from truceline.casefolder.schema.folder import FILES
from truceline.errors import CaseError
from truceline.formats.archive import Archive, is_packed, open_archive
from truceline.formats.faults import suggestion
from truceline.formats.files import UnfitFileError, umask
from truceline.formats.folders import flush_tree, new_folder
from truceline.formats.named_files import NamedFiles
from truceline.formats.shape import Shape
from truceline.formats.snapshot import snapshot
from truceline.generation.lengths import sized
from truceline.generation.requirement import RequirementLine
from truceline.records.places import Line, Sector
from truceline.records.quantities import Assumptions
from truceline.statements.statement import Statement

AnyShape = TypeVar("AnyShape", bound=Shape)
AnyGeometry = TypeVar("AnyGeometry", bound=BaseGeometry)

_BEHIND = ("runs", ".*", "refused-*.csv", "reports.sqlite*")


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """A case by its ``place``, and whether it is one of the bundled cases; it may be packed in an ``archive``."""

    place: Path
    bundled: bool
    archive: Archive | None = None

    @property
    def folder(self) -> Path:
        """The folder of its files; of an archive one that lasts no longer than this."""
        return self.archive.folder if self.archive else self.place

    @property
    def files(self) -> Path | NamedFiles:
        """What the case is read from."""
        return self.archive or self.place

    @property
    def fixed(self) -> str:
        """Why it is never changed, and what to do; "" where it may be."""
        if self.archive:
            return "is an archive, which is only read; unpack it: truceline new FOLDER --from"
        return "is bundled and stays as it is; copy it: truceline new FOLDER --from" if self.bundled else ""


def read_case(case: Path | NamedFiles, reader: Reader = read_file) -> Case:
    """Read a case strictly, from a folder, a zip archive of one, or by name from elsewhere: only if all of it is sound.

    Each file is read once, all of them as they were at one moment, and its sha256 is of the bytes that were parsed.
    ``reader`` may have read the same bytes before; what crosses files is checked anew in any case.

    Raises
    ------
    CaseError
        If anything is wrong; ``problems`` lists all faults as ``file:line field | what is wrong; what to do``.
    """
    return read_folder(case, reader)[0]


def read_folder(case: Path | NamedFiles, reader: Reader = read_file) -> tuple[Case, FolderReading]:
    """Do as `read_case` does, and give what was read as well: the tables of monitoring are no part of the case."""
    if isinstance(case, Path) and is_packed(case):
        case = open_archive(case)
    elif isinstance(case, Path):
        _must_be_folder(case)
    try:
        reading = read_files(case, reader=reader)
        rules.check(reading)
    except OSError as error:
        raise CaseError(f"{case} cannot be read", (f"{case} | {error.strerror}; check its permissions",)) from error
    reading.faults.raise_if_any(str(case))
    read = _case(reading)
    known.check(read, reading)
    reading.faults.raise_if_any(str(case))
    return read, reading


def find_case(text: str) -> CaseFolder:
    """Find the case that ``text`` names: a folder, a zip archive of one, or a bundled case.

    A folder goes first where it holds a ``case.toml``.

    Raises
    ------
    CaseError
        If it is none of them, or an archive that cannot be read; the message lists the bundled cases.
    """
    names = [path.name for path in bundled_folders()]
    if text in names and not (Path(text) / "case.toml").exists():
        return CaseFolder(folder_of_cases() / text, bundled=True)
    if is_packed(Path(text)):
        return CaseFolder(Path(text), bundled=False, archive=open_archive(Path(text)))
    if os.path.lexists(text):
        return CaseFolder(Path(text), bundled=False)
    remedy = suggestion(text, names, f"give a folder, or one of {', '.join(names)}")
    raise CaseError("no such case", (f"{text} | is no folder, archive or bundled case; {remedy}",))


def new_case(target: Path, template: Path, more: Callable[[Path], None] | None = None) -> None:
    """Copy the case folder ``template`` to ``target``, whole or not at all, its files as they were at one moment.

    Runs, hidden files and rows that imports refused stay behind, and so does the store: ``more`` is given the copy
    before it is in its place. Who judged in a case that is not bundled is told by number alone.

    Raises
    ------
    CaseError
        If ``target`` exists and is not an empty folder, lies within the template, or cannot be written, or if the
        template holds links.
    """
    _must_be_folder(template)
    _must_hold_no_links(template)
    try:
        _must_be_free(target, template)
        new_folder(target, _files_of(template), partial(_with_the_rest, template, more))
    except OSError as error:
        what = f"{target} | cannot be written ({error.strerror or error}); give another folder"
        raise CaseError("the case folder was not made", (what,)) from error


def case_files(folder: Path) -> dict[str, bytes]:
    """Read all files that make a case folder, by their names in it; what a copy leaves behind is none of them.

    The files of the case itself are as they were at one moment.

    Raises
    ------
    CaseError
        If there is no such folder, it holds links, or a file cannot be read or is too large.
    """
    _must_be_folder(folder)
    _must_hold_no_links(folder, "the case folder cannot be read")
    paths = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    names = [name.as_posix() for name in paths if not any(map(_left_out, name.parts))]
    found = snapshot(folder, names).found
    faults = {name: each for name, each in found.items() if not isinstance(each, bytes)}
    if faults:
        problems = tuple(f"{folder / name} | {_in_words(fault)}" for name, fault in faults.items())
        raise CaseError("the case folder cannot be read", problems)
    return {name: data for name, data in found.items() if isinstance(data, bytes)}


def _with_the_rest(template: Path, more: Callable[[Path], None] | None, copy: Path) -> None:
    # A copy that holds the files of the case gets those that somebody put beside them, and ``more``.
    def take(file: str, to: str) -> None:
        if not Path(to).exists():
            shutil.copyfile(file, to)

    shutil.copytree(template, copy, ignore=shutil.ignore_patterns(*_BEHIND), copy_function=take, dirs_exist_ok=True)
    if more is not None:
        more(copy)
    for folder in (copy, *(path for path in copy.rglob("*") if path.is_dir())):
        folder.chmod(0o777 & ~umask())
    flush_tree(copy)


def _in_words(fault: OSError | UnfitFileError) -> str:
    if isinstance(fault, OSError):
        return f"cannot be read ({fault.strerror or fault}); check its permissions"
    return str(fault)


def _files_of(template: Path) -> Mapping[str, bytes]:
    found = snapshot(template, [file.name for file in FILES])
    there: dict[str, bytes] = {name: data for name, data in found.found.items() if isinstance(data, bytes)}
    return there if template.parent == folder_of_cases() else {**there, **without_names(found)}


def _must_be_folder(folder: Path) -> None:
    try:
        if stat.S_ISDIR(folder.stat().st_mode):
            return
        what = "is a file, not a folder; give the folder it lies in"
    except OSError as error:
        what = f"cannot be read ({error.strerror}); check the path, or list the bundled cases: truceline cases"
    raise CaseError("no such case folder", (f"{folder} | {what}",))


def _must_hold_no_links(template: Path, summary: str = "the case folder was not made") -> None:
    # What a link leads to may lie anywhere, and be no part of the case.
    found = sorted(path for path in template.rglob("*") if path.is_symlink())
    links = [path for path in found if not any(map(_left_out, path.relative_to(template).parts))]
    if links:
        problems = tuple(f"{path} | is a link; put the file itself in its place" for path in links)
        raise CaseError(summary, problems)


def _left_out(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in _BEHIND)


def _must_be_free(target: Path, template: Path) -> None:
    fault = ""
    if target.resolve().is_relative_to(template.resolve()):
        fault = f"lies within {template}; give a folder elsewhere"
    elif os.path.lexists(target) and not target.is_dir():
        fault = "is a file; give a folder that does not exist yet"
    elif target.is_dir() and any(target.iterdir()):
        fault = "exists and is not empty; give a folder that does not exist yet"
    if fault:
        raise CaseError("the case folder was not made", (f"{target} | {fault}",))


def _case(reading: FolderReading) -> Case:
    capabilities = tuple(row.record() for row in _all(reading, tables.CapabilityRow))
    by_id = {capability.id: capability for capability in capabilities}
    assumptions = tables.assumptions_of(_all(reading, tables.AssumptionRow))
    agreement = _all(reading, agreements.AgreementShape)[0].record()
    lines = tuple(p.record(g) for p, g in _placed(reading, features.LineProperties, LineString))
    sectors = tuple(_sectors(reading))
    head = dict(_all(reading, documents.CaseShape)[0])
    del head["schema_version"]
    own = next((line for line in lines if line.id == agreement.line), None)
    cut = segments(own, sectors, head["segment_m"]) if own else None
    return Case(
        **head,
        sources=tuple(row.record() for row in _all(reading, ledger.SourceRow)),
        actors=tuple(row.record() for row in _all(reading, ledger.ActorRow)),
        holders=tuple(row.record() for row in _all(reading, offices.OfficeRow)),
        topics=tuple(part.record() for part in _all(reading, documents.TopicShape)),
        counts=tuple(part.record() for part in _all(reading, documents.CountShape)),
        statements=_statements(reading),
        meetings=tuple(row.record() for row in _all(reading, ledger.MeetingRow)),
        capabilities=capabilities,
        assumptions=assumptions,
        pledges=tuple(part.record(by_id[part.capability]) for part in _all(reading, pledges.PledgeShape)),
        pools=tuple(row.record() for row in _all(reading, tables.PoolRow)),
        facts=tuple(part.record() for part in _all(reading, documents.FactShape)),
        rules=tuple(part.record() for part in _all(reading, documents.RuleShape)),
        scenarios=tuple(part.record() for part in _all(reading, documents.ScenarioShape)),
        requirement=_requirement(reading, assumptions, own, cut),
        concepts=tuple(part.record() for part in _all(reading, documents.ConceptShape)),
        agreement=agreement,
        lines=lines,
        sectors=sectors,
        sites=tuple(p.record(g) for p, g in _placed(reading, features.SiteProperties, Point)),
        roads=tuple(p.record(g) for p, g in _placed(reading, features.RoadProperties, LineString)),
        judgements=tuple(row.record() for row in _all(reading, tables.JudgementRow)),
        exercises=tuple(part.record() for part in _all(reading, exercises.ExerciseShape)),
        injects=exercises.injects(_all(reading, exercises.InjectRow)),
        inputs=tuple(reading.inputs),
        settlements=tuple(row.record() for row in _all(reading, settlements.SettlementRow)),
    )


def _statements(reading: FolderReading) -> tuple[Statement, ...]:
    rows = [row.record() for row in _all(reading, ledger.StatementRow)]
    kept = {row.statement: row for row in _all(reading, passages.PassageRow)}
    return tuple(replace(s, passage=kept[s.id].record(s.source)) if s.id in kept else s for s in rows)


def _requirement(
    reading: FolderReading, assumptions: Assumptions, line: Line | None, cut: Segments | None
) -> tuple[RequirementLine, ...]:
    rows = tuple(row.record() for row in _all(reading, tables.RequirementRow))
    return sized(rows, assumptions, line, cut)


def _all(reading: FolderReading, shape: type[AnyShape]) -> list[AnyShape]:
    return [entry.shape for entry in reading.of(shape)]


def _placed(
    reading: FolderReading, shape: type[AnyShape], geometry: type[AnyGeometry]
) -> Iterator[tuple[AnyShape, AnyGeometry]]:
    for entry in reading.of(shape):
        if entry.feature is not None and isinstance(entry.feature.geometry, geometry):
            yield entry.shape, entry.feature.geometry


def _sectors(reading: FolderReading) -> Iterator[Sector]:
    for entry in reading.of(features.SectorProperties):
        if entry.feature is not None and isinstance(entry.feature.geometry, Polygon | MultiPolygon):
            yield entry.shape.record(entry.feature.geometry)
