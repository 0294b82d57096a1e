"""What must agree with the line that a case plans on: the requirement's sizes, and the places of sectors and sites."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import shapely
from shapely import LineString, MultiPolygon, Point, Polygon

from truceline.agreement.line import GEOD, Segments, segments
from truceline.agreement.placement import far_sectors, far_sites, misplaced
from truceline.casefolder.reading import FolderReading
from truceline.casefolder.schema.agreements import AgreementShape
from truceline.casefolder.schema.documents import CaseShape
from truceline.casefolder.schema.features import LineProperties, SectorProperties, SiteProperties
from truceline.casefolder.schema.tables import AssumptionRow, RequirementRow, assumptions_of
from truceline.errors import CaseError
from truceline.formats.cells import Declares
from truceline.formats.faults import FaultPlace, shown
from truceline.formats.geometry import FAR_M, exchanged
from truceline.generation.lengths import LINE_KM, SECTOR_KM, sized
from truceline.records.places import Line, Sector, Site

Record = TypeVar("Record", Sector, Site)

LEG_M = 2 * FAR_M
"""The farthest that a vertex of a line may lie from the one before, in metres."""

Found = Iterator[tuple[FaultPlace, str]]
"""Faults: where, and what is wrong."""


def lengths_are_not_typed(reading: FolderReading) -> Found:
    """No assumption has the id of a length that is measured on the line."""
    for entry in reading.of(AssumptionRow):
        if entry.shape.id in (LINE_KM, SECTOR_KM):
            yield entry.place(("id",)), f"{entry.shape.id!r} is measured on the agreement's line; delete this row"


def legs_are_possible(reading: FolderReading) -> Found:
    """No vertex of a line lies absurdly far from the one before: it would be cut into pieces by the ten thousand."""
    for at, line in _drawn(reading):
        lon, lat = shapely.get_coordinates(line.geometry).T
        legs = GEOD.line_lengths(lon, lat)
        for n in (legs > LEG_M).nonzero()[0].tolist():
            where = f"[{lon[n + 1]:g}, {lat[n + 1]:g}], vertex {n + 2} of the line {shown(line.id)},"
            yield (
                at,
                f"{where} lies {legs[n] / 1000:,.0f} km from the one before; correct it, or draw what lies between",
            )


def requirements_can_be_sized(reading: FolderReading) -> Found:
    """Every sizing works out, on the line that the agreement names. What rests on faulty records is not tried."""
    rows = {entry.shape.id: entry for entry in reading.of(RequirementRow)}
    if (on := _line_and_cut(reading)) is None or not {"assumption", "requirement line"} <= reading.kinds:
        return
    assumptions = assumptions_of(entry.shape for entry in reading.of(AssumptionRow))
    if {n for mark, n, _ in reading.named if isinstance(mark, Declares) and mark.kind == "assumption"} - set(
        assumptions
    ):
        return
    try:
        sized(tuple(entry.shape.record() for entry in rows.values()), assumptions, *on)
    except CaseError as error:
        for problem in error.problems:
            name, _, what = problem.partition(" | ")
            yield rows[name].place(("sizing",)), what


def places_lie_together(reading: FolderReading) -> Found:
    """Lines lie in sectors and near sites; sectors and sites lie near the line that the agreement names."""
    if {"line", "sector", "site"} - reading.kinds:
        return
    told = {place for place, _ in exchanged(list(reading.features.values()))}
    sectors = [(at, sector) for at, sector in _sectors(reading) if at not in told]
    sites = [(at, site) for at, site in _sites(reading) if at not in told]
    areas, spots = tuple(area for _, area in sectors), tuple(spot for _, spot in sites)
    for at, line in _lines(reading):
        if at in told:
            continue
        if what := misplaced(line, areas, spots):
            yield at, what
        elif line.id == _agreed(reading):
            yield from ((_place(sectors, area), why) for area, why in far_sectors(line, areas))
            yield from ((_place(sites, spot), why) for spot, why in far_sites(line, spots))


def _place(found: Sequence[tuple[FaultPlace, Record]], wanted: Record) -> FaultPlace:
    return next(at for at, record in found if record is wanted)


def _line_and_cut(reading: FolderReading) -> tuple[Line | None, Segments | None] | None:
    # None where the line that the agreement names, or what cuts it, is at fault; two of them where it names none.
    if any(not entry.shape.line for entry in reading.of(AgreementShape)):
        return None, None
    lines = {line.id: line for _, line in _lines(reading)}
    heads = [entry.shape for entry in reading.of(CaseShape)]
    if not heads or _agreed(reading) not in lines or "sector" not in reading.kinds:
        return None
    line = lines[_agreed(reading)]
    return line, segments(line, tuple(area for _, area in _sectors(reading)), heads[0].segment_m)


def _agreed(reading: FolderReading) -> str:
    return next((entry.shape.line for entry in reading.of(AgreementShape)), "")


def _lines(reading: FolderReading) -> Iterator[tuple[FaultPlace, Line]]:
    # Lines that can be measured and cut.
    for at, line in _drawn(reading):
        if GEOD.line_lengths(*shapely.get_coordinates(line.geometry).T).max() <= LEG_M:
            yield at, line


def _drawn(reading: FolderReading) -> Iterator[tuple[FaultPlace, Line]]:
    for entry in reading.of(LineProperties):
        if entry.feature is not None and isinstance(entry.feature.geometry, LineString):
            yield entry.feature.place, entry.shape.record(entry.feature.geometry)


def _sectors(reading: FolderReading) -> Iterator[tuple[FaultPlace, Sector]]:
    for entry in reading.of(SectorProperties):
        if entry.feature is not None and isinstance(entry.feature.geometry, Polygon | MultiPolygon):
            yield entry.feature.place, entry.shape.record(entry.feature.geometry)


def _sites(reading: FolderReading) -> Iterator[tuple[FaultPlace, Site]]:
    for entry in reading.of(SiteProperties):
        if entry.feature is not None and isinstance(entry.feature.geometry, Point):
            yield entry.feature.place, entry.shape.record(entry.feature.geometry)
