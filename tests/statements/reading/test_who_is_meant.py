"""Names, offices and short forms as agencies and parliaments write them; beside each rule what it must leave alone."""

from datetime import date

import pytest

from truceline.records.actors import Actor
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.vocabulary import lexicon

DORN, BRENN = ("Ilva Dorn", "tarsia", True), ("Aldo Brenn", "corvel", True)


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


def of_actors(*actors):
    words = lexicon(read_press_words(), actors)
    return lambda text: read_article(text, words, (), date(2031, 5, 20))


@pytest.mark.parametrize("name", ["Lord Alf Dubs", "Sir Odo Marks"])
def test_a_surname_that_looks_like_a_verb_is_part_of_the_name(read_known, name):
    plain = name.removeprefix("Lord ").removeprefix("Sir ")

    assert who(read_known, f'{name} said it was a "shabby thing" to do.') == [(plain, "", True)]


def test_a_small_verb_behind_a_name_stays_a_verb(read_known):
    assert who(read_known, 'Ilva Dorn dubs it "a farce".') == [DORN]


@pytest.mark.parametrize(
    ("words", "speaker", "actor"),
    [
        ("Tarsian Ministry of Public Works spokesman Odo Linn", "Odo Linn", "tarsia"),
        ("Corvelian Ministry of Defence official Odo Linn", "Odo Linn", "corvel"),
        ("Corvel (CV) envoy Odo Linn", "Odo Linn", "corvel"),
        ("Chief Secretary to the Prime Minister, Odo Linn,", "Odo Linn", ""),
        ("Corvel's chargé d'affaires in Port Anse, Odo Linn,", "Odo Linn", "corvel"),
        ("The Tarsian envoy to the Horn, former Corvelian president Odo Linn,", "Odo Linn", "tarsia"),
        ("Former Corvelian president Odo Linn, the Tarsian envoy,", "Odo Linn", "tarsia"),
        ("PM Odo Linn", "Odo Linn", ""),
        ("Communities Secretary Odo Linn", "Odo Linn", "uk"),
    ],
)
def test_an_office_in_many_words_is_that_of_the_name_behind_it(read_known, words, speaker, actor):
    assert who(read_known, f"{words} said on Monday that it was late.") == [(speaker, actor, True)]


def test_an_office_named_after_somebody_is_not_that_one(read_known):
    said = who(read_known, "The Office of President Aldo Brenn said on Monday that it was late.")

    assert [speaker for speaker, *_ in said] == ["Office of President Aldo Brenn"]


def test_whose_past_office_alone_is_told_still_speaks_for_nobody(read_known):
    text = "The author of the report, former Corvelian president Odo Linn, said on Monday that it was late."

    assert all(actor == "" for _, actor, _ in who(read_known, text))


@pytest.mark.parametrize(
    "text",
    [
        "Tarsia and Corvel agree on the terms, Prime Minister Ilva Dorn said on Monday in remarks at odds with his.",
        "Tarsia and Corvel have agreed to end it, Tarsian Prime Minister Ilva Dorn, once its envoy, said on Monday.",
    ],
)
def test_what_two_agreed_on_is_told_by_whoever_says_so_behind_it(read_known, text):
    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize(
    "text",
    [
        "The plans announced by Foreign Minister Jonas Ketterby have met a cool answer in Sollen.",
        "Corvel agreed to various proposals during the war.",
        "Ilva Dorn has agreed to the plan.",
    ],
)
def test_what_is_only_named_or_done_is_no_statement(read_known, text):
    assert who(read_known, text) == []


def test_what_was_agreed_to_be_done_is_below_the_line_and_what_was_promised_above(read_known):
    assert who(read_known, "Ilva Dorn agreed to send a brigade.") == [(*DORN[:2], False)]
    assert who(read_known, "Ilva Dorn agreed that a brigade would be sent.") == [DORN]
    assert who(read_known, "Ilva Dorn promised to send a brigade.") == [DORN]


def test_what_somebody_calls_the_claims_of_others_is_his(read_known):
    assert who(read_known, 'Aldo Brenn denied it on Monday, calling such claims "false and foul".')[-1] == BRENN


