"""Where posts stand and watching orbits fly, so that as much of the line as possible is seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints, Segments
from truceline.siting.asset_groups import (
    STEPS,
    AssetGroup,
    PlacedAsset,
    Places,
    Unplaced,
    deal,
    fixed_rows,
    held,
    openings,
    unplaced,
)
from truceline.siting.coverage import Coverage
from truceline.siting.location.mclp import mclp
from truceline.siting.location.problem import Candidates, Located, detected
from truceline.siting.sensors import Eyes

_STATIONS = 200  # middles tried for a watching orbit, evenly along the line
_NO_SITE = "no free site of kind 'post' that it may use sees any of what is watched"


@dataclass(frozen=True, slots=True)
class PostsPlan:
    """Posts and orbits in place, and the chance (segments,) that an event is seen by day and by night.

    ``shares`` tells for each of ``stations_m`` for how much of the time an orbit is there.
    """

    posts: tuple[PlacedAsset, ...]
    stations_m: tuple[float, ...]
    shares: tuple[float, ...]
    unplaced: tuple[Unplaced, ...]
    day: Floats
    night: Floats
    located: Located


def place_watch(
    segments: Segments,
    among: Places,
    groups: tuple[AssetGroup, ...],
    orbits: tuple[float, ...],
    eyes: Eyes,
    *,
    patrolled: tuple[Floats, Floats],
) -> PostsPlan:
    """Place the groups' posts and the watching orbits by one covering model; day and night count alike.

    ``orbits`` is for how much of the time each of them is kept up (``orbits.orbit_shares``): it multiplies the chance
    that the orbit sees an event. ``patrolled`` is the chance (segments,), by day and by night, that patrols see it
    already: as all count as independent, only what they miss is left to gain.
    """
    stations = stations_along(len(segments.lon) if orbits else 0)
    kinds = tuple(dict.fromkeys(orbits))
    limits = [*(part.number for part in groups), *(orbits.count(kind) for kind in kinds)]
    candidates = _candidates(segments, among, groups, eyes, stations=stations, kinds=kinds, limits=limits)
    share = segments.length_m / (2 * segments.length_m.sum())
    weight, missed = np.concatenate([share, share]), 1 - np.concatenate(patrolled)
    located = _with(mclp(candidates, weight * missed, steps=STEPS), float(weight @ (1 - missed)))
    budget, place = candidates.budget[located.chosen], candidates.site[located.chosen]
    posts, lacking = deal(
        groups,
        tuple(place[budget == group] for group in range(len(groups))),
        among,
        segments.sectors,
        held(groups, among),
    )
    flown = budget >= len(groups)
    over = stations[place[flown] - len(among.ids)]
    chance = 1 - missed * (1 - detected(candidates.detection, located.chosen))
    return PostsPlan(
        posts=posts,
        stations_m=tuple(((segments.start_m + segments.end_m)[over] / 2).tolist()),
        shares=tuple(kinds[n] for n in budget[flown] - len(groups)),
        unplaced=unplaced(lacking, _NO_SITE),
        day=chance[: len(share)],
        night=chance[len(share) :],
        located=located,
    )


def _with(located: Located, seen: float) -> Located:
    # What patrols see comes on top, of the choice and of the bound alike.
    return replace(located, objective=located.objective + seen, bound=located.bound + seen)


def stations_along(number: int) -> Ints:
    """List the segments, of so many, over whose middle a watching orbit may stand: evenly along the line."""
    return np.unique(np.linspace(0, number - 1, min(number, _STATIONS)).astype(np.int64))


def _candidates(
    segments: Segments,
    among: Places,
    groups: tuple[AssetGroup, ...],
    eyes: Eyes,
    *,
    stations: Ints,
    kinds: tuple[float, ...],
    limits: list[int],
) -> Candidates:
    # An orbit of each kind may fly at each station: a station holds one.
    place, group = openings(groups, among)
    over = np.column_stack([segments.lon[stations], segments.lat[stations]])
    posts = side_by_side(eyes.posts(segments, among.where))[place]
    flown = side_by_side(eyes.orbits(segments, over))
    kind = np.repeat(np.arange(len(kinds)), len(stations))
    return Candidates(
        detection=scipy.sparse.csr_array(
            scipy.sparse.vstack([posts, *(flown * share for share in kinds)], format="csr")
        ),
        site=np.concatenate([place, len(among.ids) + np.tile(np.arange(len(stations)), len(kinds))]),
        budget=np.concatenate([group, len(groups) + kind]),
        limits=np.array(limits, dtype=np.int64),
        fixed=np.append(fixed_rows(place, group, held(groups, among)), np.zeros(len(kind), dtype=np.bool_)),
    )


def side_by_side(seen: Coverage) -> scipy.sparse.csr_array:
    """Put what is seen by day and by night side by side: (places, 2 x segments), the demands of ``place_watch``."""
    return scipy.sparse.csr_array(scipy.sparse.hstack([seen.day, seen.night], format="csr"))
