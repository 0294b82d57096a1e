"""Forms of agencies and papers: quotations that stand alone, two speakers in a sentence, sources of no one actor."""

import pytest
from tests.statements.reading.conftest import reader

from truceline.records.actors import Actor


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


def last(read, text):
    return who(read, text)[-1]


DORN = ("Ilva Dorn", "tarsia", True)
BRENN = ("Aldo Brenn", "corvel", True)
SAID = "Ilva Dorn told reporters that Tarsia was ready."
ALONE = '"Nobody should doubt it. We will go."'


@pytest.mark.parametrize(
    "before",
    [
        SAID,
        'Ilva Dorn said: "We will go."',
        'It rained. "We will go," Ilva Dorn said.',
        "But, Ilva Dorn added, Tarsia cannot assume that Aldo Brenn will keep his word.",
        "Aldo Brenn was late. Ilva Dorn said that Tarsia was ready.",
        '"We will go," Ilva Dorn told host Anna Schmidt.',
        '"We will go," Ilva Dorn told reporters.',
    ],
)
def test_a_paragraph_that_is_a_quotation_is_of_whoever_alone_spoke_before_it(read_known, before):
    assert last(read_known, f"{before}\n\n{ALONE}\n\nIt rained.") == DORN


@pytest.mark.parametrize(
    "text",
    [
        f"Ilva Dorn told Aldo Brenn that Tarsia was ready.\n\n{ALONE}",
        f"Ilva Dorn told the envoy that Tarsia was ready.\n\n{ALONE}",
        f"Ilva Dorn said that Tarsia was ready, and Aldo Brenn left.\n\n{ALONE}",
        f"Ilva Dorn said that Tarsia was ready while Aldo Brenn left.\n\n{ALONE}",
        f"{SAID} Crowds cheered.\n\n{ALONE}",
        f"{SAID} Aldo Brenn disagreed.\n\n{ALONE}",
        f"{SAID}\n\nIt rained.\n\n{ALONE}",
        f"Ilva Dorn will say on Friday that Tarsia is ready.\n\n{ALONE}",
        f"Ilva Dorn and Aldo Brenn said that all was ready.\n\n{ALONE}",
        f'{SAID}\n\n"Are you ready, all of you, to go there?"\n\nIt rained.',
        f'{SAID}\n\n{ALONE}\n\n"No, you will not go there at all."',
        f"Asked about Ilva Dorn, who said that Tarsia was ready, he stuttered.\n\n{ALONE}",
        f"{SAID}\n\n{ALONE}\n\nThat was what Hanne Torvik had feared.",
        f"{SAID}\n\n{ALONE}\n\nThe words were those of Hanne Torvik.",
    ],
)
def test_a_paragraph_that_is_a_quotation_is_nobodys_for_certain_where_another_may_speak(read_known, text):
    quoted = [d for d in read_known(text) if d.parts]

    assert not any(d.certain for d in quoted)


def test_words_that_run_on_over_paragraphs_stand_alone_together(read_known):
    text = f'{SAID}\n\n"Nobody should doubt it.\n\n"We will go."\n\nIt rained.'

    assert last(read_known, text) == DORN


def test_words_that_run_on_beside_others_are_nobodys_for_certain(read_known):
    text = f'{SAID}\n\n"Nobody should doubt it.\n\n"We will go."\n\n"No, you will not go there at all."'

    assert not any(d.certain for d in read_known(text) if d.parts)


@pytest.mark.parametrize(
    "text", ["{a} said that she was ready, and {b} said that he was not.", "{a} left, and {b} said no more."]
)
def test_of_two_clauses_in_the_past_each_is_its_speakers(read_known, text):
    told = text.format(a="Ilva Dorn", b="Aldo Brenn").replace("no more", "that it was late")

    assert last(read_known, told) == BRENN


@pytest.mark.parametrize(
    "text",
    [
        "Ilva Dorn said that Hanne Torvik had left, and Aldo Brenn had said that it was late.",
        "Ilva Dorn says that she left, and Aldo Brenn said that it was late.",
        "Ilva Dorn said that she left, and Aldo Brenn told her that it was late.",
        "Ilva Dorn said that she left after Aldo Brenn said that it was late.",
    ],
)
def test_what_may_be_told_within_anothers_words_is_nobodys_for_certain(read_known, text):
    assert not any(speaker == "Aldo Brenn" and certain for speaker, _, certain in who(read_known, text))


