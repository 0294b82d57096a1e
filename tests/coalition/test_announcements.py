"""The smallest set of announcements is found, and proved smallest."""

from itertools import combinations

from hypothesis import given, settings

from tests.coalition.building import pledge
from tests.coalition.test_pledges import cases, worlds
from tests.reference import coalition as reference
from truceline.coalition.announcements import smallest_announcement
from truceline.coalition.conditions import Joined, Mass
from truceline.coalition.pledges import resolve


def test_where_nobody_is_firm_and_all_are_attainable_one_round_of_promises_is_enough():
    ring = [pledge(a, 100, Joined(b)) for a, b in zip("abcde", "bcdea", strict=True)]
    assert resolve(ring, {}).firm == set()

    found = smallest_announcement(ring, {})

    assert len(found.contributors) == 1
    assert found.demands


def test_two_rings_need_an_announcement_each():
    rings = [pledge(a, 100, Joined(b)) for a, b in zip("abcd", "badc", strict=True)]
    crowd = pledge("e", 100, Mass("personnel", 400))

    found = smallest_announcement([*rings, crowd], {})

    assert len(found.contributors) == 2
    assert set(found.contributors) & set("ab")
    assert set(found.contributors) & set("cd")


def test_of_several_smallest_sets_the_one_of_the_first_names_is_taken():
    ring = [pledge(a, 100, Joined(b)) for a, b in ("ed", "de", "cb", "ba", "ac")]  # two rings

    assert smallest_announcement(ring, {}).contributors == ("a", "d")


def test_nothing_is_announced_where_nothing_waits():
    assert smallest_announcement([pledge("ash")], {}).contributors == ()


@given(cases, worlds)
@settings(max_examples=100, deadline=None)
def test_agrees_with_trying_every_set_and_its_demands_are_a_proof(case, world):
    found = smallest_announcement(case, world)

    assert len(found.contributors) == reference.smallest_announcements(case, world)
    contributors = [p.contributor for p in case]
    for n in range(len(found.contributors)):
        for fewer in combinations(contributors, n):
            assert any(demand.isdisjoint(fewer) for demand in found.demands)
