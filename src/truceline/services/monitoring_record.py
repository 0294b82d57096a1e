"""What monitoring reads of a case folder beside the case: reports, the coverage log, claims, what people found out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
from ruamel.yaml import YAML

from truceline.case import Case
from truceline.casefolder.reading import Reading, read_files
from truceline.casefolder.schema.findings import EvidenceRow, FindingRow, RulingRow, StepRow
from truceline.casefolder.schema.folder import FILES
from truceline.casefolder.schema.monitoring import NOT_KNOWN, POINTS, ClaimRow, CoverageRow, ObservationRow
from truceline.errors import CaseError
from truceline.feeds.codes import codes_of
from truceline.formats.report_columns import coded
from truceline.formats.report_files import Told, read_told
from truceline.monitoring.annotations import FoundOut
from truceline.monitoring.coverage_log import Watch
from truceline.monitoring.observations import Observations, Sighting, sectors_of
from truceline.monitoring.received import Record
from truceline.monitoring.reports import Integers, Reports
from truceline.records.provenance import Input
from truceline.services.claims_files import stored_claims
from truceline.store.received import read_imports, read_received
from truceline.store.sqlite import FOLDER, STORE

OBSERVATIONS = "observations.csv"
_SHAPES = (ObservationRow, CoverageRow, ClaimRow, RulingRow, FindingRow, EvidenceRow, StepRow)


@dataclass(frozen=True, slots=True)
class Received:
    """The record of a case, and the further files it was read from."""

    record: Record
    inputs: tuple[Input, ...]


def read_record(folder: Path, case: Case, reading: Reading | None = None) -> Received:
    """Read everything that was received in a case folder; ``case`` is the case of that folder, read by ``reading``.

    Without a reading, the tables of monitoring are read.

    Reports are the observations, all CSV and Parquet files in ``reports/`` (columns as for ``truceline link``, and
    where known ``weapon`` and ``target``, as terms of the vocabulary, and ``received``, a time as in ``time``), and
    what was imported from feeds. An observation is received when it ends, an imported report when it was first
    imported, one of a file when the file says, if it does.
    Claims are those of the case's ledger, then those imported.

    Raises
    ------
    CaseError, SourceError
        If a file is at fault; all its faults are listed.
    """
    reading = reading or read_files(folder, [file for file in FILES if file.shape in _SHAPES])
    reading.faults.raise_if_any(str(folder))
    rows = [entry.shape for entry in reading.of(ObservationRow)]
    _weapons_known(rows)
    places = [_sighting(row, case) for row in rows]
    paths = _report_files(folder)
    parts = [_observed(rows, places, case), *([read_told(*paths)] if paths else []), _imported(folder)]
    target, targets = _recoded([(part.target, part.targets) for part in parts])
    record = Record(
        reports=_joined([part.reports for part in parts]),
        target=target,
        targets=targets,
        received=np.concatenate([part.received for part in parts]),
        observations=_columns(rows, parts[0].reports),
        watches=_watches(reading, case),
        claims=(*(entry.shape.record() for entry in reading.of(ClaimRow)), *stored_claims(folder)),
        acts={category: word.act for category, word in codes_of("claims").words.items()},
        found_out=_found_out(reading),
    )
    return Received(record, (*(_input(folder, path) for path in paths), *_imports(folder)))


def _found_out(reading: Reading) -> FoundOut:
    return FoundOut(
        rulings=tuple(entry.shape.record() for entry in reading.of(RulingRow)),
        findings=tuple(entry.shape.record() for entry in reading.of(FindingRow)),
        evidence=tuple(entry.shape.record() for entry in reading.of(EvidenceRow)),
        steps=tuple(entry.shape.record() for entry in reading.of(StepRow)),
    )


def _report_files(folder: Path) -> list[Path]:
    # Rows that an import refused lie beside the store, and are no reports.
    found = (folder / "reports").glob("*")
    return sorted(p for p in found if p.suffix in (".csv", ".parquet") and not p.name.startswith("refused-"))


def _input(folder: Path, path: Path) -> Input:
    return Input(str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest())


def _imports(folder: Path) -> Iterator[Input]:
    # The store's own bytes differ from machine to machine; what was imported into it does not.
    for each in read_imports(folder):
        yield Input(f"{FOLDER}/{STORE} import {each.number}: {each.feed} {each.file}", each.sha256)


@cache
def _words() -> Mapping[str, Any]:
    text = (resources.files("truceline.services") / "observation_words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return found


def _weapons_known(rows: Sequence[ObservationRow]) -> None:
    known = _words()["weapons"]
    problems = tuple(
        f"{OBSERVATIONS} {row.id} weapon | {row.weapon!r} is not known; give one of {', '.join(known)}"
        for row in rows
        if row.weapon not in known
    )
    if problems:
        raise CaseError("the observations cannot be read", problems)


def _act(row: ObservationRow) -> str:
    acts = _words()["acts"][row.observation]
    return str(_words()["training"] if row.assessed else acts.get(row.weapon, acts["otherwise"]))


def _sighting(row: ObservationRow, case: Case) -> Sighting:
    site = next(site for site in case.sites if site.id == row.position)
    near, far = (None, None) if row.distance_km is None else (1000 * row.distance_km[0], 1000 * row.distance_km[1])
    return Sighting(site.geometry.x, site.geometry.y, near, far, row.bearing)


def _observed(rows: Sequence[ObservationRow], sightings: Sequence[Sighting], case: Case) -> Told:
    zone = ZoneInfo(case.time_zone)
    spans = np.array([row.interval(zone) for row in rows], dtype=np.int64).reshape(-1, 2)
    places = np.array([sighting.place() for sighting in sightings], dtype=float).reshape(-1, 3)
    source, sources = _coded(row.position for row in rows)
    act, acts = _coded(_act(row) for row in rows)
    weapon, weapons = _coded(_words()["weapons"][row.weapon] for row in rows)
    reports = Reports(
        id=np.array([row.id for row in rows], dtype=np.str_),
        source=source,
        start=spans[:, 0],
        end=spans[:, 1],
        lat=places[:, 1],
        lon=places[:, 0],
        radius_m=places[:, 2],
        act=act,
        weapon=weapon,
        sources=sources,
        acts=acts,
        weapons=weapons,
    )
    return Told(reports, np.full(len(rows), -1), (), spans[:, 1])


def _coded(texts: Iterable[str]) -> tuple[Integers, tuple[str, ...]]:
    return coded(pl.Series(texts, dtype=pl.String))


def _columns(rows: Sequence[ObservationRow], reports: Reports) -> Observations:
    text: dict[str, Any] = {
        name: np.array([getattr(row, name) for row in rows], dtype=np.str_)
        for name in ("position", "means", "observation", "description", "weapon")
    }
    return Observations(
        id=reports.id,
        report=np.arange(len(rows)),
        start=reports.start,
        end=reports.end,
        lon=reports.lon,
        lat=reports.lat,
        number=np.array([row.number for row in rows], dtype=np.int64),
        training=np.array([bool(row.assessed) for row in rows], dtype=bool),
        distance=np.array([_distance(row) for row in rows], dtype=np.str_),
        bearing=np.array([_point(row) for row in rows], dtype=np.str_),
        **text,
    )


def _distance(row: ObservationRow) -> str:
    if row.distance_km is None:
        return NOT_KNOWN
    near, far = row.distance_km
    return f"{near:g}" if near == far else f"{near:g}-{far:g}"


def _point(row: ObservationRow) -> str:
    return NOT_KNOWN if row.bearing is None else POINTS[round(row.bearing / 22.5)]


def _imported(folder: Path) -> Told:
    found = read_received(folder)
    return Told(found.reports, found.target, found.targets, found.received)


def _joined(parts: Sequence[Reports]) -> Reports:
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in ("id", "start", "end", "lat", "lon", "radius_m")
    }
    for column, table in (("source", "sources"), ("act", "acts"), ("weapon", "weapons")):
        columns[column], columns[table] = _recoded([(getattr(part, column), getattr(part, table)) for part in parts])
    return Reports(**columns)


def _recoded(parts: Sequence[tuple[Integers, tuple[str, ...]]]) -> tuple[Integers, tuple[str, ...]]:
    # Codes are those of the names of all parts together.
    names = tuple(sorted({name for _, its in parts for name in its}))
    code = {name: n for n, name in enumerate(names)}
    tables = [np.array([*(code[name] for name in its), -1], dtype=np.int64) for _, its in parts]
    return np.concatenate([table[codes] for table, (codes, _) in zip(tables, parts, strict=True)]), names


def _watches(reading: Reading, case: Case) -> tuple[Watch, ...]:
    sites = {site.id: site.geometry for site in case.sites}
    rows = [entry.shape for entry in reading.of(CoverageRow)]
    places = [sites[row.post] for row in rows]
    lon, lat = (np.array([getattr(place, axis) for place in places], dtype=float) for axis in ("x", "y"))
    where = sectors_of(lon, lat, [sector.geometry for sector in case.sectors])
    return tuple(
        Watch(row.id, row.post, "" if n < 0 else case.sectors[n].id, row.start, row.end, row.state, row.note)
        for row, n in zip(rows, where.tolist(), strict=True)
    )
