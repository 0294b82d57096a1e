"""What siting is given: units that generation fielded, in posts, reaction forces and aircraft, shares of one included.

Only whole posts and whole forces stand. Each unit stands by itself: what two pledges have left over is not put
together, not even by one contributor, as each pledge has conditions of its own and may leave alone. Aircraft of all
contributors fly from one pool, and the last part of an orbit counts for that share of the time (`siting.orbits`).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.records.capabilities import Caveat, closed_areas

ROLES = ("post", "reaction", "patrol", "orbit")
"""What siting can do with an asset."""

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Asset:
    """A unit that generation fielded, as siting sees it.

    ``role`` is ``post`` (it mans ``posts`` posts around the clock), ``reaction`` (``forces`` reaction forces, one at a
    base each), ``patrol`` (it keeps ``patrols`` on the road) or ``orbit`` (it brings ``aircraft`` to a common pool;
    ``watches`` where they observe the ground and not only the air). Each may have a fraction. ``sector`` is the id of
    the sector it must stand in, empty where it may stand anywhere; ``tasks`` those of its requirement line, and
    ``caveats`` its own. ``closed_sites`` are ids of sites where the agreement forbids its contributor's presence by
    name.
    """

    unit_id: str
    contributor: str
    role: str
    posts: float = 0.0
    forces: float = 1.0
    aircraft: float = 0.0
    patrols: float = 0.0
    watches: bool = False
    sector: str = ""
    tasks: tuple[str, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    closed_sites: frozenset[str] = frozenset()

    @property
    def number(self) -> float:
        """Posts that it mans, or reaction forces that it is."""
        return self.posts if self.role == "post" else self.forces

    def answers_to(self, name: str) -> bool:
        """Return whether ``name`` is its contributor or its pledge."""
        return name in (self.contributor, self.unit_id.rpartition("#")[0])

    @property
    def barred_areas(self) -> tuple[str, ...]:
        """Ids of the sectors that its caveats close to its tasks."""
        return closed_areas(self.caveats, self.tasks)


@dataclass(frozen=True, slots=True)
class LeftOver:
    """What a unit has beyond whole posts or forces: ``part`` of one, above 0 and below 1, that does not stand."""

    unit_id: str
    contributor: str
    role: str
    part: float


def whole(number: float) -> int:
    """Count the whole ones in a number: never rounded up, but for the last digits of a sum."""
    return math.floor(number + _TINY)


def needed(asset: Asset) -> int:
    """Count the places an asset takes up: one for each whole post or force."""
    return whole(asset.number)


def left_over(assets: tuple[Asset, ...]) -> Iterator[LeftOver]:
    """List what posts and reaction forces are too small a part to stand, in the order of ``assets``."""
    for asset in assets:
        part = asset.number - needed(asset)
        if asset.role in ("post", "reaction") and part > _TINY:
            yield LeftOver(asset.unit_id, asset.contributor, asset.role, part)
