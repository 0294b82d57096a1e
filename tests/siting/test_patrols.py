"""Patrols: sums by hand, patrols driven minute by minute, and patrols beside posts against every choice tried."""

from dataclasses import replace

import numpy as np
import pytest
from shapely import LineString, Point

from tests.siting.building import SECTORS, parameters, sites, straight
from truceline.agreement.watched import watched
from truceline.errors import CaseError
from truceline.records.capabilities import Caveat
from truceline.records.patrols import lacking
from truceline.records.places import Road, Site
from truceline.siting.assets import Asset
from truceline.siting.patrols import Patrolling, Way, patrol_minutes, revisit_h, run_patrols, seen_by_patrols
from truceline.siting.plan import site
from truceline.siting.scaling import scaled

# 20 km/h, sees 2 km by day and 1 by night, and an event lasts half an hour.
HOW = Patrolling(20.0, 2.0, 1.0, 0.9, 0.5, 0.5)
CUT = straight()  # about 149.2 km, half of it in the sector west


def patrol(patrols, name="p", contributor="ash", **changes):
    return Asset(f"{name}#1", contributor, "patrol", patrols=patrols, **changes)


def sent(*assets, cut=CUT, way=Way()):  # noqa: B008
    return run_patrols(cut, assets, HOW, way)


def test_patrols_share_a_route():
    assert revisit_h(120, 20, 3).value == pytest.approx(2.0)
    assert revisit_h(120, 20, 3).text == "120 km / (20 km/h x 3 patrols) = 2.00 h"


def test_sums_that_divide_by_nothing_are_refused():
    with pytest.raises(CaseError) as caught:
        revisit_h(0, 0, 0)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("revisit", "setback", "day", "night"),
    [
        # In view for 2 x 2 km / 20 km/h = 0.2 h by day, 0.1 by night: (0.5 + 0.2) / 2 and (0.5 + 0.1) / 2.
        (2.0, 0.0, 0.9 * 0.35, 0.5 * 0.3),
        (0.5, 0.0, 0.9, 0.5),
        # 1.2 km back: 2 x 1.6 / 20 = 0.16 h by day; by night the line is out of range.
        (2.0, 1.2, 0.9 * 0.33, 0.0),
        (2.0, 3.0, 0.0, 0.0),
    ],
)
def test_what_a_patrol_sees_follows_from_how_often_it_passes_and_how_far_off(revisit, setback, day, night):
    assert HOW.chance(revisit, setback) == pytest.approx((day, night))


@pytest.mark.parametrize("patrols", [2, 5])
def test_patrols_driven_round_a_loop_meet_as_many_events_and_are_as_near_as_the_sum_says(patrols):
    # 60 km of loop, patrols evenly spaced at 20 km/h; events at random moments and places last 30 minutes.
    rng = np.random.default_rng(patrols)
    place, start = rng.uniform(0, 60, 20_000), rng.uniform(0, 24, 20_000)
    at = np.arange(patrols) * 60 / patrols
    met = np.zeros(len(place), dtype=bool)
    for minute in range(31):
        here = (at[None] + 20 * (start[:, None] + minute / 60)) % 60
        off = abs(here - place[:, None])
        met |= (np.minimum(off, 60 - off) <= 2.0).any(axis=1)
    ahead = (place[:, None] - (at[None] + 20 * start[:, None])) % 60
    nearest = np.minimum(ahead, 60 - ahead).min(axis=1)

    chance = HOW.chance(60 / (20 * patrols), 0.0)[0] / 0.9
    assert met.mean() == pytest.approx(chance, abs=0.02)
    assert nearest.mean() == pytest.approx(60 / (4 * patrols), rel=0.02)


def test_a_unit_patrols_its_sector_without_what_its_caveats_close():
    (west,), _ = sent(patrol(3, sector="west"))
    (east,), _ = sent(patrol(3, caveats=(Caveat("prohibition", "", "west", 0, ""),)))

    assert set(CUT.sector[west.segments]) == {0}
    assert set(CUT.sector[east.segments]) == {1}
    assert west.route_km == pytest.approx(CUT.length_m[CUT.sector == 0].sum() / 1e3)
    assert west.minutes == pytest.approx(60 * west.route_km / (4 * 3) / 20)


def test_without_ground_to_patrol_a_unit_is_told_as_unplaced():
    found, idle = sent(patrol(1.5, sector="west", caveats=(Caveat("prohibition", "", "west", 0, ""),)))

    assert found == ()
    assert [(u.unit_id, u.number) for u in idle] == [("p#1", 1.5)]
    assert sent(patrol(1), way=Way(0.0, frozenset(range(len(CUT.lon)))))[0] == ()


