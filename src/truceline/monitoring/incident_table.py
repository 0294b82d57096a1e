"""Incidents as a bulletin lists them: what, where, how well known, whether a violation, and by whom.

Reporters are left out; which reports tell of an incident, and of which source each is, stands in `membership`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from truceline.agreement.agreement import Agreement
from truceline.agreement.readings import ProvisionReading
from truceline.agreement.vocabulary import wider
from truceline.agreement.zone_membership import SURE, ground_of
from truceline.monitoring.attribution import CONFIDENCES
from truceline.monitoring.incidents import EvidenceColumns, Incidents
from truceline.monitoring.observations import sectors_of
from truceline.monitoring.reports import Bools
from truceline.monitoring.settlements import NearestSettlement
from truceline.monitoring.verification import VerificationStatus
from truceline.monitoring.violations import UNDETERMINED, VERDICTS, VIOLATION, Verdicts, missing
from truceline.records.places import Line, Sector
from truceline.records.times import instant

CONTESTED = "contested"
"""The verdict where some parties' reading of a provision makes a violation and another's does not."""


@dataclass(frozen=True, slots=True)
class IncidentLine:
    """One incident with what is known and judged of it.

    ``start`` and ``end`` are aware UTC instants; ``lon``, ``lat`` degrees (EPSG:4326) and ``radius_m`` the standard
    deviation per axis in metres. ``kinds`` are the act and the wider terms it belongs to, ``targets`` likewise;
    ``zones`` those that surely hold the place. ``verdict`` is one of ``VERDICTS`` or ``contested``; ``under`` names
    the provisions violated, with the version where it is contested; ``missing`` what an undetermined one lacks.
    ``actor`` is empty where undetermined. ``evidence`` is all that was given for who did it, whether it counts or not:
    its kind, whom it points to (empty for a place), who gave it (empty for the monitors), and the agreement's holding
    that it follows from (empty for what people gave). ``near`` is None where the case has no settlements.
    """

    id: str
    sector: str
    start: datetime
    end: datetime
    lon: float
    lat: float
    radius_m: float
    act: str
    kinds: frozenset[str]
    weapon: str
    target: str
    targets: frozenset[str]
    report_ids: tuple[str, ...]
    zones: tuple[str, ...]
    status: str
    verified_at: datetime | None
    verdict: str
    under: tuple[ProvisionReading, ...]
    missing: tuple[str, ...]
    actor: str
    confidence: str
    evidence: tuple[tuple[str, str, str, str], ...]
    near: NearestSettlement | None = None

    @property
    def reports(self) -> int:
        """How many reports tell of it."""
        return len(self.report_ids)

    @property
    def violation(self) -> bool:
        """Whether it violates some provision under some reading."""
        return self.verdict in ("violation", CONTESTED)


def lines(
    incidents: Incidents,
    verdicts: Verdicts,
    agreement: Agreement,
    *,
    drawn: Sequence[Line],
    sectors: Sequence[Sector],
    standing: Mapping[str, VerificationStatus],
    explained: Bools,
) -> tuple[IncidentLine, ...]:
    """List incidents, by start and then id. ``standing`` gives where each stands, by its id.

    ``under`` and ``missing`` are filled only where ``explained`` (incidents,) asks for it: reasons take some
    tenths of a millisecond for each reading that an incident violates.
    """
    words = _words(verdicts)
    acts, targets = wider(agreement.vocabulary.acts), wider(agreement.vocabulary.targets)
    where = sectors_of(incidents.lon, incidents.lat, [sector.geometry for sector in sectors])
    zones = _zones(incidents, agreement, drawn)
    lacking = _lacking(verdicts, incidents, explained)
    its = _reports(incidents)
    given = _given(incidents.evidence)
    return tuple(
        IncidentLine(
            id=str(incidents.id[row]),
            sector="" if where[row] < 0 else sectors[where[row]].id,
            start=instant(incidents.start[row]),
            end=instant(incidents.end[row]),
            lon=float(incidents.lon[row]),
            lat=float(incidents.lat[row]),
            radius_m=float(incidents.radius_m[row]),
            act=(act := incidents.name("act", row)),
            kinds=acts.get(act, frozenset({act})),
            weapon=incidents.name("weapon", row),
            target=(target := incidents.name("target", row)),
            targets=targets.get(target, frozenset({target})),
            report_ids=its[row],
            zones=zones[row],
            status=(stands := standing[str(incidents.id[row])]).status,
            verified_at=stands.since if stands.status == "verified" else None,
            verdict=words[row],
            under=_broken(verdicts, row) if explained[row] else (),
            missing=lacking.get(row, ()),
            actor=verdicts.attributed.name(row),
            confidence=CONFIDENCES[verdicts.attributed.confidence[row]],
            evidence=tuple(given.get(row, ())),
        )
        for row in np.lexsort((incidents.id, incidents.start)).tolist()
    )


def _reports(incidents: Incidents) -> list[tuple[str, ...]]:
    # The ids of each incident's reports, in the order in which they came.
    found: list[list[str]] = [[] for _ in range(len(incidents))]
    for row, report in zip(incidents.report_of.tolist(), incidents.report.tolist(), strict=True):
        found[row].append(report)
    return [tuple(each) for each in found]


def _broken(verdicts: Verdicts, row: int) -> tuple[ProvisionReading, ...]:
    return tuple(verdicts.readings[n] for n in np.flatnonzero(verdicts.verdict[row] == VIOLATION).tolist())


def _lacking(verdicts: Verdicts, incidents: Incidents, explained: Bools) -> Mapping[int, tuple[str, ...]]:
    # The inputs, each once, that the undetermined verdicts on an incident lack.
    found: dict[int, dict[str, None]] = defaultdict(dict)
    undetermined = (verdicts.verdict == UNDETERMINED) & explained[:, None]
    for row, column in np.argwhere(undetermined).tolist():
        found[row].update(dict.fromkeys(missing(verdicts, incidents, row, column)))
    return {row: tuple(names) for row, names in found.items()}


def _given(evidence: EvidenceColumns) -> Mapping[int, list[tuple[str, str, str, str]]]:
    found: dict[int, list[tuple[str, str, str, str]]] = defaultdict(list)
    columns = (evidence.incident, evidence.kind, evidence.points_to, evidence.given_by, evidence.holding)
    for row, *told in zip(*(column.tolist() for column in columns), strict=True):
        found[row].append((told[0], told[1], told[2], told[3]))
    return found


def _words(verdicts: Verdicts) -> list[str]:
    # The strongest verdict of each incident; a violation that no provision's every reading shares is contested.
    broken = verdicts.verdict == VIOLATION
    provisions = np.array([reading.provision.id for reading in verdicts.readings], dtype=np.str_)
    shared = np.zeros(len(broken), dtype=bool)
    for provision in np.unique(provisions):
        shared |= broken[:, provisions == provision].all(axis=1)
    strongest = verdicts.verdict.max(axis=1, initial=0)
    contested = broken.any(axis=1) & ~shared
    return [CONTESTED if doubt else VERDICTS[code] for code, doubt in zip(strongest, contested, strict=True)]


def _zones(incidents: Incidents, agreement: Agreement, drawn: Sequence[Line]) -> list[tuple[str, ...]]:
    ground = ground_of(agreement, drawn, (incidents.lon, incidents.lat, incidents.radius_m))
    surely = [(zone.id, ground.chance(zone) >= SURE) for zone in agreement.zones]
    return [tuple(zone for zone, inside in surely if inside[row]) for row in range(len(incidents))]
