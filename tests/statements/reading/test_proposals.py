"""What a dependency parse, recorded beforehand, shows beside the rules; all of it below the line."""

from datetime import date

import pytest
from tests.statements.reading.conftest import ACTORS, TOPICS
from tests.statements.reading.parsed_texts import SENTENCES, WORDS_FIRST, recorded

from truceline.sources.press_words import read_press_words
from truceline.statements.reading.article import Article
from truceline.statements.reading.draft import draft_id
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.frames import frames
from truceline.statements.reading.parse import parsed
from truceline.statements.reading.parsed_drafts import read_parsed_article
from truceline.statements.reading.proposals import PROPOSED
from truceline.statements.reading.vocabulary import lexicon

WORDS = lexicon(read_press_words(), ACTORS)
DAY = date(2031, 5, 20)


@pytest.fixture(scope="module")
def read():
    parse = recorded()
    return lambda text: read_parsed_article(text, WORDS, TOPICS, DAY, parse)


def proposed(drafts):
    return [draft for draft in drafts if PROPOSED in dict(draft.why)["speaker"]]


def who(drafts, text):
    return [(draft.speaker, draft.quote(text), str(draft.kind)) for draft in proposed(drafts)]


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        ('Dorn, who leads Tarsia, went on to accuse Vask of having "mislaid a valley".', "Dorn", "mislaid a valley"),
        ("Two of the bystanders said that the plan was dead.", "Two of the bystanders", ""),
        ("His top deputies said on Monday that the pier would stay open.", "top deputies", ""),
        (
            "The Straits Herald, quoting an unnamed diplomat, reported that a draft mandate was circulating.",
            "unnamed diplomat",
            "",
        ),
        (
            "The plan would see engineers repair the dam, according to two of the bystanders.",
            "two of the bystanders",
            "",
        ),
        ("Vask did not like the warning by two of the bystanders that the plan was dead.", "two of the bystanders", ""),
        (
            "Talks between Tarsia and Corvel broke down, with two of the bystanders warning that the pier would close.",
            "two of the bystanders",
            "",
        ),
        (
            'In Corvel, Dorn said the offer was dead, a charge that the foreign minister dismissed as "theatre".',
            "foreign minister",
            "theatre",
        ),
    ],
)
def test_a_speaker_whom_the_rules_do_not_see_is_proposed(read, text, speaker, quote):
    assert who(read(text), text) == [(speaker, quote, "said")]


@pytest.mark.parametrize(
    "text",
    [
        "Two of the bystanders did not say that the plan was dead.",
        "Two of the bystanders declined to say whether the plan was dead.",
        "No member of the delegation said that the plan was dead.",
        "If two of the bystanders say that the plan is dead, Dorn will go.",
        "Two of the bystanders might say that the plan was dead.",
        "Several lawmakers neither confirmed nor denied that the pier was open.",
        "Two of the bystanders would have used the talks to say that the plan was dead.",
        "Two of the bystanders didn't go on to say that the plan was dead.",
        "Told that the plan was dead, two of the bystanders left.",
        "Drones are cheap machines built by Tarsia and Corvel, where they are called scarecrows.",
        "Asked whether soldiers would follow, Oren Vask, the defence minister of Tarsia, left.",
        "Asked whether the plan was dead, two of the bystanders left.",
    ],
)
def test_what_was_not_said_is_not_proposed(read, text):
    assert proposed(read(text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Two of the bystanders are expected to say that the plan is dead.", "announced"),
        ("Two of the bystanders will say on Monday that the plan is dead.", "announced"),
        ("Two of the bystanders denied that the plan was dead.", "denied"),
    ],
)
def test_what_is_yet_to_be_said_or_was_denied_says_so(read, text, kind):
    assert [str(draft.kind) for draft in proposed(read(text))] == [kind]


def test_who_speaks_after_a_long_clause_is_proposed_and_each_of_them(read):
    speakers = [speaker for speaker, _, _ in who(read(WORDS_FIRST), WORDS_FIRST)]

    assert speakers == ["five shipowners", "officials with knowledge of the discussions"]


def test_what_somebody_says_that_another_said_is_proposed_for_who_says_it_alone(read):
    text = "Dorn told Vask that his ministry had said that the pier was open."

    assert who(read(text), text) == [("Dorn", "", "said")]


def test_what_the_rules_are_sure_of_is_not_proposed_again(read):
    (draft,) = read('"We will go," said Ilva Dorn, the prime minister of Tarsia.')

    assert (draft.speaker, draft.certain) == ("Ilva Dorn", True)


def test_of_a_long_quotation_the_parser_is_shown_the_beginning():
    words = " ".join(f"w{number}" for number in range(40))
    (sentence,) = parsed(frames(f'"{words}," Dorn said.', WORDS, DAY), lambda texts: [[] for _ in texts])

    assert sentence.text == f'"{" ".join(words.split()[:11])} w39," Dorn said.'


def test_what_is_too_long_to_be_prose_is_not_parsed():
    seen = []
    parsed(frames("a" * 20_000, WORDS, DAY), lambda texts: seen.extend(texts) or [[] for _ in texts])

    assert seen == [""]


def test_an_anonymous_source_gets_no_name_no_actor_and_no_authority(read):
    (draft,) = read("Two of the bystanders said that the plan was dead.")

    assert (draft.speaker, draft.speaks_for, draft.authority) == ("Two of the bystanders", "", None)


@pytest.mark.parametrize("text", SENTENCES)
def test_the_rules_drafts_stay_and_whatever_a_parse_adds_is_below_the_line(read, text):
    drafts, ruled = read(text), read_article(text, WORDS, TOPICS, DAY)

    assert [draft for draft in drafts if draft not in proposed(drafts)] == list(ruled)
    assert not any(draft.certain for draft in proposed(drafts))


@pytest.mark.parametrize("text", SENTENCES)
def test_two_drafts_of_the_same_words_have_two_ids(read, text):
    article = Article(path="a.txt", sha256="0", text=text, published=None, why="", reduced=False)
    ids = [draft_id(article, draft) for draft in read(text)]

    assert len(set(ids)) == len(ids)
