"""Which reports make an incident, why they were linked, and what they say: what a person needs to rule on it.

A pair of reports is linked by how near they are in place and time, by what both say was done and with what, by how much
else happens there, and by what was expected before: log likelihood ratios that add up (`linkage.pair_scores`). Where
a person bound two reports together, the ruling is the reason.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from pyproj import Geod

from truceline.monitoring.annotations import Ruling
from truceline.monitoring.incidents import Incidents
from truceline.monitoring.linkage.pair_scores import Links
from truceline.monitoring.received import NEVER, Record
from truceline.monitoring.reports import Integers, Reports
from truceline.records.times import instant

MOST_LINKS = 200
"""The most links that are given of one incident, the likeliest first: a source that repeats itself makes thousands."""

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, slots=True)
class Member:
    """A report of an ``incident``, as it came: ``source`` is its name, empty where it may not be named.

    ``start`` and ``end`` are aware UTC instants, ``received`` too, None where not known; ``lat``, ``lon`` degrees
    (EPSG:4326), ``radius_m`` the standard deviation per axis in metres. ``text`` is what it says in words.
    """

    incident: str
    id: str
    source: str
    start: datetime
    end: datetime
    received: datetime | None
    lat: float
    lon: float
    radius_m: float
    act: str
    weapon: str
    target: str
    text: str


@dataclass(frozen=True, slots=True)
class Reasons:
    """Log likelihood ratios for one incident against two, with their sum and the probability by this pair alone.

    ``place`` and ``time`` are densities, per square metre and hour, and ``rate`` that of what else is reported there:
    the three together say how near the two are.
    """

    place: float
    time: float
    act: float
    weapon: float
    rate: float
    prior: float
    log_odds: float
    posterior: float


@dataclass(frozen=True, slots=True)
class MemberLink:
    """Why two reports of an ``incident`` are linked: by ``reasons``, by the merge that ``ruling`` names, or by both.

    ``distance_m`` is how far apart their places are, ``lag_s`` how far their intervals, in seconds.
    """

    incident: str
    first: str
    second: str
    distance_m: float
    lag_s: int
    reasons: Reasons | None
    ruling: str


@dataclass(frozen=True, slots=True)
class Parted:
    """``other`` is not with ``report``, as linkage would have it, since the ``rulings`` (ids) merge that with others.

    ``incident`` holds the report, ``of_other`` the other one.
    """

    incident: str
    report: str
    rulings: tuple[str, ...]
    other: str
    of_other: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The reports of incidents and their links, both by incident in the order asked for.

    Reports are in the order in which they came. Of each incident at most `MOST_LINKS` links are given, those by rulings
    and then the likeliest; ``links_of`` counts all, by incident. ``parted`` is what merges that people ruled keep apart
    of these incidents and others.
    """

    members: tuple[Member, ...]
    links: tuple[MemberLink, ...]
    links_of: Mapping[str, int]
    parted: tuple[Parted, ...] = ()


NO_MEMBERS = Membership((), (), {})


def membership(
    incidents: Incidents,
    record: Record,
    links: Links,
    merges: Sequence[Ruling],
    wanted: Sequence[str],
) -> Membership:
    """Find the reports and links of the ``wanted`` incidents, by id; ``merges`` are rulings that bind.

    ``record`` and ``links`` are those that the incidents were made of. Cost grows with reports plus links; the records
    are built for wanted incidents alone.
    """
    place = {name: n for n, name in enumerate(wanted)}
    ids = [str(name) for name in incidents.id]
    rank = np.array([place.get(name, -1) for name in ids], dtype=np.int64)
    number = _positions(record, incidents)
    of = np.full(len(record.reports), -1)
    of[number] = rank[incidents.report_of]
    rows = number[rank[incidents.report_of] >= 0]  # of each incident in the order in which its reports came
    rows = rows[np.argsort(of[rows], kind="stable")]
    members = tuple(_member(record, row, wanted[of[row]]) for row in rows.tolist())
    found, counted = _links(record, links, of, wanted, merges)
    return Membership(members, tuple(found), counted)


def _positions(record: Record, incidents: Incidents) -> Integers:
    # The position among the reports of each report of the incidents.
    order = np.argsort(record.reports.id)
    found: Integers = order[np.searchsorted(record.reports.id, incidents.report, sorter=order)]
    return found


