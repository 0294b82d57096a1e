"""SVG is written short, escaped, and always alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.render.pictures.svg import PER_CHARACTER, element, fits, number, path


def test_text_and_attributes_are_escaped_and_markup_is_kept():
    inner = element("title", '<b> & "quotes"')

    assert element("g", inner, class_='a"b', text_anchor=None) == (
        '<g class="a&#34;b"><title>&lt;b&gt; &amp; &#34;quotes&#34;</title></g>'
    )


@pytest.mark.parametrize(("value", "words"), [(1.0, "1"), (0.125, "0.12"), (-0.001, "0"), (3, "3"), ("x", "x")])
def test_numbers_are_short(value, words):
    assert number(value) == words


def test_a_path_goes_through_its_points():
    assert path([(0, 0), (1.26, 2)], close=True) == "M0 0L1.3 2Z"


@given(st.text(max_size=40), st.floats(10, 300))
def test_shortened_words_fit_and_begin_alike(words, width):
    short = fits(words, width, 12)

    assert len(short) * 12 * PER_CHARACTER <= width or len(short) <= 1
    assert short == words or (short.endswith("…") and words.startswith(short[:-1]))
