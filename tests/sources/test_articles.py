"""Articles are read as text, or reduced from a saved page."""

from contextlib import suppress
from datetime import date
from time import process_time

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


@pytest.mark.parametrize("page", ["<html><p>“a</script></p></nav></article>b", "<p>&#xD800; &bogus; &#0;x"])
def test_broken_pages_do_not_break_the_reader(tmp_path, page):
    assert read(tmp_path, page).text.strip()


@pytest.mark.parametrize("page", ["<div" * 500, "<html><!-- “a”", "<html>" + "<p>" * 9, "<div>" * 513 + "a"])
def test_a_page_in_which_a_browser_would_show_nothing_is_refused(tmp_path, page):
    with pytest.raises(SourceError, match=r"holds no text|more than 512 deep"):
        read(tmp_path, page)


ENDLESS = {
    "comments": "<!---->" * 28 + "x",
    "comments that never end": "<!--" * 400_000,
    "starts of tags": "<html><p>" + "<a " * 60_000,
    "starts of comments": "<html>" + "<!-- " * 200_000,
    "deep": "<html>" + "<div>" * 200_000,
    "skipped and ended": "<html>" + "<nav>" * 100_000 + "</b></nav x>" * 100_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">words",
    "entities": "<html><p>" + "&a" * 500_000,
    "formatting": "<html>" + "<b><div>" * 50_000,
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_reading_takes_time_in_proportion_to_the_page(tmp_path, kind):
    path = tmp_path / "page.html"
    path.write_text(ENDLESS[kind] + "<p>The end")
    began = process_time()

    with suppress(SourceError):  # some hold no text
        read_article_file(path)

    assert process_time() - began < 5


@pytest.mark.parametrize("name", ["idna", "punycode", "undefined", "unicode_escape", "hex", "rot13", "klingon"])
def test_an_encoding_of_no_page_is_refused_in_words(tmp_path, name):
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{name}">'.encode() + b"<p>caf\xe9 \\xff xn--\xff.</p>")

    with pytest.raises(SourceError, match="is not UTF-8; save it as UTF-8"):
        read_article_file(path)


@pytest.mark.parametrize("stated", ["0001-01-01", "9999-12-31T10:00:00Z", "1 January 9999"])
def test_a_page_of_no_year_in_which_something_may_happen_has_no_date(tmp_path, stated):
    path = tmp_path / "a.html"
    path.write_text(f'<meta property="article:published_time" content="{stated}"><p>{stated}: He came yesterday.</p>')

    assert read_article_file(path).published is None
