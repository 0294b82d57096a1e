"""Whose words they are, construction by construction, and what no construction may make of them."""

from datetime import date

import pytest
from tests.statements.reading.conftest import reader

from truceline.statements.offices import OfficeHolder
from truceline.statements.reading.vocabulary import KnownSpeaker
from truceline.statements.statement import Authority


def who(read, text):
    return [(d.speaker, d.speaks_for, d.certain) for d in read(text)]


def quoted(read, text):
    return [(d.speaker, d.quote(text), d.certain) for d in read(text)]


@pytest.mark.parametrize(
    ("text", "speaker", "actor"),
    [
        (
            '"We must wait," a senior Tarsian official said, not to be named. Jonas Ketterby, at sea, was hopeful.',
            "senior Tarsian official",
            "tarsia",
        ),
        (
            'A Corvelian official said on Monday: "It is unclear." Sollen\'s Radek Nowak disagreed.',
            "Corvelian official",
            "corvel",
        ),
        (
            'The mood was poor. "We must wait," said an aide to Jonas Ketterby. Hanne Torvik left.',
            "aide to Jonas Ketterby",
            "madrany",
        ),
    ],
)
def test_no_name_is_put_on_an_anonymous_source(read_known, text, speaker, actor):
    assert [(name, of) for name, of, _ in who(read_known, text)] == [(speaker, actor)]


@pytest.mark.parametrize("article", ["a", "the"])
def test_a_name_that_nobody_knows_is_put_on_no_anonymous_source_either(read, article):
    text = f'"We must wait," {article} senior Tarsian official said. Odo Linn, in Port Anse, was hopeful.'

    assert who(read, text) == [("senior Tarsian official", "tarsia", True)]


def test_an_office_and_a_name_of_two_actors_side_by_side_are_not_one_person(read):
    text = "Tarsia's envoy, Corvel's Odo Linn, said: \"We must wait.\""

    assert ("Odo Linn", "tarsia", True) not in who(read, text)
    assert ("Odo Linn", "corvel", True) not in who(read, text)


def test_words_behind_somebody_who_does_something_else_are_not_certain(read_known):
    text = 'Ilva Dorn said that the talks would go on, with Hanne Torvik waving "like a queen".'

    assert [certain for _, words, certain in quoted(read_known, text) if words] == [False]


def test_an_office_that_two_hold_means_neither_for_certain(read_known):
    text = 'Ilva Dorn and Hanne Torvik met on Saturday. "We must wait," the prime minister said.'

    assert [certain for *_, certain in who(read_known, text)] == [False]


def test_an_office_run_into_another_actors_name_joins_nobody(read_known):
    text = (
        "Corvel rejects troops Palace spokesman Ivan Ivanov declined to go further.\n\n"
        '"We have nothing to add," Ivanov said.\n\nIt rained.'
    )

    assert who(read_known, text)[-1] == ("Ivan Ivanov", "", True)


@pytest.mark.parametrize(
    "text",
    [
        'Corvel\'s prime minister, Ilva Dorn, said: "We will go."',
        'The Corvelian Tarsian envoy, Sabine Orlo, said: "We will go."',
        'Tarsia\'s president Aldo Brenn said: "We will go."',
        'Prime Minister Torvik of Tarsia said: "We will go."',
        'Vice President Aldo Brenn said: "We will go."',
        'Opposition leader Ilva Dorn said: "We will go."',
        'Tarsia was angry with Corvel. Its foreign ministry said: "We will go."',
        'Ilva Dorn wrote to Aldo Brenn. His spokesman said: "We will go."',
        'The late Ilva Dorn said: "We will go."',
        'Ilva Dorn held up a sign: "We will go."',
        'State television, quoting Ilva Dorn, said: "We will go."',
        'Ilva Dorn quoted her mother: "We will go."',
        'Ilva Dorn arrived. Mr Dorn, her husband, said: "We will go."',
        "Brenn: The man who waits.\n\nIt rained.",
        'A joint statement by Ilva Dorn and Hanne Torvik said: "We will go."',
    ],
)
def test_where_something_speaks_against_the_speaker_it_is_not_certain(read_known, text):
    assert {certain for *_, certain in who(read_known, text)} <= {False}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('Ilva Dorn denied on Monday saying "we will send a brigade".', "denied"),
        ("Ilva Dorn denied that she had ever said so.", "denied"),
        ('Ilva Dorn is expected to say: "We are stepping up."', "announced"),
        ("Ilva Dorn will say on Friday that all must help.", "announced"),
        ("Ilva Dorn is due to announce that Tarsia will go.", "announced"),
        ('Ilva Dorn went on to say: "We are stepping up."', "said"),
        ("Ilva Dorn used a speech in Port Anse to warn that Tarsia would go.", "said"),
        ('Ilva Dorn was quoted as saying: "We are stepping up."', "said"),
    ],
)
def test_what_was_said_denied_or_announced_is_told_apart(read_known, text, kind):
    (draft,) = read_known(text)

    assert (draft.speaker, str(draft.kind)) == ("Ilva Dorn", kind)
    assert draft.certain is (kind != "announced" and not (kind == "denied" and draft.parts))


