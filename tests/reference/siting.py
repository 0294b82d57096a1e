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
