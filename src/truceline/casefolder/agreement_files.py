"""Agreements that stand by themselves, and files of incidents to judge by them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TypeVar

from truceline.agreement.agreement import Agreement
from truceline.casefolder.bundled import bundled_cases
from truceline.casefolder.cases import find_case, read_case
from truceline.casefolder.consistency import rules
from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.agreement_files import AgreementFileShape, ExpectedShape, IncidentsShape
from truceline.casefolder.schema.vocabulary import FILE as VOCABULARY
from truceline.casefolder.schema.vocabulary import in_use
from truceline.errors import CaseError
from truceline.formats.archive import is_packed
from truceline.formats.cells import Declares
from truceline.formats.faults import FaultPlace, Faults, suggestion
from truceline.formats.shape import Shape
from truceline.formats.texts import read_text
from truceline.formats.yaml_tree import read_yaml
from truceline.monitoring.incidents import Incident
from truceline.monitoring.reasons import Verdict
from truceline.records.places import Line
from truceline.records.provenance import Input, Source

AnyShape = TypeVar("AnyShape", bound=Shape)

_KINDS = {
    "source",
    "actor",
    "line",
    "belt",
    "area",
    "window",
    "version",
    "weapon-class",
}


@dataclass(frozen=True, slots=True)
class StandaloneAgreement:
    """An agreement with what is needed to judge by it.

    ``lines`` are known geometries, ``sources`` what its clauses were read in; ``actors`` gives names by id,
    ``inputs`` the files it was read from.
    """

    name: str
    agreement: Agreement
    lines: tuple[Line, ...]
    sources: tuple[Source, ...]
    actors: Mapping[str, str]
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a worked example expects: verdicts by provision and version; out of scope under every other reading."""

    incident: str
    verdicts: Mapping[tuple[str, str], tuple[str, tuple[str, ...]]]


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """Incidents to judge, geometries of lines, and what worked examples expect."""

    incidents: tuple[Incident, ...]
    lines: tuple[Line, ...]
    expected: tuple[Expected, ...]
    inputs: tuple[Input, ...]


def bundled_agreements() -> Mapping[str, Path]:
    """List the bundled agreements: name to file."""
    folder = Path(str(resources.files("truceline") / "agreements"))
    return {path.stem: path for path in sorted(folder.glob("*.yaml")) if path.name != VOCABULARY}


def find_terms(text: str) -> StandaloneAgreement:
    """Read the agreement that ``text`` names: a file, a bundled agreement, or a case, as `find_case` finds it.

    Raises
    ------
    CaseError
        If it is none of these, or what it names is at fault.
    """
    path, bundled = Path(text), bundled_agreements()
    if path.is_file() and not is_packed(path):
        return read_terms(path)
    if text in bundled and not path.exists():
        return read_terms(bundled[text])
    if text in bundled_cases() or path.is_dir() or is_packed(path):
        case = read_case(find_case(text).files)
        actors = {actor.id: actor.name for actor in case.actors}
        return StandaloneAgreement(case.id, case.agreement, case.lines, case.sources, actors, case.inputs)
    names = [*bundled, *bundled_cases()]
    remedy = suggestion(text, names, f"give a file, a case, or one of {', '.join(bundled)}")
    raise CaseError("no such agreement", (f"{text} | is neither a file nor a bundled agreement; {remedy}",))


def read_terms(path: Path) -> StandaloneAgreement:
    """Read an agreement that stands by itself, strictly.

    Raises
    ------
    CaseError
        If anything is wrong with it; all faults are listed.
    """
    reading, shape = _read(path, AgreementFileShape, {})
    reading.faults.raise_if_any(str(path))
    assert shape is not None  # noqa: S101  (otherwise there were faults)
    sources = tuple(source.record() for source in shape.sources)
    names = {actor.id: actor.name for actor in shape.actors}
    return StandaloneAgreement(path.stem, shape.agreement.record(), (), sources, names, tuple(reading.inputs))


def read_incidents(path: Path, terms: StandaloneAgreement) -> IncidentFile:
    """Read incidents to judge by an agreement, strictly.

    Raises
    ------
    CaseError
        If anything is wrong with the file, or it names actors or lines that the agreement does not know.
    """
    kinds = [kind.id for kind in terms.agreement.vocabulary.evidence]
    declared = {"actor": [*terms.actors, "other", "none"], "evidence": kinds}
    with in_use(terms.agreement.vocabulary):
        reading, shape = _read(path, IncidentsShape, declared)
    reading.faults.raise_if_any(str(path))
    assert shape is not None  # noqa: S101  (otherwise there were faults)
    expected = tuple(_expected(each.id, each.expect) for each in shape.incidents if each.expect is not None)
    lines = tuple(line.record() for line in shape.lines)
    return IncidentFile(tuple(each.record() for each in shape.incidents), lines, expected, tuple(reading.inputs))


def differences(file: IncidentFile, found: Mapping[str, tuple[Verdict, ...]]) -> tuple[str, ...]:
    """List where verdicts, by incident, are not as the worked examples of a file expect."""
    problems: list[str] = []
    for expected in file.expected:
        left = dict(expected.verdicts)
        for verdict in found[expected.incident]:
            wanted = left.pop((verdict.provision, verdict.version), ("out-of-scope", ()))
            if wanted != (verdict.verdict, verdict.missing):
                where = f"{verdict.incident} {_named(verdict.provision, verdict.version)}"
                got = _told(verdict.verdict, verdict.missing)
                problems.append(f"{where} | is {got}, expected {_told(*wanted)}; correct one of them")
        problems += [
            f"{expected.incident} {_named(*unknown)} | is expected, but no provision is read so; correct the id"
            for unknown in left
        ]
    return tuple(problems)


def _named(provision: str, version: str) -> str:
    return f"{provision} ({version})" if version else provision


def _told(verdict: str, missing: tuple[str, ...]) -> str:
    return f"{verdict} for want of {', '.join(missing)}" if missing else verdict


def _expected(incident: str, shapes: tuple[ExpectedShape, ...]) -> Expected:
    return Expected(incident, {(e.provision, e.version): (e.verdict, e.missing) for e in shapes})


def _read(
    path: Path, shape: type[AnyShape], declared: Mapping[str, list[str]]
) -> tuple[FolderReading, AnyShape | None]:
    reading = FolderReading(Faults(), kinds=set(declared) or set(_KINDS))
    found = read_text(path.parent, path.name, reading.faults)
    document = None
    if found is not None:
        reading.inputs.append(found[1])
        document = read_yaml(found[0], path.name, reading.faults)
    if document is None:
        return reading, None
    reading.named += [
        (Declares(kind, unique=False), name, FaultPlace("")) for kind in declared for name in declared[kind]
    ]
    reading.take(shape, document.data, document.place)
    rules.check(reading, (rules.ids_are_given_once, rules.ids_exist))
    return reading, next((entry.shape for entry in reading.of(shape)), None)
