"""``site_force``: where one scenario's force stands, what that withstands, and what more would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import scipy
import shapely
from shapely import Point

from truceline.agreement.line import Floats, Segments, middles_at
from truceline.case import Case
from truceline.knowledge import known
from truceline.records.places import Site
from truceline.results.siting import ScenarioSiting, Size
from truceline.siting.closures import HOLDS, Closed
from truceline.siting.environment import Surroundings
from truceline.siting.marginal_posts import Further, free_posts, further_posts
from truceline.siting.orbits import kept_on_station
from truceline.siting.parameters import SitingParameters
from truceline.siting.patrols import seen_by_patrols
from truceline.siting.plan import Asset, Siting, respond, site, where
from truceline.siting.posts import side_by_side
from truceline.siting.resilience import (
    Resilience,
    Seers,
    seen,
    without_each_contributor,
    without_each_site,
    worst_sites,
)
from truceline.siting.routes import road_minutes
from truceline.siting.scaling import scaled
from truceline.siting.sensors import Eyes, eyes
from truceline.workflow.footing import closed_sites, cut_of, open_sites, patrols_of
from truceline.workflow.generate import field_force
from truceline.workflow.plan import assets_of, size_of
from truceline.workflow.standing import choose, stand

SIZES = (0.5, 2.0, 4.0)
"""Shares of the force deployed that are sited too, where no sizes are asked for."""

FURTHER = 10
"""How many further posts are tried."""

_STANDS = 400  # places along the line that are tried for a post that may stand anywhere

MOST_LOST = 5
"""How many sites may be lost at once."""


def site_force(
    case: Case,
    scenario: str,
    *,
    as_of: date | None = None,
    surroundings: Surroundings | None = None,
    sizes: Sequence[int] = (),
) -> ScenarioSiting:
    """Site one scenario's force for its own concept, lose parts of it, and add to it.

    ``sizes`` are forces, in personnel deployed, to which the same mix is scaled; ``SIZES`` of the force where none is
    given. Time: one force generation, and one siting for the force and for each size.

    Raises
    ------
    CaseError
        If the scenario is not one of the case's, or an assumption contradicts another.
    """
    around = surroundings or Surroundings()
    day = as_of or case.as_of
    case = known(case, day)
    stands = stand(case, choose(case, (scenario,))[0], day)
    fielded = field_force(case, stands.scenario.concept, stands, day)
    assets = assets_of(case, fielded.plan, {unit.id: unit for unit in fielded.units})
    ground = _Ground(case, stands.scenario.concept, cut_of(case), around)
    placed = ground.site(assets)
    deployed = float(np.max(fielded.plan.deployed_by_month, initial=0.0))
    further, places, anywhere = ground.further(placed)
    return ScenarioSiting(
        case=case,
        as_of=day,
        standing=stands,
        concept=stands.scenario.concept,
        segments=ground.cut,
        siting=placed,
        deployed=deployed,
        resilience=ground.resilience(placed, assets),
        further=further,
        places=places,
        anywhere=anywhere,
        closed=ground.closed,
        sizes=tuple(ground.sized(assets, deployed, size) for size in _sizes(deployed, sizes)) if assets else (),
        surroundings=around,
    )


def _sizes(deployed: float, sizes: Sequence[int]) -> tuple[int, ...]:
    return tuple(sizes) or tuple(round(deployed * share) for share in SIZES)


class _Ground:
    """The line, the sites that are open, and what is seen with: all that the questions below share."""

    def __init__(self, case: Case, concept: str, cut: Segments, around: Surroundings) -> None:
        self.cut, self._roads = cut, around.roads
        self._case, self._concept, self._denied = case, concept, shapely.union_all(list(around.denied))
        self.closed = self._closed(case.sites)
        self.sites = open_sites(case.sites, self.closed)
        self._parameters = SitingParameters.from_assumptions(case.assumptions)

        def seeing(*, jammed: bool) -> Eyes:
            return eyes(
                self._parameters, case.assumptions, weather=around.weather, jammed=jammed, terrain=around.terrain
            )

        self._eyes, self._jammed = seeing(jammed=False), seeing(jammed=True)

    def _closed(self, sites: Sequence[Site]) -> tuple[Closed, ...]:
        denied = [s for s in sites if s.kind in HOLDS and self._denied.covers(s.geometry)]
        shut = {s.id: Closed(s.id, HOLDS[s.kind], "in denied ground", float("nan")) for s in denied}
        return tuple(({each.site: each for each in closed_sites(self._case, self._concept, sites)} | shut).values())

    def _anywhere(self) -> Floats:
        # Places along the line itself where a post of this concept might stand.
        middles = np.column_stack([self.cut.lon, self.cut.lat])[:: max(1, len(self.cut.lon) // _STANDS)]
        tried = tuple(Site(str(n), "", "post", Point(x, y), "") for n, (x, y) in enumerate(middles.tolist()))
        left = open_sites(tried, self._closed(tried))
        return middles[[int(site.id) for site in left]]

    def site(self, assets: tuple[Asset, ...]) -> Siting:
        patrolling, way = patrols_of(self._case, self.cut, self._concept)
        placed = site(self.cut, self.sites, assets, self._parameters, eyes=self._eyes, patrolling=patrolling, way=way)
        if self._roads is None:
            return placed
        travel = road_minutes(self._roads, where(placed.bases), self.cut, self._parameters.reaction)
        return replace(placed, response=respond(self.cut, placed.bases, assets, travel))

    def resilience(self, placed: Siting, assets: Sequence[Asset]) -> Resilience:
        pilots = frozenset(a.contributor for a in assets if a.watches and a.aircraft)
        seers, dimmed = (seers_of(self.cut, placed, e, pilots=pilots) for e in (self._eyes, self._jammed))
        dark = _half(dimmed, night=True)
        grounded = self._grounded(assets)
        return Resilience(
            now=seen(seers),
            sites=without_each_site(seers),
            contributors=without_each_contributor(seers, grounded),
            worst=tuple(worst_sites(seers, k) for k in range(1, min(MOST_LOST, len(seers.names)) + 1)),
            jammed=(seen(_half(dimmed, night=False)), seen(dark)),
            dark={loss.names[0]: loss.left for loss in without_each_contributor(dark, grounded)},
        )

    def _grounded(self, assets: Sequence[Asset]) -> dict[str, float]:
        # How many orbits a contributor takes with it when it leaves with its aircraft.
        watching = [asset for asset in assets if asset.watches]
        own = {a.contributor: sum(b.aircraft for b in watching if b.contributor == a.contributor) for a in watching}
        return {who: kept_on_station(number, self._parameters.cycle).value for who, number in own.items()}

    def further(self, placed: Siting) -> tuple[Further, tuple[Site, ...], Further]:
        free = free_posts(self.sites, placed)
        free_at = np.array([(s.geometry.x, s.geometry.y) for s in free]).reshape(-1, 2)
        seers = seers_of(self.cut, placed, self._eyes)
        seen_from = (side_by_side(self._eyes.posts(self.cut, places)) for places in (free_at, self._anywhere()))
        found, anywhere = (further_posts(seers, chances, FURTHER) for chances in seen_from)
        return found, tuple(free[i] for i in found.places.tolist()), anywhere

    def sized(self, assets: tuple[Asset, ...], deployed: float, personnel: int) -> Size:
        factor = personnel / deployed
        return size_of(personnel, factor, self.site(scaled(assets, factor)))


def seers_of(cut: Segments, placed: Siting, seeing: Eyes, *, pilots: frozenset[str] = frozenset()) -> Seers:
    """Say who sees what, a row per post, orbit and patrolling unit; ``pilots`` are those who keep the orbits."""
    over = middles_at(cut, placed.orbit_stations_m)
    there = np.array(placed.orbit_shares, dtype=np.float64)
    flown = scipy.sparse.csr_array(side_by_side(seeing.orbits(cut, over)).multiply(there[:, None]))
    stood = side_by_side(seeing.posts(cut, where(placed.posts)))
    share = cut.length_m / (2 * cut.length_m.sum())
    return Seers(
        names=(
            *(post.site for post in placed.posts),
            *(f"orbit-{i + 1}" for i in range(len(over))),
            *(patrol.unit_id for patrol in placed.patrols),
        ),
        contributors=(
            *(frozenset({post.contributor}) for post in placed.posts),
            *[pilots] * len(over),
            *(frozenset({patrol.contributor}) for patrol in placed.patrols),
        ),
        chances=scipy.sparse.csr_array(
            scipy.sparse.vstack([stood, flown, _driven(cut, placed, seeing.post[0].factor)], format="csr")
        ),
        weight=np.concatenate([share, share]),
        shares=np.concatenate([np.ones(len(placed.posts)), there, np.ones(len(placed.patrols))]),
    )


def _driven(cut: Segments, placed: Siting, factor: float) -> scipy.sparse.csr_array:
    # What each unit's patrols see, a row each: by day, then by night.
    seen = [np.concatenate(seen_by_patrols([patrol], len(cut.lon), factor)) for patrol in placed.patrols]
    return scipy.sparse.csr_array(np.array(seen).reshape(len(seen), 2 * len(cut.lon)))


def _half(seers: Seers, *, night: bool) -> Seers:
    # The same seers by day or by night alone, so that the weight is one again.
    middle = len(seers.weight) // 2
    part = slice(middle, None) if night else slice(None, middle)
    return replace(seers, chances=scipy.sparse.csr_array(seers.chances[:, part]), weight=2 * seers.weight[part])
