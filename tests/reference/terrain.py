"""One sight line, sample by sample: slow and obvious."""

import math

import numpy as np

from truceline.agreement.line import GEOD
from truceline.siting.terrain import EARTH_M


def sees(terrain, eye, target, heights):
    """Walk from eye to target along the geodesic and stop where the ground rises above the sight line."""
    azimuth, _, distance = GEOD.inv(*eye, *target)

    def ground(metres):
        lon, lat, _ = GEOD.fwd(*eye, azimuth, metres)
        height = float(terrain.height_m(np.array([lon]), np.array([lat]))[0])
        return height - metres**2 * (1 - heights.refraction) / (2 * EARTH_M)

    start, end = ground(0.0) + heights.eye_m, ground(distance) + heights.target_m
    steps = math.ceil(distance / terrain.cell_m)
    return all(ground(distance * i / steps) <= start + (end - start) * i / steps for i in range(1, steps))