def test_a_relative_clause_is_told_by_the_text_and_not_by_whoever_speaks(read_known):
    text = 'Ilva Dorn urged the envoys to stay on the causeway, which she said "is ours to keep".'

    assert [(d.speaker, d.certain) for d in read_known(text) if d.parts] == [("Ilva Dorn", True)]


@pytest.mark.parametrize(
    ("words", "source"),
    [
        ("a Western diplomat", "Western diplomat"),
        ("a senior European official", "senior European official"),
        ("Tarsian and Sollenish officials", "Tarsian and Sollenish officials"),
        ("Tarsian, Corvelian and Western sources", "Tarsian, Corvelian and Western sources"),
        ("officials from Tarsia and Sollen", "officials from Tarsia and Sollen"),
        ("European diplomats", "European diplomats"),
        ("officials", "officials"),
        ("military analysts", "military analysts"),
        ("two administration officials", "two administration officials"),
        ("residents", "residents"),
    ],
)
def test_sources_of_no_one_actor_are_certain_under_their_words_and_speak_for_none(read_known, words, source):
    assert who(read_known, f'The plan "is as good as dead", {words} said.') == [(source, "", True)]


@pytest.mark.parametrize(
    "words",
    ["the Western diplomat", "the officials", "his European aide", "European aides", "Brenn's critics", "critics"],
)
def test_sources_of_whom_the_text_may_have_told_whose_they_are_stay_uncertain(read_known, words):
    assert not any(certain for *_, certain in who(read_known, f'The plan "is as good as dead", {words} said.'))


def test_a_statement_that_is_only_named_is_below_the_line_of_who_spoke_before(read_known):
    text = "Ilva Dorn said that Tarsia was ready. The statement added that Tarsia would go alone."

    assert who(read_known, text) == [DORN, ("Ilva Dorn", "tarsia", False)]


def test_a_ministry_that_goes_on_is_the_one_that_just_spoke(read_known):
    before = "The Tarsian defence ministry met the Corvelian defence ministry."
    text = f"{before} Corvel's defence ministry said that it was late. The ministry {{}} that it was ready."

    assert last(read_known, text.format("added")) == ("Corvel's defence ministry", "corvel", True)
    assert not last(read_known, text.format("said"))[-1]


def test_who_adds_is_of_whom_the_sentence_is(read_known):
    ready = "Ilva Dorn said that Tarsia and Sollen were ready to see that Corvel kept out, {} that it was late."

    assert all(draft == DORN for draft in who(read_known, ready.format("adding")))
    assert not last(read_known, 'Ilva Dorn said that Aldo Brenn had left, saying that "it was late".')[-1]


def test_who_did_not_say_and_then_says_is_one(read_known):
    text = "Ilva Dorn did not say whether Aldo Brenn would come but said that it was late."

    assert who(read_known, text) == [DORN]


def test_a_verb_of_accusing_has_its_speaker_before_it(read_known):
    text = "Aldo Brenn, on the other hand, accused Tarsia of dragging its feet."

    assert who(read_known, text) == [BRENN]


def test_a_noun_behind_words_in_quotation_marks_is_no_verb(read_known):
    assert who(read_known, 'Ilva Dorn hailed the "historic" offer.') == [DORN]


@pytest.mark.parametrize("words", ["UN spokesman Peter Orr", "Peter Orr, a spokesman for the Red Cross,"])
def test_a_spokesman_of_no_actor_of_the_case_is_certain_where_the_text_tells_whose(read_known, words):
    assert who(read_known, f"{words} said that it was late.") == [("Peter Orr", "", True)]


