"""Draws are spread evenly over what each input may be, each input by its own stream."""

import numpy as np
import pytest

from truceline.ranges.design import Design, UncertainInput, design
from truceline.records.quantities import Range

FLAT = Range(0.0, 0.0, 1.0)
THREE = (UncertainInput("a", Range(1, 3, 6)), UncertainInput("b", Range(0, 10, 10)), UncertainInput("c", FLAT))


def chance(value, low, likely, high):
    """The triangular distribution function, from the areas of its two triangles."""
    height = 2 / (high - low)
    if value <= likely and likely > low:
        return (value - low) * (value - low) / (likely - low) * height / 2
    return 1 - (high - value) * (high - value) / (high - likely) * height / 2


@pytest.mark.parametrize("draws", [20, 200])
def test_every_strip_of_chance_is_drawn_from_once_by_every_input(draws):
    made = design(THREE, draws, seed=3)

    for each, row in zip(THREE, made.values, strict=True):
        ends = (each.value.low, each.value.likely, each.value.high)
        strips = [int(chance(value, *ends) * draws) for value in row]
        assert sorted(strips) == list(range(draws))


def test_an_input_that_is_added_leaves_the_draws_of_the_others_as_they_were():
    few, more = design(THREE[:2], 50, seed=3), design((UncertainInput("new", FLAT), *THREE), 50, seed=3)

    assert more.inputs == ("new", "a", "b", "c")
    assert np.array_equal(few.values, more.values[1:3])


def test_another_seed_gives_other_draws_and_the_same_seed_the_same():
    one, again, other = (design(THREE, 50, seed=seed).values for seed in (3, 3, 4))

    assert one.tobytes() == again.tobytes()
    assert (one != other).any()


def test_inputs_are_drawn_independently():
    made = design([UncertainInput(f"input-{n}", FLAT) for n in range(30)], 400, seed=1)

    correlations = np.corrcoef(made.values)[~np.eye(30, dtype=bool)]

    assert np.abs(correlations).max() < 4 / np.sqrt(400)


def test_what_has_no_range_is_not_drawn():
    made = design([UncertainInput("fixed", Range(5, 5, 5)), UncertainInput("a", FLAT)], 20, seed=1)

    assert made.inputs == ("a",)
    assert design([UncertainInput("fixed", Range(5, 5, 5))], 20, seed=1).draw(7) == {}


def test_a_draw_names_the_value_of_each_input():
    made = Design(("a", "b"), np.array([[1.0, 2.0], [3.0, 4.0]]))

    assert made.draws == 2
    assert made.draw(1) == {"a": 2.0, "b": 4.0}
