"""In which order a sited force shrinks and grows: the plan's own places, the best first, then further ones.

Places are given up one by one, locked ones last, of those left always the one that is missed least with likely values;
further places are taken greedily, each where it then adds most (``siting.further``). A pledge's further posts and bases
stand where its caveats and requirement lines let its units of the plan stand.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints, Segments, ecef
from truceline.ranges.watch import NOBODY, Held, Sited
from truceline.records.places import Site
from truceline.siting.asset_groups import AssetGroup, PlacedAsset, Places, grouped, places
from truceline.siting.assets import Asset, needed
from truceline.siting.coverage import Pairs, arc_km, near
from truceline.siting.marginal_posts import further_posts
from truceline.siting.parameters import SitingParameters
from truceline.siting.patrols import Patrolling, Way, seen_by_patrols
from truceline.siting.plan import Siting
from truceline.siting.posts import side_by_side, stations_along
from truceline.siting.resilience import Seers, without_each_site
from truceline.siting.response import latency
from truceline.siting.sensors import plain_eyes
from truceline.solvers.milp import Bools


@dataclass(frozen=True, slots=True)
class DrawReach:
    """How far any draw goes: detection in kilometres, orbits kept, and what each pledge brings at most, by id.

    What a pledge brings is as a share of what the plan took.
    """

    post_km: float
    orbit_km: float
    orbits: float
    quantity: Mapping[str, float]


def sited(
    segments: Segments,
    sites: tuple[Site, ...],
    assets: Sequence[Asset],
    placed: Siting,
    *,
    parameters: SitingParameters,
    reach: DrawReach,
    patrolling: Patrolling | None = None,
    way: Way = Way(),  # noqa: B008  (frozen)
) -> Sited:
    """Build a sited force ready for draws.

    Cost: a product per further place, and sites x segments.
    """
    posts, bases = places(segments, sites, "post"), places(segments, sites, "base")
    watch = _Watch(segments, posts, placed, parameters)
    manning = tuple(_held(_of("post", assets), placed.posts, posts, segments, watch, reach=reach))
    over = watch.stations(reach.orbits)
    waiting = _Waiting(segments, bases, placed.bases, {asset.unit_id: asset for asset in assets})
    return Sited(
        segments=segments,
        patrols=tuple(asset for asset in assets if asset.role == "patrol"),
        patrolling=patrolling,
        way=way,
        places=len(posts.ids),
        posts=manning,
        near_posts=_of_those(manning, near(segments, posts.where, reach.post_km)),
        aircraft={asset.unit_id: asset.aircraft for asset in assets if asset.watches},
        stations=len(over),
        near_stations=near(segments, over, reach.orbit_km),
        bases=tuple(_held(_of("reaction", assets), placed.bases, bases, segments, waiting, reach=reach)),
        base_km=waiting.km,
        base_asking=waiting.asking,
    )


def _of_those(held: Sequence[Held], pairs: Pairs) -> Pairs:
    mine = np.isin(pairs.place, np.concatenate([[NOBODY], *(each.order for each in held)]))
    return Pairs(pairs.place[mine], pairs.segment[mine], pairs.km[mine])


class _StandingPlaces(Protocol):
    """Those who stand at some of the places, and where more would help."""

    def kept(self) -> Ints:
        """Rank those that the plan places: whoever is given up later has the higher rank."""

    def further(self, group: AssetGroup, number: int) -> list[int]:
        """Let up to ``number`` more of a group stand where they add most, and give their places."""


def _of(role: str, assets: Sequence[Asset]) -> dict[str, list[Asset]]:
    found: dict[str, list[Asset]] = {}
    for asset in assets:
        if asset.role == role:
            found.setdefault(asset.unit_id.rpartition("#")[0], []).append(asset)
    return found


def _held(
    pledges: Mapping[str, Sequence[Asset]],
    placed: Sequence[PlacedAsset],
    among: Places,
    segments: Segments,
    standing: _StandingPlaces,
    *,
    reach: DrawReach,
) -> Iterator[Held]:
    rows, kept = _rows(among, placed), standing.kept()
    for pledge, mine in pledges.items():
        units = tuple(asset.unit_id for asset in mine)
        mine_placed = (i for i, place in enumerate(placed) if place.unit_id in units)
        stand = sorted(mine_placed, key=lambda i: (not among.locked[rows[i]], -kept[i]))
        number, planned = np.array([asset.number for asset in mine]), sum(map(needed, mine))
        more = math.ceil(number.sum() * (reach.quantity[pledge] - 1))
        (group, *_) = grouped(tuple(mine), mine[0].role, segments.sectors)
        order = [*(rows[i] for i in stand), *[NOBODY] * (planned - len(stand))]
        yield Held(units, number, planned, np.array([*order, *standing.further(group, more)], dtype=np.int64))


class _Watch:
    # Posts and orbits that stand, as rows of what they see.
    def __init__(self, segments: Segments, among: Places, placed: Siting, parameters: SitingParameters) -> None:
        eyes, middle = plain_eyes(parameters), (segments.start_m + segments.end_m) / 2
        self._among, self._where = among, np.column_stack([segments.lon, segments.lat])
        self._posts = side_by_side(eyes.posts(segments, among.where))
        self._orbits = side_by_side(eyes.orbits(segments, self._where))
        share = segments.length_m / (2 * segments.length_m.sum())
        patrolled = seen_by_patrols(placed.patrols, len(share))
        self._weight = np.concatenate([share, share]) * (1 - np.concatenate(patrolled))
        self._taken = _rows(among, placed.posts)
        over = np.abs(middle[:, None] - np.array(placed.orbit_stations_m)).argmin(axis=0)
        flown = self._orbits[over].multiply(np.array(placed.orbit_shares)[:, None])
        self._chances = scipy.sparse.csr_array(scipy.sparse.vstack([self._posts[self._taken], flown], format="csr"))
        self._kept = _given_up(self._chances.shape[0], self._least)
        last = self._kept[len(self._taken) :]
        self._over = over[np.lexsort((-last, -np.array(placed.orbit_shares)))]  # the part of an orbit last

    def _seers(self) -> Seers:
        rows = self._chances.shape[0]
        return Seers(tuple(map(str, range(rows))), (frozenset(),) * rows, self._chances, self._weight, np.ones(rows))

    def _least(self, left: Sequence[int]) -> int:
        rows = scipy.sparse.csr_array(self._chances[list(left)])
        seers = Seers(tuple(map(str, left)), (frozenset(),) * len(left), rows, self._weight, np.ones(len(left)))
        return int(without_each_site(seers)[-1].names[0])

    def kept(self) -> Ints:
        return self._kept[: len(self._taken)]

    def further(self, group: AssetGroup, number: int) -> list[int]:
        free = np.flatnonzero(group.allows(self._among) & _free(self._among, self._taken))
        added: list[int] = free[self._add(scipy.sparse.csr_array(self._posts[free]), number)].tolist()
        self._taken += added
        return added

    def stations(self, orbits: float) -> Floats:
        # Where orbits are flown, (stations, 2), so many at most.
        free = np.setdiff1d(stations_along(len(self._where)), self._over)
        more = free[self._add(scipy.sparse.csr_array(self._orbits[free]), max(0, math.ceil(orbits) - len(self._over)))]
        where: Floats = self._where[np.concatenate([self._over, more])]
        return where

    def _add(self, free: scipy.sparse.csr_array, number: int) -> Ints:
        found = further_posts(self._seers(), free, number)
        useful: Ints = found.places[np.diff(found.seen) > 0]
        self._chances = scipy.sparse.csr_array(scipy.sparse.vstack([self._chances, free[useful]], format="csr"))
        return useful


class _Waiting:
    # Reaction forces at bases, (bases, segments): ``km`` from each to where its force may go, inf elsewhere, and the
    # minutes of ``asking`` its capital. As in a plan, asking moves nobody.
    def __init__(
        self, segments: Segments, among: Places, placed: Sequence[PlacedAsset], assets: Mapping[str, Asset]
    ) -> None:
        here, there = ecef(among.where[:, 0], among.where[:, 1]), ecef(segments.lon, segments.lat)
        self.km = arc_km(np.sqrt(((here[:, None] - there) ** 2).sum(axis=2)))
        self.asking = np.zeros_like(self.km)
        self._far = self.km.max(initial=0.0)
        self._among, self._segments, self._taken = among, segments, _rows(among, placed)
        for row, base in zip(self._taken, placed, strict=True):
            self._take(row, assets[base.unit_id])

    def _take(self, row: int, asset: Asset) -> None:
        asking = latency([asset], self._segments.sectors)[0, self._segments.sector]
        self.km[row, np.isinf(asking)] = np.inf
        self.asking[row] = np.where(np.isinf(asking), 0.0, asking)

    def _mean(self, rows: Sequence[int]) -> float:
        nearest = self.km[list(rows)].min(axis=0, initial=self._far)
        return float(nearest @ self._segments.length_m)

    def kept(self) -> Ints:
        def least(left: Sequence[int]) -> int:
            return min(left, key=lambda i: self._mean([self._taken[j] for j in left if j != i]))

        return _given_up(len(self._taken), least)

    def further(self, group: AssetGroup, number: int) -> list[int]:
        free = np.flatnonzero(group.allows(self._among) & _free(self._among, self._taken)).tolist()
        added: list[int] = []
        for _ in range(min(number, len(free))):
            best = min(free, key=lambda row: self._mean([*self._taken, row]))
            self._take(best, group.assets[0])
            free.remove(best)
            added.append(best)
            self._taken.append(best)
        return added


def _given_up(number: int, least: Callable[[Sequence[int]], int]) -> Ints:
    # The turn (number,) in which each is given up when ``least`` names the next of those left.
    left, turn = list(range(number)), np.zeros(number, dtype=np.int64)
    while left:
        gone = least(left)
        turn[gone] = number - len(left)
        left.remove(gone)
    return turn


def _rows(among: Places, placed: Sequence[PlacedAsset]) -> list[int]:
    # A site may hold more than one: each takes a place of its own.
    free: dict[str, list[int]] = {}
    for row, site in enumerate(among.ids):
        free.setdefault(site, []).append(row)
    return [free[each.site].pop(0) for each in placed]


def _free(among: Places, taken: Sequence[int]) -> Bools:
    free: Bools = ~np.isin(np.arange(len(among.ids)), taken) & (np.array(among.fixed, dtype=np.str_) == "")
    return free