@pytest.mark.parametrize(
    "text",
    [
        'Ilva Dorn did not say: "We will send troops."',
        'Ilva Dorn has yet to say: "We will send troops."',
        'Ilva Dorn was accused of saying "we will send troops".',
        'Ilva Dorn left without saying "we will send troops".',
        "No Tarsian official said that troops would go.",
        "Ilva Dorn is not expected to say that troops will go.",
        "Ilva Dorn could say that troops will go.",
        'The so-called "coalition of the willing" met in Port Anse.',
        'The book, known as "The Long War", is about Ilva Dorn.',
        'Tarsia is part of the "coalition of the willing".',
        'Tarsia ended its "anti-terrorist" operation.',
    ],
)
def test_what_nobody_said_gives_no_draft(read_known, text):
    assert read_known(text) == ()


def test_words_that_somebody_else_speaks_in_the_same_sentence_are_hers(read_known):
    text = 'Jonas Ketterby said talks would go on, with Hanne Torvik thanking Tarsia "for its readiness to help".'

    assert ("Hanne Torvik", "for its readiness to help", True) in quoted(read_known, text)
    assert ("Jonas Ketterby", "for its readiness to help") not in [q[:2] for q in quoted(read_known, text)]


def test_a_role_without_office_speaks_for_nobody_and_the_actor_named_in_the_words_is_no_speaker(read_known):
    text = "The chair of the committee, Anna Schmidt, says Tarsia has a duty to send troops."

    assert who(read_known, text) == [("Anna Schmidt", "", True)]


@pytest.mark.parametrize(
    "speaker",
    [
        "The Tarsian union leader Odo Linn",
        "A Tarsian bank president",
        "Tarsia's inspector general",
        "Tarsia's police chief",
        "Corvelian company president Odo Linn",
        "Odo Linn, the president of Tarsia's football federation,",
        "Odo Linn, leader of the Tarsian union of miners,",
        "A spokesman for a Tarsian charity",
        "The Tarsian prime minister's sister",
        "The Tarsian ambassador's driver",
        "A Tarsian farmer",
    ],
)
def test_who_leads_no_state_speaks_for_none(read_known, speaker):
    (draft,) = read_known(f'{speaker} said: "We must wait."')

    assert (draft.authority, draft.certain, draft.speaks_for if draft.certain else "") in {
        (None, False, ""),
        (None, True, ""),
        (Authority.LEADER, False, ""),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Tarsian Prime Minister Ilva Dorn and Sollen's Prime Minister Hanne Torvik said on Saturday that it rained.",
        'Ilva Dorn and Hanne Torvik said: "It rains."',
        '"It rains," said Ilva Dorn and Hanne Torvik.',
    ],
)
def test_joint_speakers_have_a_draft_each(read_known, text):
    drafts = read_known(text)

    assert [(d.speaker, d.speaks_for, d.certain, d.number) for d in drafts] == [
        ("Ilva Dorn", "tarsia", True, 0),
        ("Hanne Torvik", "sollen", True, 1),
    ]


@pytest.mark.parametrize(
    "words",
    ["Former Tarsian prime minister Edda Marn", "Edda Marn, an ex-minister of Tarsia,", "Then-president Edda Marn"],
)
def test_who_held_an_office_speaks_for_nobody(read_known, words):
    (draft,) = read_known(f'{words} said on Monday: "We failed."')

    assert (draft.speaker, draft.speaks_for, draft.authority, draft.certain) == ("Edda Marn", "", None, True)
    assert dict(draft.why)["speaks_for"] == "nobody: no longer or not yet in office; for a person to fill"


