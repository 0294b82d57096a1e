"""Forces take bases that are free and open to them, the most restricted first, where they shorten the response most."""

from itertools import permutations

import numpy as np
import pytest
from shapely import Point

from tests.reference.siting import greedy_bases
from tests.siting.building import parameters, straight
from truceline.records.capabilities import Caveat
from truceline.records.places import Site
from truceline.siting.asset_groups import grouped
from truceline.siting.assets import Asset
from truceline.siting.plan import site

LINE = straight()
SLOW = parameters(response_within_min=20.0)  # 2.4 km from the base, on whose way to the line are 5: nothing in time
NAMES = ("west", "east")


def closed(*areas):
    return tuple(Caveat("prohibition", "", area, 0, "") for area in areas)


def force(name, *areas, number=1, **changes):
    return Asset(f"{name}#1", name, "reaction", forces=number, caveats=closed(*areas), **changes)


def base(name, lon, capacity=1):
    return Site(name, name, "base", Point(lon, 47.955), "src", capacity=capacity)


def taken(sites, *forces):
    made = site(LINE, sites, forces, SLOW)
    return {(placed.contributor, placed.site) for placed in made.bases}, sum(u.number for u in made.unplaced)


@pytest.mark.parametrize("seed", range(40))
def test_forces_that_reach_nothing_in_time_stand_where_placing_them_one_by_one_puts_them(seed):
    rng = np.random.default_rng(seed)
    lon = np.sort(rng.uniform(36.85, 37.15, 6))  # round the border of the two sectors, which runs at 37
    barred = sorted(([], ["east"], ["west"])[n] for n in rng.integers(0, 3, 4))
    forces = [force(f"f{n}", *areas) for n, areas in enumerate(sorted(barred, key=lambda areas: (-len(areas), areas)))]
    chosen = greedy_bases(
        list(zip(LINE.lon, LINE.lat, strict=True)),
        LINE.length_m,
        LINE.sector,
        [(x, 47.955, LINE.sector[np.abs(LINE.lon - x).argmin()]) for x in lon],  # as the nearest segment
        [{NAMES.index(a) for a in f.barred_areas} for f in forces],
        minutes=lambda km: 15 + 60 * 1.4 * km / 40,
        at_first=4 * 5 + 15,  # as from four times as far as is reached in time
    )
    expected = {(f.contributor, f"b{n}") for f, n in zip(forces, chosen, strict=True) if n is not None}
    placed, without = taken([base(f"b{n}", x) for n, x in enumerate(lon)], *forces)
    alike = {f.contributor: tuple(f.barred_areas) for f in forces}
    assert {(alike[who], where) for who, where in placed} == {(alike[who], where) for who, where in expected}
    assert len(placed) + without == len(forces)


def test_a_base_holds_no_more_forces_than_it_says_even_where_more_would_help():
    assert taken((base("b", 36.5),), force("a", number=3)) == ({("a", "b")}, 2)
    assert taken((base("b", 36.5, capacity=2),), force("a", number=3)) == ({("a", "b")}, 1)


def test_a_base_that_is_taken_goes_to_nobody_else_though_it_would_shorten_the_response_more():
    both = (base("border", 36.99), base("end", 35.93))  # the end lies beyond the line's own
    assert taken(both, force("free"))[0] == {("free", "border")}
    assert taken(both, force("bound", "east"), force("free")) == ({("bound", "border"), ("free", "end")}, 0)


def test_a_force_takes_no_base_in_ground_that_is_closed_to_it_though_no_other_is_free():
    assert taken((base("b", 37.5),), force("a", "east")) == (set(), 1)
    assert taken((base("b", 37.5),), force("a", closed_sites=frozenset({"b"}))) == (set(), 1)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize(
    "bound", [force("bound", "west"), force("bound", sector="east"), force("bound", closed_sites=frozenset({"w"}))]
)
def test_who_may_stand_at_one_base_only_has_it_before_who_may_stand_anywhere(bound, order):
    east_is_better = (base("w", 36.02), base("e", 37.5))
    both = (bound, force("free"))
    assert taken(east_is_better, force("free"))[0] == {("free", "e")}
    assert taken(east_is_better, *(both[n] for n in order)) == ({("bound", "e"), ("free", "w")}, 0)


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_groups_stand_in_order_from_one_sector_to_anywhere_and_from_most_closed_to_least(order):
    assets = (
        force("one-sector", sector="east"),
        force("two-closed", "east", "west"),
        force("one-closed", "east"),
        force("site-closed", closed_sites=frozenset({"b"})),
    )
    free = force("free")
    groups = grouped((free, *(assets[n] for n in order)), "reaction", NAMES)
    assert [group.assets[0].contributor for group in groups] == [*(a.contributor for a in assets), "free"]
