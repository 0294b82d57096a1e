"""Spans of days as missions write them."""

from datetime import date

import pytest

from truceline.feeds.spans import days_between

SPANS = {
    "between the evenings of 3 and 5 March": 2,
    "Between the evenings of 9 and 11 October, the SMM recorded": 2,
    "between the evenings of 12 to 14 November": 2,
    "12 to 14 November": 2,
    "from the evening of 3 March to the evening of 5 March 2021": 2,
    "from 19:30 on 3 March until 19:30 on 6 March 2021": 3,
    "3\u20135 March": 2,
    "3-5 Mar": 2,
    "March 3 to March 5": 2,
    "evenings of 26 February and 1 March": 3,
    "evening of 31 December to evening of 2 January": 2,
    "30 to 2 January": 3,
    "2021-02-26 to 2021-03-01": 3,
    "the 3rd to the 5th of March": 2,
    "two days": 2,
    "over 72 hours": 3,
    "a three-day period": 3,
    "during the 48 hours to 19:30 on 5 March": 2,
    "over a two-week period": 14,
    "during the past fortnight": 14,
    "3 March through 5 March": 2,
    "27.02.2021 to 05.03.2021": 6,
    "3.-5.03.2021": 2,
    "у період із вечора 23 до вечора 25 жовтня": 2,
    "з вечора 31 грудня по вечір 2 січня": 2,
    "в период с вечера 3 по вечер 5 марта 2021 года": 2,
    "между вечерами 3 и 5 марта": 2,
    "впродовж 72 годин": 3,
    "в течение 2 суток": 2,
    "3 і 4 березня": None,
    "3.5 days": None,
    "the weekend": None,
    "on 3 and 4 March": None,
    "3, 4 and 5 March": None,
    "5 March": None,
    "30 to 31 February": None,
    "50 hours": None,
    "5 to 5 March": None,
    "3 March to 3 December": None,
}


@pytest.mark.parametrize(("text", "days"), SPANS.items())
def test_a_span_is_counted_from_one_evening_to_the_other_or_not_at_all(text, days):
    assert days_between(text, date(2021, 3, 5)) == days


def test_a_month_that_is_left_out_is_that_of_the_last_evening():
    assert days_between("the evenings of 27 and 1", date(2024, 3, 1)) == 3
