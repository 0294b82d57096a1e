"""The bulletin as data: what monitors observed in a period, what it was, and what they could not see.

Two counting units, never mixed: observations, in the form that the OSCE SMM published, and incidents. Each table says
which. Attribution is undetermined unless evidence says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from truceline.agreement.ladder import EscalationStep, Moments, due
from truceline.monitoring.attachments import Attached
from truceline.monitoring.casualties import NO_CASUALTIES, Casualties
from truceline.monitoring.claims.beside_observed import ClaimsBesideObserved
from truceline.monitoring.compliance import ObligationState
from truceline.monitoring.context import NOTHING_SHOWN, ContextShown
from truceline.monitoring.coverage_log import (
    OBSERVING,
    RESTRICTIONS,
    CoverageEntry,
    Period,
    observable_hours,
    posts_known,
)
from truceline.monitoring.incident_table import IncidentLine
from truceline.monitoring.movement import NO_MOVEMENT, Movement
from truceline.monitoring.observations import EXPLOSION, Observations, distinct, sectors_of
from truceline.monitoring.reports import Bools, Integers
from truceline.monitoring.silence import Silence
from truceline.records.places import Sector
from truceline.records.times import instant

INCIDENT_UNIT = "one incident: what happened once, however many reports tell of it"
"""The counting unit of incidents, as each table of them says."""

TREND_DAYS = 14


@dataclass(frozen=True, slots=True)
class Tally:
    """Observations counted: all of them, of which explosions, of which taken for live-fire training.

    ``once`` counts each incident once: the most that any one position saw or heard of it. ``hours`` are observable
    post-hours, None where no coverage log was kept. ``looked`` is false where nobody did: the counts are then no zeros.
    """

    violations: int
    explosions: int
    training: int
    once: int
    hours: float | None
    looked: bool = True

    @property
    def rate(self) -> float | None:
        """Observations per observable post-hour; None where there were no such hours."""
        return self.violations / self.hours if self.hours else None


@dataclass(frozen=True, slots=True)
class SectorCount:
    """One sector's observations in the period and in the one before; ``posts`` are those that kept a log."""

    sector: str
    now: Tally
    before: Tally
    posts: int


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """One sector's incidents: all, by verdict, and how many are verified and attributed.

    ``previous`` is how many there were in the period before, None where nobody looked and nothing was reported then.
    """

    sector: str
    incidents: int
    previous: int | None
    verdicts: Mapping[str, int]
    verified: int
    attributed: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A step of the ladder for one violation: due by ``due``, ``taken`` at an instant.

    ``due`` is None where its clock has not started, ``taken`` where it was not taken by the end of the period.
    """

    step: EscalationStep
    incident: str
    due: datetime | None
    taken: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class PeriodRecord:
    """What a bulletin is made of: everything known at the end of its period.

    ``incident`` (observations,) is the number of the incident that each observation tells of; ``received`` when the
    first report of an incident was, by its id; ``taken`` when a step of the ladder was, by incident and step.
    """

    sectors: tuple[Sector, ...]
    observations: Observations
    incident: Integers
    lines: tuple[IncidentLine, ...]
    received: Mapping[str, datetime]
    taken: Mapping[tuple[str, str], datetime]
    watches: tuple[CoverageEntry, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A bulletin of one ``period``.

    ``sectors`` and ``total`` count observations, ``incidents`` incidents; sector ids are empty for ground in no
    sector. ``trend`` gives observations by day, in the time zone ``zone``, and sector. ``lines`` are the period's
    incidents and ``table`` its observations. ``restrictions`` are what people did to keep monitors from observing,
    ``outages`` what weather or faults did. ``silences`` tell how far the preconditions that ask for silence are met;
    ``astray`` names what was judged or found of reports that are not known; ``context`` is what supports incidents and
    makes none; ``casualties`` are those of the period's incidents; ``movement`` tells its patrols; ``obligations``
    stand as at its end; ``attachments`` belong to rows on its incidents, or were put on record in it.
    """

    period: Period
    zone: str
    sectors: tuple[SectorCount, ...]
    total: SectorCount
    incidents: tuple[IncidentCount, ...]
    trend: tuple[tuple[date, Mapping[str, int]], ...]
    lines: tuple[IncidentLine, ...]
    table: Observations
    restrictions: tuple[CoverageEntry, ...]
    outages: tuple[CoverageEntry, ...]
    watches: tuple[CoverageEntry, ...]
    clocks: tuple[Clock, ...]
    claimed: ClaimsBesideObserved
    silences: tuple[Silence, ...]
    astray: tuple[str, ...]
    context: ContextShown = NOTHING_SHOWN
    casualties: Casualties = NO_CASUALTIES
    movement: Movement = NO_MOVEMENT
    obligations: tuple[ObligationState, ...] = ()
    attachments: tuple[Attached, ...] = ()

    def of_kind(self, kind: str) -> tuple[IncidentLine, ...]:
        """List the period's incidents whose act is of a kind, such as ``presence`` or ``interference``."""
        return tuple(line for line in self.lines if kind in line.kinds)

    @property
    def breaches(self) -> tuple[IncidentLine, ...]:
        """Weapons or forces present in breach of a provision."""
        return tuple(line for line in self.of_kind("presence") if line.violation)

    @property
    def damage(self) -> tuple[IncidentLine, ...]:
        """Incidents that hit civilian objects."""
        return tuple(line for line in self.lines if "civilian" in line.targets)


