"""Days, spans and instants of files lie in the years in which something may happen, as those of reports do."""

from datetime import date

import pytest
from pydantic import TypeAdapter, ValidationError

from truceline.formats.cells import Instant, Zone, known_zones, read_day, read_last_day, read_span
from truceline.records.times import DateSpan


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31"])
def test_a_day_outside_the_years_in_which_something_may_happen_is_refused_with_those_years(text):
    for read, value in ((read_day, text), (read_last_day, text), (read_span, f"{text}/{text}"), (read_span, text[:7])):
        with pytest.raises(ValueError, match="is not in the years 1900 to 2199; correct the year"):
            read(value)


def test_the_first_and_the_last_of_those_days_are_taken():
    assert read_day("1900-01-01") == date(1900, 1, 1)
    assert read_span("2199-12") == DateSpan(date(2199, 12, 1), date(2199, 12, 31))


@pytest.mark.parametrize("text", ["0000-01-01", "2031-02-30", "٢٠٣١-٠١-٠١", "2031-13", "2031-00", "0000-05"])
def test_what_is_no_day_or_month_is_told_as_before(text):
    with pytest.raises(ValueError, match="is not a date; write"):
        read_span(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("0001-01-01T00:00:00+14:00", "is not an instant"),
        ("9999-12-31T23:59:59-12:00", "is not an instant"),
        ("0001-01-01T00:00:00Z", "is not in the years"),
        ("2199-12-31T23:59:59-01:00", "is not in the years"),
    ],
)
def test_an_instant_outside_those_years_is_refused(text, words):
    with pytest.raises(ValidationError, match=words):
        TypeAdapter(Instant).validate_python(text)


@pytest.mark.parametrize("name", ["localtime", "Factory", "posix/Europe/Kyiv", "right/UTC", "../etc/passwd"])
def test_a_zone_that_only_some_systems_know_is_none(name):
    assert name not in known_zones()
    with pytest.raises(ValidationError, match="is no time zone"):
        TypeAdapter(Zone).validate_python(name)
