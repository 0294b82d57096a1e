"""Site what generation fielded: posts and watching orbits to see, bases to react, caveats binding.

Posts and watching orbits are sited together, to see as much of the line's length as possible, day and night
counting alike; then reaction forces, to reach as much of it as possible in time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from truceline.agreement.line import Floats, Segments
from truceline.records.places import Site
from truceline.records.quantities import Arithmetic
from truceline.siting.asset_groups import PlacedAsset, Unplaced, grouped, places
from truceline.siting.assets import Asset, LeftOver, left_over
from truceline.siting.bases import place_bases
from truceline.siting.orbits import kept_on_station, orbit_shares
from truceline.siting.parameters import SitingParameters
from truceline.siting.patrols import Patrol, Patrolling, Way, patrol_minutes, run_patrols, seen_by_patrols
from truceline.siting.posts import place_watch
from truceline.siting.response import Responses, quantile, responses, travel_minutes
from truceline.siting.sensors import Eyes, plain_eyes
from truceline.solvers.milp import SolveStatus

__all__ = ["Asset", "LeftOver", "PlacedAsset", "Siting", "SitingParameters", "Unplaced", "site"]


@dataclass(frozen=True, slots=True)
class Siting:
    """Where the assets of one scenario stand, what they see and how fast they react.

    Arrays are (segments,): ``day`` and ``night`` the chance that an event in the middle of the segment is seen;
    ``minutes`` the time until a reaction force is there, inf where none may come, its capital asked where its caveats
    say so (``response`` has the same had they agreed before, and by task). ``patrols`` are those on the road, no
    reaction force: their way to an event is told apart (``patrol_minutes``). ``orbit_stations_m`` are the chainages of
    watching orbits, ``orbit_shares`` for how much of the time each is kept up; ``on_station`` counts all orbits kept
    up, watching or not, with its sum. ``left_over`` are the parts of units that are too small to stand.

    ``objective`` is the mean of ``mean_detection`` by day and by night, ``bound`` what no siting of these assets could
    beat, with those at locked sites where they are.
    """

    posts: tuple[PlacedAsset, ...]
    bases: tuple[PlacedAsset, ...]
    orbit_stations_m: tuple[float, ...]
    orbit_shares: tuple[float, ...]
    on_station: Arithmetic
    patrols: tuple[Patrol, ...]
    unplaced: tuple[Unplaced, ...]
    left_over: tuple[LeftOver, ...]
    length_m: Floats
    day: Floats
    night: Floats
    response: Responses
    objective: float
    bound: float
    status: SolveStatus

    @property
    def minutes(self) -> Floats:
        """Time until the first reaction force is there, (segments,)."""
        return self.response.first.minutes

    @property
    def patrol_minutes(self) -> float | None:
        """Mean way of the nearest patrol to an event, in minutes, that half of the length does not exceed."""
        return self.within(patrol_minutes(self.patrols, len(self.length_m)))[0]

    @property
    def mean_detection(self) -> tuple[float, float]:
        """Chance, by day and by night, that an event at a random place of the line is seen."""
        return _mean(self.day, self.length_m), _mean(self.night, self.length_m)

    @property
    def share_seen(self) -> tuple[float, float]:
        """Share of the line's length, by day and by night, where an event is as likely seen as not (p >= 0.5)."""
        seen = (self.day >= 0.5).astype(np.float64), (self.night >= 0.5).astype(np.float64)
        return _mean(seen[0], self.length_m), _mean(seen[1], self.length_m)

    @property
    def median_minutes(self) -> float | None:
        """Response time that half of the line's length does not exceed; None where no force comes."""
        return self.within(self.minutes)[0]

    @property
    def p90_minutes(self) -> float | None:
        """Response time that nine tenths of the line's length do not exceed; None where no force comes."""
        return self.within(self.minutes)[1]

    def within(self, minutes: Floats) -> tuple[float | None, float | None]:
        """Return the times (segments,) that half and nine tenths of the line's length do not exceed; None for never."""
        half, most = (quantile(minutes, self.length_m, share) for share in (0.5, 0.9))
        return half if np.isfinite(half) else None, most if np.isfinite(most) else None


def site(
    segments: Segments,
    sites: tuple[Site, ...],
    assets: tuple[Asset, ...],
    parameters: SitingParameters,
    *,
    eyes: Eyes | None = None,
    patrolling: Patrolling | None = None,
    way: Way = Way(),  # noqa: B008  (frozen)
) -> Siting:
    """Site ``assets`` at ``sites`` along the line: the one entry that the workflow calls.

    A site lies in the sector of the segment nearest to it. Posts stand at sites of kind ``post``, reaction forces at
    sites of kind ``base``, as many as a site holds, and whom it fixes among them; somebody stands at as many locked
    sites as possible, nobody at a forbidden one. Watching orbits have their middle over the line itself. ``eyes`` is
    what they see with: observers in clear weather over open ground where it is not given. ``patrolling`` says how
    patrols move and see, and ``way`` where they drive.

    Raises
    ------
    CaseError
        If an asset names a role or sector that does not exist, or a negative number.
    """
    groups = {role: grouped(assets, role, segments.sectors) for role in ("post", "reaction")}
    seers = sum(asset.aircraft for asset in assets if asset.watches)
    orbits = orbit_shares(kept_on_station(seers, parameters.cycle).value)
    seeing = eyes or plain_eyes(parameters)
    patrols, idle = run_patrols(segments, assets, patrolling, way)
    patrolled = seen_by_patrols(patrols, len(segments.lon), seeing.post[0].factor)
    among = places(segments, sites, "post")
    watch = place_watch(segments, among, groups["post"], orbits, seeing, patrolled=patrolled)
    bases = place_bases(segments, places(segments, sites, "base"), groups["reaction"], parameters)
    middles, home = np.column_stack([segments.lon, segments.lat]), where(bases.placed)
    answered = respond(segments, bases.placed, assets, travel_minutes(middles, home, parameters.reaction))
    return Siting(
        posts=watch.posts,
        bases=bases.placed,
        orbit_stations_m=watch.stations_m,
        orbit_shares=watch.shares,
        on_station=kept_on_station(sum(asset.aircraft for asset in assets), parameters.cycle),
        patrols=patrols,
        unplaced=watch.unplaced + bases.unplaced + idle,
        left_over=tuple(left_over(assets)),
        length_m=segments.length_m,
        day=watch.day,
        night=watch.night,
        response=answered,
        objective=watch.located.objective,
        bound=watch.located.bound,
        status=watch.located.status,
    )


def respond(segments: Segments, bases: tuple[PlacedAsset, ...], assets: tuple[Asset, ...], travel: Floats) -> Responses:
    """Tell when the first force is at each segment; ``travel`` (bases, segments) is the way from each base."""
    known = {asset.unit_id: asset for asset in assets if asset.role == "reaction"}
    return responses(travel, [known[base.unit_id] for base in bases], segments.sectors, segments.sector)


def where(placed: Sequence[PlacedAsset]) -> Floats:
    """Return longitude and latitude of what is placed, (placed, 2)."""
    return np.array([(p.lon, p.lat) for p in placed], dtype=np.float64).reshape(-1, 2)


def _mean(values: Floats, length_m: Floats) -> float:
    return float(values @ length_m / length_m.sum())
