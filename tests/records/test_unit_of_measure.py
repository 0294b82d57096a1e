"""The last word of a unit of measure decides what it is, and any word tells that it is money."""

import pytest

from truceline.records.unit_of_measure import brings_people, is_money, measure


@pytest.mark.parametrize(
    ("unit", "word"),
    [
        ("reaction company", "company"),
        ("Reaction Companies", "company"),
        ("battalions", "battalion"),
        ("aircraft", "aircraft"),
        ("mess", "mess"),
        ("", ""),
    ],
)
def test_the_last_word_decides_in_the_singular(unit, word):
    assert measure(unit) == word


@pytest.mark.parametrize(
    ("unit", "money", "people"),
    [
        ("million EUR", True, False),
        ("EUR a month", True, False),
        ("armoured vehicles", False, False),
        ("tank", False, False),
        ("tank company", False, True),
        ("battalion", False, True),
        ("europeans", False, True),
    ],
)
def test_neither_money_nor_equipment_brings_people(unit, money, people):
    assert (is_money(unit), brings_people(unit)) == (money, people)
