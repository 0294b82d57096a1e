"""Names with all that stands before and behind them: departments, generations, titles; and what stays apart."""

import pytest


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


@pytest.mark.parametrize(
    "office",
    [
        "The Tarsian High Representative for Foreign Affairs and Security Policy",
        "Tarsian Minister for Public Works and Highways",
        "Tarsian Secretary of State for Health and Social Care",
        "The Tarsian Commissioner for Crisis Management",
        "Tarsia's minister for foreign affairs and trade",
        "Tarsian Deputy Secretary of State",
        "Tarsian Secretary",
    ],
)
def test_of_what_somebody_has_charge_is_part_of_the_office(read, office):
    said = who(read, f"{office} Odo Linn said on Monday that it was late. Linn said that it was early.")

    assert said == [("Odo Linn", "tarsia", True)] * 2


@pytest.mark.parametrize("office", ["The High Representative", "The high representative"])
def test_a_representative_for_affairs_is_the_representative(read, office):
    text = "Tarsian High Representative for Foreign Affairs Odo Linn was late. {} said on Monday that it was late."

    assert who(read, text.format(office)) == [("Odo Linn", "tarsia", True)]


def test_ministers_of_two_departments_are_two(read):
    text = (
        "Tarsian Minister for Justice Odo Linn was late. The minister for agriculture said on Monday that it was early."
    )

    assert ("Odo Linn", "tarsia", True) not in who(read, text)


def test_a_deputy_is_not_whom_he_stands_in_for(read):
    text = (
        "Tarsian Secretary of State Odo Linn was late. Tarsian Deputy Secretary of State Vera Marks was early. "
        "The Deputy Secretary said on Monday that it was late. The Secretary said on Monday that it was early."
    )

    assert who(read, text) == [("Vera Marks", "tarsia", True), ("Odo Linn", "tarsia", True)]


@pytest.mark.parametrize("clerk", ["The Tarsian minister's secretary", "His secretary", "A Tarsian party secretary"])
def test_a_secretary_in_small_letters_is_no_minister(read_known, clerk):
    drafts = read_known(f"Ilva Dorn left. {clerk} said on Monday that it was late.")

    assert "minister" not in {d.authority for d in drafts}


def test_a_state_is_no_department(read_known):
    text = "The minister of Corvel and defence officials said on Monday that it was late."

    assert ("minister of Corvel and defence", "corvel", True) not in who(read_known, text)


@pytest.mark.parametrize("text", ["Jr. said", "Jr said", "Sr. told reporters", "III said"])
def test_what_tells_a_generation_ends_neither_name_nor_sentence(read, text):
    said = who(read, f"Tarsian Foreign Secretary Odo Linn {text} on Monday that it was late. Linn said he would go.")

    assert said == [(f"Odo Linn {text.split()[0]}", "tarsia", True)] * 2


def test_a_sentence_that_begins_behind_a_generation_is_one(read):
    first, second = (
        read("Corvelian envoy Aldo Marks met Odo Linn Jr. Tarsian envoy Vera Dahl said on Monday it was late."),
        (),
    )

    assert [(d.speaker, d.sentence.start > 20) for d in (*first, *second)] == [("Vera Dahl", True)]


def test_father_and_son_are_two(read):
    text = (
        "Tarsian envoy Odo Linn Sr. was late. Corvelian envoy Odo Linn Jr. was early. "
        'Odo Linn Jr. said on Monday that it was late. "We wait," Linn said. Linn Sr. said he would go.'
    )

    assert who(read, text) == [
        ("Odo Linn Jr.", "corvel", True),
        ("Odo Linn Jr.", "corvel", False),
        ("Odo Linn Sr.", "tarsia", True),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "The Director General of Public Works (DGPW), Maj Gen Odo Linn,",
        "The harbour's Director General (North and South), Dr Odo Linn,",
        "Odo Linn, a minister who counts boats,",
    ],
)
def test_a_name_is_joined_with_an_office_though_brackets_or_a_clause_part_them(read, words):
    assert [speaker for speaker, *_ in who(read, f"{words} said on Monday that it was late.")] == ["Odo Linn"]


def test_a_name_with_a_capital_within_is_no_plain_word(read):
    text = "NetWatch, a group that counts boats, said on Monday that it was late."

    assert who(read, text) == [("NetWatch", "", False)]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Aid groups", "Aid groups"),
        ("Two harbour officials", "Two harbour officials"),
        ("City residents", "City residents"),
    ],
)
def test_the_words_before_several_people_tell_who_they_are(read, words, speaker):
    assert who(read, f"{words} said on Monday that it was late.") == [(speaker, "", True)]
    assert who(read, f"It rained as {words.lower()} said that it was late.")[0][0] == speaker.lower()


@pytest.mark.parametrize(
    "words", ["Meanwhile residents", "Later residents", "Separately residents", "In Skerry residents"]
)
def test_when_or_where_they_spoke_is_no_part_of_who_they_are(read, words):
    assert [speaker for speaker, *_ in who(read, f"{words} said that it was late.")][:1] == ["residents"]
