"""Siting puts what was fielded where it helps, keeps to caveats, and reports what it sees and reaches."""

import numpy as np
import pytest

from tests.reference.siting import seen
from tests.siting.building import parameters, sites, straight
from truceline.errors import CaseError
from truceline.records.capabilities import Caveat
from truceline.siting.coverage import coverage
from truceline.siting.plan import Asset, site

POSTS, BASES = sites(20), sites(8, "base", south=0.1)


def post(name, posts=2, **more):
    return Asset(name, "birch", "post", posts=posts, **more)


def closed(area, task=""):
    return (Caveat("prohibition", task, area, 0, ""),)


def force(name, **more):
    return Asset(name, "ash", "reaction", **more)


def test_chances_are_those_of_the_posts_that_stand():
    line = straight()
    plan = site(line, POSTS + BASES, (post("a"), post("b", 3)), parameters())
    where = np.array([(placed.lon, placed.lat) for placed in plan.posts])
    expected = coverage(line, where, parameters().post)
    assert len(plan.posts) == 5
    assert plan.day == pytest.approx(seen(expected.day.toarray(), range(5)))
    assert plan.night == pytest.approx(seen(expected.night.toarray(), range(5)))
    assert (plan.night <= plan.day + 1e-12).all()
    day, night = plan.mean_detection
    assert plan.objective == pytest.approx((day + night) / 2)
    assert plan.objective <= plan.bound + 1e-9
    assert plan.share_seen[0] == pytest.approx(line.length_m[plan.day >= 0.5].sum() / line.length_m.sum())


def test_each_unit_mans_its_posts_side_by_side():
    plan = site(straight(), POSTS, (post("a", 4), post("b", 4)), parameters())
    assert [placed.unit_id for placed in plan.posts] == ["a"] * 4 + ["b"] * 4
    chainages = [placed.chainage_m for placed in plan.posts]
    assert chainages == sorted(chainages)
    assert len({placed.site for placed in plan.posts}) == 8


def test_a_unit_stays_in_its_sector_and_out_of_barred_ones():
    assets = (post("east", 3, sector="east"), post("not-east", 3, caveats=closed("east")), post("any", 3))
    plan = site(straight(), POSTS, assets, parameters())
    sectors = {name: {p.sector for p in plan.posts if p.unit_id == name} for name in ("east", "not-east")}
    assert sectors == {"east": {"east"}, "not-east": {"west"}}
    assert len(plan.posts) == 9


def test_posts_without_a_site_are_named_with_the_reason():
    plan = site(straight(), POSTS[:3], (post("a", 5),), parameters())
    assert len(plan.posts) == 3
    assert [(u.unit_id, u.number) for u in plan.unplaced] == [("a", 2)]
    assert "no free site of kind 'post'" in plan.unplaced[0].why


def test_forces_wait_at_bases_and_reach_the_line_in_the_time_reported():
    plan = site(straight(), POSTS + BASES, (force("r1"), force("r2"), force("r3")), parameters())
    assert {placed.site.split("-")[0] for placed in plan.bases} == {"base"}
    assert len(plan.bases) == 3
    assert plan.median_minutes < 60 < plan.p90_minutes  # three times 18 km either way of 149 km
    assert (plan.minutes <= 60).mean() == pytest.approx(3 * 36.6 / 149, abs=0.05)
    one = site(straight(), POSTS + BASES, (force("r1"),), parameters())
    assert one.p90_minutes > plan.p90_minutes


def test_forces_beyond_need_still_shorten_the_response():
    few = site(straight(), BASES, tuple(force(f"r{i}") for i in range(4)), parameters())
    many = site(straight(), BASES, tuple(force(f"r{i}") for i in range(8)), parameters())
    assert len(many.bases) == 8
    assert (many.minutes <= few.minutes + 1e-9).mean() > 0.9
    assert many.minutes.mean() < few.minutes.mean()


def test_a_force_does_not_respond_where_its_caveat_forbids():
    line = straight()
    plan = site(line, BASES, (force("r1", caveats=closed("east")),), parameters())
    assert np.isinf(plan.minutes[line.sector == 1]).all()
    assert plan.p90_minutes is None
    assert plan.bases[0].sector == "west"


