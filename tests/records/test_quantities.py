"""Ranges keep their order."""

import pytest

from truceline.errors import CaseError
from truceline.records.quantities import Range


def test_a_range_out_of_order_is_refused_with_its_values():
    with pytest.raises(CaseError) as caught:
        Range(3, 2, 4)

    assert caught.value.problems == ("range | 3 / 2 / 4; give low <= likely <= high",)


def test_ranges_add_and_multiply_end_by_end():
    assert Range(1, 2, 3).plus(Range(10, 20, 30)) == Range(11, 22, 33)
    assert Range(1, 2, 3).times(Range(10, 20, 30)) == Range(10, 40, 90)
