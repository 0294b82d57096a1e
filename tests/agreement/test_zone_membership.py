"""Whether a place lies in a zone depends on how exactly it is known."""

from math import nan

import numpy as np
import pytest
from pyproj import Geod
from shapely import Polygon

from tests.agreement.building import CLAUSE, LINE, MERIDIAN, agreement, belt
from truceline.agreement.agreement import Area
from truceline.agreement.three_valued_logic import MAYBE, NO, YES
from truceline.agreement.zone_membership import fit_zones, ground_of

GEOD = Geod(ellps="WGS84")


def east(metres, lat=48.0):
    return GEOD.fwd(MERIDIAN, lat, 90, metres)[0]


def ground(*places, lines=(LINE,)):
    lon, offset, radius = zip(*((east(m) if m == m else nan, m, r) for m, r in places), strict=True)
    lat = np.where(np.isnan(offset), np.nan, 48.0)
    return ground_of(agreement(), lines, (np.array(lon), lat, np.array(radius, dtype=float)))


@pytest.mark.parametrize(
    ("metres", "radius", "expected", "chance"),
    [
        (5_000, 100, YES, 1.0),
        (12_000, 100, NO, 0.0),
        (10_000, 1_000, MAYBE, 0.5),
        (9_000, 1_000, MAYBE, 0.8413),
        (8_300, 1_000, YES, 0.9554),
        (11_700, 1_000, NO, 0.0446),
        (-5_000, 100, YES, 1.0),
        (0, 20_000, MAYBE, 0.3829),
    ],
)
def test_a_belt_holds_a_place_with_the_chance_of_a_normal_error(metres, radius, expected, chance):
    fit, found = fit_zones(ground((metres, radius)), (belt(),))

    assert found[0] == pytest.approx(chance, abs=2e-4)
    assert fit[0] == expected


def test_a_belt_on_one_side_leaves_the_other_out():
    places = ground((5_000, 100), (-5_000, 100))

    assert fit_zones(places, (belt(side="left"),))[0].tolist() == [YES, NO]  # going south, left is east
    assert fit_zones(places, (belt(side="right"),))[0].tolist() == [NO, YES]


def test_between_two_belts_that_share_an_edge_it_is_not_outside():
    halves = (belt("a", to_m=5_000.0), belt("b", from_m=5_000.0))

    assert fit_zones(ground((5_000, 500)), halves)[0].tolist() == [MAYBE]


def test_without_the_place_or_the_line_nothing_can_be_told():
    unknown, chance = fit_zones(ground((nan, nan)), (belt(),))
    missing, _ = fit_zones(ground((5_000, 100), lines=()), (belt(),))

    assert unknown.tolist() == [MAYBE]
    assert np.isnan(chance[0])
    assert missing.tolist() == [MAYBE]


def test_no_zone_is_everywhere_even_where_the_place_is_not_known():
    assert fit_zones(ground((nan, nan)), ())[0].tolist() == [YES]


def test_an_area_holds_what_lies_within_its_edge_and_not_in_its_hole():
    hole = [(east(4_000), 47.99), (east(6_000), 47.99), (east(6_000), 48.01), (east(4_000), 48.01)]
    edge = [(MERIDIAN, 47.5), (east(10_000), 47.5), (east(10_000), 48.5), (MERIDIAN, 48.5)]
    area = Area("area", "", "separation", Polygon(edge, [hole]), "", CLAUSE)

    fit, chance = fit_zones(ground((2_000, 100), (12_000, 100), (10_000, 100), (5_000, 10)), (area,))

    assert fit.tolist() == [YES, NO, MAYBE, NO]
    assert chance[2] == pytest.approx(0.5, abs=0.15)  # the edge is straight in degrees, not along the geodesic


def test_small_chances_in_several_zones_add_up_before_a_place_counts_as_outside():
    strips = (belt("a", "left", 0.0, 1_000.0), belt("b", "left", 1_000.0, 2_000.0))
    fit, chance = fit_zones(ground((0, 10_000)), strips)

    assert chance[0] == pytest.approx(0.0398, abs=2e-4)  # 0.0795 together
    assert fit.tolist() == [MAYBE]
    assert fit_zones(ground((0, 10_000)), strips[:1])[0].tolist() == [NO]