def test_units_are_independent_and_a_part_of_a_patrol_counts():
    found, _ = sent(patrol(30, "a"), patrol(1.5, "b"))
    day, night = seen_by_patrols(found, len(CUT.lon))

    assert day == pytest.approx(np.full(len(CUT.lon), 1 - (1 - found[0].day) * (1 - found[1].day)))
    assert found[1].revisit.value == pytest.approx(CUT.length_m.sum() / 1e3 / (20 * 1.5))
    assert seen_by_patrols(found[:1], len(CUT.lon), 0.5)[1] == pytest.approx(night * 0 + found[0].night / 2)


def test_patrols_drive_roads_and_not_places():
    road = Road("r", "R", LineString([(36.1, 48), (36.9, 48)]), "")
    cut = watched((Site("m", "M", "watch", Point(36.5, 48.0), ""),), (road,), SECTORS, 2_000.0)
    (only,), _ = sent(patrol(2), cut=cut)

    assert only.segments.tolist() == list(range(1, len(cut.lon)))
    assert only.route_km == pytest.approx(59.7, abs=0.1)


def test_a_place_within_range_of_the_road_is_passed_as_often_as_the_road_and_seen_by_its_distance():
    # One degree of latitude is 111.2 km at 48 degrees: 0.0144 degrees are 1.6 km off the road, 0.0225 degrees 2.5 km.
    road = Road("r", "R", LineString([(36.1, 48), (36.5, 48), (36.9, 48)]), "")
    places = tuple(
        Site(name, name, "watch", Point(36.5, lat), "")
        for name, lat in (("on", 48), ("near", 48.0144), ("far", 48.0225))
    )
    cut = watched(places, (road,), SECTORS, 2_000.0)
    (only,), _ = sent(patrol(2), cut=cut)
    day, night = seen_by_patrols([only], len(cut.lon))
    revisit = 59.7 / (20 * 2)

    # On the road 2 x 2 / 20 = 0.2 h in view by day; 1.6 km off 2 x 1.2 / 20 = 0.12 h, and by night not at all.
    assert only.passed.segments.tolist() == [0, 1]
    assert only.passed.km == pytest.approx([0, 1.6], abs=0.005)
    assert day[:3] == pytest.approx([0.9 * 0.7 / revisit, 0.9 * 0.62 / revisit, 0], rel=0.01)
    assert night[:3] == pytest.approx([0.5 * 0.6 / revisit, 0, 0], rel=0.01)
    assert day[3:] == pytest.approx(np.full(len(cut.lon) - 3, only.day))
    assert patrol_minutes([only], len(cut.lon))[:3] == pytest.approx([only.minutes, only.minutes, np.inf])


def test_a_place_beside_a_road_of_another_sector_is_not_passed():
    road = Road("r", "R", LineString([(36.5, 48), (37.5, 48)]), "")
    cut = watched((Site("m", "M", "watch", Point(37.4, 48.0), ""),), (road,), SECTORS, 2_000.0)
    (only,), _ = sent(patrol(2, sector="west"), cut=cut)

    assert only.passed.segments.tolist() == []


def test_the_printed_sum_of_a_short_route_adds_up():
    assert revisit_h(11.394, 15, 3).text == "11.39 km / (15 km/h x 3 patrols) = 0.25 h"


def test_patrols_and_posts_together_see_what_each_misses():
    posts = Asset("q#1", "ash", "post", posts=2)
    both = site(CUT, sites(2), (posts, patrol(10)), parameters(), patrolling=HOW)
    alone = site(CUT, sites(2), (posts,), parameters())
    chance = both.patrols[0].day

    assert both.day == pytest.approx(1 - (1 - alone.day) * (1 - chance))
    assert both.objective == pytest.approx(sum(both.mean_detection) / 2)
    assert both.objective <= both.bound <= 1 + 1e-9
    assert both.patrol_minutes == pytest.approx(both.patrols[0].minutes)
    assert alone.patrol_minutes is None
    assert alone.patrols == ()


def test_patrols_are_scaled_with_the_force():
    assert [asset.patrols for asset in scaled((patrol(3),), 0.5)] == [1.5]


def test_patrols_without_their_assumptions_are_refused():
    with pytest.raises(CaseError) as caught:
        site(CUT, sites(2), (patrol(1),), parameters())

    assert caught.value.problems == tuple(lacking({}))
    with pytest.raises(CaseError) as wrong:
        replace(HOW, speed_kmh=0.0, range_night_km=3.0, peak_night=0.95, event_h=-1.0)
    assert len(wrong.value.problems) == 4
