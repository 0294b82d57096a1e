"""Documents quoted in full, doubled marks, and words whose one verb stands at the end of the sentence."""

import pytest


def told(read, text):
    return [(d.speaker, d.quote(text), d.certain) for d in read(text)]


def test_two_apostrophes_are_one_mark(read_known):
    text = "''We must wait. It isn't late,'' Ilva Dorn said. Aldo Brenn said it was ''a farce''. The boys' hut's shut."

    assert told(read_known, text) == [
        ("Ilva Dorn", "We must wait. It isn't late,", True),
        ("Aldo Brenn", "a farce", True),
    ]


def test_a_mark_that_two_apostrophes_open_another_may_close(read_known):
    text = "''We must wait. That's why it is late,\" Ilva Dorn said on Monday."

    assert told(read_known, text) == [("Ilva Dorn", "We must wait. That's why it is late,", True)]


IN_FULL = (
    "Tarsia's office has spoken.\n\nThe following is the full statement:\n\n"
    "“{one}Ilva Dorn spoke by telephone with Aldo Brenn. Ilva Dorn stressed that the bridge must open.\n\n"
    "“She made clear that Tarsia would wait. The two leaders discussed boats.”\n\nIt rained."
)


def test_a_document_quoted_in_full_tells_what_others_said(read_known):
    said = told(read_known, IN_FULL.format(one=""))

    assert said == [("Ilva Dorn", "", True), ("Ilva Dorn", "", True)]


def test_a_statement_in_which_somebody_speaks_of_himself_stays_his_words(read_known):
    text = IN_FULL.format(one="I was there. ")

    assert [words[:11] for _, words, _ in told(read_known, text)] == ["I was there"]


@pytest.mark.parametrize(
    "before", ["Dorn read the following letter:", "It rained in full:", "The statement was short:"]
)
def test_words_that_no_document_announces_stay_a_quotation(read_known, before):
    text = IN_FULL.format(one="").replace("The following is the full statement:", before)

    assert all(words for _, words, _ in told(read_known, text))


@pytest.mark.parametrize(
    "text",
    [
        'The town "is safe" for now, said Ilva Dorn.',
        'The bridge had "been shut by hand" on Friday, which was late, Ilva Dorn said.',
        '"We must wait" in Skerry, said Tarsian prime minister Ilva Dorn.',
    ],
)
def test_the_one_verb_at_the_end_of_a_sentence_has_the_words_before_it(read_known, text):
    assert [(who, certain) for who, _, certain in told(read_known, text)] == [("Ilva Dorn", True)]


@pytest.mark.parametrize(
    "text",
    [
        'Aldo Brenn said the town "is safe" for now, said Ilva Dorn.',
        'The town "is safe" for now, said nobody, and Ilva Dorn left.',
        'The town "is safe" for now, Ilva Dorn did not say.',
        'The town "is safe", if Ilva Dorn says that it is.',
    ],
)
def test_where_another_may_have_said_them_the_words_are_not_surely_of_the_last(read_known, text):
    assert not any(certain and who == "Ilva Dorn" for who, words, certain in told(read_known, text) if words)
