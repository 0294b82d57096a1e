"""Few names are written while much of a map is seen, and all of them from near."""

import math

import numpy as np
import pytest

from truceline.casefolder.cases import find_case, read_case
from truceline.documents.name_zooms import name_zooms


@pytest.fixture(scope="module")
def places():
    settlements = read_case(find_case("ukraine").folder).settlements
    return np.array([(each.lon, each.lat) for each in settlements])


def pixels(one, other, zoom):
    """How far apart two places are on a web map: in its own projection, without the ellipsoid."""
    side = 512 * 2**zoom / (2 * math.pi)
    x, y = ((math.radians(lon), math.asinh(math.tan(math.radians(lat)))) for lon, lat in (one, other))
    return side * math.dist(x, y)


@pytest.mark.parametrize("zoom", [5, 6, 8])
def test_names_that_are_written_together_leave_room_for_one_another(places, zoom):
    written = [tuple(place) for place, since in zip(places, name_zooms(places), strict=True) if since <= zoom]
    nearest = min(pixels(a, b, zoom) for a in written for b in written if a != b)

    assert 2 <= len(written) < len(places) / 3
    assert 69 < nearest < 140


def test_what_matters_most_is_written_first_and_everything_in_the_end(places):
    zooms = name_zooms(places)

    assert zooms[0] == min(zooms)
    assert max(zooms) <= 13


def test_of_two_neighbours_the_first_is_written():
    pair = np.array([(36.0, 48.0), (36.02, 48.0)])

    assert name_zooms(pair) == (3, 12)
    assert name_zooms(np.empty((0, 2))) == ()
