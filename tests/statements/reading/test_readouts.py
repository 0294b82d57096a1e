"""Readouts and releases: what their verbs report, whom their offices mean, and what only tells that people met."""

import pytest


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


@pytest.mark.parametrize(
    "met",
    [
        "President Aldo Brenn and Prime Minister Ilva Dorn spoke again today by phone about the bridge in Skerry.",
        "Ilva Dorn spoke with Aldo Brenn this evening about the attack on the bridge in Skerry.",
        "Ilva Dorn talked with Aldo Brenn about the bridge.",
    ],
)
def test_that_two_spoke_with_each_other_is_no_words_of_theirs(read_known, met):
    text = f"Readout of a call\n\n{met} The bridge was shut."

    assert who(read_known, text) == []


def test_that_two_spoke_about_how_it_is_are_words_though_not_surely(read_known):
    text = "Ilva Dorn and Aldo Brenn spoke about how the bridge had been shut by hand."

    assert [(name, certain) for name, _, certain in who(read_known, text)] == [
        ("Ilva Dorn", False),
        ("Aldo Brenn", False),
    ]


def test_one_who_spoke_about_something_is_still_proposed(read_known):
    assert who(read_known, "Ilva Dorn spoke about the bridge in Skerry.") == [("Ilva Dorn", "tarsia", False)]
