"""Locked sites are used and forbidden ones never, against every way in which the posts could be dealt out."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from shapely import Point

from tests.reference.siting import seen
from tests.siting.building import parameters, sites, straight
from truceline.records.places import Site
from truceline.siting.assets import Asset
from truceline.siting.marginal_posts import free_posts
from truceline.siting.plan import site
from truceline.siting.posts import side_by_side
from truceline.siting.sensors import plain_eyes

CUT = straight(every_m=10_000.0)
BORDER = 37.0  # of the two sectors, west and east
USES = ("candidate", "locked", "forbidden")


def post(name, number=1, **changes):
    return Asset(f"{name}#1", name, "post", posts=number, **changes)


def force(name, number=1, **changes):
    return Asset(f"{name}#1", name, "reaction", forces=number, **changes)


def may(asset, place):
    sector = "west" if place.geometry.x < BORDER else "east"
    return place.use != "forbidden" and asset.sector in ("", sector) and place.id not in asset.closed_sites


def dealings(places, owners):
    """Every way in which each post has a place of its own that it may use, or none where none is left to it."""
    slots = [*range(len(places)), *[None] * len(owners)]
    for taken in set(permutations(slots, len(owners))):
        if all(at is None or may(who, places[at]) for who, at in zip(owners, taken, strict=True)):
            yield {at: who.contributor for who, at in zip(owners, taken, strict=True) if at is not None}


def tried(places, assets):
    """How many locked sites each dealing uses, how much it sees, and who stands at the locked ones."""
    where = np.array([(p.geometry.x, p.geometry.y) for p in places])
    chance = side_by_side(plain_eyes(parameters()).posts(CUT, where)).toarray()
    share = CUT.length_m / (2 * CUT.length_m.sum())
    weight = np.concatenate([share, share])
    owners = [asset for asset in assets for _ in range(int(asset.posts))]
    for dealt in dealings(places, owners):
        at_locked = {places[n].id: who for n, who in dealt.items() if places[n].use == "locked"}
        yield len(at_locked), float(weight @ seen(chance, sorted(dealt))), at_locked


def instance(seed, *, nested):
    """Six sites and three pledges; ``nested`` where of any two that overlap one may stand wherever the other may."""
    rng = np.random.default_rng(seed)
    lon = np.sort(np.append(rng.uniform(36.05, 36.85, 3), rng.uniform(37.15, 37.95, 3)))  # off the border
    uses = rng.choice(USES, 6, p=(0.4, 0.35, 0.25))
    places = tuple(
        Site(f"s{n}", "", "post", Point(x, 47.98), "", use=str(use))
        for n, (x, use) in enumerate(zip(lon, uses, strict=True))
    )
    other = post("other", sector="east") if nested else post("other", closed_sites=frozenset({f"s{rng.integers(6)}"}))
    bound = post("bound", int(rng.integers(1, 3)), sector="west" if nested else str(rng.choice(["west", "east"])))
    return places, (post("free", int(rng.integers(1, 3))), bound, other)


@pytest.mark.parametrize("seed", range(20))
def test_as_many_locked_sites_are_used_as_can_be_and_then_nothing_sees_more(seed):
    places, assets = instance(seed, nested=True)
    made = site(CUT, places, assets, parameters())
    used = {p.site for p in made.posts} & {p.id for p in places if p.use == "locked"}
    every = list(tried(places, assets))

    assert len(used) == max(number for number, _, _ in every)
    assert made.objective == pytest.approx(max(s for _, s, standing in every if standing.keys() == used), abs=1e-9)
    assert made.objective <= made.bound + 1e-9


def test_of_more_locked_sites_than_the_force_can_hold_the_first_are():
    locked = tuple(replace(each, use="locked") for each in sites(4))
    made = site(CUT, locked[::-1], (post("a", 2),), parameters())

    assert {p.site for p in made.posts} == {"post-3", "post-2"}


@pytest.mark.parametrize("seed", range(20))
def test_whoever_stands_at_the_locked_sites_the_others_see_as_much_as_they_could(seed):
    places, assets = instance(seed, nested=False)
    made = site(CUT, places, assets, parameters())
    locked_ids = {p.id for p in places if p.use == "locked"}
    at_locked = {p.site: p.contributor for p in made.posts if p.site in locked_ids}
    every = list(tried(places, assets))

    assert len(at_locked) == max(number for number, _, _ in every)
    assert made.objective == pytest.approx(max(s for _, s, standing in every if standing == at_locked), abs=1e-9)


@pytest.mark.parametrize("nested", [True, False])
@pytest.mark.parametrize("seed", range(10))
def test_nobody_stands_at_a_forbidden_site_and_each_only_where_it_may(seed, nested):
    places, assets = instance(seed, nested=nested)
    made = site(CUT, places, assets, parameters())
    known = {p.id: p for p in places}
    whose = {asset.unit_id: asset for asset in assets}

    assert all(may(whose[p.unit_id], known[p.site]) for p in made.posts)
    assert not {s.id for s in free_posts(places, made)} & {p.id for p in places if p.use == "forbidden"}


def test_who_could_stand_at_either_makes_way_for_who_can_stand_at_one_only():
    one, two, *_ = sites(4)
    both = (replace(one, use="locked"), replace(two, use="locked"))
    narrow = post("narrow", closed_sites=frozenset({"post-1"}))
    also_narrow = post("also", closed_sites=frozenset({"post-x"}))  # as many restrictions, and first in the order
    made = site(CUT, both, (narrow, also_narrow), parameters())

    assert {p.site: p.contributor for p in made.posts} == {"post-0": "narrow", "post-1": "also"}


def test_a_site_that_is_locked_for_somebody_is_manned_before_one_for_anybody():
    one, two, *_ = sites(4)
    both = (replace(one, use="locked"), replace(two, fixed="ash"))
    made = site(CUT, both, (post("ash"),), parameters())

    assert [p.site for p in made.posts] == ["post-1"]


def test_a_locked_site_of_several_places_is_used_once_at_least():
    locked = tuple(replace(each, use="locked", capacity=2) for each in sites(3))
    made = site(CUT, locked, (post("a", 4),), parameters())

    assert {p.site for p in made.posts} == {"post-0", "post-1", "post-2"}


def test_a_force_waits_at_the_locked_base_and_never_at_the_forbidden_one():
    end, middle, other = sites(3, kind="base")
    made = site(CUT, (replace(end, use="locked"), replace(middle, use="forbidden"), other), (force("a"),), parameters())
    more = site(CUT, (end, replace(middle, use="forbidden"), other), (force("a", 3),), parameters())

    assert [b.site for b in made.bases] == ["base-0"]
    assert {b.site for b in more.bases} == {"base-0", "base-2"}
    assert sum(u.number for u in more.unplaced) == 1
