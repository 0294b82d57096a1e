"""The coverage log: when each post could observe, and what kept it from observing.

Counts alone mislead: what nobody could see was not counted. So counts are divided by observable post-hours, the hours
in which posts of a sector observed, added up over its posts; overlapping entries of one post count once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from truceline.monitoring.reports import Integers

OBSERVING = "observing"
STATES = {
    OBSERVING: "observing",
    "weather": "weather",
    "technical": "technical fault",
    "access-denied": "access denied",
    "jamming": "jamming",
    "threat": "threat to monitors",
}
"""What an entry says, in words."""
RESTRICTIONS = ("access-denied", "jamming", "threat")
"""States that people, not nature or faults, brought about."""


@dataclass(frozen=True, slots=True)
class Period:
    """A time from ``start`` up to but not including ``end``, both aware UTC instants."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start

    @property
    def hours(self) -> float:
        """How long it is, in hours."""
        return self.length / timedelta(hours=1)

    @property
    def previous(self) -> Period:
        """The period of the same length just before."""
        return Period(self.start - self.length, self.start)

    def holds(self, at: datetime) -> bool:
        """Return whether an instant lies within."""
        return self.start <= at < self.end


@dataclass(frozen=True, slots=True)
class CoverageEntry:
    """A time in which a ``post`` (site id) in a ``sector`` (empty where in none) observed, or why it did not.

    ``start`` and ``end`` are aware UTC instants, ``end`` not included; ``state`` is one of ``STATES``.
    """

    id: str
    post: str
    sector: str
    start: datetime
    end: datetime
    state: str
    note: str

    def within(self, period: Period) -> bool:
        """Return whether some of it lies within the period."""
        return self.start < period.end and self.end > period.start


def observable_hours(watches: Iterable[CoverageEntry], period: Period) -> Mapping[str, float]:
    """Add up, by sector, the hours in which posts observed within a period.

    Where entries of one post contradict each other, observing and not, it counts as not observing.
    """
    by_post: dict[tuple[str, str], list[CoverageEntry]] = defaultdict(list)
    for watch in watches:
        if watch.within(period):
            by_post[(watch.sector, watch.post)].append(watch)
    hours: dict[str, float] = defaultdict(float)
    for (sector, _), found in by_post.items():
        blind = [watch for watch in found if watch.state != OBSERVING]
        hours[sector] += _covered(found, period) - _covered(blind, period)
    return hours


def restricted_hours(watches: Iterable[CoverageEntry], period: Period) -> Mapping[str, float]:
    """Add up, by sector, the hours in which people kept posts from observing within a period."""
    by_post: dict[tuple[str, str], list[CoverageEntry]] = defaultdict(list)
    for watch in watches:
        if watch.state in RESTRICTIONS and watch.within(period):
            by_post[(watch.sector, watch.post)].append(watch)
    hours: dict[str, float] = defaultdict(float)
    for (sector, _), found in by_post.items():
        hours[sector] += _covered(found, period)
    return hours


def _covered(watches: Iterable[CoverageEntry], period: Period) -> float:
    # Hours within the period that some of the entries cover.
    total, reached = timedelta(), period.start
    for watch in sorted(watches, key=lambda watch: watch.start):
        start, end = max(watch.start, reached), min(watch.end, period.end)
        if end > start:
            total += end - start
            reached = end
    return total / timedelta(hours=1)


def watched(watches: Sequence[CoverageEntry]) -> Integers:
    """Find when monitors watched: in every sector that the log tells of, some post observed.

    First and last seconds since 1970-01-01 UTC, (periods, 2), in order; entries of one post that contradict each other
    count as not observing. Cost grows with entries x posts.
    """
    bounds = np.unique([int(at.timestamp()) for watch in watches for at in (watch.start, watch.end)])
    sees: dict[str, dict[str, Integers]] = defaultdict(dict)
    for watch in watches:
        first, last = np.searchsorted(bounds, [int(watch.start.timestamp()), int(watch.end.timestamp())])
        post = sees[watch.sector].setdefault(watch.post, np.zeros((2, len(bounds)), dtype=np.int64))
        post[int(watch.state != OBSERVING), first:last] += 1
    everywhere = np.full(len(bounds), fill_value=bool(sees))
    for posts in sees.values():
        everywhere &= np.any([(observed > 0) & (blind == 0) for observed, blind in posts.values()], axis=0)
    change = np.diff(everywhere.astype(np.int8), prepend=0, append=0)
    begins, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    return np.column_stack([bounds[begins], bounds[ends] - 1])


def observing(watches: Iterable[CoverageEntry]) -> tuple[tuple[datetime, datetime], ...]:
    """Find the times, in order and apart, in which some post observed, wherever it stood."""
    found: list[tuple[datetime, datetime]] = []
    for watch in sorted(watches, key=lambda watch: watch.start):
        if watch.state != OBSERVING:
            continue
        if found and watch.start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], watch.end))
        else:
            found.append((watch.start, watch.end))
    return tuple(found)


def posts_known(watches: Iterable[CoverageEntry], period: Period) -> Mapping[str, int]:
    """Count, by sector, the posts of which the log tells anything within a period."""
    known = {(watch.sector, watch.post) for watch in watches if watch.within(period)}
    found: dict[str, int] = defaultdict(int)
    for sector, _ in known:
        found[sector] += 1
    return found