def test_only_watching_orbits_see_the_line_but_all_are_counted():
    fighters = Asset("f", "ash", "orbit", aircraft=20)
    watchers = Asset("w", "ash", "orbit", aircraft=8, watches=True)
    blind = site(straight(), (), (fighters,), parameters())
    seeing = site(straight(), (), (fighters, watchers), parameters())
    assert blind.orbit_stations_m == ()
    assert blind.mean_detection == (0, 0)
    assert seeing.orbit_shares == pytest.approx((1, 1, 0.304))  # 8 x 0.6 x 12 / 25 = 2.304
    assert len(seeing.orbit_stations_m) == 3
    assert seeing.mean_detection[0] > 0.3
    assert seeing.on_station.value == pytest.approx(28 * 0.6 * 12 / 25)


def test_nothing_fielded_sees_and_reaches_nothing():
    plan = site(straight(), POSTS + BASES, (), parameters())
    assert plan.posts == plan.bases == plan.unplaced == ()
    assert plan.mean_detection == plan.share_seen == (0, 0)
    assert plan.median_minutes is None
    assert plan.on_station.value == 0


def test_more_posts_never_see_less():
    values = [site(straight(), POSTS, (post("a", n),), parameters()).objective for n in (1, 3, 6, 12)]
    assert values == sorted(values)


def test_every_fault_of_the_assets_is_listed():
    wrong = (Asset("a", "x", "tank"), post("b", -1), post("c", sector="moon", caveats=closed("sun")))
    with pytest.raises(CaseError) as caught:
        site(straight(), POSTS, wrong, parameters())
    assert [text.split(" | ")[0] for text in caught.value.problems] == ["a", "b", "c", "c"]


def test_the_same_input_gives_the_same_siting():
    assets = (post("a", 4), force("r"), Asset("w", "ash", "orbit", aircraft=8, watches=True))
    first, second = (site(straight(), POSTS + BASES, assets, parameters()) for _ in range(2))
    assert first.posts == second.posts
    assert first.bases == second.bases
    assert (first.day == second.day).all()
    assert first.bound == second.bound


def test_a_part_of_a_post_or_force_does_not_stand_and_is_said_to_be_left_over():
    assets = (post("a", 0.4), post("b", 2.5), force("r1", forces=0.5), force("r2", forces=1.25), post("c", 3.0))
    plan = site(straight(), POSTS + BASES, assets, parameters())
    assert sorted(placed.unit_id for placed in plan.posts) == ["b"] * 2 + ["c"] * 3
    assert [placed.unit_id for placed in plan.bases] == ["r2"]
    left = [(part.unit_id, part.role, part.part) for part in plan.left_over]
    assert left == [
        ("a", "post", pytest.approx(0.4)),
        ("b", "post", pytest.approx(0.5)),
        ("r1", "reaction", 0.5),
        ("r2", "reaction", 0.25),
    ]
    assert plan.unplaced == ()


def test_halves_of_two_units_are_not_put_together():
    plan = site(straight(), POSTS + BASES, (post("a", 0.5), post("b", 0.5), force("r", forces=0.5)), parameters())
    assert plan.posts == plan.bases == ()
    assert len(plan.left_over) == 3


def test_what_adds_up_to_a_whole_is_whole_in_spite_of_the_last_digits():
    plan = site(straight(), POSTS, (post("a", 0.1 * 3 / 0.3), post("b", 5 * 0.6)), parameters())
    assert len(plan.posts) == 4  # 0.1 x 3 / 0.3 is just above 1; 5 x 0.6 just 3
    assert plan.left_over == ()


def test_the_last_part_of_an_orbit_counts_for_its_share_of_the_time():
    line = straight()
    flown = Asset("w", "ash", "orbit", aircraft=3, watches=True)
    plan = site(line, (), (flown,), parameters())
    part = 3 * 0.6 * 12 / 25
    assert plan.orbit_shares == pytest.approx((part,))
    over = np.argmin(np.abs((line.start_m + line.end_m) / 2 - plan.orbit_stations_m[0]))
    whole = coverage(line, np.array([[line.lon[over], line.lat[over]]]), parameters().orbit)
    assert plan.day == pytest.approx(part * whole.day.toarray()[0])
    assert plan.night == pytest.approx(part * whole.night.toarray()[0])


def test_more_aircraft_never_see_less():
    def flown(number):
        return Asset("w", "ash", "orbit", aircraft=number, watches=True)

    values = [site(straight(), (), (flown(n),), parameters()).objective for n in (0, 1, 2, 3, 3.5, 4, 6, 8.7)]
    assert values[0] == 0
    assert values == sorted(set(values))
