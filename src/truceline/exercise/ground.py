"""What the force of one scenario sees and reaches along the line, month by month and world by world.

A *world* is a set of facts that have ceased to hold; the pledges whose conditions then fail have left. What is left
stays where it was sited. A place seen with chance p by all is seen with ``1 - exp(-share * a)`` when only a share of
what watches is manned, with ``a = -ln(1 - p)`` summed over posts and orbits, which count as independent (see
``siting.coverage``).

Left out: moving posts after a pledge has left, notice given before leaving, and weather.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from truceline.agreement.line import Segments, ecef
from truceline.siting.coverage import Sensor, coverage
from truceline.siting.parameters import SitingParameters
from truceline.siting.patrols import seen_by_patrols
from truceline.siting.plan import Asset, PlacedAsset, Siting, respond, where
from truceline.siting.response import Response, travel_minutes

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_SURE = 1 - 1e-12  # a chance of 1 would have no logarithm


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is still there in one world: ``gone`` are the pledges that have left, ``orbits`` the share of orbits kept.

    What is left of them flies at every station in turn: each is watched for that share of the time that it was.
    """

    gone: frozenset[str]
    orbits: float


@dataclass(frozen=True, slots=True)
class ForceGround:
    """One scenario's force on its ground, as arrays for replications.

    ``day`` and ``night`` (worlds, months, segments) are the chance that a violation is seen; ``minutes`` (worlds,
    segments) the time until the first reaction force is there, inf where none may come, ``asking`` those of it for
    which its capital is asked; ``area`` (segments,) the area whose forces are called; ``forces`` (worlds, areas) how
    many stand there. ``sector`` (segments,) is an index into ``sectors``, the last of which is ground in no sector.
    ``facts`` are those that may fall, at ``falls_per_year`` (facts,): world w is the one in which the facts with their
    bit set in w have fallen; ``gone`` are the pledges that have then left.
    """

    sectors: tuple[str, ...]
    length_km: Floats
    sector: Integers
    day: Floats
    night: Floats
    minutes: Floats
    asking: Floats
    area: Integers
    forces: Integers
    facts: tuple[str, ...]
    falls_per_year: Floats
    gone: tuple[frozenset[str], ...]

    @property
    def seen(self) -> tuple[float, float]:
        """Chance by day and by night to see a violation at a random place, no fact fallen: mean of the months."""
        share = self.length_km / self.length_km.sum()
        return float((self.day[0] @ share).mean()), float((self.night[0] @ share).mean())


def ground(
    segments: Segments,
    siting: Siting,
    worlds: Sequence[Presence],
    *,
    manned: Floats,
    assets: Sequence[Asset],
    parameters: SitingParameters,
    falls: tuple[tuple[str, float], ...] = (),
) -> ForceGround:
    """Lay out what ``siting`` sees and reaches in each world and month.

    ``manned`` (months,) is the share of the sited force that is on tour in each month; ``assets`` are what was sited,
    with the tasks and caveats of each; ``falls`` the facts that may fall and how often a year, one bit of the world
    each, so that there are ``2 ** len(falls)`` worlds. Memory grows with worlds x months x segments.
    """
    unseen = [_unseen(segments, siting, world, parameters) for world in worlds]
    seen = np.array([[[1 - np.exp(-share * part) for share in manned] for part in world] for world in unseen])
    areas, area = _areas(segments, siting.bases)
    answers = [_response(segments, siting.bases, world, assets, parameters) for world in worlds]
    forces = [[sum(_stays(base, world) for base in members) for members in areas] for world in worlds]
    return ForceGround(
        sectors=(*segments.sectors, ""),
        length_km=segments.length_m / 1000,
        sector=segments.sector % (len(segments.sectors) + 1),
        day=seen[:, 0],
        night=seen[:, 1],
        minutes=np.array([each.minutes for each in answers]),
        asking=np.array([each.asking for each in answers]),
        area=area,
        forces=np.array(forces, dtype=np.int64).reshape(len(worlds), -1),
        facts=tuple(fact for fact, _ in falls),
        falls_per_year=np.array([rate for _, rate in falls], dtype=np.float64),
        gone=tuple(world.gone for world in worlds),
    )


def _stays(placed: PlacedAsset, world: Presence) -> bool:
    return placed.unit_id.rpartition("#")[0] not in world.gone


def _unseen(segments: Segments, siting: Siting, world: Presence, parameters: SitingParameters) -> Floats:
    # -ln(chance not to be seen), (2, segments): by day and by night.
    there = [post for post in siting.posts if _stays(post, world)]
    posts = np.array([(post.lon, post.lat) for post in there]).reshape(-1, 2)
    middle = (segments.start_m + segments.end_m) / 2
    over = np.searchsorted(middle, np.array(siting.orbit_stations_m) - 0.5).clip(max=len(middle) - 1)
    stations = np.column_stack([segments.lon[over], segments.lat[over]])
    watched = world.orbits * np.array(siting.orbit_shares)
    stood = _hazard(segments, posts, parameters.post, np.ones(len(posts)))
    driving = [p for p in siting.patrols if p.unit_id.rpartition("#")[0] not in world.gone]
    met = np.array(seen_by_patrols(driving, len(segments.lon)))
    return stood + _hazard(segments, stations, parameters.orbit, watched) - np.log1p(-np.minimum(met, _SURE))


def _hazard(segments: Segments, places: Floats, sensor: Sensor, share: Floats) -> Floats:
    # ``share`` (places,) is for how much of the time somebody is there.
    if not len(places):
        return np.zeros((2, len(segments.lon)))
    found = coverage(segments, places, sensor)
    chances = (share[:, None] * part.toarray() for part in (found.day, found.night))
    parts = [-np.log1p(-np.minimum(chance, _SURE)).sum(axis=0) for chance in chances]
    return np.array(parts)


def _areas(segments: Segments, bases: tuple[PlacedAsset, ...]) -> tuple[list[list[PlacedAsset]], Integers]:
    # Forces that stand in one sector share its calls; a segment belongs to the sector of the base nearest to it.
    names = sorted({base.sector for base in bases})
    if not names:
        return [[]], np.zeros(len(segments.lon), dtype=np.int64)
    homes = ecef(np.array([b.lon for b in bases]), np.array([b.lat for b in bases]))
    middle = ecef(segments.lon, segments.lat)
    nearest = np.linalg.norm(middle[:, None] - homes[None], axis=2).argmin(axis=1)
    of = np.array([names.index(base.sector) for base in bases], dtype=np.int64)
    return [[base for base in bases if base.sector == name] for name in names], of[nearest]


def _response(
    segments: Segments,
    bases: tuple[PlacedAsset, ...],
    world: Presence,
    assets: Sequence[Asset],
    parameters: SitingParameters,
) -> Response:
    there = tuple(base for base in bases if _stays(base, world))
    middles = np.column_stack([segments.lon, segments.lat])
    travel = travel_minutes(middles, where(there), parameters.reaction)
    return respond(segments, there, tuple(assets), travel).first