def compile_bulletin(
    record: PeriodRecord,
    period: Period,
    *,
    zone: str,
    ladder: Sequence[EscalationStep] = (),
    claimed: ClaimsBesideObserved | None = None,
    silences: tuple[Silence, ...] = (),
    astray: tuple[str, ...] = (),
) -> Bulletin:
    """Compile the bulletin of a period; ``zone`` is the time zone of its days. Cost is linear in what is known."""
    where = sectors_of(record.observations.lon, record.observations.lat, [sector.geometry for sector in record.sectors])
    inside = _within(record.observations, period)
    ids = [*(sector.id for sector in record.sectors), ""]
    current = tuple(line for line in record.lines if period.holds(line.start))
    watches = tuple(watch for watch in record.watches if watch.within(period))
    blind = [watch for watch in watches if watch.state != OBSERVING]
    now, before = (observable_hours(record.watches, each) for each in (period, period.previous))
    seen = _Seen(now, before, posts_known(record.watches, period))
    sector = partial(_sector, record, period, where, seen)
    sectors = tuple(sector(number=n, name=name) for n, name in _numbered(ids, where, record, period))
    total = sector(number=None, name="")
    looked = {row.sector: row.before.looked for row in (total, *sectors)}
    shown = [name for name in ids if name or _astray(record.lines, period)]
    return Bulletin(
        period=period,
        zone=zone,
        sectors=sectors,
        total=total,
        incidents=tuple(_incidents(record, period, name, looked=looked.get(name, False)) for name in shown),
        trend=_trend(record.observations, where, ids, period, ZoneInfo(zone)),
        lines=current,
        table=record.observations.select(inside),
        restrictions=tuple(watch for watch in blind if watch.state in RESTRICTIONS),
        outages=tuple(watch for watch in blind if watch.state not in RESTRICTIONS),
        watches=watches,
        clocks=tuple(_clocks(record, ladder, period)),
        claimed=claimed or ClaimsBesideObserved((), {}, ()),
        silences=silences,
        astray=astray,
    )


def _numbered(ids: Sequence[str], where: Integers, record: PeriodRecord, period: Period) -> Iterator[tuple[int, str]]:
    # Sectors, and ground in none of them (-1) only where something was observed there.
    yield from enumerate(ids[:-1])
    either = _within(record.observations, period) | _within(record.observations, period.previous)
    if (either & (where < 0)).any():
        yield -1, ""


def _within(observations: Observations, period: Period) -> Bools:
    start, end = (int(at.timestamp()) for at in (period.start, period.end))
    return np.asarray((observations.start >= start) & (observations.start < end))


class _Seen(NamedTuple):
    # Observed hours by sector in the period and the one before; posts known by sector.
    now: Mapping[str, float]
    before: Mapping[str, float]
    posts: Mapping[str, int]