def test_of_a_spokesman_with_a_name_it_is_certain_who_speaks_though_not_for_whom(read_known):
    assert who(read_known, "The spokesman, Peter Orr, said that it was late.") == [("Peter Orr", "", True)]
    assert who(read_known, "The spokesman said that it was late.") == [("spokesman", "", False)]


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Orvel Zask, the party's deputy chairman,", "Orvel Zask"),
        ("The head of the Tarsian football club, Orvel Zask,", "Orvel Zask"),
        ("Lake Party deputy leader Anna Zask MP", "Anna Zask"),
        ("Orvel, a 21-year-old student,", "Orvel"),
        ("It was late for her, said disaster relief minister Orvel Zask. He", "Orvel Zask"),
        ("Provincial health officer Orvel Zask", "Orvel Zask"),
        ("Orvel Zask, 62, left. Mr Zask", "Orvel Zask"),
        ("Orvel Zask, 62,", "Orvel Zask"),
        ("Orvel Zask, director of the Institute of Fisheries and Oceanographic Research of Benin,", "Orvel Zask"),
        ("Edda al-Marn, a teacher, left. Marn", "Edda al-Marn"),
    ],
)
def test_a_name_is_joined_with_what_is_said_of_its_bearer(read_known, words, speaker):
    assert last(read_known, f"{words} said that it was late.") == (speaker, "", True)


def test_words_behind_a_noun_that_looks_like_a_verb_are_of_whoever_uses_it(read_known):
    assert last(read_known, 'Ilva Dorn called the drone attack "a farce".') == DORN


def test_the_spokesperson_of_an_actor_is_its_spokesman(read_known):
    text = "Corvel's spokesman Olek Sand left. It was late, the Corvelian spokesperson told reporters."

    assert who(read_known, text) == [("Olek Sand", "corvel", True)]


def test_a_given_name_of_men_and_women_tells_a_person(read_known):
    text = 'Kay Burley hit back: "You need to answer."'

    assert who(read_known, text) == [("Kay Burley", "", True)]
    assert who(read_known, text.replace("Kay", "Kaywick")) == [("Kaywick Burley", "", False)]


def test_what_somebody_is_called_before_the_name_is_no_subject_of_its_own(read_known):
    assert last(read_known, "Union boss Sharon Graham said that it was late.") == ("Sharon Graham", "", True)


@pytest.mark.parametrize(
    "subject", ["Senate Speaker Anna Schmidt", "But Senate Speaker Anna Schmidt", "PTF spokeswoman Anna Schmidt"]
)
def test_what_stands_before_an_office_with_a_name_belongs_to_it(read_known, subject):
    assert last(read_known, f"It rained. {subject} said that it was late.") == ("Anna Schmidt", "", True)


def test_whoever_stands_behind_a_preposition_with_what_is_before_an_office_is_no_subject(read_known):
    text = "It rained. Near Vasselby Mayor Anna Schmidt saying that it was late, Ilva Dorn left."

    assert not any(d.certain for d in read_known(text))


@pytest.mark.parametrize(
    ("who", "actor"),
    [
        ("Home Secretary Anna Schmidt", "uk"),
        ("The home secretary, Anna Schmidt,", "uk"),
        ("Tarsian Home Secretary Anna Schmidt", "tarsia"),
        ("Former Home Secretary Anna Schmidt", ""),
        ("Foreign Minister Anna Schmidt", ""),
    ],
)
def test_an_office_that_only_one_state_has_tells_for_whom_its_holder_speaks(read_known, who, actor):
    assert last(read_known, f"{who} said that it was late.") == ("Anna Schmidt", actor, True)


@pytest.mark.parametrize(
    "who",
    [
        "Anna Schmidt, the Harbour Group's special envoy for Corvel,",
        "Anna Schmidt, special envoy of the Harbour Group for Corvel,",
        "Anna Schmidt, the Harbour Group's special envoy to Corvel,",
    ],
)
def test_an_envoy_does_not_speak_for_the_state_that_is_dealt_with(read_known, who):
    assert last(read_known, f"{who} said that it was late.") == ("Anna Schmidt", "harbour-group", True)


def test_an_envoy_for_a_state_is_of_nobody_who_is_named(read_known):
    assert last(read_known, "Anna Schmidt, special envoy for Corvel, said that it was late.")[1] == ""


