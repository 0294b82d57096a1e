"""Assets in, placed assets out: which of them may stand where, and which unit takes which site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints, Segments, ecef
from truceline.errors import CaseError
from truceline.records.places import Site
from truceline.siting.assets import ROLES, Asset, needed
from truceline.solvers.milp import Bools

STEPS = 150
"""Steps of the bound for one siting: a plan does a dozen of them, and 400 lower the bound by half a point at most."""


@dataclass(frozen=True, slots=True)
class PlacedAsset:
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
    """How many of a unit's posts, forces or patrols found no place, and why; of patrols it may be a part of one."""

    unit_id: str
    contributor: str
    number: float
    why: str


@dataclass(frozen=True, slots=True)
class Places:
    """Candidate sites as columns, (places,), one place for each post or force that a site holds.

    ``where`` (places, 2) is longitude and latitude; ``fixed`` the pledge or contributor that must take the place, empty
    where none must; ``locked`` (places,) where somebody must stand: who is fixed there or, where nobody is, anybody.
    ``sector`` is the index of the sector of the segment nearest to the place, or -1; ``chainage_m`` that segment's
    middle.
    """

    ids: tuple[str, ...]
    fixed: tuple[str, ...]
    locked: Bools
    where: Floats
    sector: Ints
    chainage_m: Floats


@dataclass(frozen=True, slots=True)
class AssetGroup:
    """Assets under the same restrictions: ``sector`` is an index or None for any, ``barred`` are indices.

    ``closed`` are ids of sites.
    """

    sector: int | None
    barred: frozenset[int]
    assets: tuple[Asset, ...]
    closed: frozenset[str] = frozenset()

    @property
    def number(self) -> int:
        """Places that the group's assets take up."""
        return sum(needed(asset) for asset in self.assets)

    def allows(self, among: Places) -> Bools:
        """Tell which places (places,) the group may use, by the sector they lie in and the site they are at."""
        sector = among.sector
        inside = np.ones(len(sector), dtype=np.bool_) if self.sector is None else sector == self.sector
        return inside & ~np.isin(sector, sorted(self.barred)) & ~np.isin(np.array(among.ids), sorted(self.closed))


def grouped(assets: tuple[Asset, ...], role: str, sectors: tuple[str, ...]) -> tuple[AssetGroup, ...]:
    """Gather the assets of one role by their restrictions, the most restricted first.

    Raises
    ------
    CaseError
        If any asset names a role or sector that does not exist, or a negative number.
    """
    if problems := tuple(text for asset in assets for text in _problems(asset, sectors)):
        raise CaseError("the assets cannot be sited", problems)
    index = {name: i for i, name in enumerate(sectors)}
    found: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Asset]] = {}
    for asset in assets:
        if asset.role == role:
            key = (asset.sector, tuple(sorted(set(asset.barred_areas))), tuple(sorted(asset.closed_sites)))
            found.setdefault(key, []).append(asset)
    order = sorted(found, key=lambda key: (key[0] == "", -len(key[1]), -len(key[2]), key))
    return tuple(
        AssetGroup(
            sector=index[sector] if sector else None,
            barred=frozenset(index[name] for name in barred),
            assets=tuple(found[sector, barred, closed]),
            closed=frozenset(closed),
        )
        for sector, barred, closed in order
    )


def places(segments: Segments, sites: tuple[Site, ...], kind: str) -> Places:
    """List the places at sites of one kind, as many as each holds, with the sector and chainage of the nearest segment.

    The first place of a site that is locked is the one that is; a forbidden site has none.
    """
    mine = [place for place in sites if place.kind == kind and place.use != "forbidden"]
    chosen = [place for place in mine for _ in range(place.capacity)]
    where = np.array([(place.geometry.x, place.geometry.y) for place in chosen]).reshape(-1, 2)
    tree = scipy.spatial.cKDTree(ecef(segments.lon, segments.lat))
    _, nearest = tree.query(ecef(where[:, 0], where[:, 1]))
    return Places(
        ids=tuple(place.id for place in chosen),
        fixed=tuple(name for place in mine for name in (place.fixed, *[""] * (place.capacity - 1))),
        locked=np.array([first for place in mine for first in (place.locked, *[False] * (place.capacity - 1))], bool),
        where=where,
        sector=segments.sector[nearest],
        chainage_m=(segments.start_m + segments.end_m)[nearest] / 2,
    )


def openings(groups: tuple[AssetGroup, ...], among: Places) -> tuple[Ints, Ints]:
    """List which group may use which place: equally long place and group indices, ordered by group."""
    rows = [np.flatnonzero(group.allows(among)) for group in groups]
    group = np.repeat(np.arange(len(groups)), [len(row) for row in rows])
    return np.concatenate([np.empty(0, dtype=np.int64), *rows]), group


