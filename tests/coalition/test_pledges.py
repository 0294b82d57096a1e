"""Pledges stand, wait or fall as their conditions say."""

from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coalition.building import SOME_DAY, approval, pledge
from truceline.coalition.conditions import AtLeast, Extent, Fact, Joined, Mass, every, leaves
from truceline.coalition.pledges import Ladder, StatusStep, current, resolve
from truceline.errors import CaseError


def test_a_pledge_needs_every_condition_it_names():
    case = [pledge("elm"), pledge("fen", 1_000, Fact("mandate"), Fact("backstop"))]

    assert resolve(case, {"mandate": True, "backstop": False}).firm == {"elm-1"}
    assert resolve(case, {"mandate": True, "backstop": True}).firm == {"elm-1", "fen-1"}


def test_any_and_at_least_n_hold_from_the_nth_on():
    any_of = AtLeast(1, (Fact("a"), Fact("b"), Fact("c")))
    two_of = AtLeast(2, (Fact("a"), Fact("b"), Fact("c")))
    case = [pledge("ash", 1, any_of), pledge("birch", 1, two_of)]

    assert resolve(case, {"a": False, "b": True, "c": False}).firm == {"ash-1"}
    assert resolve(case, {"a": False, "b": True, "c": True}).firm == {"ash-1", "birch-1"}
    assert resolve(case, {"a": False, "b": False, "c": False}).attainable == set()


def test_a_chain_of_conditions_resolves_from_its_first_fact():
    ash = pledge("ash", 5_000, Fact("ceasefire"))
    birch = pledge("birch", 5_000, Joined("ash"))
    cedar = pledge("cedar", 800, Mass("personnel", 10_000))

    assert resolve([cedar, birch, ash], {"ceasefire": True}).firm == {"ash-1", "birch-1", "cedar-1"}
    assert resolve([cedar, birch, ash], {"ceasefire": False}).attainable == set()


def test_contributors_who_wait_for_each_other_stand_only_together():
    case = [pledge("elm"), pledge("ash", 1, Joined("birch")), pledge("birch", 1, Joined("ash"))]

    resolution = resolve(case, {})

    assert resolution.firm == {"elm-1"}
    assert resolution.waiting == {"ash-1", "birch-1"}
    assert resolution.missing == {"ash-1": (Joined("birch"),), "birch-1": (Joined("ash"),)}


def test_mass_of_a_capability_counts_units_of_others_and_never_ones_own():
    asks = pledge("dale", 5_000, Mass("infantry", 2))

    assert resolve([asks, pledge("elm")], {}).attainable == set() | {"elm-1"}
    assert resolve([asks, pledge("elm"), pledge("fen")], {}).firm == {"dale-1", "elm-1", "fen-1"}
    assert resolve([pledge("dale", 5_000, Mass("personnel", 5_000))], {}).attainable == set()


def test_a_headquarters_abroad_is_not_somebody_who_joins_on_the_ground():
    on_the_ground = Joined("elm", Extent(frozenset({"infantry"}), frozenset({"in-country"})))
    staff = pledge("elm", 200, id="elm-staff", capability="headquarters", location="adjacent")
    next_door = pledge("elm", 700, id="elm-next-door", location="adjacent")
    inside = pledge("elm", 700, id="elm-inside")
    asks = pledge("ash", 1_000, on_the_ground)

    assert resolve([asks, staff, next_door], {}).firm == {"elm-staff", "elm-next-door"}
    assert resolve([asks, staff, next_door], {}).missing == {"ash-1": (on_the_ground,)}
    assert resolve([asks, inside], {}).firm == {"ash-1", "elm-inside"}
    assert resolve([pledge("ash", 1, Joined("elm")), staff], {}).firm == {"ash-1", "elm-staff"}


def test_mass_counts_only_what_comes_to_the_place_it_names():
    asks = pledge("dale", 1, Mass("personnel", 1_000, Extent(locations=frozenset({"in-country"}))))
    outside = pledge("elm", 900, location="adjacent")

    assert resolve([asks, outside, pledge("fen", 999)], {}).firm == {"elm-1", "fen-1"}
    assert resolve([asks, outside, pledge("fen", 1_000)], {}).firm == {"dale-1", "elm-1", "fen-1"}


def test_an_approval_still_to_come_keeps_a_pledge_from_standing():
    case = [pledge("ash", approvals=(approval("parliament_ash"),))]

    assert resolve(case, {"parliament_ash": False}).missing == {"ash-1": (Fact("parliament_ash"),)}
    assert resolve(case, {"parliament_ash": True}).firm == {"ash-1"}


def test_waiting_for_a_contributor_who_has_not_pledged_is_no_fault():
    assert resolve([pledge("ash", 1, Joined("nobody"))], {}).attainable == set()


def test_a_condition_that_can_never_hold_is_refused():
    with pytest.raises(CaseError) as caught:
        AtLeast(2, (Fact("a"),))

    assert caught.value.problems == ("at_least | wants 2 of 1; give n from 0 to 1",)


