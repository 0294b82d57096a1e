"""Incidents: what happened once, however many reports tell of it.

An incident is what the reports linked to it support, with honest bounds: a place with its standard deviation and the
interval in which it happened. Whether it is verified, a violation, and whose, are judged apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.three_valued_logic import MAYBE, NO, YES, Fits
from truceline.errors import CaseError
from truceline.monitoring.reports import Bools, Floats, Integers

OTHERS = ("other", "none")
"""Who else than a party may have done it: a third actor, or nobody."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that bears on who did it.

    ``kind`` is a kind of evidence of the vocabulary; ``points_to`` the actor it points to, ``other`` for a third one,
    ``none`` for nobody (an accident, a storm), or empty where it points to a place of origin: ``lon``, ``lat`` in
    degrees (EPSG:4326) with the standard deviation ``radius_m`` in metres. ``given_by`` is the actor it comes from,
    empty for the monitors' own; ``report`` the report that holds it, ``holding`` the fact of who alone has such a
    weapon that it follows from.
    """

    kind: str
    points_to: str = ""
    given_by: str = ""
    lon: float = nan
    lat: float = nan
    radius_m: float = nan
    report: str = ""
    note: str = ""
    holding: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident; what is not known is empty, a place NaN.

    ``start`` and ``end`` are aware UTC instants; ``lon``, ``lat`` degrees (EPSG:4326), ``radius_m`` the standard
    deviation of the place along each axis in metres. ``act``, ``weapon`` and ``target`` are terms of the vocabulary.
    ``circumstances`` are pairs of a circumstance and whether it holds. ``origin_side`` and ``impact_side`` are the
    actors on whose side it was seen to start and to land.
    """

    id: str
    start: datetime
    end: datetime
    lon: float
    lat: float
    radius_m: float
    act: str
    weapon: str = ""
    target: str = ""
    circumstances: tuple[tuple[str, bool], ...] = ()
    origin_side: str = ""
    impact_side: str = ""
    reports: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceColumns:
    """Evidence as columns, (evidence,): ``incident`` is the position of its incident, the rest as in ``Evidence``.

    ``kind``, ``points_to``, ``given_by``, ``report`` and ``holding`` are string arrays.
    """

    incident: Integers
    kind: NDArray[Any]
    points_to: NDArray[Any]
    given_by: NDArray[Any]
    lon: Floats
    lat: Floats
    radius_m: Floats
    report: NDArray[Any]
    holding: NDArray[Any]

    def __len__(self) -> int:
        return len(self.incident)


@dataclass(frozen=True, slots=True)
class Incidents:
    """Incidents as columns, each (incidents,) and in the same order.

    ``id`` is a string array without duplicates. ``start`` and ``end`` are whole seconds since 1970-01-01 UTC, both
    included. ``lat``, ``lon`` in degrees (EPSG:4326) and ``radius_m`` in metres are NaN where the place is not known.
    ``act``, ``weapon``, ``target`` are codes into ``acts``, ``weapons``, ``targets``, and ``origin_side``,
    ``impact_side`` into ``sides``; -1 is not known. ``circumstance`` (incidents, circumstances) holds NO, MAYBE (not
    known) or YES. ``report`` (links,) are report ids and ``report_of`` (links,) the positions of their incidents.

    Raises
    ------
    CaseError
        If columns differ in length or values are out of range; every kind of fault with its first incidents.
    """

    id: NDArray[Any]
    start: Integers
    end: Integers
    lat: Floats
    lon: Floats
    radius_m: Floats
    act: Integers
    weapon: Integers
    target: Integers
    origin_side: Integers
    impact_side: Integers
    circumstance: Fits
    acts: tuple[str, ...]
    weapons: tuple[str, ...]
    targets: tuple[str, ...]
    sides: tuple[str, ...]
    circumstances: tuple[str, ...]
    report: NDArray[Any]
    report_of: Integers
    evidence: EvidenceColumns

    def __post_init__(self) -> None:
        if problems := tuple(_unequal(self)) or tuple(_out_of_range(self)):
            raise CaseError("the incidents cannot be used", problems)

    def __len__(self) -> int:
        return len(self.id)

    def name(self, column: str, row: int) -> str:
        """Return the name behind the code in ``column`` of one incident; empty where it is not known."""
        code = int(getattr(self, column)[row])
        return "" if code < 0 else str(getattr(self, NAMES[column])[code])

    def select(self, rows: Integers | Bools) -> Incidents:
        """Take the incidents that ``rows``, a mask or an array of positions, names, with their reports and evidence."""
        chosen = np.flatnonzero(rows) if rows.dtype == bool else rows
        new = np.full(len(self), -1)
        new[chosen] = np.arange(len(chosen))
        links, known = new[self.report_of] >= 0, new[self.evidence.incident] >= 0
        parts: dict[str, Any] = {
            field.name: getattr(self.evidence, field.name)[known] for field in fields(EvidenceColumns)
        }
        kept: dict[str, Any] = {name: getattr(self, name)[chosen] for name in (*_COLUMNS, "circumstance")}
        names: dict[str, Any] = {name: getattr(self, name) for name in _LISTS}
        return Incidents(
            **kept,
            **names,
            report=self.report[links],
            report_of=new[self.report_of[links]],
            evidence=EvidenceColumns(**(parts | {"incident": new[parts["incident"]]})),
        )

    def reports_of(self, row: int) -> tuple[str, ...]:
        """List the reports of one incident."""
        return tuple(str(report) for report in self.report[self.report_of == row])