def test_a_pair_in_the_ledger_is_no_person():
    read = reader(
        (
            KnownSpeaker("Ilva Dorn and Aldo Brenn", "harbour-group", Authority.LEADER),
            KnownSpeaker("Ilva Dorn", "tarsia", Authority.LEADER),
        )
    )

    assert who(read, 'Dorn said on Monday: "We will go."') == [("Ilva Dorn", "tarsia", True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dorn pointed out that it rained.",
        "Dorn signalled that it rained.",
        "Dorn underscored that it rained.",
        "Dorn indicated it was late.",
        "Dorn revealed that it rained.",
        "Dorn acknowledged it was late.",
        "Dorn suggested that it rained.",
        "Dorn arrived, saying that it rained.",
        "Dorn arrived, claiming it would rain.",
        "Dorn, who claimed that it rained, left.",
        "Dorn, without naming the envoy, said that it rained.",
        "Dorn (before she left) said that it rained.",
        "Dorn left the room and said that it rained.",
        "It was late, according to Dorn.",
        'It was dismissed as "a pose" by Dorn.',
        'The vote, called "a pose" by Dorn, was late.',
        'State television quoted Dorn as saying: "It rains."',
        'Dorn **told** the envoy: "It rains."',
        'Dorn <b>told</b> the envoy: "It rains."',
        "Dorn said that the\n\nvote was late.",
        'Dorn: "It rains."',
        'Dorn, writing online: "It rains."',
        "Asked whether Brenn had refused to leave, Dorn said that it rained.",
        "The prime minister, Ilva Dorn, who has not met Brenn since May, said that it rained.",
        "Dorn accused Corvel of moving its guns at night.",
        "Dorn voiced doubt that it would rain.",
        "Dorn reaffirmed her readiness to send boats.",
    ],
)
def test_each_construction_of_saying_has_a_certain_draft(read_known, sentence):
    text = f"Ilva Dorn is in Port Anse. {sentence}"

    assert who(read_known, text) == [("Ilva Dorn", "tarsia", True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dorn slammed the plan.",
        "Dorn reiterated her support.",
        "Dorn called the plan unacceptable.",
        "Dorn accused Corvel of delay.",
        "Dorn dismissed it as noise.",
        "Dorn reaffirmed her promise.",
        "Dorn outlined the plan.",
        "Dorn welcomed the vote.",
        "Dorn believes that it rains.",
        "Dorn's remark that it rained was noted.",
    ],
)
def test_what_is_only_told_is_drafted_below_the_line(read_known, sentence):
    assert who(read_known, f"Ilva Dorn is in Port Anse. {sentence}") == [("Ilva Dorn", "tarsia", False)]


@pytest.mark.parametrize(
    ("text", "speaker", "certain"),
    [
        ('Ilva Dorn, asked whether Tarsia would go, said it was "too early to say".', "Ilva Dorn", True),
        ("Bhutanese President Odo Linn announced that it rained.", "Odo Linn", True),
        ("Underlying President Odo Linn said that it rained.", "Odo Linn", True),
        ("The Straits Herald's Edward Voss says that it rained.", "Edward Voss", False),
    ],
)
def test_a_speaker_is_found_behind_what_describes_or_asks_him(read_known, text, speaker, certain):
    assert [(name, sure) for name, _, sure in who(read_known, text)] == [(speaker, certain)]


def test_the_title_of_a_programme_is_nobodys_words(read_known):
    (draft,) = read_known('Ilva Dorn told Radio Anse\'s "Face the Nation" that the truce would need monitors.')

    assert draft.quote("") == ""


def test_a_capitalised_word_before_a_name_makes_no_phantom(read_known):
    text = 'Underlying Tarsia\'s concerns is the fear of war. "We will wait," he said.'

    assert [speaker for speaker, *_ in who(read_known, text)] == [""]


