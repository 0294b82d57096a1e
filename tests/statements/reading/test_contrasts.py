"""An office that a text sets apart from another's: the prime minister who met the prime minister of Corvel."""

import pytest
from tests.statements.reading.conftest import reader


def who(text):
    return [(d.speaker, d.speaks_for, d.certain) for d in reader()(text)]


OWN = ("prime minister", "", True)


@pytest.mark.parametrize(
    "met",
    [
        "spoke to the prime minister of Corvel Aldo Brenn",
        "met Corveli Prime Minister Aldo Brenn",
        "rang Prime Minister Aldo Brenn",
    ],
)
def test_the_prime_minister_is_not_the_one_with_whom_he_met(met):
    text = f"The prime minister {met}.\n\nBrenn thanked the prime minister.\n\nThe prime minister said it was late."

    assert who(text)[-1] == OWN


@pytest.mark.parametrize(
    "first",
    [
        "Prime Minister Aldo Brenn met the prime minister's sister.",
        "The prime minister, Aldo Brenn, was late.",
        "The office of the prime minister said that Prime Minister Aldo Brenn was late.",
        "A prime minister met Prime Minister Aldo Brenn.",
    ],
)
def test_the_prime_minister_is_the_one_named_where_nothing_sets_them_apart(first):
    assert OWN not in who(f"{first}\n\nThe prime minister said that it was late.")