def _member(record: Record, row: int, incident: str) -> Member:
    reports, received = record.reports, int(record.received[row])
    target, weapon, name = int(record.target[row]), int(reports.weapon[row]), str(reports.id[row])
    return Member(
        incident=incident,
        id=name,
        source=record.shown_as.get(reports.sources[reports.source[row]], ""),
        start=instant(reports.start[row]),
        end=instant(reports.end[row]),
        received=None if received == NEVER else instant(received),
        lat=float(reports.lat[row]),
        lon=float(reports.lon[row]),
        radius_m=float(reports.radius_m[row]),
        act=reports.acts[reports.act[row]],
        weapon="" if weapon < 0 else reports.weapons[weapon],
        target="" if target < 0 else record.targets[target],
        text=record.texts.get(name, ""),
    )


def _links(
    record: Record, links: Links, of: Integers, wanted: Sequence[str], merges: Sequence[Ruling]
) -> tuple[list[MemberLink], Mapping[str, int]]:
    ids = record.reports.id
    inside = np.flatnonzero(of[links.a] >= 0)
    likely = inside[np.lexsort((links.b[inside], links.a[inside], -links.log_odds[inside], of[links.a[inside]]))]
    row_of = {str(ids[row]): int(row) for row in np.flatnonzero(of >= 0)}
    ruled = _ruled(merges, row_of)
    found: dict[int, list[MemberLink]] = {n: [] for n in range(len(wanted))}
    for at in likely.tolist():
        a, b = int(links.a[at]), int(links.b[at])
        ruling = ruled.pop(frozenset((a, b)), "")
        found[int(of[a])].append(_link(record.reports, wanted[of[a]], (a, b), _reasons(links, at), ruling))
    for pair, ruling in ruled.items():
        a, b = sorted(pair)
        found[int(of[a])].append(_link(record.reports, wanted[of[a]], (a, b), None, ruling))
    shown = [link for each in found.values() for link in sorted(each, key=lambda link: not link.ruling)[:MOST_LINKS]]
    return shown, {wanted[n]: len(each) for n, each in found.items()}


def _link(reports: Reports, incident: str, pair: tuple[int, int], reasons: Reasons | None, ruling: str) -> MemberLink:
    a, b = pair
    _, _, metres = _GEOD.inv(reports.lon[a], reports.lat[a], reports.lon[b], reports.lat[b])
    lag = max(0, int(reports.start[b] - reports.end[a]), int(reports.start[a] - reports.end[b]))
    return MemberLink(incident, str(reports.id[a]), str(reports.id[b]), float(metres), lag, reasons, ruling)


def _ruled(merges: Sequence[Ruling], row_of: Mapping[str, int]) -> dict[frozenset[int], str]:
    known = [each for each in merges if {each.first, each.second} <= row_of.keys()]
    return {frozenset((row_of[each.first], row_of[each.second])): each.id for each in known}


def _reasons(links: Links, at: int) -> Reasons:
    terms = (links.place, links.time, links.act, links.weapon, links.rate, links.prior)
    place, time, act, weapon, rate, prior = (float(term[at]) for term in terms)
    total = place + time + act + weapon + rate + prior
    return Reasons(place, time, act, weapon, rate, prior, total, float(1 / (1 + np.exp(-total))))


def parted_by(
    incidents: Incidents, record: Record, pairs: Integers, merges: Sequence[Ruling], wanted: Sequence[str]
) -> tuple[Parted, ...]:
    """Tell what ``merges`` part, of the ``wanted`` incidents: ``pairs`` (pairs, 2) of reports as linkage finds them."""
    names = [tuple(str(name) for name in record.reports.id[pair]) for pair in pairs]
    of = dict(zip(incidents.report.tolist(), incidents.id[incidents.report_of].tolist(), strict=True)) if names else {}
    found = (
        Parted(of[report], report, tuple(m.id for m in merges if report in (m.first, m.second)), other, of[other])
        for report, other in names
    )
    shown = {*wanted}
    return tuple(sorted((p for p in found if {p.incident, p.of_other} & shown), key=lambda p: (p.report, p.other)))


def untold(found: Membership) -> Collection[str]:
    """List the reports by id whose texts are not known yet."""
    return tuple(member.id for member in found.members if not member.text)


def told(found: Membership, texts: Mapping[str, str]) -> Membership:
    """Let reports say the ``texts`` that they are given by id."""
    members = (replace(member, text=texts.get(member.id, member.text)) for member in found.members)
    return replace(found, members=tuple(members))


def by_incident(found: Membership) -> Iterator[tuple[str, tuple[Member, ...], tuple[MemberLink, ...]]]:
    """Give incident by incident its reports and links."""
    links: dict[str, list[MemberLink]] = {}
    for link in found.links:
        links.setdefault(link.incident, []).append(link)
    members: dict[str, list[Member]] = {}
    for member in found.members:
        members.setdefault(member.incident, []).append(member)
    for incident, its in members.items():
        yield incident, tuple(its), tuple(links.get(incident, ()))
