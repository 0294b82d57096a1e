"""Whose words they are: by name, surname, office, pronoun, or not for certain."""

import pytest

from truceline.statements.statement import Authority

DORN = "Tarsian Prime Minister Ilva Dorn arrived. "
VASK = "Oren Vask, Tarsia's defence minister, arrived. "


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


@pytest.mark.parametrize(
    "text",
    [
        'Tarsian Prime Minister Ilva Dorn said: "We will go."',
        '"We will go," said Ilva Dorn, the prime minister of Tarsia.',
        '"We will go," the Tarsian prime minister, Ilva Dorn, said.',
        'Ilva Dorn, who leads Tarsia, left. Tarsia\'s prime minister, Ilva Dorn, said: "We will go."',
        f'{DORN}"We will go," Dorn said.',
        f'{DORN}"We will go," she said.',
        f'{DORN}"We will go," the prime minister said.',
        f'{DORN}\n\nShe was tired. "We will go," she said.',
        f"{DORN}Dorn said that Tarsia would go.",
        f"{DORN}Tarsia would go, she said.",
        f"{DORN}Tarsia would go, according to Dorn.",
        f"{DORN}Ms Dorn has promised to go.",
        f'{DORN}Asked about it, she replied: "We will go."',
        f'{DORN}"We," she said, "will go."',
        "Tarsia would go, its prime minister said. Tarsian Prime Minister Ilva Dorn is in Corvel.",
    ],
)
def test_one_speaker_in_many_words(read, text):
    assert who(read, text) == [("Ilva Dorn", "tarsia", True)]


def test_the_uk_prime_minister_is_the_uks(read):
    (draft,) = read('"We will go," the UK prime minister said.')

    assert (draft.speaker, draft.speaks_for, draft.authority) == ("UK prime minister", "uk", Authority.LEADER)


@pytest.mark.parametrize(
    ("text", "speaker", "actor", "authority"),
    [
        (
            "Corvel's foreign ministry said that it would not consent.",
            "Corvel's foreign ministry",
            "corvel",
            "spokesperson",
        ),
        (
            '"No," said a spokesman for the Corvelian government.',
            "spokesman for the Corvelian government",
            "corvel",
            "spokesperson",
        ),
        ('A senior Madranian official said: "Perhaps."', "senior Madranian official", "madrany", "unnamed official"),
        ("Tarsia said that it would go.", "Tarsia", "tarsia", "spokesperson"),
        ('General Piet Marrow, the chief of defence of Sollen, said: "Soon."', "Piet Marrow", "sollen", "military"),
        ('The Corvelian opposition leader, Mira Brenn, said: "Let them."', "Mira Brenn", "corvel", "opposition"),
        ('Sabine Orlo, Tarsia\'s envoy, was careful: "We listen."', "Sabine Orlo", "tarsia", "envoy"),
        ("The parliament of Sollen said that it agreed.", "parliament of Sollen", "sollen", "parliament"),
    ],
)
def test_authority_and_actor_come_with_the_office(read, text, speaker, actor, authority):
    (draft,) = read(text)

    assert (draft.speaker, draft.speaks_for, draft.authority) == (speaker, actor, Authority(authority))
    assert draft.certain


def test_an_office_and_a_name_in_another_sentence_are_one_person_where_the_ledger_says_so_else_perhaps(
    read, read_known
):
    text = 'The Madranian foreign minister said: "Good." "Very good," Jonas Ketterby said.'

    assert who(read_known, text) == [("Jonas Ketterby", "madrany", True)] * 2
    assert who(read, text) == [("Jonas Ketterby", "madrany", False), ("Jonas Ketterby", "", True)]
    assert dict(read(text)[1].why)["speaks_for"].startswith("perhaps madrany: the office stands in another sentence")


def test_his_spokesman_speaks_for_the_same_actor(read):
    text = f'{VASK}His spokeswoman, Petra Linn, said: "He is tired."'

    assert who(read, text) == [("Petra Linn", "tarsia", True)]


def test_a_surname_that_two_people_bear_is_not_certain(read):
    both = "President Aldo Brenn of Corvel met Mira Brenn, the Corvelian opposition leader. "

    assert [certain for *_, certain in who(read, f'{both}"No," said Brenn.')] == [False]
    assert who(read, f'{both}Mr Brenn left. Ms Brenn stayed. "No," Mr Brenn said.')[-1][2] is not None