def test_words_in_a_claim_that_somebody_rejects_are_not_his_for_certain(read_known):
    drafts = [d for d in read_known('Aldo Brenn rejected the claim "we shelled the harbour".') if d.parts]

    assert not any(d.certain for d in drafts)


def test_what_is_told_in_an_aside_about_words_leaves_them_to_whoever_speaks(read_known):
    text = 'Ilva Dorn said that Aldo Brenn\'s speech — in which he blamed Tarsia — was "a clear step back".'

    assert [d.speaker for d in read_known(text) if d.parts] == ["Ilva Dorn"]


@pytest.mark.parametrize("given", ["Getachew", "Phumtham", "Nkechi", "Shabana", "Hun"])
def test_given_names_of_all_regions_tell_a_person(read_known, given):
    assert who(read_known, f"{given} Ormel said that it was late.") == [(f"{given} Ormel", "", True)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Harbour Group (HG) met. On Monday the HG said that it was late.", [("HG", "harbour-group", True)]),
        ("It met. On Monday the HG said that it was late.", [("HG", "", False)]),
        ("The Hale Garrison (HG) met. On Monday the HG said that it was late.", [("HG", "", False)]),
    ],
)
def test_a_short_form_is_an_actors_where_the_text_says_so(read_known, text, found):
    assert who(read_known, text) == found


def test_a_short_form_that_the_text_gives_to_another_is_no_longer_that_of_the_case(read):
    words = "the UK said that it was late."

    assert [actor for _, actor, _ in who(read, f"On Monday {words}")] == ["uk"]
    assert who(read, f"The Union of Keepers (UK) met. On Monday {words}") == [("UK", "", False)]


@pytest.mark.parametrize("parted", [" ", "\n\n"])
def test_a_pronoun_means_whoever_just_spoke_where_nobody_near_is_known_to_be_of_that_gender(read, parted):
    text = f'Oss Ormel told Ana-Dei Vell that it was late.{parted}"We must wait," he said.'
    drafts = [(d.speaker, d.certain) for d in read(text) if d.parts]

    assert drafts[0][0] == "Oss Ormel"


def test_a_pronoun_is_nobodys_for_certain_where_the_other_one_near_is_known_to_be_of_that_gender(read):
    text = '"It is late," Nkosi-Dei Ormel, the envoy, told Peter Vell. "We must wait," he said.'

    assert [d.certain for d in read(text) if "must wait" in d.quote(text)] in ([False], [])


@pytest.mark.parametrize("who_", ["the prime minister's spokesman", "Odo Ormel's press office"])
def test_a_spokesman_without_a_name_is_certain_under_these_words_where_the_text_tells_whose(read, who_):
    (draft,) = read(f"It was late, {who_} said on Monday.")

    assert (draft.speaker.removeprefix("the "), draft.speaks_for, draft.certain) == (
        who_.removeprefix("the "),
        "",
        True,
    )


@pytest.mark.parametrize("who_", ["a spokesman", "the spokesman", "his spokesman", "its spokesman", "a statement"])
def test_a_spokesman_of_whom_the_text_does_not_tell_whose_stays_uncertain(read, who_):
    assert not any(d.certain for d in read(f"It was late, {who_} said on Monday."))


def test_the_spokesman_of_one_of_two_prime_ministers_is_of_neither_for_certain(read_known):
    text = "Ilva Dorn and Hanne Torvik met on Saturday. It was late, the prime minister's spokesman said."

    assert not any(certain and actor for _, actor, certain in who(read_known, text))


@pytest.mark.parametrize("word", ["One", "Another", "Others"])
def test_whoever_is_not_named_speaks_under_that_word_and_below_the_line(read_known, word):
    text = f'Ilva Dorn met aides of Aldo Brenn. {word} said: "We must wait."'

    assert who(read_known, text) == [(word, "", False)]


@pytest.mark.parametrize(
    "words",
    [
        "underscored the importance of a lasting truce",
        "expressed concern about the vote in Skerry",
        "reiterated support for the mission",
    ],
)
def test_an_attitude_is_told_in_full_by_what_it_is_about(read_known, words):
    assert who(read_known, f"Ilva Dorn {words}.") == [DORN]


