"""What a sited force sees and reaches in a draw, against the formulas of siting written out."""

import numpy as np
import pytest
from shapely import Point

from tests.siting.building import parameters, sites, straight
from truceline.agreement.line import GEOD
from truceline.ranges.order import DrawReach, sited
from truceline.ranges.watch import parameters_in, seen
from truceline.records.capabilities import Caveat
from truceline.records.places import Site
from truceline.siting.patrols import Patrolling
from truceline.siting.plan import Asset, site

FAR = DrawReach(post_km=30.0, orbit_km=120.0, orbits=5.0, quantity={"ash": 3.0, "birch": 3.0, "elm": 3.0, "oak": 3.0})
LINE = straight()
PLACES = sites(30) + sites(12, kind="base", south=0.2)


def asset(name, role, **fields):
    return Asset(f"{name}#1", name, role, **fields)


POSTS = asset("ash", "post", posts=4.0)
OTHERS = asset("birch", "post", posts=2.5, sector="east")
AIR = asset("elm", "orbit", aircraft=9.0, watches=True)
FORCES = asset("oak", "reaction", forces=3.0)
ALL = (POSTS, OTHERS, AIR, FORCES)


def ready(assets=ALL, likely=None):
    likely = likely or parameters()
    placed = site(LINE, PLACES, assets, likely)
    return placed, sited(LINE, PLACES, assets, placed, parameters=likely, reach=FAR)


def bring(assets=ALL, **shares):
    return {a.unit_id: shares.get(a.contributor, 1.0) for a in assets}


def chance(km, reach, peak, shape):
    return peak * (1 - (km / reach) ** shape) if km <= reach else 0.0


def slowly(placed, p, *, day):
    """The mean chance that an event is seen: every segment, every post, every station, one at a time."""
    light = "day" if day else "night"
    middle = (LINE.start_m + LINE.end_m) / 2
    rows = [(post.lon, post.lat, "post", 1.0) for post in placed.posts]
    for m, share in zip(placed.orbit_stations_m, placed.orbit_shares, strict=True):
        nearest = int(np.abs(middle - m).argmin())
        rows.append((LINE.lon[nearest], LINE.lat[nearest], "orbit", share))
    total = 0.0
    for lon, lat, length in zip(LINE.lon, LINE.lat, LINE.length_m, strict=True):
        missed = 1.0
        for x, y, kind, share in rows:
            km = GEOD.inv(x, y, lon, lat)[2] / 1000
            reach, peak = getattr(p, f"{kind}_range_{light}_km"), getattr(p, f"{kind}_peak_{light}")
            missed *= 1 - share * chance(km, reach, peak, p.detection_shape)
        total += (1 - missed) * length
    return total / LINE.length_m.sum()


def test_with_all_as_the_plan_took_it_a_draw_gives_the_plan():
    placed, force = ready()

    found = seen(force, parameters(), bring())

    assert (found.day, found.night) == pytest.approx(placed.mean_detection, abs=1e-12)
    assert found.median_minutes == pytest.approx(placed.median_minutes, abs=1e-9)


def test_drawn_ranges_peaks_and_shape_are_those_of_detection_written_out():
    placed, force = ready()
    drawn = parameters_in(
        parameters(),
        {"post_range_day_km": 19.0, "post_peak_night": 0.55, "detection_shape": 1.3, "orbit_range_night_km": 55.0},
    )

    found = seen(force, drawn, bring())

    assert found.day == pytest.approx(slowly(placed, drawn, day=True), abs=2e-5)  # distances to a metre or so
    assert found.night == pytest.approx(slowly(placed, drawn, day=False), abs=2e-5)


def test_by_night_nobody_sees_further_or_more_surely_than_by_day():
    drawn = parameters_in(parameters(), {"post_range_day_km": 2.0, "orbit_peak_day": 0.3, "orbit_peak_night": 0.6})

    assert (drawn.post_range_day_km, drawn.post_range_night_km) == (2, 2)
    assert (drawn.orbit_peak_day, drawn.orbit_peak_night) == (0.3, 0.3)


@pytest.mark.parametrize(("share", "posts"), [(1.0, 4), (0.9, 4), (0.8, 3), (0.4, 2), (0.1, 0), (0.0, 0), (2.0, 8)])
def test_posts_change_by_the_nearest_whole_number(share, posts):
    _, force = ready((POSTS,))

    assert len(force.posts[0].standing({"ash#1": share})) == posts


def test_what_is_planned_too_small_to_stand_counts_once_a_draw_brings_half_a_post_more():
    # 2.5 posts: two stand; 2.5 x 1.1 = 2.75 is no half post more, 2.5 x 1.3 = 3.25 is.
    _, force = ready((OTHERS,))

    assert [len(force.posts[0].standing({"birch#1": share})) for share in (1.0, 1.1, 1.3)] == [2, 2, 3]


def test_the_last_to_go_is_the_one_that_alone_sees_most():
    placed, force = ready((POSTS,))
    alone = {}
    for i, post in enumerate(placed.posts):
        km = np.array([GEOD.inv(post.lon, post.lat, *at)[2] for at in zip(LINE.lon, LINE.lat, strict=True)]) / 1000
        alone[i] = sum(chance(each, 8, 0.9, 2) for each in km) + sum(chance(each, 3, 0.7, 2) for each in km)

    (last,) = force.posts[0].standing({"ash#1": 0.25})

    names = [place.id for place in PLACES if place.kind == "post"]
    best = max(alone.values())
    assert alone[[post.site for post in placed.posts].index(names[last])] == pytest.approx(best, rel=0.05)