def held(groups: tuple[AssetGroup, ...], among: Places) -> dict[int, tuple[int, Asset]]:
    """Return who stands at each locked place (index): its group and asset; places for somebody in particular first.

    Each goes to the first asset that it may, in the order of the groups, unless another would then have none: those
    who stand make way for one another along augmenting paths (Kuhn 1955), so that no other choice holds more of them.
    Of more than the force can hold, the first are held. Nobody is where the force has no such asset left that may use
    the place: it is then as free as any other. Cost: locked places x assets, at worst times the locked places.
    """
    standing: dict[int, tuple[int, Asset]] = {}
    wanted = np.flatnonzero(among.locked).tolist()
    allowed = [group.allows(among) for group in groups]
    fitting = {
        place: [
            (number, asset)
            for number, group in enumerate(groups)
            for asset in group.assets
            if allowed[number][place] and asset.answers_to(among.fixed[place] or asset.contributor)
        ]
        for place in wanted
    }
    for place in sorted(wanted, key=lambda place: among.fixed[place] == ""):
        _lock(place, fitting, standing, set())
    return standing


def _lock(
    place: int,
    fitting: Mapping[int, list[tuple[int, Asset]]],
    standing: dict[int, tuple[int, Asset]],
    tried: set[Asset],
) -> bool:
    # Whether somebody stands at the place in the end, and nobody's place is lost for it.
    for number, asset in fitting[place]:
        if asset in tried:
            continue
        tried.add(asset)
        mine = [other for other, (_, who) in standing.items() if who == asset]
        if len(mine) < needed(asset) or any(_lock(other, fitting, standing, tried) for other in mine):
            standing[place] = (number, asset)
            return True
    return False


def fixed_rows(place: Ints, group: Ints, kept: Mapping[int, tuple[int, Asset]]) -> Bools:
    """Tell which rows of the candidates, by place and group, stand already because the case locks them."""
    pairs = ((at in kept and kept[at][0] == number) for at, number in zip(place.tolist(), group.tolist(), strict=True))
    return np.fromiter(pairs, dtype=np.bool_, count=len(place))


def deal(
    groups: tuple[AssetGroup, ...],
    taken: tuple[Ints, ...],
    among: Places,
    sectors: tuple[str, ...],
    kept: Mapping[int, tuple[int, Asset]] = MappingProxyType({}),
) -> tuple[tuple[PlacedAsset, ...], tuple[tuple[Asset, int], ...]]:
    """Return each group's places ``taken`` (indices) to its assets in order of chainage, so that a unit stays together.

    Places ``kept`` for an asset go to it first. The second result is the assets left without a place, and how many
    places each lacks.
    """
    placed: list[PlacedAsset] = []
    lacking: list[tuple[Asset, int]] = []
    waiting = dict(kept)
    for number, (group, mine) in enumerate(zip(groups, taken, strict=True)):
        ordered = mine[np.argsort(among.chainage_m[mine], kind="stable")].tolist()
        queue = [place for place in ordered if place not in kept]
        for asset in group.assets:
            own = [place for place in ordered if waiting.get(place) == (number, asset)][: needed(asset)]
            waiting = {place: whose for place, whose in waiting.items() if place not in own}
            more = needed(asset) - len(own)
            given, queue = own + queue[:more], queue[more:]
            placed += [_placed(asset, place, among, sectors) for place in given]
            if missing := needed(asset) - len(given):
                lacking.append((asset, missing))
    return tuple(placed), tuple(lacking)


def unplaced(lacking: tuple[tuple[Asset, int], ...], why: str) -> tuple[Unplaced, ...]:
    """Note the assets without a place, with the reason."""
    return tuple(Unplaced(asset.unit_id, asset.contributor, number, why) for asset, number in lacking)


def _placed(asset: Asset, place: int, among: Places, sectors: tuple[str, ...]) -> PlacedAsset:
    return PlacedAsset(
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
    if min(asset.posts, asset.forces, asset.aircraft, asset.patrols) < 0:
        numbers = (
            f"{asset.posts:g} posts, {asset.forces:g} forces, {asset.patrols:g} patrols, {asset.aircraft:g} aircraft"
        )
        yield f"{asset.unit_id} | {numbers}; give 0 or more"
    for name in (asset.sector, *asset.barred_areas):
        if name and name not in sectors:
            yield f"{asset.unit_id} | sector {name!r} does not exist; {known}"