@pytest.mark.parametrize(
    "words", ["welcomed the support of Sollen", "condemned the attack", "outlined a need for speed"]
)
def test_what_is_only_welcomed_or_condemned_stays_below_the_line(read_known, words):
    assert not any(certain for *_, certain in who(read_known, f"Ilva Dorn {words}."))


@pytest.mark.parametrize(
    "head", ["Readout of the call with Sollen", "The following statement was issued today by the Spokesman:"]
)
def test_what_a_document_tells_of_whom_it_is_about_is_certain(read_known, head):
    told = "Ilva Dorn welcomed the new truce in the valley. It was late."

    assert who(read_known, f"{head}\n\n{told}\n\nThey parted.") == [DORN]
    assert who(read_known, f"A heading of another kind\n\n{told}\n\nThey parted.") == [(*DORN[:2], False)]


def test_the_pm_is_an_office_and_an_hour_is_none(read_known):
    text = "Tarsian PM Ilva Dorn met Jonas Ketterby. At 3 pm they left. The PM said that it was late."

    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize(
    "words", ["Corvelian Public Works Minister Odo Linn", "Corvel's Strategic Affairs Minister, Odo Linn,"]
)
def test_of_what_somebody_is_minister_is_no_name(read_known, words):
    assert who(read_known, f"{words} said that it was late.") == [("Odo Linn", "corvel", True)]


def test_whose_minister_somebody_is_stays_a_name(read_known):
    drafts = read_known("Corvel met. Brenn ministers said that it was late.")

    assert not any(d.certain for d in drafts)


def test_seat_and_party_of_a_member_are_no_name(read):
    text = 'Petra Orm (D-Maine) left. A spokesperson for Rep. Odo Linn (R-Ohio) indicated that he had "not changed".'

    assert all("-" not in d.speaker for d in read(text))
    assert who(read, "Petra Orm (D-Maine) said that it was late.") == [("Petra Orm", "", True)]


def test_an_hour_ends_no_sentence_before_a_weekday(read_known):
    (draft,) = read_known("The vote could begin by 4 p.m. Wednesday, Ilva Dorn said.")

    assert draft.speaker == "Ilva Dorn"
    assert str(draft.sentence.start) == "0"


@pytest.mark.parametrize("words", ["replied at length - and left for Port Anse", "answered, and turned to the map"])
def test_an_answer_of_which_nothing_is_told_is_no_statement(read_known, words):
    assert not any(certain for *_, certain in who(read_known, f"Ilva Dorn {words}."))


def test_a_paper_that_only_published_words_is_not_who_said_them(read_known):
    text = 'Aldo Brenn left early. "We must wait," he said, according to the Harrow Standard.'
    drafts = [d for d in read_known(text) if "wait" in d.quote(text)]

    assert [d.speaker for d in drafts] == ["Aldo Brenn"]
    assert who(read_known, '"We must wait," Aldo Brenn had said, according to Ilva Dorn.') == [DORN]


def test_whose_minister_a_paragraph_does_not_tell_is_nobodys_for_certain(read_known):
    text = "Aldo Brenn met the envoys.\n\nYalow, for his part, left. His finance minister said that it was late."

    assert not any(certain and actor for _, actor, certain in who(read_known, text))


def test_an_office_named_with_the_name_ends_what_was_guessed_before(read_known):
    text = (
        "When he ran for president, Odo Linn made a ritual of it.\n\n"
        "On Monday Corvelian President Odo Linn said that it was late."
    )

    assert who(read_known, text)[-1] == ("Odo Linn", "corvel", True)


def test_people_who_are_several_speak_under_their_words_and_below_the_line(read_known):
    assert who(read_known, 'Two Tarsian analysts rightly observed that "it is late".') == [
        ("Two Tarsian analysts", "tarsia", False)
    ]


def test_a_pronoun_far_from_whom_it_may_mean_is_below_the_line(read_known):
    text = 'Aldo Brenn said that it was late.\n\nIt rained.\n\nIt was cold.\n\n"We must wait," he said.'

    assert who(read_known, text) == [BRENN, (*BRENN[:2], False)]