NAMES = {
    "act": "acts",
    "weapon": "weapons",
    "target": "targets",
    "origin_side": "sides",
    "impact_side": "sides",
}
"""The columns that hold codes, each with the list of names that its codes are positions in."""
_LISTS = ("acts", "weapons", "targets", "sides", "circumstances")
_STATES = {None: MAYBE, False: NO, True: YES}
_COLUMNS = ("id", "start", "end", "lat", "lon", "radius_m", *NAMES)


def columns(records: Sequence[Incident]) -> Incidents:
    """Put incidents into columns, in their order.

    Raises
    ------
    CaseError
        If a value is out of range.
    """
    sides = _named(records, "origin_side", "impact_side")
    circumstances = tuple(sorted({name for record in records for name, _ in record.circumstances}))
    states = [[_STATES[dict(record.circumstances).get(name)] for name in circumstances] for record in records]
    names: dict[str, Any] = {
        "acts": _named(records, "act"),
        "weapons": _named(records, "weapon"),
        "targets": _named(records, "target"),
    }
    coded: dict[str, Any] = {
        column: _codes(records, column, (names | {"sides": sides})[listed]) for column, listed in NAMES.items()
    }
    places: dict[str, Any] = {
        name: np.array([getattr(r, name) for r in records], dtype=float) for name in ("lat", "lon", "radius_m")
    }
    links = [(row, report) for row, record in enumerate(records) for report in record.reports]
    return Incidents(
        id=np.array([record.id for record in records], dtype=np.str_),
        start=np.array([int(record.start.timestamp()) for record in records], dtype=np.int64),
        end=np.array([int(record.end.timestamp()) for record in records], dtype=np.int64),
        **places,
        **coded,
        circumstance=np.array(states, dtype=np.int8).reshape(len(records), len(circumstances)),
        **names,
        sides=sides,
        circumstances=circumstances,
        report=np.array([report for _, report in links], dtype=np.str_),
        report_of=np.array([row for row, _ in links], dtype=np.int64),
        evidence=evidence_columns([(row, each) for row, record in enumerate(records) for each in record.evidence]),
    )


def _named(records: Sequence[Incident], *columns: str) -> tuple[str, ...]:
    return tuple(sorted({value for record in records for column in columns if (value := getattr(record, column))}))


def _codes(records: Sequence[Incident], column: str, names: tuple[str, ...]) -> Integers:
    code = {name: n for n, name in enumerate(names)} | {"": -1}
    return np.array([code[getattr(record, column)] for record in records], dtype=np.int64)


def evidence_columns(found: Sequence[tuple[int, Evidence]]) -> EvidenceColumns:
    """Put evidence into columns, each with the position of its incident."""
    text: dict[str, Any] = {
        name: np.array([getattr(each, name) for _, each in found], dtype=np.str_)
        for name in ("kind", "points_to", "given_by", "report", "holding")
    }
    numbers: dict[str, Any] = {
        name: np.array([getattr(each, name) for _, each in found], dtype=float) for name in ("lon", "lat", "radius_m")
    }
    return EvidenceColumns(incident=np.array([row for row, _ in found], dtype=np.int64), **text, **numbers)


def _unequal(incidents: Incidents) -> Iterator[str]:
    for name in _COLUMNS:
        if (shape := getattr(incidents, name).shape) != incidents.id.shape:
            yield f"{name} | has shape {shape}, id has {incidents.id.shape}; give one value per incident"
    wanted = (len(incidents.id), len(incidents.circumstances))
    if incidents.circumstance.shape != wanted:
        yield f"circumstance | has shape {incidents.circumstance.shape}; give {wanted}"


def _out_of_range(incidents: Incidents) -> Iterator[str]:
    known = np.isfinite(incidents.lat) & np.isfinite(incidents.lon)
    unknown = np.isnan(incidents.lat) & np.isnan(incidents.lon)
    outside = ~(known | unknown) | (np.abs(incidents.lat) > 90) | (np.abs(incidents.lon) > 180)
    vague = known & ~((incidents.radius_m >= 0) & np.isfinite(incidents.radius_m))
    order = np.argsort(incidents.id, kind="stable")
    twice = np.zeros(len(incidents), dtype=bool)
    twice[order[1:]] = incidents.id[order[1:]] == incidents.id[order[:-1]]
    for name, bad, what in (
        ("place", outside, "is outside WGS84; give degrees, or NaN for both where it is not known"),
        ("radius_m", vague, "is no number of metres; give the standard deviation of the place"),
        ("end", incidents.end < incidents.start, "comes before start; exchange the two"),
        ("id", twice, "is given more than once; rename it"),
    ):
        if bad.any():
            ids = ", ".join(str(incidents.id[row]) for row in np.flatnonzero(bad)[:_SHOWN])
            yield f"{name} | {what} ({bad.sum()} of {len(bad)} incidents: {ids})"
