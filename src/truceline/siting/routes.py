"""Reaction over roads: the quickest way through a road graph, where one is given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from truceline.agreement.line import Floats, Ints, Segments, ecef
from truceline.errors import CaseError
from truceline.siting.coverage import arc_km
from truceline.siting.response import Reaction


@dataclass(frozen=True, slots=True)
class Roads:
    """A road graph: nodes (nodes, 2) in EPSG:4326, and edges that may be driven both ways.

    ``start`` and ``end`` (edges,) are indices of nodes; ``km`` (edges,) the length of the road; ``kmh`` (edges,) the
    speed on it, nan for the reaction force's own.

    Raises
    ------
    CaseError
        If an edge leads nowhere, or a length or speed is not positive.
    """

    nodes: Floats
    start: Ints
    end: Ints
    km: Floats
    kmh: Floats

    def __post_init__(self) -> None:
        ends = np.concatenate([self.start, self.end])
        rules = (
            (bool(len(self.start)), "there is no edge; give one or more"),
            (bool(((ends >= 0) & (ends < len(self.nodes))).all()), "an edge leads to a node that is not there"),
            (bool((self.km > 0).all()), f"an edge of {np.min(self.km, initial=1)} km; give more than 0"),
            (bool((np.nan_to_num(self.kmh, nan=1.0) > 0).all()), "a speed is not positive; give more than 0 km/h"),
        )
        if problems := tuple(f"roads | {text}" for holds, text in rules if not holds):
            raise CaseError("the roads cannot be used", problems)


def road_minutes(roads: Roads, bases: Floats, segments: Segments, reaction: Reaction) -> Floats:
    """Minutes (bases, segments) from each base (bases, 2) to the middle of each segment; inf where no road leads.

    Quickest way (Dijkstra) from the node nearest to the base to the node nearest to the segment; from base to road and
    from road to segment straight, times the detour factor, at the force's own speed. Left out: turns, checkpoints,
    mines, one-way streets. Cost: bases x edges x log(nodes).
    """
    speed = np.where(np.isnan(roads.kmh), reaction.speed_kmh, np.minimum(roads.kmh, reaction.speed_kmh))
    tree = scipy.spatial.cKDTree(ecef(roads.nodes[:, 0], roads.nodes[:, 1]))
    to_road, entry = tree.query(ecef(bases[:, 0], bases[:, 1]))
    from_road, leave = tree.query(ecef(segments.lon, segments.lat))
    graph = _quickest(len(roads.nodes), roads.start, roads.end, 60 * roads.km / speed)
    on_road = scipy.sparse.csgraph.dijkstra(graph, directed=False, indices=np.asarray(entry, dtype=np.int64))[:, leave]
    beside = np.add.outer(arc_km(np.asarray(to_road)), arc_km(np.asarray(from_road)))
    return np.asarray(reaction.minutes(beside) + on_road, dtype=np.float64)


def _quickest(nodes: int, start: Ints, end: Ints, minutes: Floats) -> scipy.sparse.csr_array:
    # One entry per pair of nodes: the quickest of parallel roads, as a sparse matrix would add them up.
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((minutes, high, low))
    low, high, minutes = low[order], high[order], minutes[order]
    first = np.append(True, (np.diff(low) != 0) | (np.diff(high) != 0))
    return scipy.sparse.csr_array((minutes[first], (low[first], high[first])), shape=(nodes, nodes))