def test_unions_of_states_are_known_by_their_short_forms_in_capitals():
    read = of_actors(Actor("un", "United Nations", "organisation", party=False, iso=""))

    assert who(read, "UN envoy Odo Linn said that it was late.") == [("Odo Linn", "un", True)]
    assert [actor for _, actor, _ in who(read, "Ilva Dorn Un said that it was late.")] == [""]


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        ("Tarsian Ambassador to Corvel Nick Burn", "tarsia"),
        ("Tarsia's envoy for Corvel Nick Burn", "tarsia"),
        ("The ambassador to Corvel, Nick Burn,", ""),
        ("President of Corvel Nick Burn", "corvel"),
    ],
)
def test_an_envoy_to_a_state_is_not_of_it(read, words, actor):
    assert who(read, f"{words} said that it was late.") == [("Nick Burn", actor, True)]


def test_verbs_parted_only_by_words_in_marks_have_one_speaker(read_known):
    told = 'called the truce "a farce," accused Tarsia of "sending the wrong signals" and told it to "stop playing".'

    assert who(read_known, f"Aldo Brenn, the president of Corvel, {told}") == [BRENN] * 3


def test_after_words_in_marks_whoever_is_named_behind_the_verb_speaks(read_known):
    assert who(read_known, 'Ilva Dorn called it "a pose," said Aldo Brenn.') == [BRENN]


@pytest.mark.parametrize("source", ["a Reform lawmaker", "one Reform lawmaker", "an official of the Lake Fund"])
def test_a_source_of_a_body_that_is_no_actor_is_certain_under_its_words(read_known, source):
    words = source.removeprefix("a ").removeprefix("an ").removeprefix("one ")

    assert who(read_known, f"It was late, {source} said on Monday.") == [(words, "", True)]


@pytest.mark.parametrize("source", ["the Reform lawmaker", "a lawmaker", "its lawmaker", "an official"])
def test_a_source_of_whom_the_text_may_have_told_more_stays_uncertain(read_known, source):
    assert not any(certain for *_, certain in who(read_known, f"It was late, {source} said on Monday."))


def test_that_country_behind_an_office_does_not_speak(read_known):
    drafts = read_known("The special envoy for that country told the council that it was late.")

    assert [d.speaker for d in drafts] == ["special envoy"]


@pytest.mark.parametrize("given", ["Ed", "Mohamed", "Emily", "Ted"])
def test_a_given_name_that_ends_like_a_plain_word_begins_a_name(read, given):
    assert who(read, f"{given} Ormel, leader of the Lakes, said that it was late.") == [(f"{given} Ormel", "", True)]


def test_an_answer_that_only_tells_how_is_no_statement(read_known):
    assert who(read_known, "Ilva Dorn replies generally - and manages to make a point about the vote.") == []


def test_whom_somebody_cites_is_no_statement_for_certain(read_known):
    text = "Ilva Dorn asked about the ferry, citing a man who had waited for nine hours."

    assert not any(certain for *_, certain in who(read_known, text))


def test_who_was_quoted_by_a_paper_is_who_said_it(read_known):
    assert who(read_known, '"We must wait," Dorn was quoted as saying by the news agency Anse Wire.') == [DORN]
    assert who(read_known, '"We must wait," Brenn quoted Dorn as saying.') == [(*DORN[:2], False)]


def test_while_behind_words_in_marks_begins_what_another_says(read_known):
    text = 'Aldo Brenn labelled the plan "foul" while Ilva Dorn, the prime minister, said that it was "cruel".'

    assert who(read_known, text) == [BRENN, DORN]


def test_while_behind_words_that_are_only_told_may_be_part_of_them(read_known):
    text = "Aldo Brenn said Vask left while Ilva Dorn said that it was late."

    assert not any(speaker == "Ilva Dorn" and certain for speaker, _, certain in who(read_known, text))


def test_words_far_before_their_source_are_proposed_as_its(read_known):
    text = '"The two met in peace" as agreed at a summit in May, according to a Tarsian statement.'

    assert who(read_known, text) == [("Tarsian statement", "tarsia", False)]


