"""Many worlds at once give what resolving one world at a time gives."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.coalition.building import pledge
from tests.coalition.test_pledges import cases, worlds
from tests.reference import coalition as reference
from truceline.coalition.conditions import Fact, Joined
from truceline.coalition.pledges import resolve
from truceline.coalition.worlds import bits, every_world, present, standing, these_worlds, total_brought
from truceline.errors import CaseError


@given(cases)
@settings(max_examples=200, deadline=None)
def test_every_world_agrees_with_resolving_it_alone(case):
    taken = every_world(["x", "y"], {})
    firm, attainable = (bits(standing(case, taken, together=t), 4) for t in (False, True))

    for number in range(4):
        alone = resolve(case, {"x": bool(number & 1), "y": bool(number & 2)})
        assert {p.id for p, on in zip(case, firm[:, number], strict=True) if on} == alone.firm
        assert {p.id for p, on in zip(case, attainable[:, number], strict=True) if on} == alone.attainable


def test_worlds_are_numbered_by_the_bits_of_their_free_facts():
    free = [f"f{i}" for i in range(8)]
    taken = every_world(free, {"on": True, "off": False})

    for i, name in enumerate(free):
        assert bits(taken.holds[name], 256).tolist() == [number >> i & 1 for number in range(256)]
    assert bits(taken.holds["on"], 256).all()
    assert not bits(taken.holds["off"], 256).any()


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=130), cases)
@settings(max_examples=50, deadline=None)
def test_drawn_worlds_agree_with_listed_ones(drawn, case):
    few = these_worlds(["x", "y"], np.array(drawn), {})
    listed = total_brought(case, every_world(["x", "y"], {}), standing(case, every_world(["x", "y"], {})))

    totals = total_brought(case, few, standing(case, few))

    assert totals.tolist() == [listed[x + 2 * y] for x, y in drawn]


def test_a_contributor_who_is_absent_brings_nothing_and_nobody_can_join_it():
    case = [pledge("ash", 700), pledge("birch", 500, Joined("ash"))]
    taken = every_world([present("ash"), present("birch")], {})

    assert total_brought(case, taken, standing(case, taken)).tolist() == [0, 700, 0, 1_200]


def test_too_many_free_facts_are_refused():
    with pytest.raises(CaseError) as caught:
        every_world([f"f{i}" for i in range(25)], {})

    assert caught.value.problems == ("facts | 25 are free; give at most 20, or sample",)


@given(cases, worlds)
@settings(max_examples=50, deadline=None)
def test_fixed_facts_hold_in_every_world(case, world):
    taken = every_world([], world)

    assert total_brought(case, taken, standing(case, taken)).tolist() == [reference.firm_personnel(case, world)]


def test_long_chains_settle():
    names = [f"c{i}" for i in range(40)]
    chain = [
        pledge(names[0], 1, Fact("go")),
        *(pledge(b, 1, Joined(a)) for a, b in pairwise(names)),
    ]
    taken = every_world(["go"], {})

    assert total_brought(chain[::-1], taken, standing(chain[::-1], taken)).tolist() == [0, 40]
