"""Turns of interviews and transcripts: whose they are where names stand before them, and where none do."""

import pytest

QUESTIONS = "Is Tarsia ready?\n\n{one}\n\nMany say it is late. And Corvel?\n\n{two}\n\nWhy is that?\n\n{three}"
ANSWERS = {"one": "We are ready to go.", "two": "I think it is late.\n\nIt is never late.", "three": "I know."}


def turns(read, text):
    return [(d.speaker, " / ".join(p.of(text) for p in d.parts), d.certain) for d in read(text)]


@pytest.mark.parametrize(
    ("head", "speaker"),
    [
        ("Odo Linn: Tarsia must wait", "Odo Linn"),
        ("Vera Marks met the Tarsian foreign minister Odo Linn in Skerry.", "Odo Linn"),
        ("An interview with the envoy Odo Linn", "Odo Linn"),
        ("Vera Marks met Odo Linn in Skerry. It was late.", "Vera Marks"),
        ("Tarsia's foreign minister: We must wait", "Tarsia's foreign minister"),
    ],
)
def test_answers_without_names_before_them_are_proposed_of_whom_the_head_names(read, head, speaker):
    text = f"{head}\n\n{QUESTIONS.format(**ANSWERS)}"

    assert turns(read, text) == [
        (speaker, "We are ready to go.", False),
        (speaker, "I think it is late. / It is never late.", False),
        (speaker, "I know.", False),
    ]


def test_questions_and_answers_may_be_lines_or_have_letters_before_them(read):
    lines = f"Odo Linn: Tarsia must wait\n\n{QUESTIONS.format(**ANSWERS)}".replace("\n\n", "\n")
    letters = (
        "An interview with Odo Linn\n\nQ: Ready?\n\nA: We are.\n\nQ: And Corvel?\n\nA: I know.\n\nQ: Why?\n\nA: I do."
    )

    assert [who for who, *_ in turns(read, lines)] == ["Odo Linn"] * 3
    assert [words for _, words, _ in turns(read, letters)] == ["We are.", "I know.", "I do."]


@pytest.mark.parametrize(
    "text",
    [
        "Odo Linn: Tarsia must wait\n\nIs it late?\n\nWe are ready.\n\nWhy?\n\nI know.",
        f"Odo Linn: Tarsia must wait\n\n{QUESTIONS.format(one='It is.', two='It was.', three='It rained.')}",
        f"It rained in Skerry.\n\n{QUESTIONS.format(**ANSWERS)}",
    ],
)
def test_questions_that_a_writer_asks_himself_are_no_interview(read, text):
    assert turns(read, text) == []


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("SECRETARY LINN", "Linn"),
        ("MR. LINN", "Linn"),
        ("ODO LINN, FOREIGN MINISTER", "Odo Linn"),
        ("Odo Linn", "Odo Linn"),
    ],
)
def test_a_name_before_a_turn_tells_who_speaks_though_nothing_else_does(read, label, speaker):
    text = f"QUESTION: Is it late?\n\n{label}: We are ready to go.\n\nQUESTION: Why?\n\n{label}: It is late."

    assert turns(read, text) == [(speaker, "We are ready to go.", True), (speaker, "It is late.", True)]


def test_whoever_only_asks_has_no_turns(read):
    text = "Vera Marks: Is it late?\n\nOdo Linn: It is.\n\nMarks: Why?\n\nOdo Linn: Who knows?"

    assert {who for who, *_ in turns(read, text)} == {"Odo Linn"}


@pytest.mark.parametrize("label", ["DAILY HERALD", "Topics", "SKERRY", "Dorn, who was late"])
def test_what_is_nobodys_name_before_a_colon_makes_no_turn(read, label):
    text = f"{label}: It is late.\n\nIt rained: and it was cold.\n\n{label}: It is early."

    assert turns(read, text) == []


LEAD = "Tarsia must wait, says Tarsian foreign minister Odo Linn in an interview with the Herald."


def test_answers_are_surely_of_whoever_alone_speaks_in_an_interview_by_its_head(read):
    text = f"{LEAD} He has met Aldo Brenn.\n\nIs it late?\n\nI think it is.\n\nAnd Corvel?\n\nWe know it is late."

    assert turns(read, text)[1:] == [("Odo Linn", "I think it is.", True), ("Odo Linn", "We know it is late.", True)]


@pytest.mark.parametrize(
    "more", ["Aldo Brenn said in an interview that it was cold.", "An aide told the Herald that it was cold."]
)
def test_of_two_who_speak_in_the_head_nobody_answers_for_certain(read, more):
    text = f"{LEAD} {more}\n\nIs it late?\n\nI think it is.\n\nAnd Corvel?\n\nWe know it is late."

    assert not any(sure for _, words, sure in turns(read, text) if words)


def test_a_station_before_a_turn_is_no_person(read):
    text = "Radio Anse: Should Tarsia send boats now?\n\nVask: Not by hand.\n\nRadio Anse: It is late.\n\nVask: It is."

    assert not any(certain for who, _, certain in turns(read, text) if who == "Radio Anse")


def test_the_turns_of_whoever_mostly_asks_are_not_certain_and_those_of_the_others_are(read):
    text = (
        "VERA MARKS: Good evening. Is Tarsia ready?\n\nODO LINN: We are ready.\n\n"
        "VERA MARKS: Minister, you have two minutes.\n\nODO LINN: Are we late? We are not.\n\n"
        "VERA MARKS: Then what of Corvel?\n\nODO LINN: I know."
    )

    assert {(who, certain) for who, _, certain in turns(read, text)} == {("Vera Marks", False), ("Odo Linn", True)}


def test_whoever_asks_at_all_and_holds_no_office_may_only_lead_the_debate(read):
    text = (
        "VERA MARKS: Minister Linn, your answer.\n\nFOREIGN MINISTER ODO LINN: Are we late? We are not.\n\n"
        "VERA MARKS: I give you a minute.\n\nFOREIGN MINISTER ODO LINN: Is it late?\n\n"
        "VERA MARKS: Were you ever in Corvel?\n\nPRIME MINISTER ILVA DORN: Nobody asks me."
    )

    assert {(who, certain) for who, _, certain in turns(read, text)} == {
        ("Vera Marks", False),
        ("Odo Linn", True),
        ("Ilva Dorn", True),
    }