def test_who_speaks_may_be_certain_where_it_is_not_in_whose_name(read):
    text = (
        "Foreign Minister Odo Linn left early. Corvel's foreign minister stayed.\n\n"
        '"We must wait," Odo Linn said. He added that it was late. The minister said that he would go.'
    )
    told = [(d.speaker, d.speaks_for, str(d.authority), d.certain) for d in read(text)]
    why = dict(read(text)[0].why)["speaks_for"]

    assert told[:2] == [("Odo Linn", "", "minister", True)] * 2
    assert not told[2][-1]
    assert why == "perhaps corvel: in whose name follows only from the office; for a person to fill"


def test_a_name_of_another_actor_than_its_office_stays_uncertain(read_known):
    assert not any(certain for *_, certain in who(read_known, "Corvel's prime minister Ilva Dorn said it was late."))


def test_states_of_a_union_do_not_state_anything():
    read = of_actors(Actor("eu", "European Union", "organisation", party=False, iso=""))

    assert who(read, "EU states met on Monday. EU countries left.") == []
    assert who(read, "The EU states that it is late.") == [("EU", "eu", True)]


def test_a_ministry_of_no_known_actor_speaks_under_its_own_words_for_nobody(read):
    text = "The rebel-run Health Ministry in Skerry said that it was late. Most were women, the ministry said."

    assert who(read, text) == [("rebel-run Health Ministry", "", True)] * 2


@pytest.mark.parametrize(
    "body",
    [
        "The ministry",
        "The SDF",
        "The army",
        "The ministry in Skerry",
        "The government",
        "Their ministry",
        "The authorities",
        "The statement",
    ],
)
def test_a_body_of_which_the_text_tells_nothing_stays_uncertain(read, body):
    assert not any(d.certain for d in read(f"{body} said that it was late."))


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("The prime minister", "prime minister"),
        ("The director of the hospital", "director of the hospital"),
        ("A cabinet minister", "cabinet minister"),
        ("A Foreign Ministry spokesman", "Foreign Ministry spokesman"),
        ("The Interior Ministry", "Interior Ministry"),
        ("The Ministry of Foreign Affairs", "Ministry of Foreign Affairs"),
        ("The Sarkan army", "Sarkan army"),
        ("Skerry police", "Skerry police"),
        ("Amnesty International", "Amnesty International"),
        ("The Lake Party", "Lake Party"),
        ("Witnesses", "Witnesses"),
        ("Three people familiar with the matter", "Three people familiar with the matter"),
    ],
)
def test_who_is_told_by_an_office_alone_speaks_under_it_for_nobody_that_is_known(read, words, speaker):
    assert who(read, f"{words} said on Monday that it was late.") == [(speaker, "", True)]


@pytest.mark.parametrize(
    "text",
    [
        "The prime minister said it was late. Odo Linn, the Sarkan prime minister, said it was early.",
        "Odo Linn, premier of Sarka, met Vera Marks, premier of Belm. The premier said it was late.",
        "His prime minister said it was late.",
        "The minister said it was late.",
        "The leader said it was late.",
        "A minister said it was late.",
        "The former prime minister said it was late.",
    ],
)
def test_an_office_alone_that_others_may_hold_stays_uncertain(read, text):
    assert not who(read, text)[0][2]


@pytest.mark.parametrize("asked", ["Pressed", "Challenged", "Pushed", "Asked"])
def test_who_presses_somebody_says_nothing(read_known, asked):
    assert who(read_known, f"{asked} by Aldo Brenn about the vote in Skerry, Ilva Dorn said that it was late.") == [
        DORN
    ]
    assert who(read_known, f"{asked} by Aldo Brenn about the vote in Skerry, Ilva Dorn left.") == []


def test_an_office_in_another_sentence_makes_a_name_no_persons(read_known):
    text = "She is the leader of the Lakes, and left. Then, according to Harrow Pravda, she joined the others."

    assert not any(certain for *_, certain in who(read_known, text))


