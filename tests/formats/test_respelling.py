"""The same value in another spelling is the same value; another value never is."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.formats.respelling import same_details, same_value


@pytest.mark.parametrize(
    ("one", "other"),
    [("7", "7.0"), ("0234", "234"), ("12.30", "12.3"), ("12,5", "12.50"), ("1e3", "1000"), ("+5", "5"), (".5", "0.5")],
)
def test_a_number_written_anew_is_the_same(one, other):
    assert same_value(one, other)
    assert same_value(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("7", "7.1"), ("1,234", "1.234"), ("", "0"), ("N/K", "n/k"), ("7", "7 m"), ("1e3", "1e4"), ("1.2.3", "1.2.30")],
)
def test_what_may_be_another_value_is_another(one, other):
    assert not same_value(one, other)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1e9, max_value=1e9), st.integers(0, 6))
def test_zeros_at_the_end_change_no_number(number, zeros):
    text = f"{number:f}"

    assert same_value(text, text + "0" * zeros)
    assert not same_value(text, f"{number + Decimal('0.0001'):f}")


def test_details_are_compared_name_by_name_and_empty_ones_say_nothing():
    assert same_details('{"frp":"3.10","note":""}', '{"frp":"3.1"}')
    assert not same_details('{"frp":"3.10"}', '{"rain":"3.10"}')
    assert not same_details('{"frp":"3.10"}', "{}")