@pytest.mark.parametrize("use", ["candidate", "locked"])
def test_a_locked_site_is_the_last_to_go_though_it_sees_least(use):
    far = Site("far", "Far", "post", Point(36.5, 47.94), "src", use=use)
    among, both = (far, *sites(1)), (asset("ash", "post", posts=2.0),)
    placed = site(LINE, among, both, parameters())
    (ash,) = sited(LINE, among, both, placed, parameters=parameters(), reach=FAR).posts

    assert {post.site for post in placed.posts} == {"far", "post-0"}
    assert among[ash.order[0]].id == ("far" if use == "locked" else "post-0")


def test_further_posts_stand_only_where_the_pledge_may():
    _, force = ready((OTHERS,))

    rows = force.posts[0].standing({"birch#1": 3.0})

    names = [place for place in PLACES if place.kind == "post"]
    assert len(rows) == 7
    assert all(names[row].geometry.x > 37 for row in rows)


def test_more_aircraft_and_a_better_cycle_keep_more_orbits_part_of_one_included():
    _, force = ready((AIR,))
    few, more = (seen(force, parameters(), bring((AIR,), elm=share)).day for share in (1.0, 1.3))
    better = seen(force, parameters(orbit_availability=0.9), bring((AIR,))).day

    assert few < more < better


@pytest.mark.parametrize("name", ["post_range_day_km", "post_peak_day", "orbit_range_day_km", "orbit_availability"])
def test_whatever_is_better_never_sees_less(name):
    _, force = ready()
    likely = getattr(parameters(), name)

    seen_by = [
        seen(force, parameters_in(parameters(), {name: likely * factor}), bring()).day
        for factor in (0.5, 0.8, 1.0, 1.1)
    ]

    assert all(np.diff(seen_by) >= -1e-12)


def test_the_response_is_alert_and_way_of_the_nearest_that_is_left():
    placed, force = ready((FORCES,))
    drawn = parameters_in(parameters(), {"response_alert_min": 22.0, "response_speed_kmh": 33.0, "detour_factor": 1.6})
    names = [place for place in PLACES if place.kind == "base"]

    for share, number in ((1.0, 3), (0.6, 2), (0.3, 1), (0.0, 0)):
        rows = force.bases[0].standing({"oak#1": share})
        assert len(rows) == number
        ways = [
            min((GEOD.inv(names[r].geometry.x, names[r].geometry.y, x, y)[2] / 1000 for r in rows), default=np.inf)
            for x, y in zip(LINE.lon, LINE.lat, strict=True)
        ]
        order = np.argsort(ways)
        half = order[np.searchsorted(np.cumsum(LINE.length_m[order]), LINE.length_m.sum() / 2)]
        found = seen(force, drawn, bring((FORCES,), oak=share)).median_minutes
        assert found == pytest.approx(22 + 60 * 1.6 * ways[half] / 33, rel=2e-3)
    assert len(placed.bases) == 3


def test_who_must_ask_asks_in_a_draw_too_and_where_it_is_barred_nobody_comes():
    asks = Caveat("limitation", "", "", 1, "asks at home")
    barred = Caveat("prohibition", "", "east", 0, "not there")
    for caveat in (asks, barred):
        asked = asset("oak", "reaction", forces=3.0, caveats=(caveat,))
        placed, force = ready((asked,))

        found = seen(force, parameters(), bring((asked,)))

        stated = np.inf if placed.median_minutes is None else placed.median_minutes
        assert found.median_minutes == pytest.approx(stated)
        assert stated > 24 * 60 or caveat is barred


def test_patrols_see_by_their_formula_as_drawn_and_fewer_see_less():
    how = Patrolling(speed_kmh=20.0, range_day_km=3.0, range_night_km=1.0, peak_day=0.8, peak_night=0.5, event_h=0.5)
    sent = asset("fir", "patrol", patrols=5.0)
    placed = site(LINE, PLACES, (sent,), parameters(), patrolling=how)
    force = sited(LINE, PLACES, (sent,), placed, parameters=parameters(), reach=FAR, patrolling=how)
    route_km = LINE.length_m.sum() / 1e3

    def expected(patrols, speed, far, peak):
        return peak * min(1.0, (0.5 + 2 * far / speed) / (route_km / (speed * patrols)))

    as_planned, fewer, slower = (
        seen(force, parameters(), {"fir#1": share}, draw)
        for share, draw in ((1.0, {}), (0.5, {}), (1.0, {"patrol_speed_kmh": 10.0, "patrol_range_day_km": 0.6}))
    )

    assert (as_planned.day, as_planned.night) == pytest.approx(placed.mean_detection)
    assert fewer.day == pytest.approx(expected(2.5, 20, 3.0, 0.8))
    assert slower.day == pytest.approx(expected(5, 10, 0.6, 0.8))
    assert slower.night == pytest.approx(expected(5, 10, 0.6, 0.5))  # no further than by day
