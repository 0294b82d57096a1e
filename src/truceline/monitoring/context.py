"""Context: what supports an incident and never makes one, such as heat that a satellite saw, or an alert.

Context is not linked with reports and counts nowhere. Rows of one source that touch in one pass are one fire; fires of
several sources that touch within some hours are one event. An event is shown with the incidents that it lies near in
place and time. Verification and attribution stay with people: context changes no status.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

import numpy as np
import scipy

from truceline.monitoring.incidents import Incidents
from truceline.monitoring.reports import Bools, Floats, Integers, Reports
from truceline.records.times import instant

PASS_S = 1_200
"""How far apart, in seconds, pixels of one pass of a satellite may be. Assumed: an overpass takes about ten minutes."""
_TOUCH = sqrt(6)
"""Pixels of side s have a standard deviation of s / sqrt(12), and touch at the corners where they are s sqrt(2) apart:
so two touch within (a + b) sqrt(6) of each other, for standard deviations a and b."""
_NEAR = 2.448
"""An event lies near an incident within the circle that holds 95 % of their common uncertainty: sqrt(-2 ln 0.05)."""
_EARTH_M = 6_371_000.0


@dataclass(frozen=True, slots=True)
class ContextRows:
    """Context as columns: rows like those of reports, and ``within`` (rows,), in seconds.

    So far apart rows may be of one event; 0 where each is an event of its own.
    """

    reports: Reports
    within: Integers

    def until(self, end: int) -> ContextRows:
        """Leave out rows that begin at ``end`` (seconds since 1970-01-01 UTC) or later."""
        known = self.reports.start < end
        return ContextRows(self.reports.select(known), self.within[known])


_NONE = np.zeros(0, dtype=np.int64)
_NOWHERE = np.zeros(0)
NO_CONTEXT = ContextRows(
    Reports(np.zeros(0, dtype=np.str_), _NONE, _NONE, _NONE, _NOWHERE, _NOWHERE, _NOWHERE, _NONE, (), ()), _NONE
)
"""Where no context was received."""


@dataclass(frozen=True, slots=True)
class ContextEvents:
    """Context events as columns, (events,), in the order of their starts.

    ``start`` and ``end`` hold all of its rows, in seconds since 1970-01-01 UTC; the place is the mean of the rows'
    (degrees, EPSG:4326) and ``radius_m`` the largest of theirs in metres, or how far rows lie from it, if that is more.
    ``act`` are codes into ``acts``; ``rows`` and ``sources`` count; ``within`` as in `ContextRows`.
    """

    start: Integers
    end: Integers
    lat: Floats
    lon: Floats
    radius_m: Floats
    act: Integers
    acts: tuple[str, ...]
    rows: Integers
    sources: Integers
    within: Integers

    def __len__(self) -> int:
        return len(self.start)


@dataclass(frozen=True, slots=True)
class NearContext:
    """A context event near an ``incident`` (its id): how far from its place, of how many rows and sources."""

    incident: str
    act: str
    start: datetime
    end: datetime
    lat: float
    lon: float
    radius_m: float
    distance_m: float
    rows: int
    sources: int


@dataclass(frozen=True, slots=True)
class ContextShown:
    """What a bulletin says of context: events of the period by act, and which lie near which incident of it."""

    events: Mapping[str, int]
    near: tuple[NearContext, ...] = ()


NOTHING_SHOWN = ContextShown({})
"""Where no context was received."""


def context_events(rows: ContextRows) -> ContextEvents:
    """Build the events of context rows. Time grows with the rows and the pairs that touch within the hours."""
    reports = rows.reports
    event = _events(rows)
    count = int(event.max(initial=-1)) + 1
    each = np.bincount(event, minlength=count)
    lat, lon = (np.bincount(event, column, count) / each for column in (reports.lat, reports.lon))
    away = _metres(reports.lat, reports.lon, lat[event], lon[event])
    start, end = np.full(count, np.iinfo(np.int64).max), np.full(count, np.iinfo(np.int64).min)
    radius, within = np.zeros(count), np.zeros(count, dtype=np.int64)
    np.minimum.at(start, event, reports.start)
    np.maximum.at(end, event, reports.end)
    np.maximum.at(radius, event, np.maximum(reports.radius_m, away))
    np.maximum.at(within, event, rows.within)
    pairs = np.unique(np.stack([event, reports.source]), axis=1)
    first = np.full(count, -1)
    first[event[::-1]] = reports.act[::-1]
    sources = np.bincount(pairs[0], minlength=count)
    order = np.lexsort((lon, lat, start))
    return ContextEvents(
        start=start[order],
        end=end[order],
        lat=lat[order],
        lon=lon[order],
        radius_m=radius[order],
        act=first[order],
        acts=reports.acts,
        rows=each[order],
        sources=sources[order],
        within=within[order],
    )


def _events(rows: ContextRows) -> Integers:
    # The number of the event that each row is of, (rows,).
    reports = rows.reports
    a, b = _touching(rows)
    pass_ = (reports.source[a] == reports.source[b]) & (np.abs(reports.start[a] - reports.start[b]) <= PASS_S)
    fire = _joined(a[pass_], b[pass_], len(reports))
    begins = np.full(int(fire.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(begins, fire, reports.start)
    reach = np.zeros(len(begins), dtype=np.int64)
    np.maximum.at(reach, fire, rows.within)
    return _chained(begins, reach, np.unique(np.stack([fire[a], fire[b]]), axis=1))[fire]


def _chained(begins: Integers, reach: Integers, pairs: Integers) -> Integers:
    # Fires in the order of their starts: each joins the earliest event that it touches and that began in its reach.
    touched: dict[int, list[int]] = {}
    for one, two in pairs.T.tolist():
        if one != two:
            touched.setdefault(one, []).append(two)
            touched.setdefault(two, []).append(one)
    event = np.full(len(begins), -1)
    first: list[int] = []
    for fire in np.argsort(begins, kind="stable").tolist():
        open_ones = {int(event[other]) for other in touched.get(fire, ()) if event[other] >= 0}
        fitting = [each for each in open_ones if begins[fire] - first[each] <= reach[fire]]
        event[fire] = min(fitting, default=len(first))
        if not fitting:
            first.append(int(begins[fire]))
    return event


def _touching(rows: ContextRows) -> tuple[Integers, Integers]:
    # Pairs of rows of one act that touch in place and lie within the hours of each other.
    some = np.flatnonzero(rows.within > 0)
    if len(some) < 2:
        return _NONE, _NONE
    reports = rows.reports.select(some)
    reach = (1 + 1e-9) * 2 * _TOUCH * float(reports.radius_m.max())
    within = rows.within[some]
    time = (reports.start - reports.start.min()) * (reach / float(within.max() + 1))
    tree = scipy.spatial.KDTree(np.column_stack([*_xyz(reports.lat, reports.lon), time]))
    a, b = tree.query_pairs(reach, p=np.inf, output_type="ndarray").T
    apart = _metres(reports.lat[a], reports.lon[a], reports.lat[b], reports.lon[b])
    fits = apart <= _TOUCH * (reports.radius_m[a] + reports.radius_m[b])
    fits &= reports.act[a] == reports.act[b]
    fits &= np.abs(reports.start[a] - reports.start[b]) <= np.minimum(within[a], within[b])
    return some[a[fits]], some[b[fits]]


def _joined(a: Integers, b: Integers, count: int) -> Integers:
    graph = scipy.sparse.coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(count, count))
    return np.asarray(scipy.sparse.csgraph.connected_components(graph, directed=False)[1], dtype=np.int64)


def near_context(events: ContextEvents, incidents: Incidents) -> tuple[NearContext, ...]:
    """Find which events lie near which incidents, by incident, the nearest first.

    Near in place as said of `_NEAR`, and in time where the two overlap once the event is widened by ``within`` on both
    sides. Time grows with the events times the incidents.
    """
    return tuple(
        sorted(_near(events, incidents), key=lambda each: (each.incident, each.distance_m, each.start, each.act))
    )


def _near(events: ContextEvents, incidents: Incidents) -> Iterator[NearContext]:
    for row in range(len(events)):
        soon, late = events.start[row] - events.within[row], events.end[row] + events.within[row]
        hits = np.flatnonzero((incidents.start <= late) & (incidents.end >= soon))
        away = _metres(incidents.lat[hits], incidents.lon[hits], events.lat[row], events.lon[row])
        close = away <= _NEAR * np.hypot(incidents.radius_m[hits], events.radius_m[row])
        for hit, metres in zip(hits[close].tolist(), away[close].tolist(), strict=True):
            yield NearContext(
                incident=str(incidents.id[hit]),
                act=events.acts[int(events.act[row])],
                start=instant(events.start[row]),
                end=instant(events.end[row]),
                lat=float(events.lat[row]),
                lon=float(events.lon[row]),
                radius_m=float(events.radius_m[row]),
                distance_m=metres,
                rows=int(events.rows[row]),
                sources=int(events.sources[row]),
            )


def context_shown(rows: ContextRows, incidents: Incidents, start: int, end: int) -> ContextShown:
    """Return what a bulletin of a period, in seconds since 1970-01-01 UTC, says of context.

    Counted are events that began in the period; near are those of any time to the incidents that did.
    """
    events = context_events(rows)
    begun = (events.start >= start) & (events.start < end)
    counted = {act: int((events.act[begun] == code).sum()) for code, act in enumerate(events.acts)}
    now = incidents.select(_within(incidents, start, end))
    return ContextShown({act: count for act, count in sorted(counted.items()) if count}, near_context(events, now))


def _within(incidents: Incidents, start: int, end: int) -> Bools:
    return np.asarray((incidents.start >= start) & (incidents.start < end))


def _xyz(lat: Floats, lon: Floats) -> tuple[Floats, Floats, Floats]:
    north, east = np.radians(lat), np.radians(lon)
    return _EARTH_M * np.cos(north) * np.cos(east), _EARTH_M * np.cos(north) * np.sin(east), _EARTH_M * np.sin(north)


def _metres(lat: Floats, lon: Floats, other_lat: Floats, other_lon: Floats) -> Floats:
    # Great-circle distance on a sphere, from the chord.
    chord = np.sqrt(sum((a - b) ** 2 for a, b in zip(_xyz(lat, lon), _xyz(other_lat, other_lon), strict=True)))
    return np.asarray(2 * _EARTH_M * np.arcsin(np.clip(chord / (2 * _EARTH_M), 0, 1)))