def test_all_problems_are_reported_at_once():
    case = [pledge("birch", -1, Fact("backstp"), Joined("birch"))]

    with pytest.raises(CaseError) as caught:
        resolve(case, {"backstop": True})

    assert caught.value.problems == (
        "birch-1 | offers a negative quantity; give 0 or more",
        "birch-1 | fact 'backstp' is not declared; declare it (declared: backstop) or correct the name",
        "birch-1 | waits for its own contributor 'birch'; name another contributor",
    )


def test_what_is_missing_names_only_the_parts_that_do_not_hold_each_once():
    either = AtLeast(1, (Fact("b"), Joined("ash")))
    condition = every(Fact("a"), either, every(Fact("b"), Fact("b")))
    case = [pledge("birch", 1, condition)]

    assert resolve(case, {"a": True, "b": False}).missing == {"birch-1": (either, Fact("b"))}
    assert list(leaves(condition)) == [Fact("a"), Fact("b"), Joined("ash"), Fact("b"), Fact("b")]


def test_a_pledge_is_read_as_of_a_date():
    offered, firm = (
        StatusStep(SOME_DAY, Ladder.FLOATED, ("st-1",)),
        StatusStep(date(2031, 3, 1), Ladder.FIRM, ("st-2", "st-1")),
    )
    one = replace(pledge("ash"), history=(firm, offered), until=date(2031, 6, 1))

    assert one.status(date(2030, 12, 31)) is None
    assert one.status(date(2031, 2, 1)) is Ladder.FLOATED
    assert one.status(date(2031, 3, 1)) is Ladder.FIRM
    assert one.status(date(2031, 6, 1)) is None
    assert one.statements == ("st-2", "st-1")


def test_only_pledges_that_have_come_far_enough_are_current():
    floated = replace(pledge("ash"), history=(StatusStep(SOME_DAY, Ladder.FLOATED, ()),))
    gone = replace(pledge("birch"), history=(StatusStep(SOME_DAY, Ladder.WITHDRAWN, ()),))

    assert current([gone, floated, pledge("cedar")], SOME_DAY) == (pledge("cedar"),)
    assert current([gone, pledge("cedar"), floated], SOME_DAY, Ladder.FLOATED) == (floated, pledge("cedar"))


places, kinds = ["in-country", "adjacent"], ["infantry", "hospital"]
extents = st.builds(Extent, *(st.frozensets(st.sampled_from(names), max_size=1) for names in (kinds, places)))
leaf = st.one_of(
    st.builds(Fact, st.sampled_from("xy")),
    st.builds(Mass, st.sampled_from(["personnel", "infantry"]), st.integers(0, 4), extents),
    st.builds(Joined, st.sampled_from("ABCDE"), extents),
)
some = st.lists(leaf, min_size=1, max_size=3).map(tuple)
conditions = leaf | some.flatmap(lambda c: st.builds(AtLeast, st.integers(0, len(c)), st.just(c)))
cases = st.tuples(
    *(
        st.builds(
            pledge,
            st.just(who),
            st.integers(0, 2),
            conditions,
            conditions,
            capability=st.sampled_from(kinds),
            location=st.sampled_from(places),
        )
        for who in "ABCDE"
    )
).filter(lambda case: all(p.contributor not in joined(p.condition) for p in case))
worlds = st.fixed_dictionaries({"x": st.booleans(), "y": st.booleans()})


def joined(condition):
    """Name the contributors that a condition waits for."""
    return {part.contributor for part in leaves(condition) if isinstance(part, Joined)}


def holds(part, facts, who, force):
    """A second, slow reading of the conditions that shares no code with the room."""
    if isinstance(part, Fact):
        return facts[part.name]
    if isinstance(part, AtLeast):
        return [holds(c, facts, who, force) for c in part.conditions].count(True) >= part.n
    what, where = part.extent.capabilities or set(kinds), part.extent.locations or set(places)
    rest = [p for p in force if p.contributor != who and p.capability in what and p.location in where]
    if isinstance(part, Joined):
        return part.contributor in [p.contributor for p in rest]
    if part.of == "personnel":
        return sum(p.personnel.likely for p in rest) >= part.at_least
    return sum(p.quantity.likely for p in rest if p.capability == part.of) >= part.at_least


@given(cases, worlds)
def test_agrees_with_trying_every_possible_force(case, world):
    subsets = [frozenset(c) for n in range(6) for c in combinations(case, n)]
    fixed = [s for s in subsets if s == {p for p in case if holds(p.condition, world, p.contributor, s)}]

    resolution = resolve(case, world)

    assert resolution.firm == {p.id for p in frozenset.intersection(*fixed)}
    assert resolution.attainable == {p.id for p in frozenset.union(*fixed)}


@given(cases, worlds)
def test_one_more_fact_never_loses_a_pledge(case, world):
    before, after = resolve(case, world), resolve(case, world | {"x": True})

    assert before.firm <= after.firm
    assert before.attainable <= after.attainable


@given(cases, worlds)
def test_whatever_is_not_firm_lacks_something_that_is_named(case, world):
    resolution = resolve(case, world)

    assert set(resolution.missing) == {p.id for p in case} - resolution.firm
    assert all(resolution.missing.values())