@pytest.mark.parametrize("office", ["Minister for Finance", "Tarsian Minister of Information", "Tánaiste"])
def test_ministers_are_told_by_their_ministry_in_either_order(read, office):
    (draft,) = read(f"{office} Odo Linn said that it was late.")

    assert (draft.speaker, str(draft.authority), draft.certain) == ("Odo Linn", "minister", True)


def test_a_quotation_that_ends_with_who_said_it_is_no_heading_without_a_full_stop(read_known):
    text = '"We must wait," Dorn said\n\nIt was late by then, and it rained in all of the valley.'

    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize(
    ("words", "speaker", "actor"),
    [
        ("A Tarsian delegate", "Tarsian delegate", "tarsia"),
        ("The Harbour Group Commission", "Harbour Group Commission", "harbour-group"),
        ("A special envoy of the Tarsian army commander", "special envoy of the Tarsian army commander", "tarsia"),
        ("An adviser to the Tarsian head", "adviser to the Tarsian head", "tarsia"),
    ],
)
def test_who_holds_a_post_of_an_actor_speaks_for_it_without_a_name_too(read_known, words, speaker, actor):
    assert who(read_known, f"{words} said on Monday that it was late.") == [(speaker, actor, True)]


@pytest.mark.parametrize("words", ["A Tarsian analyst", "A Tarsian bank chief", "Tarsian delegates", "A farmer"])
def test_who_holds_no_post_or_is_several_is_nobody_for_certain_without_a_name(read_known, words):
    assert not any(certain for *_, certain in who(read_known, f"{words} said on Monday that it was late."))


KETTERBY_SPOKE = "Jonas Ketterby said on Monday that it was late.\n\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (f"{KETTERBY_SPOKE}During the same debate, Aldo Brenn raised the dam. He said that it leaked.", "Aldo Brenn"),
        (f"{KETTERBY_SPOKE}And Aldo Brenn raised the dam.\n\nHe said that it leaked.", "Aldo Brenn"),
        ("Aldo Brenn said that the people of Karn Tol had fled. He said that it was late.", "Aldo Brenn"),
        ("Aldo Brenn met the people of Karn Tol. He said that it was late.", "Aldo Brenn"),
        ("Zelqa Torm was in Port Anse. Torm said that it was late.", "Zelqa Torm"),
    ],
)
def test_a_name_that_nothing_tells_for_a_persons_does_not_stand_between(read_known, text, speaker):
    assert [(d.speaker, d.certain) for d in read_known(text)][-1] == (speaker, True)


@pytest.mark.parametrize(
    "text",
    [
        f"{KETTERBY_SPOKE}Aldo Brenn met Lev Hartigan. He said that it leaked.",
        f"{KETTERBY_SPOKE}At the table with Aldo Brenn, Lev Hartigan slept. He said that it leaked.",
        "Odo Zwern arrived with Aldo Brenn. He said that it was late.",
    ],
)
def test_a_pronoun_is_nobodys_for_certain_where_another_may_be_meant(read_known, text):
    assert not [(d.speaker, d.certain) for d in read_known(text)][-1][1]


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("The Harbour Group said that it was late. The group warned that it rained.", True),
        ("The Harbour Group said that it was late, and Aldo Brenn left. The group warned that it rained.", False),
        ("The Harbour Group said that it was late. It rained. The group warned that it rained.", False),
        ("Aldo Brenn said that it was late. The group warned that it rained.", False),
    ],
)
def test_the_group_means_the_body_that_spoke_just_before(read_known, text, certain):
    said = [d for d in read_known(text) if "warned" in dict(d.why)["quote"]]

    assert [d.certain for d in said] == [certain]
    assert not certain or said[0].speaker == "Harbour Group"


@pytest.mark.parametrize("gap", ["", '\n\n"All is well.'])
def test_whoever_spoke_in_the_paragraph_before_goes_on(read_known, gap):
    said = f'Aldo Brenn said: "We must wait.{gap}\n\n"We shall see."'
    text = f'Aldo Brenn met Jonas Ketterby. {said}\n\nHe added: "It rains."'

    assert [(d.speaker, d.certain) for d in read_known(text)][-1] == ("Aldo Brenn", True)


