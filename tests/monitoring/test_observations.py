"""Places that monitors estimate are honest, and an incident seen by many posts can be counted once."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import MultiPolygon, box

from tests.monitoring.building import ACTS, SOURCES, few
from truceline.agreement.line import sector_of
from truceline.monitoring.fusion import gather
from truceline.monitoring.observations import UNKNOWN_M, Observations, Sighting, distinct, sectors_of
from truceline.records.places import Sector

GEOD = Geod(ellps="WGS84")


@given(st.floats(100, 15_000), st.floats(0, 5_000), st.sampled_from([n * 22.5 for n in range(16)]))
def test_a_place_lies_at_the_middle_distance_along_the_bearing(near, width, bearing):
    lon, lat, radius = Sighting(38.0, 48.0, near, near + width, bearing).place()
    back, _, distance = GEOD.inv(38.0, 48.0, lon, lat)
    assert distance == pytest.approx(near + width / 2)
    assert (back - bearing + 180) % 360 - 180 == pytest.approx(0, abs=1e-6)
    assert radius > 0


def test_the_spread_is_that_of_a_distance_range_and_a_point_of_the_compass():
    # Drawn places, uniform over 2 to 4 km and over the 22.5 degrees about north.
    rng = np.random.default_rng(1)
    distance, angle = rng.uniform(2000, 4000, 200_000), rng.uniform(-np.pi / 16, np.pi / 16, 200_000)
    east, north = distance * np.sin(angle), distance * np.cos(angle)
    drawn = np.sqrt((east.var() + north.var()) / 2)

    _, _, radius = Sighting(38.0, 48.0, 2000, 4000, 0.0).place()
    assert radius == pytest.approx(drawn, rel=0.03)


def test_without_a_bearing_or_a_distance_the_place_is_the_position_and_says_how_vague():
    assert Sighting(38.0, 48.0, 2000, 2000, None).place() == (38.0, 48.0, pytest.approx(2000 / 2**0.5))
    assert Sighting(38.0, 48.0, None, None, 90.0).place() == (38.0, 48.0, pytest.approx(UNKNOWN_M / 2**0.5))


def table(rows):
    text = {name: np.array([row[n] for row in rows]) for n, name in enumerate(("observation", "position"))}
    blank = np.array([""] * len(rows))
    numbers = np.array([row[2] for row in rows])
    zeros = np.zeros(len(rows))
    return Observations(
        id=np.arange(len(rows)).astype(str),
        report=np.arange(len(rows)),
        start=zeros.astype(int),
        end=zeros.astype(int),
        lon=zeros,
        lat=zeros,
        number=numbers,
        training=zeros.astype(bool),
        distance=blank,
        bearing=blank,
        means=blank,
        description=blank,
        weapon=blank,
        **text,
    )


def test_an_incident_heard_by_three_posts_counts_as_the_post_that_heard_most():
    found = table([("explosion", "a", 14), ("explosion", "b", 11), ("explosion", "b", 2), ("burst", "a", 3)])
    assert distinct(found, np.array([0, 0, 0, 0])) == 14 + 3
    assert distinct(found, np.array([0, 1, 1, 2])) == 14 + 13 + 3


def test_a_place_on_the_border_of_sectors_belongs_to_the_first_and_a_sector_may_have_parts():
    west, east = box(0, 0, 1, 1), box(1, 0, 2, 1)
    both_ends = MultiPolygon([box(5, 0, 6, 1), box(7, 0, 8, 1)])
    lon = np.array([0.5, 1.0, 1.0, 2.0, 2.1, 5.5, 6.5, 8.0])
    lat = np.array([0.5, 0.5, 1.0, 1.0, 0.5, 0.0, 0.5, 1.0])

    assert sectors_of(lon, lat, [west, east, both_ends]).tolist() == [0, 0, 0, 1, -1, 2, -1, 2]
    assert sectors_of(lon, lat, [east, west, both_ends]).tolist() == [1, 0, 0, 0, -1, 2, -1, 2]
    # the pieces of the line follow the same rule
    sectors = tuple(Sector(name, name, ground) for name, ground in (("w", west), ("e", east), ("b", both_ends)))
    assert sector_of(np.array([lon, lat]).T, sectors).tolist() == [0, 0, 0, 1, -1, 2, -1, 2]


def test_an_incident_of_which_all_tell_one_place_lies_at_that_place_also_on_a_border():
    # the weights of these radii, multiplied and divided again, miss these degrees by their last digit
    for number, radius in ((1, 10_000.0), (2, 333.3), (3, 7.0)):
        told = few(*[(SOURCES[n], n, 0, radius, ACTS[0]) for n in range(number)])
        placed = replace(told, lat=np.full(number, 1.8), lon=np.full(number, 2.6))
        found = gather(placed, np.zeros(number, dtype=np.int64))
        assert (found.lat.tolist(), found.lon.tolist()) == ([1.8], [2.6])
