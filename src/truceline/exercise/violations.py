"""The violations of one day over many replications: where, when, how grave, seen or not, and what becomes of them."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from truceline.exercise.ground import ForceGround
from truceline.exercise.parameters import Behaviour
from truceline.exercise.random_streams import For, Keys, poisson, streams, uniform

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Bools = NDArray[np.bool_]

_DUSK, _HALF_DAY = 18.0, 12.0  # night is taken from 18 to 6 o'clock all year


@dataclass(frozen=True, slots=True)
class Violations:
    """A day's violations as columns, (violations,), by replication and then in order of time, ties as drawn.

    ``replication`` and ``sector`` are indices, ``stream`` holds the chances of each (`chances`), ``segment`` is the
    place; ``hour`` is hours since the truce began. ``reported`` and ``verified`` are such hours too, inf where it never
    happens.
    """

    replication: Integers
    sector: Integers
    stream: Keys
    segment: Integers
    hour: Floats
    night: Bools
    grave: Bools
    seen: Bools
    reported: Floats
    verified: Floats
    attributed: Bools

    def __len__(self) -> int:
        return len(self.hour)

    def select(self, rows: Bools | Integers) -> Violations:
        """Take the violations that ``rows`` names."""
        return Violations(*(getattr(self, field.name)[rows] for field in fields(self)))


@dataclass(frozen=True, slots=True)
class ExerciseSetting:
    """What stays the same through an exercise: the ground, the parties, the keys, and lengths of line by sector.

    ``ends_km`` (segments,) is the running length of line, with the segments ordered by sector: ``order``. ``sight``
    (months, day or night x worlds x segments) is the chance to be seen.
    """

    ground: ForceGround
    behaviour: Behaviour
    keys: Keys
    order: Integers
    ends_km: Floats
    sector_km: Floats
    sector_start_km: Floats
    sight: Floats

    @classmethod
    def of(cls, ground: ForceGround, behaviour: Behaviour, keys: Keys) -> ExerciseSetting:
        """Order the segments by sector, so that a place is drawn by one search."""
        order = np.argsort(ground.sector, kind="stable")
        sector_km = np.bincount(ground.sector, ground.length_km, minlength=len(ground.sectors)).astype(np.float64)
        start = np.append(0.0, np.cumsum(sector_km)[:-1])
        sight = np.stack([ground.day, ground.night]).transpose(2, 0, 1, 3).reshape(ground.day.shape[1], -1)
        return cls(ground, behaviour, keys, order, np.cumsum(ground.length_km[order]), sector_km, start, sight)

    def seen(self, day: int, night: Bools, world: Integers, segment: Integers) -> Floats:
        """Chance to be seen at each place (violations,) of a day in a 365-day year, by world."""
        worlds, months, segments = self.ground.day.shape
        at = (night * worlds + world) * segments + segment
        return np.asarray(self.sight[min(day * 12 // 365, months - 1)].take(at))


def violations_of(setting: ExerciseSetting, day: int, rate: Floats, world: Integers, kept: Floats) -> Violations:
    """Draw the violations of ``day``: ``rate`` (replications, sectors) is what may happen, before restraint.

    Each of them is forgone with the chance that restraint gives: where it would be seen, and beyond ``kept``
    (replications,), the share that the ladder's steps leave. A share of a Poisson number is Poisson again, so this is
    exact. ``world`` (replications,) are indices of the ground's worlds.
    """
    drawn = _draw(setting, day, rate)
    told = setting.behaviour
    at = setting.sector_start_km[drawn.sector] + drawn.chance(For.PLACE) * setting.sector_km[drawn.sector]
    segment = setting.order[np.searchsorted(setting.ends_km, at).clip(max=len(setting.order) - 1)]
    night, hour = _hours(drawn.chance(For.HOUR), told.night_share[drawn.replication])
    surely = setting.seen(day, night, world[drawn.replication], segment)
    held = (1 - told.presence_restraint[drawn.replication] * surely) * kept[drawn.replication]
    rows = np.flatnonzero(drawn.chance(For.RESTRAINT) < held)
    rows = rows[np.argsort(24 * drawn.replication[rows] + hour[rows], kind="stable")]
    return _followed_up(drawn.select(rows), segment[rows], day * 24 + hour[rows], night[rows], surely[rows])


@dataclass(frozen=True, slots=True)
class _Drawn:
    # What may happen on one day: equally long columns.
    setting: ExerciseSetting
    replication: Integers
    sector: Integers
    stream: Keys

    def chance(self, purpose: For) -> Floats:
        return uniform(self.stream, purpose)

    def happens(self, purpose: For, share: Floats) -> Bools:
        return np.asarray(self.chance(purpose) < share[self.replication])

    def wait(self, purpose: For, mean: Floats) -> Floats:
        return np.asarray(-mean[self.replication] * np.log(self.chance(purpose)))

    def select(self, rows: Integers) -> _Drawn:
        return _Drawn(self.setting, self.replication[rows], self.sector[rows], self.stream[rows])


def _draw(setting: ExerciseSetting, day: int, rate: Floats) -> _Drawn:
    replications, sectors = rate.shape
    owner, sector = np.repeat(np.arange(replications), sectors), np.tile(np.arange(sectors), replications)
    cell = streams(setting.keys[owner], day=day, sector=sector, number=np.zeros_like(sector))
    count = poisson(uniform(cell, For.COUNT), rate.ravel())
    first = np.repeat(np.cumsum(count) - count, count)
    owner, sector, number = np.repeat(owner, count), np.repeat(sector, count), np.arange(len(first)) - first
    return _Drawn(setting, owner, sector, streams(setting.keys[owner], day=day, sector=sector, number=number))


def _hours(chance: Floats, night_share: Floats) -> tuple[Bools, Floats]:
    # One number gives both: night or day, and when in it.
    night = chance < night_share
    within = np.where(night, chance, chance - night_share) / np.where(night, night_share, 1 - night_share)
    return night, (np.where(night, _DUSK, _DUSK - _HALF_DAY) + _HALF_DAY * within) % 24


def _followed_up(drawn: _Drawn, segment: Integers, hour: Floats, night: Bools, surely: Floats) -> Violations:
    told = drawn.setting.behaviour
    seen = drawn.chance(For.SEEN) < surely
    reported = np.where(seen, hour + drawn.wait(For.REPORT, told.report_h), np.inf)
    reached = seen & drawn.happens(For.ACCESS, told.access_share)
    verified = np.where(reached, reported + drawn.wait(For.VERIFICATION, told.verification_h), np.inf)
    return Violations(
        replication=drawn.replication,
        sector=drawn.sector,
        stream=drawn.stream,
        segment=segment,
        hour=hour,
        night=night,
        grave=drawn.happens(For.GRAVE, told.grave_share),
        seen=seen,
        reported=reported,
        verified=verified,
        attributed=reached & drawn.happens(For.ATTRIBUTION, told.attribution_share),
    )