@pytest.mark.parametrize(
    "text",
    [
        "Ilva Dorn said on Monday that it was late, the Straits Herald reported.",
        "Ilva Dorn said on Monday that it was late, Reuters reports.",
        "Ilva Dorn said on Monday that it was late, according to the Straits Herald.",
        "The Straits Herald reported that Ilva Dorn said it was late.",
        '"It is late," Ilva Dorn said in a post, Interfax reported.',
    ],
)
def test_who_is_quoted_by_a_paper_speaks_and_not_the_paper(read_known, text):
    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize(
    "text",
    [
        "It was late, the Straits Herald reported.",
        "Reuters reported that it was late.",
        "The Straits Herald said that Ilva Dorn was late.",
        "Brenn's aides said that it was late, the Straits Herald reported.",
    ],
)
def test_what_a_paper_tells_by_itself_is_nobodys_for_certain(read_known, text):
    assert not any(d.certain for d in read_known(text))


def test_a_state_that_passes_words_on_still_speaks(read_known):
    assert who(read_known, "Ilva Dorn said it was late, Corvel reported.") == [("Corvel", "corvel", True)]


@pytest.mark.parametrize(
    "who_",
    ["South Sudan's spokeswoman, Anna Schmidt,", "South Sudanese President Anna Schmidt", "Sudan's envoy Anna Schmidt"],
)
def test_a_state_that_the_case_lacks_is_not_the_one_of_which_its_name_has_a_part(who_):
    known = reader(actors=(Actor("sudan", "Sudan", "state", party=False, iso=""),))

    assert last(known, f"{who_} said that it was late.") == ("Anna Schmidt", "" if "South" in who_ else "sudan", True)


def test_a_state_that_the_case_lacks_is_no_person(read_known):
    assert last(read_known, "Algeria said that it was late.") == ("Algeria", "", False)


@pytest.mark.parametrize(
    "text",
    [
        "Critics of transport minister Orvel Zask said that it was late.",
        "The plan to reinstate transport minister Orvel Zask said that it was late.",
    ],
)
def test_words_before_an_office_do_not_hide_what_it_depends_on(read_known, text):
    assert not any(d.certain for d in read_known(text))


def test_a_firm_with_the_name_of_a_state_in_it_is_not_that_state(read_known):
    assert last(read_known, "An Air Tarsia official said that it was late.") == ("Air Tarsia official", "", True)


def test_a_party_with_letters_behind_it_is_no_person(read_known):
    assert [d.speaker for d in read_known("The first Lanthe MP said that it was late.")] != ["Lanthe"]


@pytest.mark.parametrize(
    "who_",
    [
        "Tarsia's Minister of Trade and Industry Orvel Zask",
        "Tarsian Minister of Commerce Orvel Zask",
        "Tarsian Minister for Fisheries, Water and Energy Orvel Zask",
    ],
)
def test_of_what_somebody_is_minister_is_no_part_of_the_name(read_known, who_):
    assert last(read_known, f"{who_} said that it was late.") == ("Orvel Zask", "tarsia", True)


def test_of_what_state_somebody_is_president_is_no_part_of_the_name(read_known):
    assert last(read_known, "The President of Angola Orvel Zask said that it was late.") == ("Orvel Zask", "", True)


@pytest.mark.parametrize("source", ["The Tarsian official", "The Tarsian diplomat"])
def test_a_source_who_may_be_somebody_named_before_is_uncertain(read_known, source):
    text = f"Orvel Zask, a teacher, said that it was late. {source} said that it rained."

    assert not last(read_known, text)[2]


def test_the_diplomat_of_an_actor_is_its_minister_who_spoke_before(read_known):
    text = "Tarsian foreign minister Orvel Zask said that it was late. The Tarsian diplomat said that it rained."

    assert last(read_known, text) == ("Orvel Zask", "tarsia", True)


def test_a_state_in_brackets_behind_a_name_is_whose_delegate_speaks(read_known):
    assert last(read_known, "Orvel Zask (Tarsia), a teacher, said that it was late.") == ("Orvel Zask", "tarsia", True)


def test_a_place_before_a_mayor_is_no_person(read_known):
    assert not any(d.speaker == "Port Vasselby" for d in read_known("In Port Vasselby, the mayor of the town said it."))
