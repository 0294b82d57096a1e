"""Articles are read as text, or reduced from a saved page."""

from datetime import date

import pytest

from truceline.errors import SourceError
from truceline.sources.articles import read_article_file

PAGE = """<!DOCTYPE html>
<html><head><title>Truce</title><meta property="article:published_time" content="2031-05-20T06:30:00Z">
<style>p {color: red}</style><script>var x = "“No,” Dorn said.";</script></head>
<body><nav><p>Home</p></nav>
<article><h1>A truce &amp; a battalion</h1>
<p>&ldquo;We are <em>ready</em>,&rdquo; Dorn
said&nbsp;today.</p><figure><figcaption>Dorn</figcaption></figure><p>It rained.<br>It stopped.</p></article>
<aside><p>Read more</p></aside><footer>©</footer></body></html>"""


def read(tmp_path, data, name="article.txt"):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_article_file(path)


def test_a_page_is_reduced_to_the_paragraphs_of_its_article(tmp_path):
    found = read(tmp_path, PAGE, "page.html")

    assert found.text == "A truce & a battalion\n\n“We are ready,” Dorn said today.\n\nIt rained. It stopped."
    assert (found.published, found.why, found.reduced) == (date(2031, 5, 20), "the page's own metadata", True)


def test_a_page_without_an_article_gives_its_whole_body(tmp_path):
    assert read(tmp_path, "<html><body><p>One<p>Two</body></html>").text == "One\n\nTwo"


def test_a_page_in_its_declared_encoding_is_read(tmp_path):
    page = '<html><meta charset="windows-1252"><p>“Élan”</p></html>'.encode("cp1252")

    assert read(tmp_path, page).text == "“Élan”"


def test_text_is_kept_as_it_is_but_for_line_ends_and_control_characters(tmp_path):
    found = read(tmp_path, "\ufeffOne\r\nTwo\x00three\x0b <b>four\n")

    assert found.text == "One\nTwo three  <b>four\n"
    assert not found.reduced


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("PORT ANSE, 9 June 2031 - Rain.", date(2031, 6, 9)),
        ("June 9, 2031. Rain.", date(2031, 6, 9)),
        ("2031-06-09 Rain.", date(2031, 6, 9)),
        ("31 June 2031. Rain.", None),
        ("Rain on Sunday.", None),
        ("x" * 500 + " 9 June 2031", None),
    ],
)
def test_the_date_at_the_top_is_the_articles(tmp_path, head, wanted):
    assert read(tmp_path, head).published == wanted


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "holds no text"),
        (b" \n", "holds no text"),
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"<html></html>", "holds no text"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, data, what):
    with pytest.raises(SourceError, match=what):
        read(tmp_path, data)


def test_a_missing_article_is_refused(tmp_path):
    with pytest.raises(SourceError, match="No such file"):
        read_article_file(tmp_path / "none.txt")
    with pytest.raises(SourceError, match="is not a file"):
        read_article_file(tmp_path)


@pytest.mark.parametrize(
    "page", ["<html><p>“a</script></p></nav></article>b", "<p>&#xD800; &bogus; &#0;x", "<div" * 500, "<html><!-- “a”"]
)
def test_broken_pages_do_not_break_the_reader(tmp_path, page):
    assert read(tmp_path, page).text.strip()