def test_titles_tell_two_bearers_of_a_surname_apart(read):
    text = "President Aldo Brenn of Corvel spoke. His sister, Mira Brenn, leads the opposition. "

    assert who(read, f'{text}"No," Ms Brenn said.') == [("Mira Brenn", "corvel", True)]
    assert who(read, f'{text}Ms Brenn left. "No," Mr Brenn said.') == [("Aldo Brenn", "corvel", True)]


def test_a_pronoun_that_fits_two_people_is_not_certain(read):
    assert who(read, f'{DORN}{VASK}"We will go," she said.') == [("Oren Vask", "tarsia", False)]


def test_a_pronoun_once_resolved_tells_the_two_apart(read):
    text = f'{DORN}"We will go," she said.\n\n{VASK}"When?" he asked. Dorn smiled. "Soon," she said.'

    assert [speaker for speaker, *_ in who(read, text)] == ["Ilva Dorn", "Oren Vask", "Ilva Dorn"]


@pytest.mark.parametrize(
    "text",
    [
        '"We will go," said Nobody Known.',
        '"We will go," an official said.',
        'The Straits Herald called it "a war".',
        f'{VASK}{DORN}Vask said that Dorn had called it "a war".',
    ],
)
def test_below_the_line_where_speaker_or_actor_is_in_doubt(read, text):
    assert [d.certain for d in read(text)] == [False]
    assert all(dict(d.why)["speaker"] for d in read(text))


@pytest.mark.parametrize(
    "text",
    [
        f"{DORN}Dorn did not say that she would go.",
        f"{DORN}Dorn declined to say whether she would go.",
        f"{DORN}If Dorn says that it will rain, it will not.",
        f"{DORN}Dorn was told that it would rain.",
        f"{DORN}Nobody has said that it would rain.",
        f'{DORN}The so-called "coalition of the waiting" met Dorn.',
        f'{DORN}Dorn has read a book known as "The Long War".',
        f"{DORN}Dorn said goodbye.",
        "It was not clear whether Dorn spoke for the cabinet.",
    ],
)
def test_no_draft_where_nothing_is_reported(read, text):
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "speaker", "actor", "certain"),
    [
        ('Foreign Minister Sergei V. Lavrov said: "We will go."', "Sergei V. Lavrov", "", True),
        ('"We will go," said John A. Smith, a teacher.', "John A. Smith", "", True),
        ('J. D. Vance, the president of Corvel, said: "We will go."', "J. D. Vance", "corvel", True),
        ('We moved to plan B. Ilva Dorn said: "We will go."', "B. Ilva Dorn", "", False),
        ('Ezzat al-Reshiq, a member of Tarsia\'s political bureau, said: "We will go."', "Ezzat al-Reshiq", "", True),
        ('A member of Tarsia\'s political bureau, Ezzat al-Reshiq, said: "We will go."', "Ezzat al-Reshiq", "", True),
    ],
)
def test_names_have_initials_and_particles(read, text, speaker, actor, certain):
    assert who(read, text) == [(speaker, actor, certain)]


def test_words_behind_said_that_only_own_something_do_not_speak(read):
    (draft,) = read("Tarsia's defence ministry, for its part, said Corvel's boats had left.")

    assert (draft.speaker, draft.speaks_for, draft.certain) == ("Tarsia's defence ministry", "tarsia", True)


def test_what_a_committee_is_on_is_not_whom_it_speaks_for(read):
    (draft,) = read("Odo Linn, an MP and the chair of Tarsia's committee on Corvel affairs, said that it rained.")

    assert (draft.speaker, draft.speaks_for, draft.certain) == ("Odo Linn", "tarsia", True)


def test_an_adviser_of_somebody_speaks_for_the_same_actor(read_known):
    _, draft = read_known("Ilva Dorn said that it snowed. Dorn's adviser Odo Linn said that it rained.")

    assert (draft.speaker, draft.speaks_for, draft.authority, draft.certain) == ("Odo Linn", "tarsia", None, True)
