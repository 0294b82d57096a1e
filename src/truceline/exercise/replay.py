"""Replay: past reports through the real monitoring room, against a sited force.

Reports are linked into incidents (`monitoring.linkage`). An incident is where its most exactly placed report puts it.
Night is when the sun is down there; of an incident known only by the day, each hour counts alike. Each post and
watching orbit sees it with the chance that siting gives for the distance, and the nearest force that may come is on its
way as siting reckons. What could have been attributed is in `exercise.attributable`.

Left out: what the reports themselves missed (they are no census), weather and jamming, queues for a force.

.. [1] Cooper, P. I. (1969). The absorption of radiation in solar stills. *Solar Energy* 12(3), 333-346 (declination).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy
from numpy.typing import NDArray

from truceline.agreement.line import Segments, ecef
from truceline.errors import CaseError
from truceline.exercise.attributable import Attributable, attributable
from truceline.monitoring.reports import Reports
from truceline.records.places import Site
from truceline.records.quantities import Range
from truceline.siting.coverage import Sensor, arc_km
from truceline.siting.marginal_posts import free_posts
from truceline.siting.parameters import SitingParameters
from truceline.siting.plan import Asset, PlacedAsset, Siting, where
from truceline.siting.response import first_there, latency, travel_minutes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_DAY = 86_400
_LOOKS = 24  # instants at which an interval of more than an hour is looked at

CENSUS = "Reports are no census: what nobody reported is not in here."
"""What no replay holds."""


@dataclass(frozen=True, slots=True)
class Past:
    """Past incidents as columns, (incidents,).

    ``id`` is that of the best placed report, ``reports`` how many told of it; ``lon``, ``lat`` in EPSG:4326; ``night``
    the share of its interval in darkness; ``sector`` an index into ``sectors``, the last of which is ground in none.
    """

    id: NDArray[Any]
    reports: Integers
    lon: Floats
    lat: Floats
    night: Floats
    sector: Integers
    sectors: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.id)


@dataclass(frozen=True, slots=True)
class Catch:
    """What would have seen more: ``what`` in words, and the expected number of further incidents seen."""

    what: str
    incidents: float


@dataclass(frozen=True, slots=True)
class SectorReplay:
    """One sector ('' is ground in none): incidents, how many expected seen by day and night, and the way there.

    ``in_time`` counts those that a force reaches within siting's time; ``median_minutes`` is None where no force comes.
    """

    sector: str
    incidents: int
    seen: float
    in_time: int
    median_minutes: float | None
    attributable: Attributable


@dataclass(frozen=True, slots=True)
class ContributorReplay:
    """What one contributor's posts see: expected incidents ``seen``, those seen by it and by nobody else (``alone``).

    ``attributable`` are those that its posts alone could have attributed.
    """

    contributor: str
    posts: int
    seen: float
    alone: float
    attributable: Attributable


@dataclass(frozen=True, slots=True)
class Replay:
    """Past incidents against one scenario's force.

    ``chance`` and ``minutes`` (incidents,) are the chance that the force sees it and the way of the nearest force, inf
    where none may come. ``traced`` (3, incidents) is the chance that it could have been attributed, for the low, likely
    and high share. ``catches`` come best first.
    """

    past: Past
    chance: Floats
    minutes: Floats
    traced: Floats
    attributable: Attributable
    sectors: tuple[SectorReplay, ...]
    contributors: tuple[ContributorReplay, ...]
    catches: tuple[Catch, ...]

    @property
    def seen(self) -> float:
        """Expected number of incidents seen."""
        return float(self.chance.sum())


def past_incidents(reports: Reports, incident: Integers, segments: Segments) -> Past:
    """Place each incident in time and sector (that of the segment nearest to it).

    ``incident`` (reports,) is the one that each report tells of, from 0 on.
    """
    order = np.lexsort((reports.end - reports.start, reports.radius_m, incident))
    best = order[np.unique(incident[order], return_index=True)[1]]
    lon, lat = reports.lon[best], reports.lat[best]
    _, nearest = scipy.spatial.cKDTree(ecef(segments.lon, segments.lat)).query(ecef(lon, lat))
    return Past(
        id=reports.id[best],
        reports=np.bincount(incident),
        lon=lon,
        lat=lat,
        night=darkness(lon, lat, reports.start[best], reports.end[best]),
        sector=segments.sector[nearest] % (len(segments.sectors) + 1),
        sectors=(*segments.sectors, ""),
    )


def darkness(lon: Floats, lat: Floats, start: Integers, end: Integers) -> Floats:
    """Share of each interval, (n,), in which the sun is below the horizon; seconds since 1970 UTC.

    Declination after [1]_ and mean solar time: sunrise is right to about a quarter of an hour between the polar
    circles.
    """
    looks = (np.arange(_LOOKS) + 0.5) / _LOOKS
    when = start[:, None] + (end - start)[:, None] * looks
    day = (when / _DAY) % 365.2425
    declination = np.radians(23.45) * np.sin(2 * np.pi * (day + 285) / 365.2425)
    hour = np.pi * ((when % _DAY) / (_DAY / 2) - 1) + np.radians(lon)[:, None]
    up = np.sin(np.radians(lat))[:, None] * np.sin(declination)
    height = up + np.cos(np.radians(lat))[:, None] * np.cos(declination) * np.cos(hour)
    return np.asarray((height < 0).mean(axis=1))


def replay(
    past: Past,
    segments: Segments,
    siting: Siting,
    sites: tuple[Site, ...],
    parameters: SitingParameters,
    *,
    assets: Sequence[Asset],
    share: Range,
) -> Replay:
    """Ask what the force of ``siting`` would have seen of the ``past``, and how soon it would have been there.

    ``sites`` are the case's, those of kind ``post`` that are free being candidates for one more post; ``assets`` are
    what was sited, with the tasks and caveats of each; ``share`` is that of the incidents a seer sees whose origin it
    can tell. Cost grows with incidents x (posts + sites).

    Raises
    ------
    CaseError
        If there is no incident.
    """
    if not len(past):
        raise CaseError("there is nothing to replay", ("reports | hold no incident; give reports of the past",))
    posts = _unseen(past, [(p.lon, p.lat) for p in siting.posts], parameters.post)
    middles = [_middle(segments, chainage) for chainage in siting.orbit_stations_m]
    watched = np.array(siting.orbit_shares)[:, None, None]
    unseen = np.concatenate([posts, 1 - watched * (1 - _unseen(past, middles, parameters.orbit))])
    missed, traced = unseen.prod(axis=0), attributable(unseen, past.night, share)
    chance = 1 - _mixed(missed, past.night)
    minutes = _minutes(past, siting.bases, parameters, assets)
    catches = _catches(past, segments, siting, sites, parameters, missed=missed)
    return Replay(
        past=past,
        chance=chance,
        minutes=minutes,
        traced=traced.sum(axis=1),
        attributable=Attributable.of(traced),
        sectors=tuple(_sectors(past, chance, minutes, parameters.response_within_min, traced=traced)),
        contributors=tuple(_contributors(past, siting.posts, posts, missed, share=share)),
        catches=tuple(sorted(catches, key=lambda catch: (-catch.incidents, catch.what))),
    )


def _unseen(past: Past, places: list[tuple[float, float]], sensor: Sensor) -> Floats:
    # Chance that each place does not see each incident, by day and by night: (places, 2, incidents).
    at = np.array(places).reshape(-1, 2)
    here, there = ecef(at[:, 0], at[:, 1]), ecef(past.lon, past.lat)
    km = arc_km(np.linalg.norm(here[:, None] - there[None], axis=2))
    return 1 - np.stack([sensor.by_day(km), sensor.by_night(km)], axis=1)


def _mixed(by_light: Floats, night: Floats) -> Floats:
    # By day and by night (2, incidents), weighted by the share of darkness.
    return np.asarray((1 - night) * by_light[0] + night * by_light[1])


def _middle(segments: Segments, chainage_m: float) -> tuple[float, float]:
    at = int(np.abs((segments.start_m + segments.end_m) / 2 - chainage_m).argmin())
    return float(segments.lon[at]), float(segments.lat[at])


def _minutes(
    past: Past, bases: tuple[PlacedAsset, ...], parameters: SitingParameters, assets: Sequence[Asset]
) -> Floats:
    known = {asset.unit_id: asset for asset in assets}
    travel = travel_minutes(np.column_stack([past.lon, past.lat]), where(bases), parameters.reaction)
    asking = latency([known[base.unit_id] for base in bases], past.sectors[:-1])
    return first_there(travel, asking, past.sector).minutes


def _sectors(past: Past, chance: Floats, minutes: Floats, within: float, *, traced: Floats) -> Iterator[SectorReplay]:
    for n, name in enumerate(past.sectors):
        mine = past.sector == n
        if mine.any():
            middle = float(np.sort(minutes[mine])[(mine.sum() - 1) // 2])
            yield SectorReplay(
                sector=name,
                incidents=int(mine.sum()),
                seen=float(chance[mine].sum()),
                in_time=int((minutes[mine] <= within).sum()),
                median_minutes=middle if np.isfinite(middle) else None,
                attributable=Attributable.of(traced[..., mine]),
            )


def _contributors(
    past: Past, placed: tuple[PlacedAsset, ...], posts: Floats, missed: Floats, *, share: Range
) -> Iterator[ContributorReplay]:
    owners = [post.contributor for post in placed]
    for name in sorted(set(owners)):
        mine = np.array([owner == name for owner in owners])
        by_it = posts[mine].prod(axis=0)
        others = np.divide(missed, by_it, out=np.ones_like(missed), where=by_it > 0)
        others = np.where(by_it > 0, others, posts[~mine].prod(axis=0))
        yield ContributorReplay(
            contributor=name,
            posts=int(mine.sum()),
            seen=float((1 - _mixed(by_it, past.night)).sum()),
            alone=float(_mixed((1 - by_it) * others, past.night).sum()),
            attributable=Attributable.of(attributable(posts[mine], past.night, share)),
        )


def _catches(
    past: Past,
    segments: Segments,
    siting: Siting,
    sites: tuple[Site, ...],
    parameters: SitingParameters,
    *,
    missed: Floats,
) -> Iterator[Catch]:
    if free := free_posts(sites, siting):
        more = _more(past, missed, _unseen(past, [(s.geometry.x, s.geometry.y) for s in free], parameters.post))
        yield Catch(f"one more post, at {free[int(more.argmax())].name}", float(more.max()))
    middles = list(zip(segments.lon.tolist(), segments.lat.tolist(), strict=True))
    more = _more(past, missed, _unseen(past, middles, parameters.orbit))
    at = float(segments.start_m[int(more.argmax())]) / 1000
    yield Catch(f"one more watching orbit, over km {at:.0f} of the line", float(more.max()))
    by_day = float((past.night * (missed[1] - np.minimum(missed[0], missed[1]))).sum())
    yield Catch("seeing by night as by day, with what stands there", by_day)


def _more(past: Past, missed: Floats, added: Floats) -> Floats:
    # Expected incidents that each added place would see and nobody saw, (places,).
    return np.array([_mixed(missed * (1 - each), past.night).sum() for each in added])
