"""Slow and obvious versions of what the siting room and the line compute: every choice tried, every metre walked."""

from itertools import combinations, pairwise

import numpy as np
from pyproj import Geod

GEOD = Geod(ellps="WGS84")


def seen(detection, chosen):
    """Chance (demands,) that one of the chosen sees it, multiplied out post by post."""
    missed = np.ones(detection.shape[1])
    for site in chosen:
        missed = missed * (1 - detection[site])
    return 1 - missed


def best_cover(detection, weight, number):
    """Largest weight that ``number`` rows of a dense matrix cover jointly."""
    sites = range(len(detection))
    return max(float(weight @ seen(detection, pick)) for pick in combinations(sites, number))


def fewest(covers, times=1):
    """Fewest rows of a dense zero-one matrix that cover each column ``times``; None if none do."""
    for number in range(len(covers) + 1):
        for pick in combinations(range(len(covers)), number):
            if (covers[list(pick)].sum(axis=0) >= times).all():
                return number
    return None


def least_sum(distance, weight, number):
    """Smallest weighted sum of distances to the nearest of ``number`` rows."""
    return min(float(weight @ distance[list(pick)].min(axis=0)) for pick in combinations(range(len(distance)), number))


def least_farthest(distance, number):
    """Smallest largest distance to the nearest of ``number`` rows."""
    return min(float(distance[list(pick)].min(axis=0).max()) for pick in combinations(range(len(distance)), number))


def walk(corners, step_m):
    """Points every ``step_m`` metres along geodesic legs, with their chainage: (n, 2) and (n,)."""
    points, chainages, done = [], [], 0.0
    for (lon, lat), (lon2, lat2) in pairwise(corners):
        azimuth, _, length = GEOD.inv(lon, lat, lon2, lat2)
        for along in np.append(np.arange(0.0, length, step_m), length):
            x, y, _ = GEOD.fwd(lon, lat, azimuth, along)
            points.append((x, y))
            chainages.append(done + along)
        done += length
    return np.array(points), np.array(chainages)


def nearest(corners, point, step_m=20.0):
    """Chainage of, and geodesic distance to, the walked point nearest to ``point``."""
    points, chainages = walk(corners, step_m)
    lon, lat = np.full(len(points), point[0]), np.full(len(points), point[1])
    _, _, apart = GEOD.inv(lon, lat, points[:, 0], points[:, 1])
    best = int(np.argmin(apart))
    return chainages[best], apart[best]


def greedy_bases(middles, length_m, sector, bases, forces, *, minutes, at_first):
    """Bases (indices) of forces placed one after another, each where it shortens the mean response most; None if none.

    ``middles`` are the (lon, lat) of each segment, ``bases`` (lon, lat, sector) hold one force each, and ``forces`` are
    sets of sectors where each may neither stand nor go. ``minutes(km)`` is the time for a distance; before anybody is
    placed, everywhere waits ``at_first`` minutes.
    """
    waits, taken, chosen = [at_first] * len(middles), set(), []
    for barred in forces:
        best, best_mean, best_waits = None, float(np.average(waits, weights=length_m)), waits
        for n, (lon, lat, lies) in enumerate(bases):
            if n in taken or lies in barred:
                continue
            then = [
                was if where in barred else min(was, minutes(GEOD.inv(lon, lat, x, y)[2] / 1000))
                for was, where, (x, y) in zip(waits, sector, middles, strict=True)
            ]
            mean = float(np.average(then, weights=length_m))
            if mean < best_mean - 1e-9:
                best, best_mean, best_waits = n, mean, then
        chosen.append(best)
        taken.add(best)
        waits = best_waits
    return chosen