def _sector(
    record: PeriodRecord, period: Period, where: Integers, seen: _Seen, *, number: int | None, name: str
) -> SectorCount:
    # ``number`` None is all ground.
    here = np.full(len(where), fill_value=True) if number is None else where == number
    sector = None if number is None else name
    return SectorCount(
        sector=name,
        now=_tally(record, here, period, seen.now, sector),
        before=_tally(record, here, period.previous, seen.before, sector),
        posts=sum(seen.posts.values()) if number is None else seen.posts.get(name, 0),
    )


def _tally(record: PeriodRecord, here: Bools, period: Period, hours: Mapping[str, float], sector: str | None) -> Tally:
    rows = here & _within(record.observations, period)
    found = record.observations.select(rows)
    return Tally(
        violations=int(found.number.sum()),
        explosions=int(found.number[found.observation == EXPLOSION].sum()),
        training=int(found.number[found.training].sum()),
        once=distinct(found, record.incident[rows]),
        hours=None if not hours else sum(hours.values()) if sector is None else hours.get(sector, 0.0),
        looked=bool(len(found)) or _looked(record, period, hours, sector),
    )


def _looked(record: PeriodRecord, period: Period, hours: Mapping[str, float], sector: str | None) -> bool:
    # Whether anybody observed: by the log; where none was ever kept, whether monitors observed anything by then.
    if record.watches:
        return any(hours.values()) if sector is None else hours.get(sector, 0.0) > 0
    return bool((record.observations.start < int(period.end.timestamp())).any())


def _astray(lines: Sequence[IncidentLine], period: Period) -> bool:
    return any(not line.sector and period.previous.start <= line.start < period.end for line in lines)


def _incidents(record: PeriodRecord, period: Period, sector: str, *, looked: bool) -> IncidentCount:
    here = [line for line in record.lines if line.sector == sector]
    now = [line for line in here if period.holds(line.start)]
    reported = any(period.previous.holds(line.start) for line in record.lines)
    verdicts: dict[str, int] = {}
    for line in now:
        verdicts[line.verdict] = verdicts.get(line.verdict, 0) + 1
    return IncidentCount(
        sector=sector,
        incidents=len(now),
        previous=sum(period.previous.holds(line.start) for line in here) if looked or reported else None,
        verdicts=verdicts,
        verified=sum(line.status == "verified" for line in now),
        attributed=sum(bool(line.actor) for line in now),
    )


def _trend(
    observations: Observations, where: Integers, ids: Sequence[str], period: Period, zone: ZoneInfo
) -> tuple[tuple[date, Mapping[str, int]], ...]:
    last = (period.end - timedelta(seconds=1)).astimezone(zone).date()
    days = [last - timedelta(days=n) for n in reversed(range(TREND_DAYS))]
    found: dict[date, dict[str, int]] = {day: {} for day in days}
    for start, number, sector in zip(observations.start, observations.number, where, strict=True):
        at = instant(start)
        day = at.astimezone(zone).date()
        if day in found and at < period.end:
            name = ids[sector]
            found[day][name] = found[day].get(name, 0) + int(number)
    return tuple(found.items())


def _clocks(record: PeriodRecord, ladder: Sequence[EscalationStep], period: Period) -> Iterator[Clock]:
    # Steps for violations that are not refuted: still running, not yet started, and due or taken in the period.
    open_ones = [line for line in record.lines if line.violation and line.status != "not-verified"]
    for line in open_ones:
        if line.start >= period.end:
            continue
        moments = Moments(occurrence=line.end, report=record.received.get(line.id), verification=line.verified_at)
        for step in ladder:
            by, taken = due(step, moments), record.taken.get((line.id, step.id))
            if taken is not None:
                if taken >= period.start:
                    yield Clock(step, line.id, by, taken, "taken late" if by and taken > by else "taken")
            elif by is None:
                yield Clock(step, line.id, None, None, f"not started: no {step.clock_start} on record")
            elif by >= period.start:
                yield Clock(step, line.id, by, None, "running" if by >= period.end else "fell due in this period")
