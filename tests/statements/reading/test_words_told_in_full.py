"""What is told of somebody's words in full without marks; and marks, titles and roles as texts write them."""

import pytest
from tests.statements.reading.conftest import reader


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


DORN = ("Ilva Dorn", "tarsia", True)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dorn described the plan as a mess.",
        "Dorn condemned the use of mines as a breach of the truce.",
        "Dorn called the vote a farce.",
        "Dorn called for a recount in the north.",
        "Dorn accused Corvel, which has rejected all calls for a truce, of not being ready for it.",
        "Dorn called on the Anse Harbour Group (AHG), the League and all others, to put down their guns.",
    ],
)
def test_what_something_is_called_or_others_are_urged_to_do_is_told_in_full(read_known, sentence):
    assert who(read_known, f"Ilva Dorn is in Port Anse. {sentence}") == [DORN]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dorn called Aldo Brenn with a plan.",
        "Dorn described the plan as well.",
        "Dorn condemned the vote as Brenn left.",
        "Dorn interpreted the vote as a sign.",
    ],
)
def test_what_only_looks_so_is_not_told_for_certain(read_known, sentence):
    assert not any(sure for _, _, sure in who(read_known, f"Ilva Dorn is in Port Anse. {sentence}"))


@pytest.mark.parametrize("verb", ["called off the talks with Corvel", "wrote off the debt of Corvel"])
def test_what_is_called_or_written_off_is_no_words(read_known, verb):
    assert who(read_known, f"Ilva Dorn {verb}.") == []


@pytest.mark.parametrize(
    ("opening", "closing"), [('"', "”"), ("“", '"'), ("“", "“"), ("“", "”"), ('"', '"')], ids=lambda mark: mark
)
def test_marks_that_do_not_match_are_marks(read_known, opening, closing):
    text = f'Ilva Dorn said {opening}we will go to the bridge{closing}. Then "we will stay," she said.'

    assert [d.quote(text) for d in read_known(text)] == ["we will go to the bridge", "we will stay,"]


def test_a_mark_within_a_quotation_ends_nothing(read_known):
    text = 'Ilva Dorn said: “He called it "a farce" and left.”'
    (draft,) = read_known(text)

    assert draft.quote(text) == 'He called it "a farce" and left.'


@pytest.mark.parametrize("title", ["H.E.", "H.R.H.", "Amb.", "H.E. Mr."])
def test_the_full_stop_of_a_title_ends_no_sentence(title):
    (draft,) = reader()(f"The Tarsian foreign minister, {title} Odo Linn, said that it rained.")

    assert (draft.speaker, draft.speaks_for, draft.certain) == ("Odo Linn", "tarsia", True)


CHAIR = "The chairwoman of the Tarsian Commission, Mara Linn, said that it rained.\n\n"


def test_the_only_one_of_a_role_is_meant_by_it():
    assert who(reader(), f"{CHAIR}The chairwoman said that it was cold.")[-1] == ("Mara Linn", "tarsia", True)


@pytest.mark.parametrize(
    "text",
    [
        f"{CHAIR}Vera Holm, the chairwoman of a bank, was there.\n\nThe chairwoman said that it was cold.",
        f"{CHAIR}A chairwoman of a bank said that it was late.\n\nThe chairwoman said that it was cold.",
        f"{CHAIR}A chairwoman said that it was cold.",
    ],
)
def test_of_two_of_a_role_or_of_an_unnamed_one_nobody_is_meant_for_certain(text):
    assert ("Mara Linn", "tarsia", True) not in who(reader(), text)[1:]


def words(read, text):
    return [(d.speaker, " ".join(d.quote(text).split()), d.certain) for d in read(text)]


def test_words_without_marks_behind_a_colon_go_on_while_they_tell_of_whoever_speaks(read_known):
    text = "Asked about it, Ilva Dorn responded:\n\nThe vote was fair.\n\nWe will go.\n\nThe town lies in the north.\n"

    assert words(read_known, text) == [("Ilva Dorn", "The vote was fair. ... We will go.", True)]


