"""A unit counts in a month when it is in place for half of it, and what rules it out is said."""

from fractions import Fraction

import pytest

from tests.generation.building import line, unit
from truceline.generation.eligibility import first_month, last_day

MONTH = Fraction(36525, 1200)
"""Days in a month of a year of 365.25 days."""


def half_there(day, month):
    """Tell whether who is in place ``day`` days after D-day is there for half of the ``month`` or more."""
    start, end = (month - 1) * MONTH, month * MONTH
    return end - max(day, start) >= MONTH / 2


def test_a_unit_counts_from_the_first_month_for_half_of_which_it_is_in_place():
    for day in range(1_500):
        months = [month for month in range(1, 60) if half_there(day, month)]
        assert first_month(unit("ash-1#1", ready=day), line("watch")) == months[0], day


@pytest.mark.parametrize("month", range(1, 49))
def test_the_last_day_for_a_month_is_the_last_on_which_half_of_it_is_left(month):
    days = [day for day in range(1_500) if half_there(day, month)]
    assert last_day(month) == days[-1]
