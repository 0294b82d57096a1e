"""Lines are laid out for a narrow terminal."""

from truceline.render.terminal import WIDTH, laid_out
from truceline.views.text import EMPTY, TextLine, verbatim, whole


def test_a_long_line_is_broken_and_its_rest_stands_in():
    first, second = laid_out([TextLine("word " * 30, indent=2)]).splitlines()

    assert first == "  " + " ".join(["word"] * 15)  # 76 columns: a sixteenth word would need 81
    assert second == "    " + " ".join(["word"] * 15)
    assert len(first) <= WIDTH


def test_a_whole_line_is_never_broken_and_an_empty_one_stays():
    row = "x " * 60

    assert laid_out([whole(row, 2), EMPTY, whole("end")]) == f"  {row}\n\nend\n"


def test_narrow_spaces_hold_a_number_and_its_unit_together_and_are_written_plain():
    first, second = laid_out([TextLine(f"{'x' * 77} 38\N{NARROW NO-BREAK SPACE}%")]).splitlines()

    assert (first, second) == ("x" * 77, "  38 %")


def test_a_quotation_keeps_its_spaces():
    quote = "«\N{NARROW NO-BREAK SPACE}oui\N{NARROW NO-BREAK SPACE}»"

    assert laid_out([verbatim(quote, 2)]) == f"  {quote}\n"
    assert laid_out([whole(quote)]) == "« oui »\n"


def test_no_lines_are_no_text():
    assert laid_out([]) == ""


def test_words_with_hyphens_are_broken_only_where_that_is_wanted():
    words = f"{'x' * 70} all-together-now"

    assert laid_out([TextLine(words)]).splitlines()[0].endswith("all-")
    assert laid_out([TextLine(words)], break_on_hyphens=False).splitlines()[0].endswith("x")
