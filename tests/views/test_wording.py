"""Numbers and dates are written as people read them, and never say more than they know."""

from datetime import date

import pytest

from truceline.records.quantities import Range
from truceline.records.times import DateSpan
from truceline.views import wording

N = "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (25_000, "25,000"), (2.34, "2.3"), (3.01, "3"), (7450.5, "7,450"), (-0.001, "0")]
)
def test_counts(value, words):
    assert wording.count(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, f"0{N}%"),
        (0.004, f"under 1{N}%"),
        (0.62, f"62{N}%"),
        (0.997, f"over 99{N}%"),
        (0.99999, f"over 99{N}%"),
        (1, f"100{N}%"),
    ],
)
def test_a_share_is_neither_nothing_nor_everything_unless_it_is(value, words):
    assert wording.share(value) == words


def test_a_range_shows_its_ends_only_where_they_differ():
    assert wording.spread(Range(5_000, 8_000, 12_000)) == "8,000 (5,000 to 12,000)"
    assert wording.spread(Range(4, 4, 4)) == "4"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2025, 3, 25), date(2025, 3, 25), "25 March 2025"),
        (date(2025, 2, 1), date(2025, 2, 28), "February 2025"),
        (date(2025, 8, 13), date(2025, 9, 2), "13 August 2025 to 2 September 2025"),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(first, last, words):
    assert wording.span(DateSpan(first, last)) == words


@pytest.mark.parametrize(
    ("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_lists(words, sentence):
    assert wording.listed(words) == sentence


@pytest.mark.parametrize(("value", "words"), [(98.4, "98 min"), (180, "180 min"), (200, "3.3 h")])
def test_minutes(value, words):
    assert wording.minutes(value) == words


def test_plurals():
    assert [wording.plural(n, "pledge") for n in (0, 1, 2)] == ["0 pledges", "1 pledge", "2 pledges"]
    assert wording.plural(2, "body", "bodies") == "2 bodies"