def test_a_second_verb_is_the_subjects_whomever_it_met(read_known):
    text = "Ilva Dorn met the leaders of protesting parties, including Aldo Brenn, and promised that it was over."

    assert who(read_known, text) == [DORN]


@pytest.mark.parametrize("who_", ["Northern Ireland Agriculture Minister Anna Schmidt", "Atty. Gen. Anna Schmidt"])
def test_a_minister_of_a_part_of_a_state_does_not_speak_for_another(read_known, who_):
    assert who(read_known, f"Last week, {who_} said that it was late.") == [("Anna Schmidt", "", True)]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The state minister for labour and employment, Anna Schmidt, said that it was late.", "Anna Schmidt"),
        ("Senate Majority Leader, Anna Schmidt, said that it was late.", "Anna Schmidt"),
        ("Anna Schmidt, the majority leader, left. The majority leader said that it was late.", "Anna Schmidt"),
        ("The owner, Md Zelqir Torm, left. Zelqir said that it was late.", "Md Zelqir Torm"),
        ("VASSELBY _ Anna Schmidt said that it was late.", "Anna Schmidt"),
        ("It was late, P.Q. Premier Anna Schmidt said.", "Anna Schmidt"),
    ],
)
def test_who_is_told_in_the_ways_of_many_papers_is_known(read_known, text, speaker):
    assert [(d.speaker, d.certain) for d in read_known(text)][-1] == (speaker, True)


def test_words_without_a_full_stop_behind_them_are_no_heading(read_known):
    text = 'It rained.\n\n"We must wait," Ilva Dorn said Friday\n\nIt rained again.'

    assert [(d.speaker, d.certain) for d in read_known(text)] == [("Ilva Dorn", True)]


def test_of_two_who_have_the_same_role_neither_is_meant_for_certain(read_known):
    text = "Anna Schmidt and Maria Lanz, both analysts, met. The analyst said that it was late."

    assert not any(d.certain for d in read_known(text))


@pytest.mark.parametrize("where", ["coordinator in", "envoy in", "special representative in", "coordinator for"])
def test_who_is_sent_to_a_state_does_not_speak_for_it(read, where):
    said = who(read, f"The UN's humanitarian {where} Corvel, Odo Linn, said on Monday that it was late.")

    assert [(speaker, actor) for speaker, actor, _ in said] == [("Odo Linn", "")]


@pytest.mark.parametrize(
    "text", ["It was a UK farce.", "The SDF left and Ilva Dorn said it was late.", "MPs in the SDF said it."]
)
def test_capitals_that_do_not_say_anything_are_no_body(read_known, text):
    assert "SDF" not in [speaker for speaker, *_ in who(read_known, text)]


def of_the_last(read, text):
    return [(d.speaker, d.certain) for d in read(text)][-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Tarsian spokeswoman Petra Linn said it was late. The diplomat noted that it rained.", "Petra Linn"),
        ("Tarsian lawmaker Petra Linn said it was late. The politician noted that it rained.", "Petra Linn"),
        ("Deputy Prime Minister and Foreign Minister Petra Linn said that it was late.", "Petra Linn"),
        ("Petra Linn, mother of the hostage Odo Torm, said that it was late.", "Petra Linn"),
        ("Zembian President Petra Linn said it was late. The Zembian leader noted that it rained.", "Petra Linn"),
    ],
)
def test_whoever_spoke_just_before_is_known_by_what_those_of_the_office_are_called(read_known, text, speaker):
    assert of_the_last(read_known, text) == (speaker, True)


@pytest.mark.parametrize(
    "text",
    [
        "Tarsian general Petra Linn said it was late. The diplomat noted that it rained.",
        "A Corvelian diplomat said it was late. Envoy Petra Linn said that too. The diplomat noted that it rained.",
        "Tarsian envoy Petra Linn said it was late. It rained. It snowed. The diplomat noted that it rained.",
        "The representative of Corvel said it was late. The representative of Zembia noted that it rained.",
    ],
)
def test_a_diplomat_who_may_be_another_is_not_who_spoke(read_known, text):
    speaker, certain = of_the_last(read_known, text)

    assert not certain or speaker == "Corvelian diplomat"
