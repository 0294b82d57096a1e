"""Ranges keep their order."""

import numpy as np
import pytest

from truceline.errors import CaseError
from truceline.records.quantities import Range, within


def test_a_range_out_of_order_is_refused_with_its_values():
    with pytest.raises(CaseError) as caught:
        Range(3, 2, 4)

    assert caught.value.problems == ("range | 3 / 2 / 4; give low <= likely <= high",)


def test_ranges_add_and_multiply_end_by_end():
    assert Range(1, 2, 3).plus(Range(10, 20, 30)) == Range(11, 22, 33)
    assert Range(1, 2, 3).times(Range(10, 20, 30)) == Range(10, 40, 90)


@pytest.mark.parametrize("drawn", [Range(0, 3, 10), Range(2, 2, 6), Range(1, 5, 5), Range(-4, 0, 4)])
def test_draws_of_a_range_are_triangular_round_the_likely_value(drawn):
    chance = (np.arange(20_000) + 0.5) / 20_000
    values = within(drawn, chance)
    below = np.linspace(drawn.low, drawn.high, 9)
    for x in below:  # the area under the triangle up to x
        rise, fall, width = drawn.likely - drawn.low, drawn.high - drawn.likely, drawn.high - drawn.low
        area = (
            (x - drawn.low) ** 2 / (width * rise)
            if x < drawn.likely
            else 1 - (drawn.high - x) ** 2 / (width * fall)
            if fall
            else 1
        )
        assert (values <= x).mean() == pytest.approx(area, abs=1e-3)
    assert values.mean() == pytest.approx((drawn.low + drawn.likely + drawn.high) / 3, abs=1e-3)


def test_a_number_without_a_range_is_drawn_as_itself():
    assert within(Range(7, 7, 7), np.array([0.0, 0.5, 1.0])).tolist() == [7, 7, 7]
