"""Dates as known print as they are known; instants are counted from 1970."""

from datetime import date

import pytest

from truceline.records.times import DateSpan, instant


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2031, 3, 4), date(2031, 3, 4), "2031-03-04"),
        (date(2031, 2, 1), date(2031, 2, 28), "2031-02"),
        (date(2031, 6, 9), date(2031, 6, 15), "2031-06-09/2031-06-15"),
        (date(2031, 6, 1), date(2031, 7, 31), "2031-06-01/2031-07-31"),
    ],
)
def test_a_span_prints_as_a_day_a_month_or_both_ends(first, last, text):
    assert str(DateSpan(first, last)) == text


def test_a_span_has_surely_come_only_on_its_last_day():
    span = DateSpan(date(2031, 6, 9), date(2031, 6, 15))

    assert not span.known_by(date(2031, 6, 14))
    assert span.known_by(date(2031, 6, 15))


def test_an_instant_may_lie_before_1970():
    assert instant(-1).isoformat() == "1969-12-31T23:59:59+00:00"
    assert instant(1_930_000_000).isoformat() == "2031-02-27T23:06:40+00:00"
