"""Reaction forces: how long until one is there.

``minutes = alert + distance * detour / speed``, straight-line distance times a stated detour factor. What roads, mines
and checkpoints really do is left out until a road network is given.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from truceline.agreement.line import Floats, Segments, ecef
from truceline.errors import CaseError
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
        chord, _ = cKDTree(ecef(home[:, 0], home[:, 1])).query(where)
        minutes = reaction.minutes(arc_km(np.asarray(chord)))
        best = np.where(rule[segments.sector], np.minimum(best, minutes), best)
    return best


def quantile(values: Floats, weight: Floats, share: float) -> float:
    """Smallest value that at least ``share`` of the weight does not exceed; both arrays (n,)."""
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weight[order])
    return float(values[order][np.searchsorted(reached, share * reached[-1] * (1 - 1e-12))])