def test_a_transcript_gives_each_answer_to_its_label(read_known):
    text = (
        "Ilva Dorn and Aldo Brenn met the press.\n\nStraits Herald: Will you go?\n\n"
        "Dorn: We will. Not alone.\n\nPRESIDENT BRENN: We said no."
    )

    assert quoted(read_known, text) == [
        ("Ilva Dorn", "We will. Not alone.", True),
        ("Aldo Brenn", "We said no.", True),
    ]


def test_an_answer_in_a_transcript_goes_on_to_the_next_label(read_known):
    text = (
        "Ilva Dorn met the press.\n\nQUESTION: Will you go?\n\nDORN: We will.\n\nNot alone.\n\n"
        "QUESTION: When?\n\nPRIME MINISTER DORN: Soon."
    )

    assert quoted(read_known, text) == [("Ilva Dorn", "We will. ... Not alone.", True), ("Ilva Dorn", "Soon.", True)]


def test_a_list_after_a_preposition_does_not_speak(read_known):
    text = 'With Ilva Dorn, Aldo Brenn and Hanne Torvik said: "We must wait."'

    assert [speaker for speaker, *_ in who(read_known, text)] == ["Aldo Brenn", "Hanne Torvik"]


def test_both_leaders_are_the_two_that_the_text_names(read_known):
    text = "Ilva Dorn spoke with Hanne Torvik. The two leaders stressed that the truce must hold."

    assert who(read_known, text) == [("Ilva Dorn", "tarsia", False), ("Hanne Torvik", "sollen", False)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Ilva Dorn met Hanne Torvik. Both welcomed the vote.", ["Ilva Dorn", "Hanne Torvik"]),
        ("Ilva Dorn met Hanne Torvik. She was late. Both said that it rained.", ["Ilva Dorn", "Hanne Torvik"]),
        ("Tarsia and Corvel sent boats. The two countries said that it rained.", ["Tarsia", "Corvel"]),
        ("Tarsia sent boats. The two countries said that it rained.", []),
    ],
)
def test_both_are_the_two_named_last_and_never_for_certain(read_known, text, speakers):
    assert [(speaker, certain) for speaker, _, certain in who(read_known, text)] == [(one, False) for one in speakers]


@pytest.mark.parametrize(
    "heading",
    [
        "Joint statement of the leaders of the Harbour Group: what we know",
        "Dorn on the joint statement of the leaders of the Harbour Group",
        "The joint statement of the leaders of the Harbour Group leaves much open.",
    ],
)
def test_a_headline_about_a_document_says_nothing_for_certain_in_its_name(read_known, heading):
    assert not any(d.certain for d in read_known(f"{heading}\n\nWe said on Monday that it would rain."))


def test_a_document_says_we_in_the_name_of_whose_it_is(read_known):
    text = "Joint statement of the leaders of the Harbour Group\n\nWe reaffirm that the truce must hold.\n\nIt rained."

    (draft,) = read_known(text)

    assert (draft.speaker, draft.speaks_for, str(draft.authority), draft.certain) == (
        "leaders of the Harbour Group",
        "harbour-group",
        "document",
        True,
    )


def test_a_body_is_known_by_its_short_name_once_it_was_named(read_known):
    text = "The League of the Straits met. The League said that the truce must hold. It added that it would watch."

    assert who(read_known, text) == [("League", "straits-league", True)] * 2


def test_what_follows_a_colon_in_a_paragraph_of_its_own_is_the_speakers(read_known):
    marked = 'Prime Minister Ilva Dorn said:\n\n"We will go."'
    plain = "Prime Minister Ilva Dorn said:\n\nWe will go, but not alone."

    assert quoted(read_known, marked) == [("Ilva Dorn", "We will go.", True)]
    assert quoted(read_known, plain) == [("Ilva Dorn", "We will go, but not alone.", True)]


def test_headings_give_no_draft_of_their_own(read_known):
    text = "Tarsia will go, Dorn says\n\nIlva Dorn said that Tarsia would go."

    assert [d.sentence.of(text) for d in read_known(text)] == ["Ilva Dorn said that Tarsia would go."]


def test_a_full_stop_in_a_month_ends_no_sentence(read_known):
    assert who(read_known, "Ilva Dorn said on Feb. 24 that Tarsia was ready to act.") == [("Ilva Dorn", "tarsia", True)]


