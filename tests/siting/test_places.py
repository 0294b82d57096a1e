"""Sites that hold several posts or forces, and sites fixed for somebody, against every choice tried."""

from dataclasses import replace
from itertools import combinations, product

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


def post(name, contributor, number, **changes):
    return Asset(f"{name}#1", contributor, "post", posts=number, **changes)


def force(name, contributor, number=1, **changes):
    return Asset(f"{name}#1", contributor, "reaction", forces=number, **changes)


def best_by_trial(places, assets):
    """The most that is seen when every asset takes its places from all free ones, the fixed ones among them."""
    where = np.array([(p.geometry.x, p.geometry.y) for p in places])
    chance = side_by_side(plain_eyes(parameters()).posts(CUT, where)).toarray()
    slots = [n for n, place in enumerate(places) for _ in range(place.capacity)]
    share = CUT.length_m / (2 * CUT.length_m.sum())
    weight = np.concatenate([share, share])
    total, best = sum(int(asset.posts) for asset in assets), 0.0
    for pick in combinations(range(len(slots)), min(total, len(slots))):
        taken = [slots[n] for n in pick]
        if all(not place.fixed or n in taken for n, place in enumerate(places)):
            best = max(best, float(weight @ seen(chance, taken)))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_posts_are_placed_as_well_as_any_choice_that_keeps_capacity_and_fixed_sites(seed):
    rng = np.random.default_rng(seed)
    lon = rng.uniform(36.0, 38.0, 6)
    places = tuple(
        Site(
            f"s{n}",
            "",
            "post",
            Point(x, 47.98),
            "",
            capacity=int(rng.integers(1, 3)),
            fixed="ash" if n == seed % 6 else "",
        )
        for n, x in enumerate(lon)
    )
    assets = (post("a", "ash", 1), post("b", "birch", int(rng.integers(1, 4))))
    made = site(CUT, places, assets, parameters())

    assert made.objective == pytest.approx(best_by_trial(places, assets), abs=1e-9)
    assert next(p.contributor for p in made.posts if p.site == f"s{seed % 6}" and p.contributor == "ash")
    for place in places:
        assert sum(p.site == place.id for p in made.posts) <= place.capacity


def test_a_site_is_kept_for_the_pledge_or_contributor_that_it_names():
    one, two, *rest = sites(5)
    fixed = (replace(one, fixed="birch-posts"), replace(two, fixed="ash"), *rest)
    made = site(CUT, fixed, (post("ash-posts", "ash", 1), post("birch-posts", "birch", 2)), parameters())
    stands = {p.site: p.contributor for p in made.posts}

    assert len(stands) == 3
    assert stands["post-0"] == "birch"
    assert stands["post-1"] == "ash"


def test_a_site_fixed_for_somebody_who_does_not_come_is_free_for_others():
    places = tuple(replace(each, fixed="cedar") for each in sites(2))
    made = site(CUT, places, (post("ash-posts", "ash", 2),), parameters())

    assert {p.site for p in made.posts} == {"post-0", "post-1"}


def test_nobody_is_fixed_where_caveats_or_the_sector_forbid_it():
    west, east = sites(2)
    made = site(CUT, (replace(west, fixed="ash"), east), (post("ash-posts", "ash", 1, sector="east"),), parameters())

    assert [p.site for p in made.posts] == ["post-1"]


def test_ground_closed_to_a_contributor_is_open_to_others():
    barred = frozenset({"post-0"})
    made = site(CUT, sites(2), (post("a", "ash", 1, closed_sites=barred), post("b", "birch", 1)), parameters())

    assert {p.site: p.contributor for p in made.posts} == {"post-0": "birch", "post-1": "ash"}


@pytest.mark.parametrize(("capacity", "forces"), list(product((1, 2, 3), (1, 2, 3))))
def test_as_many_forces_wait_at_a_base_as_it_holds(capacity, forces):
    (base,) = sites(1, kind="base")
    made = site(CUT, (replace(base, capacity=capacity),), (force("a", "ash", forces),), parameters())

    assert len(made.bases) == min(capacity, forces)
    assert sum(u.number for u in made.unplaced) == max(0, forces - capacity)


def test_a_force_stands_at_the_base_that_is_fixed_for_it_though_another_reaches_more():
    end, middle = sites(3, kind="base")[0], sites(3, kind="base")[1]
    made = site(CUT, (replace(end, fixed="ash"), middle), (force("a", "ash"),), parameters())

    assert [b.site for b in made.bases] == ["base-0"]


def test_a_site_is_free_for_as_many_further_posts_as_it_still_holds():
    places = tuple(replace(each, capacity=3) for each in sites(2))
    made = site(CUT, places, (post("a", "ash", 2),), parameters())
    held = {p.id: sum(q.site == p.id for q in made.posts) for p in places}

    assert [s.id for s in free_posts(places, made)] == [p.id for p in places for _ in range(3 - held[p.id])]
