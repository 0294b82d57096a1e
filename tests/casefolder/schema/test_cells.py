"""Values in files are read in the ways they may be written, and in no other."""

import math
from datetime import date

import pytest

from truceline.errors import CaseError
from truceline.formats.cells import read_bounds, read_day, read_last_day, read_span
from truceline.records.times import DateSpan


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("30+", 30, math.inf),
        ("20,000+", 20_000, math.inf),
        ("5000-10000", 5_000, 10_000),
        ("5,000 to 10,000", 5_000, 10_000),
        ("5–6.5", 5, 6.5),
        ("about 6", 6, 6),
        ("~6", 6, 6),
        ("Nearly 10 000", 10_000, 10_000),
        ("more than 20", 21, math.inf),
        ("more than 2.5", 2.5, math.inf),
        ("at least 20", 20, math.inf),
        ("up to 100", 0, 100),
        ("fewer than 10", 0, 9),
        ("15", 15, 15),
        ("0", 0, 0),
        ("2025-03-18", None, None),
        ("2025-03", None, None),
        ("2025-08-13/2025-08-19", None, None),
    ],
)
def test_a_published_number_has_bounds_and_a_date_has_none(text, low, high):
    assert read_bounds(text) == (low, high)


@pytest.mark.parametrize("text", ["a handful", "", "-5", "1,00", "6 or 7", "2025-02-30", "10-5"])
def test_a_number_written_otherwise_is_refused(text):
    with pytest.raises(CaseError, match="; "):
        read_bounds(text)


def test_days_months_and_spans_are_read():
    assert read_day("2024-02-29") == date(2024, 2, 29)
    assert read_span("2024-02") == DateSpan(date(2024, 2, 1), date(2024, 2, 29))
    assert read_span("2025-08-13/2025-08-19") == DateSpan(date(2025, 8, 13), date(2025, 8, 19))
    assert read_last_day("2024-02") == date(2024, 2, 29)
    assert read_last_day("") is None


@pytest.mark.parametrize(
    "text", ["2025-02-30", "20250325", "25.3.2025", "2025-13", "2025-00", "", "2025-W10-1", None, 7]
)
def test_other_dates_are_refused(text):
    with pytest.raises(ValueError, match="is not a date; write"):
        read_span(text)


def test_a_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(ValueError, match="'2025-08-19/2025-08-13' ends before it starts; exchange the two dates"):
        read_span("2025-08-19/2025-08-13")
