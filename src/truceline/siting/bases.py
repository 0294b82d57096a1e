"""Where reaction forces wait, so that as much of the line as possible is reached in time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Ints, Segments
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
from truceline.siting.coverage import near, sparse
from truceline.siting.location.mclp import mclp
from truceline.siting.location.problem import Candidates
from truceline.siting.parameters import SitingParameters
from truceline.siting.response import response_minutes
from truceline.solvers.milp import Bools

_NO_SITE = "no free site of kind 'base' that it may use is of further help"
_FURTHER = 4  # reaches looked at when a force is placed for its response time alone


@dataclass(frozen=True, slots=True)
class Bases:
    """Reaction forces in place, and those without a base."""

    placed: tuple[PlacedAsset, ...]
    unplaced: tuple[Unplaced, ...]


def place_bases(
    segments: Segments,
    among: Places,
    groups: tuple[AssetGroup, ...],
    parameters: SitingParameters,
) -> Bases:
    """Place the forces, as many at a base as it holds, to reach as much of the line's length as possible in time.

    Forces that reach nothing more in time go where they shorten the mean response most; those that shorten it no
    further join another at its base, where there is room. A force does not
    respond into a sector that its caveats close. Where a capital is asked first, the base is the one that is best once
    it has agreed: what asking costs is said of the response, and moves nobody.
    """
    candidates = _candidates(segments, among, groups, parameters)
    chosen = mclp(candidates, segments.length_m, steps=STEPS).chosen
    chosen = np.concatenate([chosen, _rest(segments, among, candidates, chosen, groups=groups, parameters=parameters)])
    place, group = candidates.site[chosen], candidates.budget[chosen]
    taken = tuple(place[group == part] for part in range(len(groups)))
    placed, lacking = deal(groups, taken, among, segments.sectors, held(groups, among))
    return Bases(placed, unplaced(lacking, _NO_SITE))


def _candidates(
    segments: Segments, among: Places, groups: tuple[AssetGroup, ...], parameters: SitingParameters
) -> Candidates:
    # Detection here is 1 where a force of the group gets from the place to the segment in time, and may.
    place, group = openings(groups, among)
    pairs = near(segments, among.where, parameters.reaction.reach_km(parameters.response_within_min))
    shape = (len(among.ids), len(segments.lon))
    reached = scipy.sparse.csr_array(sparse(pairs, np.ones(len(pairs.km)), shape)[place])
    row = np.repeat(np.arange(len(place)), np.diff(reached.indptr))
    reached.data *= _serves(groups, segments)[group[row], segments.sector[reached.indices]]
    reached.eliminate_zeros()
    limits = np.array([part.number for part in groups], dtype=np.int64)
    return Candidates(reached, place, group, limits, fixed_rows(place, group, held(groups, among)))


def _rest(
    segments: Segments,
    among: Places,
    candidates: Candidates,
    chosen: Ints,
    *,
    groups: tuple[AssetGroup, ...],
    parameters: SitingParameters,
) -> Ints:
    # Rows for the forces still without a base: each goes where it shortens the mean response most.
    reaction, serves = parameters.reaction, _serves(groups, segments)
    far = _FURTHER * reaction.reach_km(parameters.response_within_min)
    pairs = near(segments, among.where, far)
    takes = reaction.minutes(pairs.km)
    place, group = candidates.site[chosen], candidates.budget[chosen]
    now = response_minutes(segments, among.where[place], serves[group], reaction)
    now = np.minimum(now, reaction.minutes(np.array(far)))
    free = ~np.isin(np.arange(len(among.ids)), place)
    added: list[int] = []
    left = candidates.limits - np.bincount(group, minlength=len(groups))
    for part in np.repeat(np.arange(len(groups)), left):
        then = np.where(serves[part, segments.sector[pairs.segment]], takes, np.inf)
        saved = segments.length_m[pairs.segment] * np.maximum(now[pairs.segment] - then, 0.0)
        total = np.bincount(pairs.place, saved, minlength=len(free))
        total = np.where(free & groups[part].allows(among), total, 0.0)
        if not len(total) or total.max() <= 0:
            total = _beside(among, free, groups[part]).astype(np.float64)
        if not total.any():
            continue
        best = int(np.argmax(total))
        free[best] = False
        mine = pairs.place == best
        np.minimum.at(now, pairs.segment[mine], then[mine])
        added += np.flatnonzero((candidates.site == best) & (candidates.budget == part)).tolist()
    return np.array(added, dtype=np.int64)


def _beside(among: Places, free: Bools, group: AssetGroup) -> Bools:
    # Who helps no further joins a force at its base, where the base holds more than one.
    ids = np.array(among.ids)
    return free & group.allows(among) & np.isin(ids, ids[~free])


def _serves(groups: tuple[AssetGroup, ...], segments: Segments) -> Bools:
    # (groups, sectors + 1): which sectors each group's forces may enter; the last is ground outside all.
    serves = np.ones((len(groups), len(segments.sectors) + 1), dtype=np.bool_)
    for row, group in zip(serves, groups, strict=True):
        row[sorted(group.barred)] = False
    return serves