@pytest.mark.parametrize(
    ("following", "certain"),
    [
        ("– The vote was fair.", True),
        ("I shall go.", True),
        ("The vote was fair.", False),
        ('The vote was "our own".', None),
        ("The prime minister spoke with Aldo Brenn.", False),
    ],
)
def test_words_without_marks_are_somebodys_for_certain_where_they_tell_of_him(read_known, following, certain):
    sure = [d.certain for d in read_known(f"Ilva Dorn said:\n\n{following}\n\nIt rained in the north of the town.\n")]

    assert sure == ([] if certain is None else [certain])


def test_a_statement_in_full_is_of_whose_it_is(read_known):
    text = "Ilva Dorn said that it rained.\n\nRead Corvel's full statement here:\n\nWe also condemn the attack."

    assert who(read_known, text)[1:] == [("Corvel", "corvel", True)]


def test_we_are_nobody_where_a_paper_of_two_is_announced_or_none(read_known):
    text = "Read the full statement by Ilva Dorn, who went to Corvel, here:\n\nWe also condemn the attack."

    assert ("Corvel", "corvel", True) not in who(read_known, text)


SOURCES = ("sources", "", True)


def test_the_sources_are_those_named_before():
    text = "Two diplomatic sources said that it rained.\n\nThe sources said that it was cold."

    assert who(reader(), text)[-1] == SOURCES


@pytest.mark.parametrize(
    "before",
    [
        "",
        "Two diplomatic sources said that it rained. Two military sources left.",
        "Tarsian officials said that it rained.",
        "Two diplomatic sources said that it rained. Sources in the army said that it was dry.",
    ],
)
def test_the_sources_are_nobody_for_certain_where_none_or_several_were_named(before):
    assert who(reader(), f"{before}\n\nThe sources said that it was cold.")[-1] != SOURCES


def test_what_which_stands_for_is_told_by_whoever_says_what_it_is(read_known):
    text = (
        "Torvik left the talks, which Ilva Dorn said were keeping families from home. Dorn made a call that was late."
    )

    assert who(read_known, text)[0] == DORN
    assert not any(sure for _, _, sure in who(read_known, text)[1:])


def test_whoever_was_clear_that_something_is_so_said_it(read_known):
    text = "Corvel left. Ilva Dorn has been clear throughout the talks that it will rain. It was clear that it rained."

    assert who(read_known, text) == [DORN]


def test_whoever_adds_is_who_spoke_though_another_was_met_since(read_known):
    text = (
        "Lev Hartigan said that it rained.\n\nIn meetings with Aldo Brenn, they talked about the bridge.\n\n"
        '"We agreed on much," he added.'
    )

    assert who(read_known, text)[-1][0::2] == ("Lev Hartigan", False)


def test_he_is_whoever_spoke_before_a_body_did(read_known):
    text = (
        'Lev Hartigan said that it rained.\n\nThe foreign ministry condemned the act.\n\n"We will go there," he added.'
    )

    assert who(read_known, text)[-1][0::2] == ("Lev Hartigan", False)


@pytest.mark.parametrize(
    "after",
    ["This was announced by Ilva Dorn.", "Ilva Dorn stated this in an interview.", "Ilva Dorn said so on Sunday."],
)
def test_whoever_said_this_is_proposed_for_the_sentence_before(read_known, after):
    text = f"It rained in the north of Tarsia. {after}"
    (draft,) = read_known(text)

    assert (draft.speaker, draft.sentence.of(text), draft.certain) == ("Ilva Dorn", text, False)


def test_that_somebody_said_this_adds_nothing_to_what_he_said(read_known):
    text = "Ilva Dorn said that it rained. She stated this in an interview with the Straits Herald.\n\nShe said so."

    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize("quote", ["“What we said still stands”", '"We will go to the bridge now"'])
def test_a_quotation_that_no_mark_ends_may_be_a_heading_and_is_nobodys_for_certain(read_known, quote):
    text = f"Ilva Dorn said that Tarsia was ready.\n\n{quote}\n\nIt rained in the north."

    assert who(read_known, text)[1:] in ([], [("Ilva Dorn", "tarsia", False)])


@pytest.mark.parametrize("words", ["Tarsia must wait", "Corvel left", "Aldo Brenn is late"])
def test_a_short_clause_before_says_is_what_was_said_and_not_who_says_it(read_known, words):
    assert who(read_known, f"{words}, says Ilva Dorn in an interview with the Herald.") in ([], [DORN])


