"""What a case folder holds for monitoring beside the case: observations, the coverage log, what people found out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from truceline.case import Case
from truceline.casefolder.observation_words import observation_words
from truceline.casefolder.reading import FolderReading, read_files
from truceline.casefolder.schema.attachments import AttachmentRow
from truceline.casefolder.schema.casualties import CasualtyRow
from truceline.casefolder.schema.compliance import ComplianceRow
from truceline.casefolder.schema.findings import EvidenceRow, FindingRow, RulingRow, StepRow
from truceline.casefolder.schema.folder import FILES
from truceline.casefolder.schema.monitoring import (
    NOT_KNOWN,
    POINTS,
    ClaimRow,
    CoverageRow,
    ObservationRow,
    ReportingRow,
)
from truceline.casefolder.schema.movement import PatrolRow
from truceline.formats.report_columns import coded
from truceline.monitoring.annotations import Annotations
from truceline.monitoring.claims.ledger import Claim
from truceline.monitoring.coverage_log import CoverageEntry
from truceline.monitoring.movement import PatrolEntry
from truceline.monitoring.observations import Observations, Sighting, sectors_of
from truceline.monitoring.received import ReceivedReports, appended_by
from truceline.monitoring.reports import Integers, Reports

OBSERVATIONS = "observations.csv"
_SHAPES = (
    *(ObservationRow, ReportingRow, CoverageRow, PatrolRow, ClaimRow, RulingRow, FindingRow, EvidenceRow, StepRow),
    *(CasualtyRow, ComplianceRow, AttachmentRow),
)


@dataclass(frozen=True, slots=True)
class MonitoringTables:
    """The tables of monitoring in a case folder.

    ``observed`` are the observations as reports, each received when it ends, and ``observations`` what they tell
    besides, in the same order. ``titles`` names sources of reports, ``repeats`` those that repeat themselves.
    """

    observed: ReceivedReports
    observations: Observations
    titles: Mapping[str, str]
    repeats: frozenset[str]
    watches: tuple[CoverageEntry, ...]
    claims: tuple[Claim, ...]
    annotations: Annotations
    patrols: tuple[PatrolEntry, ...]


def read_monitoring_tables(folder: Path, case: Case, reading: FolderReading | None = None) -> MonitoringTables:
    """Read the tables of monitoring of ``case``, or take them from the ``reading`` of its folder.

    Raises
    ------
    CaseError
        If a table is at fault; all faults are listed.
    """
    reading = reading or read_files(folder, [file for file in FILES if file.shape in _SHAPES])
    reading.faults.raise_if_any(str(folder))
    rows = [entry.shape for entry in reading.of(ObservationRow)]
    observed = _observed(rows, [_sighting(row, case) for row in rows], case)
    return MonitoringTables(
        observed=observed,
        observations=_columns(rows, observed.reports),
        titles={row.shape.source: row.shape.title for row in reading.of(ReportingRow) if row.shape.title},
        repeats=frozenset(row.shape.source for row in reading.of(ReportingRow) if row.shape.repeats),
        watches=_watches(reading, case),
        claims=tuple(entry.shape.record() for entry in reading.of(ClaimRow)),
        annotations=_found_out(reading),
        patrols=_patrols(reading, case),
    )


def _act(row: ObservationRow) -> str:
    acts = observation_words()["acts"][row.observation]
    return str(observation_words()["training"] if row.assessed else acts.get(row.weapon, acts["otherwise"]))


def _sighting(row: ObservationRow, case: Case) -> Sighting:
    site = next(site for site in case.sites if site.id == row.position)
    near, far = (None, None) if row.distance_km is None else (1000 * row.distance_km[0], 1000 * row.distance_km[1])
    return Sighting(site.geometry.x, site.geometry.y, near, far, row.bearing)


def _observed(rows: Sequence[ObservationRow], sightings: Sequence[Sighting], case: Case) -> ReceivedReports:
    zone = ZoneInfo(case.time_zone)
    spans = np.array([row.interval(zone) for row in rows], dtype=np.int64).reshape(-1, 2)
    places = np.array([sighting.place() for sighting in sightings], dtype=float).reshape(-1, 3)
    source, sources = _coded(row.position for row in rows)
    act, acts = _coded(_act(row) for row in rows)
    weapon, weapons = _coded(observation_words()["weapons"][row.weapon] for row in rows)
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
    ended, context = spans[:, 1], np.zeros(len(rows), dtype=bool)
    texts = {row.id: _said(row) for row in rows}
    return ReceivedReports(reports, np.full(len(rows), -1), (), ended, context, appended_by(ended, ended), texts)


def _said(row: ObservationRow) -> str:
    # The row in words, as the monitors wrote it.
    where = f"{_distance(row)} km {_point(row)}"
    parts = (f"{row.number} {row.observation}", row.description, f"weapon {row.weapon}", row.means, where)
    return ", ".join(part for part in parts if part) + (f"; assessed as {row.assessed}" if row.assessed else "")


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


def _watches(reading: FolderReading, case: Case) -> tuple[CoverageEntry, ...]:
    rows = [entry.shape for entry in reading.of(CoverageRow)]
    sectors = _sectors(case, [row.post for row in rows])
    return tuple(
        CoverageEntry(row.id, row.post, sector, row.start, row.end, row.state, row.note)
        for row, sector in zip(rows, sectors, strict=True)
    )


def _patrols(reading: FolderReading, case: Case) -> tuple[PatrolEntry, ...]:
    rows = [entry.shape for entry in reading.of(PatrolRow)]
    sectors = _sectors(case, [row.base for row in rows])
    return tuple(PatrolEntry(sector=sector, **dict(row)) for row, sector in zip(rows, sectors, strict=True))


def _sectors(case: Case, sites: Sequence[str]) -> Sequence[str]:
    # The sector that each site lies in, by id; empty where it lies in none.
    places = {site.id: site.geometry for site in case.sites}
    lon, lat = (np.array([getattr(places[site], axis) for site in sites], dtype=float) for axis in ("x", "y"))
    where = sectors_of(lon, lat, [sector.geometry for sector in case.sectors])
    return ["" if n < 0 else case.sectors[n].id for n in where.tolist()]


def _found_out(reading: FolderReading) -> Annotations:
    return Annotations(
        rulings=tuple(entry.shape.record() for entry in reading.of(RulingRow)),
        findings=tuple(entry.shape.record() for entry in reading.of(FindingRow)),
        evidence=tuple(entry.shape.record() for entry in reading.of(EvidenceRow)),
        steps=tuple(entry.shape.record() for entry in reading.of(StepRow)),
        casualties=tuple(entry.shape.record() for entry in reading.of(CasualtyRow)),
        compliance=tuple(entry.shape.record() for entry in reading.of(ComplianceRow)),
        attachments=tuple(entry.shape.record() for entry in reading.of(AttachmentRow)),
    )
