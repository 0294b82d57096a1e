"""The nearest settlement, how far from it and in which direction, recomputed by another formula."""

from math import asin, atan2, cos, degrees, radians, sin, sqrt

import numpy as np
import pytest

from truceline.monitoring.settlements import nearest_settlements
from truceline.records.places import Settlement

POINTS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")


def settlement(name, lat, lon):
    return Settlement(name.lower(), name, lat, lon, "own")


def nearest(lat, lon, radius_m, *settlements):
    (found,) = nearest_settlements(np.array([lon]), np.array([lat]), np.array([radius_m]), settlements)
    return found


def great_circle(lat, lon, to_lat, to_lon):
    # Sinnott (1984), "Virtues of the haversine", and the initial course.
    p, q, d = radians(lat), radians(to_lat), radians(to_lon - lon)
    metres = 2 * 6_371_008.8 * asin(sqrt(sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(d / 2) ** 2))
    course = degrees(atan2(sin(d) * cos(q), cos(p) * sin(q) - sin(p) * cos(q) * cos(d)))
    return metres, course % 360


def test_a_published_distance_and_course_come_out():
    # Karney, GeographicLib, manual of GeodSolve: from New York JFK to Singapore Changi, azimuth 3:18:29.9, 15,347,628 m
    jfk = settlement("JFK", 40 + 38 / 60 + 23 / 3600, -(73 + 46 / 60 + 44 / 3600))

    found = nearest(1 + 21 / 60 + 33 / 3600, 103 + 59 / 60 + 22 / 3600, 100, jfk)

    assert found.distance_m == pytest.approx(15_347_628, abs=1)
    assert found.bearing == "N"


def test_the_nearest_of_hundreds_is_the_one_that_looking_at_each_finds():
    chance = np.random.default_rng(7)
    known = tuple(
        settlement(f"S{n}", lat, lon)
        for n, (lat, lon) in enumerate(zip(chance.uniform(46, 50, 300), chance.uniform(32, 39, 300), strict=True))
    )
    lat, lon = chance.uniform(46, 50, 200), chance.uniform(32, 39, 200)

    found = nearest_settlements(lon, lat, np.full(200, 100.0), known)

    for n, near in enumerate(found):
        by_hand = {s.id: great_circle(s.lat, s.lon, lat[n], lon[n]) for s in known}
        metres, course = by_hand[near.settlement.id]
        assert metres <= 1.006 * min(each for each, _ in by_hand.values())  # sphere against ellipsoid
        assert near.distance_m == pytest.approx(metres, rel=0.006)
        off = abs((POINTS.index(near.bearing) * 45 - course + 180) % 360 - 180)
        assert off <= 22.5 + 0.5


@pytest.mark.parametrize(("radius_m", "bearing"), [(1_000, "E"), (1_113, "E"), (1_114, ""), (5_000, "")])
def test_no_direction_is_told_where_the_settlement_is_no_farther_than_the_place_is_known(radius_m, bearing):
    # a hundredth of a degree along the equator of WGS84: 6,378,137 m x pi / 18,000 = 1,113.19 m
    found = nearest(0.0, 10.01, radius_m, settlement("Ford", 0.0, 10.0))

    assert (found.bearing, found.distance_m) == (bearing, pytest.approx(1_113.19, abs=0.01))


def test_without_settlements_nothing_is_near():
    assert nearest(0.0, 0.0, 1.0) is None
    assert nearest_settlements(np.array([]), np.array([]), np.array([]), (settlement("Ford", 0, 0),)) == ()
