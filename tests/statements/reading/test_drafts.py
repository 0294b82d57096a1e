"""An article becomes drafts: verbatim, dated, on a topic, each with its reasons."""

from datetime import date

import pytest
from benchmarks import reader as benchmark
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.statements.reading.conftest import GOLD

from truceline.records.times import DateSpan

DORN = "Tarsian Prime Minister Ilva Dorn"
TEXTS = sorted(path.stem for path in GOLD.glob("*.txt"))


def days(first, last=None):
    return DateSpan(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(("held_out", "texts"), [(False, 6), (True, 2)])
def test_drafts_above_the_line_are_right_and_most_statements_are_found(held_out, texts):
    names = [name for name in TEXTS if name.startswith("held-out") is held_out]
    total = benchmark.Score()
    for name in names:
        total.add(benchmark.score(name))

    assert len(names) == texts
    assert total.right["speaker"] / total.stated["speaker"] >= 0.9
    assert total.recalled["speaker"] / total.wanted["speaker"] >= 0.65


def test_a_split_quotation_is_one_statement_in_two_parts(read):
    text = f'"We will go," {DORN} said, "but not alone." "Never alone."'

    (draft,) = read(text)

    assert [part.of(text) for part in draft.parts] == ["We will go,", "but not alone.", "Never alone."]
    assert draft.quote(text) == "We will go, ... but not alone. ... Never alone."
    assert draft.sentence.of(text) == text


@pytest.mark.parametrize(
    "text",
    [
        'Nobody said "We will go."',
        f'Whether {DORN} said "We will go" is not known.',
        f'If {DORN} says "We will go", others will.',
        f'{DORN} did not say "We will go."',
        f'{DORN} declined to say "We will go."',
    ],
)
def test_what_was_asked_supposed_or_not_said_is_no_statement(read, text):
    assert read(text) == ()


def test_a_title_between_quotation_marks_is_not_what_was_said(read):
    text = f'"We will go," {DORN} told Radio Anse\'s "Today" programme.'

    (draft,) = read(text)

    assert draft.quote(text) == "We will go,"


def test_words_over_several_paragraphs_are_one_statement(read):
    text = f"“One,” {DORN} said. “Two.\n\n“Three.”"

    (draft,) = read(text)

    assert draft.quote(text) == "One, ... Two. ... Three."


def test_reported_words_have_a_sentence_and_no_quotation(read):
    text = f"It rained. {DORN} said that it would stop. It did not."

    (draft,) = read(text)

    assert draft.parts == ()
    assert draft.sentence.of(text) == f"{DORN} said that it would stop."
    assert dict(draft.why)["quote"] == 'reported without quotation marks, by "said"'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{DORN} said on Sunday that it would rain on Friday.", days("2031-05-18")),
        (f"On Sunday, {DORN} said that it would rain.", days("2031-05-18")),
        (f"{DORN} on Sunday said that it would rain.", days("2031-05-18")),
        (f'"Rain," {DORN} told reporters in Port Anse last Thursday.', days("2031-05-15")),
        (f"{DORN} said in a speech this week that it would rain.", days("2031-05-19", "2031-05-20")),
        (f"{DORN} said on 2 March that it would rain.", days("2031-03-02")),
        (f'In a speech on Friday, {DORN} spoke of rain. "Soon," she said.', days("2031-05-16")),
        (f'{DORN} arrived on 14 May. A day later she said: "Rain."', days("2031-05-15")),
    ],
)
def test_the_day_goes_with_the_verb(read, text, wanted):
    draft = read(text)[-1]

    assert draft.dated
    assert draft.said_on == wanted


def test_what_is_added_was_said_on_the_same_day(read):
    text = f'{DORN} said on Sunday that it would rain. She added: "Soon."'

    assert [draft.said_on for draft in read(text)] == [days("2031-05-18")] * 2


@pytest.mark.parametrize(
    "text",
    [
        f"{DORN} said that the talks on Friday were dull.",
        f'"Rain," {DORN} said.',
        f"{DORN} promised to leave on Friday.",
    ],
)
def test_words_without_a_day_are_of_the_articles_last_days(read, text):
    (draft,) = read(text)

    assert not draft.dated
    assert draft.said_on == days("2031-05-14", "2031-05-20")
    assert read(text, None)[0].said_on is None


def test_a_day_in_the_ledger_of_somebody_else_is_not_carried_over(read):
    text = f'{DORN} said on Sunday: "Rain."\n\nCorvelian President Aldo Brenn said: "Snow." "Hail," Dorn said.'

    assert [draft.dated for draft in read(text)] == [True, False, True]


def test_the_topic_is_that_of_most_keywords(read):
    drafts = read(
        f'{DORN} said: "Our soldiers will deploy with the observers." Dorn said: "Rain." She said: "Drones, soldiers."'
    )

    assert [draft.topic for draft in drafts] == ["troops", "", ""]
    assert [dict(draft.why)["topic"] for draft in drafts] == [
        "keywords: soldiers, deploy",
        "no keyword of any topic occurs",
        "keywords of troops and monitoring occur equally often",
    ]


def test_every_field_has_a_reason(read):
    (draft,) = read(f'"Rain," {DORN} said.')

    assert all(reason for _, reason in draft.why)
    assert {name for name, _ in draft.why} == {"quote", "speaker", "speaks_for", "authority", "said_on", "topic"}


ODD = [
    "",
    " ",
    "\n\n\n",
    "“",
    '"',
    "‘’",
    "“unclosed Dorn said",
    "😀 “😀” Dorn said 😀.",
    "قال دورن: «نعم».",
    "said",
    "Said said said.",
    "&amp; &lt;b&gt; “&quot;” said Dorn.",
    "\u202e“txet” dias nroD",
    "a" * 10_000,
    "“a” " * 2_000,
    "Dorn, " * 2_000,
    "he said. " * 2_000,
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("published", [None, date(2031, 5, 20), date.max, date.min])
def test_odd_texts_are_read_without_error_and_nothing_is_invented(read, text, published):
    for draft in read(text, published):
        assert all(draft.sentence.holds(part) and part.of(text) for part in draft.parts)


WORDS = ["Dorn", "she", "he", "his", "Mr", "said", "told", "that", "Corvel", "Tarsian", "of", "spokesman", "😀", "in"]
PHRASES = ["Ilva Dorn", DORN, "on Sunday", "the prime minister", "according to", "will go", "a day later", "\n\n"]
PIECES = st.sampled_from([*"“”\"'‘’,.?:;", *WORDS, *PHRASES])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_any_words_give_spans_of_the_text_in_order(read, text):
    drafts = read(text)

    for draft in drafts:
        assert 0 <= draft.sentence.start < draft.sentence.end <= len(text)
        assert all(part.start < part.end for part in draft.parts)
        assert list(draft.parts) == sorted(draft.parts)
        assert all(piece in text for piece in draft.quote(text).split(" ... "))
        assert not draft.certain or draft.speaker
    assert [d.sentence.start for d in drafts] == sorted(d.sentence.start for d in drafts)


def test_reading_twice_gives_the_same(read):
    text = (GOLD / "5-address.txt").read_text(encoding="utf-8")

    assert read(text) == read(text)
