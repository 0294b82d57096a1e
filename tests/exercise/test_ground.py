"""The ground is what siting sited, less those who have left and those who are not yet there."""

from dataclasses import replace

import numpy as np
import pytest

from tests.siting.building import parameters, sites, straight
from truceline.exercise.ground import Presence, ground
from truceline.records.capabilities import Caveat
from truceline.siting.coverage import coverage
from truceline.siting.plan import Asset, site

ALL = Presence(frozenset(), 1.0)
LINE, PARAMETERS = straight(), parameters()


ASSETS = (
    Asset("birch-posts#1", "birch", "post", posts=4),
    Asset("ash-posts#1", "ash", "post", posts=3, sector="east"),
    Asset("ash-orbit#1", "ash", "orbit", aircraft=12, watches=True),
    Asset("birch-company#1", "birch", "reaction", sector="west"),
    Asset("birch-company#2", "birch", "reaction", sector="west"),
    Asset("ash-company#1", "ash", "reaction", sector="east"),
)


@pytest.fixture(scope="module")
def siting():
    return site(LINE, sites(20) + sites(8, "base", south=0.1), ASSETS, PARAMETERS)


def lay(siting, *worlds, manned=(1.0,), assets=ASSETS, falls=()):
    return ground(LINE, siting, worlds, manned=np.array(manned), assets=assets, parameters=PARAMETERS, falls=falls)


def test_with_all_there_it_is_what_siting_says(siting):
    found = lay(siting, ALL)
    assert siting.orbit_stations_m
    assert found.day[0, 0] == pytest.approx(siting.day)
    assert found.night[0, 0] == pytest.approx(siting.night)
    assert found.minutes[0] == pytest.approx(siting.minutes)
    assert found.length_km.sum() == pytest.approx(siting.length_m.sum() / 1000)
    assert found.sectors == ("west", "east", "")


def test_what_is_half_manned_misses_with_the_root_of_the_chance_to_miss(siting):
    found = lay(siting, ALL, manned=(0.0, 0.5, 1.0))
    assert not found.day[0, 0].any()
    assert (1 - found.day[0, 1]) ** 2 == pytest.approx(1 - siting.day)


def test_pledges_that_have_left_take_their_posts_forces_and_orbits_with_them(siting):
    gone = Presence(frozenset({"ash-posts", "ash-company", "ash-orbit"}), 0.0)
    found = lay(siting, ALL, gone, falls=(("backstop", 0.5),))
    assert (found.day[1] <= found.day[0] + 1e-12).all()
    assert found.day[1, 0, found.sector == 1].mean() < 0.5 * found.day[0, 0, found.sector == 1].mean()
    assert found.forces.tolist() == [[1, 2], [0, 2]]  # areas in order of name: east, west
    assert (found.minutes[1] >= found.minutes[0] - 1e-9).all()
    assert np.isfinite(found.minutes[1]).all()
    assert found.facts == ("backstop",)
    assert found.falls_per_year.tolist() == [0.5]


def test_a_force_does_not_go_where_its_caveats_close_the_sector(siting):
    closed = (Caveat("prohibition", "", "west", 0, ""),)
    found = lay(siting, ALL, assets=tuple(replace(asset, caveats=closed) for asset in ASSETS))
    assert np.isinf(found.minutes[0, found.sector == 0]).all()
    assert np.isfinite(found.minutes[0, found.sector == 1]).all()


def test_where_nobody_stands_nothing_is_seen_and_nobody_comes():
    empty = lay(site(LINE, sites(3), (), PARAMETERS), ALL)
    assert not empty.day.any()
    assert np.isinf(empty.minutes).all()
    assert empty.forces.tolist() == [[0]]


def test_orbits_that_are_left_in_part_watch_for_that_share_of_the_time():
    siting = site(LINE, (), (Asset("ash-orbit#1", "ash", "orbit", aircraft=5, watches=True),), PARAMETERS)
    part = 5 * 0.6 * 12 / 25
    assert siting.orbit_shares == pytest.approx((1, part - 1))
    found = lay(siting, ALL, Presence(frozenset(), 0.25))
    middle = (LINE.start_m + LINE.end_m) / 2
    missed = np.ones(len(middle))
    for chainage, share in zip(siting.orbit_stations_m, siting.orbit_shares, strict=True):
        at = int(np.abs(middle - chainage).argmin())
        chance = coverage(LINE, np.array([[LINE.lon[at], LINE.lat[at]]]), PARAMETERS.orbit).day.toarray()[0]
        missed = missed * (1 - 0.25 * share * chance)
    assert found.day[0, 0] == pytest.approx(siting.day)
    assert found.day[1, 0] == pytest.approx(1 - missed)
