"""Reaction forces: how long until one is there.

``minutes = alert + distance * detour / speed``, straight-line distance times a stated detour factor. What roads, mines
and checkpoints really do is left out until a road network is given.

A force whose caveat *limits* a task there waits until its capital has been asked, for the days that the caveat states
(`records.capabilities.asking_minutes`); the first force to be there counts, so one farther away that need not ask may
come before it. Asking is taken to begin with the call and to be granted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints, Segments, ecef
from truceline.errors import CaseError
from truceline.records.capabilities import asking_minutes
from truceline.siting.assets import Asset
from truceline.siting.coverage import arc_km
from truceline.solvers.milp import Bools


@dataclass(frozen=True, slots=True)
class Reaction:
    """How a reaction force moves: minutes to get going, road speed, and road kilometres per straight one.

    Raises
    ------
    CaseError
        If the alert is negative, the speed is not positive or the detour is below 1.
    """

    alert_min: float
    speed_kmh: float
    detour: float

    def __post_init__(self) -> None:
        rules = (
            (self.alert_min >= 0, f"alert of {self.alert_min} min; give 0 or more"),
            (self.speed_kmh > 0, f"speed of {self.speed_kmh} km/h; give more than 0"),
            (self.detour >= 1, f"detour factor {self.detour}; give 1 or more"),
        )
        if problems := tuple(f"reaction force | {text}" for holds, text in rules if not holds):
            raise CaseError("the reaction force cannot move", problems)

    def minutes(self, distance_km: Floats) -> Floats:
        """Minutes until the force is there, for straight-line distances in kilometres (any shape)."""
        return np.asarray(self.alert_min + 60 * self.detour * distance_km / self.speed_kmh, dtype=np.float64)

    def reach_km(self, within_min: float) -> float:
        """Straight-line distance that the force covers in ``within_min`` minutes, alert included; 0 if none."""
        return max(0.0, (within_min - self.alert_min) * self.speed_kmh / (60 * self.detour))


def response_minutes(segments: Segments, bases: Floats, serves: Bools, reaction: Reaction) -> Floats:
    """Minutes (segments,) until the first force is in the middle of each segment; inf where none may come.

    ``bases`` is (bases, 2) longitude and latitude; ``serves`` (bases, sectors + 1) tells which sectors each base's
    force may enter, its last column ground in no sector. Cost: one nearest-base query per different row of ``serves``.
    """
    best = np.full(len(segments.lon), np.inf)
    where = ecef(segments.lon, segments.lat)
    for rule in np.unique(serves, axis=0):
        home = bases[(serves == rule).all(axis=1)]
        chord, _ = scipy.spatial.cKDTree(ecef(home[:, 0], home[:, 1])).query(where)
        minutes = reaction.minutes(arc_km(np.asarray(chord)))
        best = np.where(rule[segments.sector], np.minimum(best, minutes), best)
    return best


@dataclass(frozen=True, slots=True)
class Response:
    """Minutes (segments,) until the first force is there, inf where none may come; ``asking`` are those of asking."""

    minutes: Floats
    asking: Floats


@dataclass(frozen=True, slots=True)
class TaskResponse:
    """Minutes (segments,) until the first force is there for ``task``; ``agreed`` had every capital agreed before."""

    task: str
    minutes: Floats
    agreed: Floats


@dataclass(frozen=True, slots=True)
class Responses:
    """The response with the capitals asked, had they agreed before (``agreed``, minutes (segments,)), and by task."""

    first: Response
    agreed: Floats
    by_task: tuple[TaskResponse, ...]


def latency(assets: Sequence[Asset], sectors: Sequence[str], task: str | None = None) -> Floats:
    """Minutes (assets, sectors + 1) for which each asks before it goes into a sector; the last is ground in none.

    Asked is for all tasks of the asset, or for ``task`` alone; inf where it may not go, or has no such task.
    """
    rows = [
        [asking_minutes(asset.caveats, asset.tasks if task is None else (task,), area) for area in (*sectors, "")]
        if task is None or task in asset.tasks
        else [np.inf] * (len(sectors) + 1)
        for asset in assets
    ]
    return np.array(rows, dtype=np.float64).reshape(len(assets), len(sectors) + 1)


def first_there(travel: Floats, asking: Floats, sector: Ints) -> Response:
    """Tell when the first force is there: ``travel`` (forces, places) in minutes, ``asking`` (forces, sectors + 1).

    ``sector`` (places,) is the index of the sector of each place, or -1.
    """
    if not len(travel):
        return Response(np.full(len(sector), np.inf), np.zeros(len(sector)))
    asked = asking[:, sector]
    total = travel + asked
    first = np.argmin(total, axis=0), np.arange(len(sector))
    minutes = total[first]
    return Response(minutes, np.where(np.isfinite(minutes), asked[first], 0.0))


def responses(travel: Floats, assets: Sequence[Asset], sectors: Sequence[str], sector: Ints) -> Responses:
    """Tell when the first force is there, for all tasks of the forces and for each; ``travel`` has a row per asset."""

    def agreed(asking: Floats) -> Floats:
        return first_there(travel, np.where(np.isinf(asking), np.inf, 0.0), sector).minutes

    every = latency(assets, sectors)
    tasks = {task: latency(assets, sectors, task) for asset in assets for task in asset.tasks}
    return Responses(
        first=first_there(travel, every, sector),
        agreed=agreed(every),
        by_task=tuple(
            TaskResponse(task, first_there(travel, asking, sector).minutes, agreed(asking))
            for task, asking in sorted(tasks.items())
        ),
    )


def travel_minutes(where: Floats, bases: Floats, reaction: Reaction) -> Floats:
    """Minutes (bases, places) from each of ``bases`` (bases, 2) to each place (places, 2), longitude and latitude."""
    here, there = ecef(bases[:, 0], bases[:, 1]), ecef(where[:, 0], where[:, 1])
    chord = np.array([np.linalg.norm(there - each, axis=1) for each in here]).reshape(len(bases), len(where))
    return reaction.minutes(arc_km(chord))


def quantile(values: Floats, weight: Floats, share: float) -> float:
    """Smallest value that at least ``share`` of the weight does not exceed; both arrays (n,)."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(reached, share * reached[-1] * (1 - 1e-12))])
