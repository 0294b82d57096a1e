"""Quotations are what stands between the marks, to the character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.statements.reading.quotations import MASK, masked, quotations
from truceline.statements.reading.spans import paragraphs


def words(text):
    return [found.words.of(text) for found in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('"Go," she said. "Now."', ["Go,", "Now."]),
        ("“Go,” she said. “Now.”", ["Go,", "Now."]),
        ("„Geh“ und «va» et « viens »", ["Geh", "va", "viens"]),
        ("‘Go,’ she said of Ash’s posts. ‘Now’.", ["Go,", "Now"]),
        ("'Go,' she said of Ash's posts.", ["Go,"]),
        ("‘The soldiers’ posts are ready,’ he said.", ["The soldiers’ posts are ready,"]),
        ("“The ‘willing’ are willing,” he said.", ["The ‘willing’ are willing,"]),
        ("\"A 'what if' question,\" he said.", ["A 'what if' question,"]),
        ("“One “inner” word,” he said.", ["One “inner” word,"]),
        ("It is Ash's and Birch's, the 1990s' best.", []),
        ("He stood 6'2\" tall.", []),
        ('He said "go and never came back.', []),
        ("“” and “ ”", []),
        ("", []),
    ],
)
def test_what_stands_between_the_marks(text, wanted):
    assert words(text) == wanted


def test_words_run_on_where_the_next_paragraph_opens_again():
    text = "“One,” he said. “Two.\n\n“Three.\n\n“Four.” Five."

    found = quotations(text, paragraphs(text))

    assert [(q.words.of(text), q.runs_on) for q in found] == [
        ("One,", False),
        ("Two.", True),
        ("Three.", True),
        ("Four.", False),
    ]


def test_masking_keeps_every_place_and_hides_every_word():
    text = "He said: “Go. Now!” And went."

    hidden = masked(text, quotations(text, paragraphs(text)))

    assert hidden == f"He said: “{MASK * 7}!” And went."
    assert len(hidden) == len(text)


@given(st.text(alphabet="“”\"'‘’«»„ab .,\n", max_size=80))
def test_every_quotation_lies_within_its_marks_and_none_overlap(text):
    found = quotations(text, paragraphs(text))

    place = 0
    for quotation in found:
        assert place <= quotation.marked.start < quotation.words.start < quotation.words.end <= quotation.marked.end
        assert quotation.words.of(text) == quotation.words.of(text).strip()
        place = quotation.marked.end
    assert len(masked(text, found)) == len(text)
