"""A quantity keeps its unit of measure and its share from pledge to siting: aircraft, orbits, posts and forces."""

from dataclasses import replace
from datetime import date

import pytest

from truceline.adapters.casefolder import find_case, read_case
from truceline.records.quantities import Range
from truceline.workflow import plan


def read(name):
    return read_case(find_case(name).folder)


def own(case, scenario, **more):
    (made,) = plan(case, version="test", scenarios=(scenario,), **more).scenarios
    return made.own


def with_quantity(case, pledge, quantity):
    """The same case, where one pledge brings another quantity and people in proportion."""

    def changed(p):
        each = p.personnel.likely / p.quantity.likely
        people = Range(*[each * quantity] * 3)
        return replace(p, quantity=Range(*[quantity] * 3), personnel=people) if p.id == pledge else p

    return replace(case, pledges=tuple(changed(p) for p in case.pledges))


@pytest.mark.parametrize(
    ("day", "aircraft", "orbits"), [(date(2025, 3, 25), 6, (1, 0.9636)), (date(2026, 2, 28), 14, (1, 1, 1, 1, 0.5818))]
)
def test_a_drone_brings_itself_and_not_the_drones_that_one_orbit_takes(day, aircraft, orbits):
    found = own(read("ukraine"), "truce-us-backstop", as_of=day)

    assert {asset.aircraft for asset in found.assets if asset.watches} == {1}
    assert sum(asset.aircraft for asset in found.assets) == aircraft
    assert found.siting.on_station.value == pytest.approx(aircraft * 0.6 * 12 / 22)  # 1.96 and 4.58
    assert found.siting.orbit_shares == pytest.approx(orbits, abs=1e-4)


def test_an_orbit_that_is_pledged_is_an_orbit_and_half_of_one_flies_half_of_the_time():
    case = read("two-rivers")
    whole, half = (own(with_quantity(case, "elm-orbit", n), "as-stated").siting for n in (1, 0.5))

    assert whole.on_station.value == pytest.approx(1)
    assert whole.orbit_shares == (1,)
    assert half.on_station.value == pytest.approx(0.5)
    assert half.orbit_shares == pytest.approx((0.5,))


@pytest.mark.parametrize(("quantity", "stand", "left"), [(0.1, 0, 0.4), (1.1, 4, 0.4), (0.5, 2, None), (0.9, 3, 0.6)])
def test_a_share_of_a_unit_mans_that_share_of_its_posts_and_what_is_left_over_is_said(quantity, stand, left):
    case = read("two-rivers")
    four = tuple(replace(c, posts=4) if c.id == "observation-post" else c for c in case.capabilities)
    case = with_quantity(replace(case, capabilities=four), "dale-posts", quantity)
    siting = own(case, "dale-votes-yes").siting
    parts = {left.unit_id.split("#")[0]: left.part for left in siting.left_over if left.role == "post"}

    assert sum(post.contributor == "dale" for post in siting.posts) == stand
    assert parts.get("dale-posts") == (None if left is None else pytest.approx(left))


def test_one_and_a_half_companies_man_seven_posts():
    siting = own(read("ukraine"), "truce-us-backstop", as_of=date(2026, 2, 28)).siting

    assert sum(post.contributor == "lt" for post in siting.posts) == 7
    assert [(left.unit_id, left.part) for left in siting.left_over] == [("lt-company#2", pytest.approx(0.5))]


def test_half_a_company_is_no_reaction_force():
    case = with_quantity(read("two-rivers"), "dale-company", 0.5)
    siting = own(case, "council-mandate").siting

    assert not siting.bases
    assert [(left.unit_id, left.role, left.part) for left in siting.left_over] == [("dale-company#1", "reaction", 0.5)]


def test_what_stands_in_for_another_unit_of_measure_counts_by_its_factor():
    case = read("two-rivers")
    drone = next(c for c in case.capabilities if c.id == "drone-orbit")
    each = replace(drone, id="drone", unit="aircraft")
    lines = tuple(
        replace(line, substitutes=(("drone", 0.3),)) if line.capability == "drone-orbit" else line
        for line in case.requirement
    )
    pledges = tuple(replace(p, capability="drone") if p.id == "elm-orbit" else p for p in case.pledges)
    found = own(replace(case, capabilities=(*case.capabilities, each), requirement=lines, pledges=pledges), "as-stated")

    (asset,) = (a for a in found.assets if a.role == "orbit")
    assert asset.aircraft == 1


def test_aircraft_count_by_what_the_case_says_a_squadron_has():
    case = read("two-rivers")
    changed = tuple(replace(c, unit="squadron", aircraft=5) if c.id == "drone-orbit" else c for c in case.capabilities)
    found = own(with_quantity(replace(case, capabilities=changed), "elm-orbit", 0.4), "as-stated")

    assert [a.aircraft for a in found.assets if a.role == "orbit"] == [pytest.approx(2)]
