"""A window holds from its start up to its end, and what straddles an edge cannot be told."""

import numpy as np
import pytest

from tests.agreement.building import at, window
from truceline.agreement.three_valued_logic import MAYBE, NO, YES
from truceline.agreement.windows import fit_windows


def fit(windows, start, end=None):
    seconds = [np.array([int(t.timestamp())]) for t in (start, end or start)]
    return fit_windows(windows, *seconds)[0]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (at(6), at(6), YES),
        (at(5), at(5), NO),
        (at(9), at(9), YES),
        (at(10), at(10), NO),
        (at(9), at(10), YES),
        (at(5), at(7), MAYBE),
        (at(9), at(11), MAYBE),
        (at(5), at(11), MAYBE),
        (at(5), at(6), NO),
    ],
)
def test_the_start_belongs_to_the_window_and_the_end_does_not(start, end, expected):
    assert fit([window(start=at(6), end=at(10))], start, end) == expected


def test_windows_that_touch_count_as_one():
    parts = [window(start=at(8), end=at(10)), window(start=at(6), end=at(8))]

    assert fit(parts, at(7), at(9)) == YES


def test_between_two_windows_nothing_is_in_force():
    parts = [window(start=at(6), end=at(7)), window(start=at(9), end=at(10))]

    assert fit(parts, at(8)) == NO
    assert fit(parts, at(6), at(9)) == MAYBE


def test_a_window_without_a_start_was_never_in_force_and_one_without_an_end_still_is():
    assert fit([window(start=None)], at(6)) == NO
    assert fit([window(end=None)], at(6, 30)) == YES
