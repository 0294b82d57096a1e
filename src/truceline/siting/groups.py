"""Assets in, placed assets out: which of them may stand where, and which unit takes which site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from truceline.agreement.line import Floats, Ints, Segments, ecef
from truceline.errors import CaseError
from truceline.records.places import Site
from truceline.siting.assets import ROLES, Asset, needed
from truceline.solvers.milp import Bools

STEPS = 150
"""Steps of the bound for one siting: a plan does a dozen of them, and 400 lower the bound by half a point at most."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One asset at its site.

    ``sector`` is the site's, empty outside all; ``chainage_m`` that of the middle of the segment nearest to it.
    """

    site: str
    unit_id: str
    contributor: str
    lon: float
    lat: float
    sector: str
    chainage_m: float


@dataclass(frozen=True, slots=True)
class Unplaced:
    """How many of a unit's posts or forces found no site, and why."""

    unit_id: str
    contributor: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Places:
    """Candidate sites as columns, (places,): ``where`` (places, 2) is longitude and latitude.

    ``sector`` is the index of the sector of the segment nearest to the place, or -1; ``chainage_m`` that segment's
    middle.
    """

    ids: tuple[str, ...]
    where: Floats
    sector: Ints
    chainage_m: Floats


@dataclass(frozen=True, slots=True)
class Group:
    """Assets under the same restrictions: ``sector`` is an index or None for any, ``barred`` are indices."""

    sector: int | None
    barred: frozenset[int]
    assets: tuple[Asset, ...]

    @property
    def number(self) -> int:
        """Places that the group's assets take up."""
        return sum(needed(asset) for asset in self.assets)

    def allows(self, sector: Ints) -> Bools:
        """Tell which places the group may use, by the index of the sector (places,) they lie in."""
        inside = np.ones(len(sector), dtype=np.bool_) if self.sector is None else sector == self.sector
        return inside & ~np.isin(sector, sorted(self.barred))


def grouped(assets: tuple[Asset, ...], role: str, sectors: tuple[str, ...]) -> tuple[Group, ...]:
    """Gather the assets of one role by their restrictions, the most restricted first.

    Raises
    ------
    CaseError
        If any asset names a role or sector that does not exist, or a negative number.
    """
    if problems := tuple(text for asset in assets for text in _problems(asset, sectors)):
        raise CaseError("the assets cannot be sited", problems)
    index = {name: i for i, name in enumerate(sectors)}
    found: dict[tuple[str, tuple[str, ...]], list[Asset]] = {}
    for asset in assets:
        if asset.role == role:
            key = (asset.sector, tuple(sorted(set(asset.barred_areas))))
            found.setdefault(key, []).append(asset)
    order = sorted(found, key=lambda key: (key[0] == "", -len(key[1]), key))
    return tuple(
        Group(
            sector=index[sector] if sector else None,
            barred=frozenset(index[name] for name in barred),
            assets=tuple(found[sector, barred]),
        )
        for sector, barred in order
    )


def places(segments: Segments, sites: tuple[Site, ...], kind: str) -> Places:
    """List the sites of one kind with the sector and chainage of the segment nearest to each."""
    chosen = [place for place in sites if place.kind == kind]
    where = np.array([(place.geometry.x, place.geometry.y) for place in chosen]).reshape(-1, 2)
    tree = cKDTree(ecef(segments.lon, segments.lat))
    _, nearest = tree.query(ecef(where[:, 0], where[:, 1]))
    return Places(
        ids=tuple(place.id for place in chosen),
        where=where,
        sector=segments.sector[nearest],
        chainage_m=(segments.start_m + segments.end_m)[nearest] / 2,
    )


def openings(groups: tuple[Group, ...], among: Places) -> tuple[Ints, Ints]:
    """List which group may use which place: equally long place and group indices, ordered by group."""
    rows = [np.flatnonzero(group.allows(among.sector)) for group in groups]
    group = np.repeat(np.arange(len(groups)), [len(row) for row in rows])
    return np.concatenate([np.empty(0, dtype=np.int64), *rows]), group


def deal(
    groups: tuple[Group, ...], taken: tuple[Ints, ...], among: Places, sectors: tuple[str, ...]
) -> tuple[tuple[Placed, ...], tuple[tuple[Asset, int], ...]]:
    """Give each group's places ``taken`` (indices) to its assets in order of chainage, so that a unit stays together.

    The second result is the assets left without a place, and how many places each lacks.
    """
    placed: list[Placed] = []
    lacking: list[tuple[Asset, int]] = []
    for group, mine in zip(groups, taken, strict=True):
        queue = mine[np.argsort(among.chainage_m[mine], kind="stable")].tolist()
        for asset in group.assets:
            given, queue = queue[: needed(asset)], queue[needed(asset) :]
            placed += [_placed(asset, place, among, sectors) for place in given]
            if missing := needed(asset) - len(given):
                lacking.append((asset, missing))
    return tuple(placed), tuple(lacking)


def unplaced(lacking: tuple[tuple[Asset, int], ...], why: str) -> tuple[Unplaced, ...]:
    """Note the assets without a place, with the reason."""
    return tuple(Unplaced(asset.unit_id, asset.contributor, number, why) for asset, number in lacking)


def _placed(asset: Asset, place: int, among: Places, sectors: tuple[str, ...]) -> Placed:
    return Placed(
        site=among.ids[place],
        unit_id=asset.unit_id,
        contributor=asset.contributor,
        lon=float(among.where[place, 0]),
        lat=float(among.where[place, 1]),
        sector=(*sectors, "")[among.sector[place]],
        chainage_m=float(among.chainage_m[place]),
    )


def _problems(asset: Asset, sectors: tuple[str, ...]) -> Iterator[str]:
    known = f"known: {', '.join(sectors) or 'none'}"
    if asset.role not in ROLES:
        yield f"{asset.unit_id} | role {asset.role!r}; give one of {', '.join(ROLES)}"
    if min(asset.posts, asset.forces, asset.aircraft) < 0:
        numbers = f"{asset.posts:g} posts, {asset.forces:g} forces, {asset.aircraft:g} aircraft"
        yield f"{asset.unit_id} | {numbers}; give 0 or more"
    for name in (asset.sector, *asset.barred_areas):
        if name and name not in sectors:
            yield f"{asset.unit_id} | sector {name!r} does not exist; {known}"