def test_whoever_begins_a_clause_behind_and_is_not_named_with_whom_a_preposition_has(read_known):
    own = "It rained in Corvel, and Ilva Dorn said that it was late."
    joined = "Hanne Torvik, with Aldo Brenn, and Ilva Dorn said that it was late."

    assert who(read_known, own) == [DORN]
    assert not any(sure for *_, sure in who(read_known, joined))


@pytest.mark.parametrize(
    ("sources", "certain"),
    [
        ("Lake Party MPs", True),
        ("Two Lake Party MPs", True),
        ("The South Anse diplomats", True),
        ("MPs", False),
        ("The diplomats", False),
        ("Two MPs", False),
    ],
)
def test_several_of_whom_a_name_tells_what_they_are_of_speak_under_their_words(sources, certain):
    assert [sure for *_, sure in who(reader(), f"It rained. {sources} said that it was late.")] == [certain]


def test_two_offices_each_with_a_name_behind_it_are_two_who_speak_together():
    text = "The Tarsian foreign minister, Odo Linn, and the Corveli defence minister, Mara Holm, said that it rained."

    assert who(reader(), text) == [("Odo Linn", "tarsia", True), ("Mara Holm", "corvel", True)]


@pytest.mark.parametrize(
    "speakers", ["The envoy, Odo Linn, and the general", "The envoy, Odo Linn, and a minister, Mara Holm,"]
)
def test_an_office_a_name_and_another_may_be_three(speakers):
    assert ("Odo Linn", "", True) not in who(reader(), f"{speakers} said that it rained.")


@pytest.mark.parametrize(
    "told",
    [
        "The hill is claimed by Tarsia, which calls it Dort.",
        "The Tarsian foreign minister Odo Linn has concluded a planned visit to Skerry to meet leaders.",
        "The Tarsian foreign minister Odo Linn concluded a visit to Skerry.",
    ],
)
def test_what_somebody_wants_or_did_is_no_words(read, told):
    assert [draft.certain for draft in read(told)] in ([], [False])


@pytest.mark.parametrize("when", ["when he was asked in Skerry", "as he left", "after a vote", "on Monday"])
def test_words_that_only_point_back_are_not_certain(read, when):
    text = f"The truce holds, the Tarsian foreign minister Odo Linn said. He said this {when}."

    assert [draft.certain for draft in read(text)][1:] in ([], [False])


@pytest.mark.parametrize(
    ("named", "speaker"),
    [
        ("one senior Tarsian official", "senior Tarsian official"),
        ("the Corvel-run Interior Ministry in the Grey Valley", "Corvel-run Interior Ministry"),
    ],
)
def test_a_source_is_named_without_its_number_and_a_ministry_without_its_place(read, named, speaker):
    assert [(d.speaker, d.certain) for d in read(f"It was late, {named} said on Monday.")] == [(speaker, True)]


@pytest.mark.parametrize(
    ("named", "speaker"),
    [
        ("the Tarsian Department of Foreign Affairs", ("Tarsian Department of Foreign Affairs", "tarsia", True)),
        ("the Department of Public Works", ("Department of Public Works", "", True)),
        ("the Honorable Ilva Dorn, the Tarsian foreign minister,", ("Ilva Dorn", "tarsia", True)),
    ],
)
def test_a_department_and_an_honorific_are_no_part_of_a_name_too_few_or_too_many(read, named, speaker):
    assert who(read, f"It was late, {named} said on Monday.") == [speaker]


def test_whom_somebody_reminds_of_something_is_only_told_what_it_is_about(read):
    text = "The Tarsian foreign minister Odo Linn reminded everyone of the truths about the war, which stands alone."

    assert [draft.certain for draft in read(text)] in ([], [False])


def test_a_nickname_within_a_name_is_no_quotation(read):
    text = 'The Tarsian foreign minister Odo Linn met Ilva "Ila" Dorn in Skerry. He called it "a start".'

    assert [[p.of(text) for p in draft.parts] for draft in read(text)] == [["a start"]]


def test_when_sources_spoke_is_no_part_of_who_they_are(read):
    text = "Two Tarsian sources close to the talks earlier told reporters that it was late."

    assert [draft.speaker for draft in read(text)] == ["Two Tarsian sources close to the talks"]