HOLDERS = (
    OfficeHolder(
        "Odo Lanthe", ("Otto Lanthe",), "prime minister", "tarsia", Authority.LEADER, date(2031, 1, 1), None, "s"
    ),
    OfficeHolder(
        "Edda Marn", (), "prime minister", "tarsia", Authority.LEADER, date(2029, 1, 1), date(2030, 12, 31), "s"
    ),
    OfficeHolder(
        "Ruta Kalnyy", ("Kalny",), "foreign minister", "sollen", Authority.MINISTER, date(2030, 1, 1), None, "s"
    ),
)


@pytest.fixture(scope="module")
def read_offices():
    return reader((), HOLDERS)


@pytest.mark.parametrize(
    ("text", "speaker", "actor", "certain"),
    [
        ('Sir Odo said: "We will go."', "Odo Lanthe", "tarsia", True),
        ('Otto Lanthe said: "We will go."', "Odo Lanthe", "tarsia", True),
        ('Lanthe said: "We will go."', "Odo Lanthe", "tarsia", True),
        ('Mr. Lanthe said: "We will go."', "Odo Lanthe", "tarsia", True),
        ('Odo Lanthe left. "We will go," the prime minister of Tarsia said.', "Odo Lanthe", "tarsia", True),
        ('Ruta Kalniy said: "We will go."', "Ruta Kalnyy", "sollen", True),
        ('Edda Marn said: "We will go."', "Edda Marn", "", True),
        (
            'Edda Marn left. "We will go," the prime minister of Tarsia said.',
            "prime minister of Tarsia",
            "tarsia",
            True,
        ),
    ],
)
def test_the_cases_offices_name_people_under_all_spellings_on_the_day(read_offices, text, speaker, actor, certain):
    assert who(read_offices, text) == [(speaker, actor, certain)]


def test_who_holds_an_office_is_asked_on_the_articles_day(read_offices):
    (draft,) = read_offices('Edda Marn said: "We will go."', date(2030, 5, 20))

    assert (draft.speaks_for, draft.authority, draft.certain) == ("tarsia", Authority.LEADER, True)


@pytest.mark.parametrize(
    "text",
    [
        'Ilva Dorn said that her government did not refuse, but argued that Tarsia "must wait".',
        'It comes as Ilva Dorn said that she wanted to "wait".',
    ],
)
def test_a_verb_is_the_speakers_though_what_is_hers_acts_before_it(read_known, text):
    assert who(read_known, text) == [("Ilva Dorn", "tarsia", True)]


@pytest.mark.parametrize(
    "text",
    [
        'Ilva Dorn said that farmers had marched, calling it "a farce".',
        'Ilva Dorn said that Brenn had come, but argued that Corvel "must wait".',
        'Ilva Dorn said that her envoy had come, but argued that Corvel "must wait".',
    ],
)
def test_a_verb_after_whoever_else_may_speak_is_nobodys_for_certain(read_known, text):
    assert not any(certain for *_, certain in who(read_known, text))


@pytest.mark.parametrize(
    "text",
    [
        'Ilva Dorn said that all was ready as she warned of a "farce".',
        'Announcing proposed changes to the plan, Ilva Dorn said: "It is a farce."',
        'The Northam and Sele prime minister, Ilva Dorn, a former lawyer, said ministers’ talk was "a farce".',
        'Ilva Dorn, among the sceptics, cast doubt on the plan, calling it "a farce".',
        'Ilva Dorn then called on the other side to stop "the farce".',
        'They chanted "shame" as Ilva Dorn said that it was "a farce".',
    ],
)
def test_words_are_of_whoever_the_grammar_gives_them_to(read_known, text):
    assert [(d.speaker, d.certain) for d in read_known(text) if "farce" in d.quote(text)] == [("Ilva Dorn", True)]


@pytest.mark.parametrize(
    "text",
    [
        'Aldo Brenn said that Jonas Ketterby was late as he warned of "a farce".',
        'Aldo Brenn, the president, a farmer, and Jonas Ketterby, saying it was "a farce".',
        'The talks, among other things, cast doubt on Aldo Brenn, calling it "a farce".',
    ],
)
def test_words_that_two_may_have_said_are_nobodys_for_certain(read_known, text):
    assert not any(d.certain for d in read_known(text) if "farce" in d.quote(text))
