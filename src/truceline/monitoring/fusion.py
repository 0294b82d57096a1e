"""Build incidents of linked reports: what the reports of one incident say together."""

from __future__ import annotations

import numpy as np

from truceline.monitoring.incidents import EvidenceColumns, Incidents
from truceline.monitoring.reports import Floats, Integers, Reports


def gather(
    reports: Reports, incident: Integers, exactness: Integers | None = None, arrived: Integers | None = None
) -> Incidents:
    """Build incidents of linked reports; ``incident`` (reports,) numbers the incident that each report tells of.

    An incident is named after the report of it that came first: ``in-`` and that report's id. Who came first is told by
    ``arrived`` (reports,), of equal ones by position; without it, by start and then id. So a report that comes later,
    of whatever time, renames nothing. Its place is the
    mean of its reports' places weighted by their precision, and its radius the smallest of theirs: reports may share
    an origin, so that several are not taken as more exact than the best. Its interval is what all its reports have in
    common, or where they have nothing in common, all of theirs. Its act is what most of them say; of equally many, the
    one that ``exactness`` (acts,) gives more, then the one listed first. Likewise its weapon, where one is told.
    Order: by incident number. Longitudes across the antimeridian are not handled.
    """
    _, group = np.unique(incident, return_inverse=True)
    count = int(group.max(initial=-1)) + 1
    came = (reports.id, reports.start) if arrived is None else (np.arange(len(reports)), arrived)
    order = np.lexsort((*came, group))
    first = order[np.searchsorted(group[order], np.arange(count))]
    weight = 1 / reports.radius_m**2
    start, end = _interval(reports, group, count)
    nothing, empty, rows = np.full(count, -1), np.array([], dtype=np.str_), np.array([], dtype=np.int64)
    return Incidents(
        id=np.char.add("in-", reports.id[first].astype(np.str_)),
        start=start,
        end=end,
        lat=_mean(reports.lat, reports.lat[first], group, weight),
        lon=_mean(reports.lon, reports.lon[first], group, weight),
        radius_m=np.array(
            np.minimum.reduceat(reports.radius_m[order], np.searchsorted(group[order], np.arange(count)))
        ),
        act=most(reports.act, group, count, np.zeros(len(reports.acts)) if exactness is None else exactness),
        weapon=most(reports.weapon, group, count, np.zeros(len(reports.weapons))),
        target=nothing,
        origin_side=nothing,
        impact_side=nothing,
        circumstance=np.empty((count, 0), dtype=np.int8),
        acts=reports.acts,
        weapons=reports.weapons,
        targets=(),
        sides=(),
        circumstances=(),
        report=reports.id[order].astype(np.str_),
        report_of=group[order].astype(np.int64),
        evidence=EvidenceColumns(rows, empty, empty, empty, np.empty(0), np.empty(0), np.empty(0), empty, empty),
    )


def _mean(degrees: Floats, first: Floats, group: Integers, weight: Floats) -> Floats:
    # Counted from the first report of each, so that one place told by all is that very place, also on a border.
    apart = np.bincount(group, weight * (degrees - first[group]), len(first))
    mean: Floats = first + apart / np.bincount(group, weight, len(first))
    return mean


def _interval(reports: Reports, group: Integers, count: int) -> tuple[Integers, Integers]:
    bounds = {}
    for name, column, fold, start in (
        ("latest", reports.start, np.maximum, np.iinfo(np.int64).min),
        ("soonest", reports.end, np.minimum, np.iinfo(np.int64).max),
        ("first", reports.start, np.minimum, np.iinfo(np.int64).max),
        ("last", reports.end, np.maximum, np.iinfo(np.int64).min),
    ):
        bounds[name] = np.full(count, start)
        fold.at(bounds[name], group, column)
    shared = bounds["latest"] <= bounds["soonest"]
    return (
        np.where(shared, bounds["latest"], bounds["first"]),
        np.where(shared, bounds["soonest"], bounds["last"]),
    )


def most(told: Integers, group: Integers, count: int, exactness: Floats | Integers) -> Integers:
    """Find the code that most members of each of ``count`` groups tell, (groups,): -1 where nobody tells one.

    ``told`` and ``group`` are (members,); of equally many, the code of more ``exactness`` (codes,), then the first.
    """
    codes, tells = len(exactness), np.flatnonzero(told >= 0)
    if not codes:
        return np.full(count, -1)
    votes = np.bincount(group[tells] * codes + told[tells], minlength=count * codes).reshape(count, codes)
    narrower = exactness / (exactness.max(initial=0) + 1.0)  # less than one vote
    best = np.where(votes > 0, votes + narrower, 0).argmax(axis=1)
    return np.where(votes.any(axis=1), best, -1)
