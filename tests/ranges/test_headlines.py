"""From the headlines of all draws to ranges and differences."""

import math

import numpy as np
import pytest

from truceline.ranges.design import Design
from truceline.ranges.headlines import HEADLINES, ends, joined, summed_up


def table(*rows):
    return np.array(rows, dtype=float)


def same(values):
    return table(*[values] * len(HEADLINES))


def test_the_ends_are_the_fifth_and_the_ninety_fifth_of_a_hundred():
    values = np.random.Generator(np.random.PCG64(1)).permutation(np.arange(1.0, 101.0))

    assert ends(values) == (5, 95)


def test_where_nobody_comes_in_more_than_one_draw_of_twenty_the_high_end_is_infinite():
    assert ends(np.array([10.0] * 95 + [math.inf] * 5)) == (10, 10)
    assert ends(np.array([10.0] * 94 + [math.inf] * 6)) == (10, math.inf)


def test_a_difference_is_taken_draw_by_draw_so_that_what_is_shared_cancels_out():
    shared = np.arange(100.0)
    found = {"bare": same(shared), "more": same(shared + 3)}

    ranged, ranges = summed_up(Design((), np.empty((0, 100))), 7, found, {"bare": 0, "more": 0})

    (difference,) = ranged.differences
    assert (difference.of, difference.against) == ("more", "bare")
    assert set(difference.ends.values()) == {(3, 3)}
    assert ranges["more"].ends["fill"] == (pytest.approx(7), pytest.approx(97))


def test_all_pairs_are_compared_the_later_with_the_earlier():
    found = {name: same([n, n]) for n, name in enumerate(("a", "b", "c"))}

    ranged, _ = summed_up(Design((), np.empty((0, 2))), 7, found, dict.fromkeys(found, 0))

    assert [(d.of, d.against) for d in ranged.differences] == [("b", "a"), ("c", "a"), ("c", "b")]


def test_two_scenarios_in_which_nobody_comes_do_not_differ():
    never, sometimes = same([math.inf, math.inf]), same([math.inf, 60.0])

    ranged, _ = summed_up(Design((), np.empty((0, 2))), 7, {"a": never, "b": sometimes}, {"a": 0, "b": 0})

    assert ranged.differences[0].ends["fill"] == (-math.inf, 0)


def test_blocks_of_draws_are_put_side_by_side():
    whole = joined([{"a": same([1, 2])}, {"a": same([3])}])

    assert whole["a"].tolist() == [[1, 2, 3]] * len(HEADLINES)
