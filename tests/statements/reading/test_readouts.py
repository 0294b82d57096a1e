"""Readouts and releases: what their verbs report, whom their offices mean, and what only tells that people met."""

import pytest


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


@pytest.mark.parametrize(
    "met",
    [
        "President Aldo Brenn and Prime Minister Ilva Dorn spoke by telephone on Friday about the bridge in Skerry.",
        "Ilva Dorn spoke with Aldo Brenn about the boats in Skerry.",
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


@pytest.mark.parametrize(
    "text",
    [
        "Diplomats say he will offer both sides a truce.",
        "He will tell them that it is late, according to two officials.",
    ],
)
def test_of_what_sources_tell_that_another_will_say_it_is_not_certain_whose_it_is(read_known, text):
    assert not any(certain for *_, certain in who(read_known, f"Aldo Brenn left. {text}"))


def test_what_sources_tell_by_themselves_is_theirs(read_known):
    assert who(read_known, "Diplomats say the truce will hold.") == [("Diplomats", "", True)]


def test_what_is_called_a_term_behind_it_is_nobodys_words(read_known):
    drafts = read_known("Officials describe the result as a “menu of options”, a term that has stuck.")

    assert not any(d.parts and d.certain for d in drafts)


@pytest.mark.parametrize(
    "head", ["Tarsia", "The Corvelian mission is late.\n\nA Tarsian spokesperson said:", "A Tarsian spokesperson said:"]
)
def test_in_a_text_of_a_state_its_own_leaders_need_no_name(read, head):
    stressed = "The Prime Minister stressed that the bridge must open. She noted that it was late."
    text = f"{head}\n\nIt rained today.\n\n{stressed}"

    assert who(read, text)[-2:] == [("Prime Minister", "tarsia", True)] * 2


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Tarsia and Corvel", "The Prime Minister stressed that it was late."),
        ("Tarsia waits for rain", "The Prime Minister stressed that it was late."),
        ("Tarsia", "The leader stressed that it was late."),
        ("Tarsia", "A prime minister stressed that it was late."),
        ("Tarsia", "Odo Linn, the prime minister of Corvel, left. The Prime Minister stressed that it was late."),
        ("A source said:", "The Prime Minister stressed that it was late."),
    ],
)
def test_an_office_is_not_of_a_state_that_is_only_named(read, head, said):
    assert "tarsia" not in [actor for _, actor, _ in who(read, f"{head}\n\nIt rained today. {said}")]


@pytest.mark.parametrize("house", ["No.10", "Number 10", "Downing Street"])
def test_the_houses_of_a_state_speak_for_it(read, house):
    text = f"A {house} spokesperson said:\n\nIt rained today.\n\nThe Prime Minister stressed that the bridge must open."

    assert who(read, text)[-1] == ("Prime Minister", "uk", True)
