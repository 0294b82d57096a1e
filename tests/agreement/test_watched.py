"""Places and roads as segments. On the equator a degree of longitude is 111.31949 km (WGS84)."""

from itertools import pairwise

import numpy as np
import pytest
from shapely import LineString, Point, box

from truceline.agreement.line import middles_at
from truceline.agreement.watched import watched
from truceline.errors import CaseError
from truceline.records.places import Road, Sector, Site

DEGREE_M = 111_319.4908
PLACES = (
    Site("market", "Market", "watch", Point(0.5, 0.1), "", weight=2.5),
    Site("camp", "Camp", "watch", Point(5.0, 5.0), ""),
)
ROADS = (Road("east", "East road", LineString([(1, 0), (1.05, 0), (1.1, 0)]), ""),)
SECTORS = (Sector("west", "West", box(0, -1, 1.05, 1)), Sector("rest", "Rest", box(1.05, -1, 2, 1)))


def test_a_place_counts_as_its_weight_in_pieces_and_a_road_is_cut_from_end_to_end():
    cut = watched(PLACES, ROADS, SECTORS, 4_000.0)

    assert cut.length_m == pytest.approx([10_000, 4_000, 4_000, 4_000, 0.1 * DEGREE_M - 8_000], abs=0.01)
    assert cut.watched.ids == ("market", "camp", "east", "east", "east")
    assert cut.watched.places == 2
    assert cut.start_m[1:] == pytest.approx(cut.end_m[:-1])


def test_places_stand_where_they_are_and_pieces_of_road_at_their_middle():
    cut = watched(PLACES, ROADS, SECTORS, 4_000.0)

    assert cut.lon[:2].tolist() == [0.5, 5.0]
    assert cut.lon[2:] == pytest.approx(
        [1 + (2_000 + 4_000 * n) / DEGREE_M for n in (0, 1)] + [1.1 - 1_565.97 / DEGREE_M], abs=1e-6
    )
    assert cut.sector.tolist() == [0, -1, 0, 1, 1]


def test_pieces_go_through_the_vertices_of_the_road_and_meet():
    pieces = watched(PLACES, ROADS, SECTORS, 4_000.0).watched.pieces

    assert [len(piece) for piece in pieces] == [1, 1, 2, 3, 2]
    assert pieces[3][1].tolist() == pytest.approx([1.05, 0])
    assert all(np.allclose(a[-1], b[0]) for a, b in pairwise(pieces[2:]))


def test_a_station_is_found_again_by_its_number():
    cut = watched(PLACES, ROADS, SECTORS, 4_000.0)
    middles = (cut.start_m + cut.end_m) / 2

    assert middles_at(cut, middles).tolist() == np.column_stack([cut.lon, cut.lat]).tolist()


def test_nothing_to_watch_is_refused():
    with pytest.raises(CaseError, match="nothing is watched"):
        watched((), (), SECTORS, 4_000.0)
