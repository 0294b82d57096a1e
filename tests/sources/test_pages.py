"""Pages are reduced to their article, whatever their layout, and dated as they say themselves."""

from datetime import date

import pytest
from tests.sources.page_layouts import ARTICLE, BESIDE, LAYOUTS, page

from truceline.sources.articles import read_article_file
from truceline.sources.pages import reduce_page

WORDS = "<p>Rain fell on Port Anse all day, and the ferry did not leave.</p>"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_all_paragraphs_of_the_article_are_read_and_nothing_that_stands_beside_it(layout):
    text = reduce_page(page(LAYOUTS[layout])).text

    paragraphs = text.split("\n\n")
    assert [words for words in ARTICLE if words in paragraphs] == list(ARTICLE)
    assert [words for words in BESIDE if words in text] == []


def test_comments_that_are_longer_than_the_article_are_left_out_and_one_who_only_comments_is_read():
    comment = "<p>" + "Nobody believes a word of what the minister says any more. " * 20 + "</p>"

    both = reduce_page(page(f'<div>{WORDS}</div><div id="comments">{comment}</div>')).text
    alone = reduce_page(page(f'<div class="comment">{comment}</div>')).text
    within = f'<div class="with-comments"><h1>Rain</h1>{WORDS}<ol class="comments">{comment}</ol></div>'

    assert reduce_page(page(within)).text == "Rain\n\nRain fell on Port Anse all day, and the ferry did not leave."
    assert both == "Rain fell on Port Anse all day, and the ferry did not leave."
    assert alone.startswith("Nobody believes")


def test_a_heading_that_only_sounds_like_comments_cuts_no_article():
    above = f"<h2>Comments</h2>{WORDS}{WORDS}{WORDS}"
    within = f"<div>{WORDS}<h2>Comments on the plan</h2><p>Nobody agreed.</p></div>"

    assert reduce_page(page(above)).text.count("Rain fell") == 3
    assert reduce_page(page(within)).text.endswith("Nobody agreed.")


@pytest.mark.parametrize(
    "name", ["aria-hidden='true'", "hidden", "class='Newsletter-signup'", "class='nl relatedStories'"]
)
def test_what_a_browser_hides_or_a_class_calls_promotion_is_left_out(name):
    assert "Subscribe" not in reduce_page(page(f"<div>{WORDS}</div><div {name}><p>Subscribe, he said.</p></div>")).text


def test_a_short_line_of_links_is_left_out_but_a_sentence_with_a_link_is_read():
    found = reduce_page(page(f'{WORDS}<p><a href="#">Dorn: We will pay</a></p><p>Dorn <a href="#">said</a> so.</p>'))

    assert found.text.split("\n\n")[1:] == ["Dorn said so."]


def test_the_header_of_an_article_is_read_and_dates_it_and_that_of_a_page_does_not(tmp_path):
    header = '<header><h1>{}</h1><time datetime="2031-05-{}"></time></header>'
    body = f"{header.format('The Straits Herald', 20)}<article>{header.format('Rain on Tarsia', 17)}{WORDS}</article>"

    assert reduce_page(page(body)).text.split("\n\n")[0] == "Rain on Tarsia"
    assert read(tmp_path, body) == (date(2031, 5, 17), "the first time given in the article")


def read(tmp_path, body, head=""):
    path = tmp_path / "page.html"
    path.write_text(page(body, head), encoding="utf-8")
    found = read_article_file(path)
    return found.published, found.why


PUBLISHED = '<meta property="article:published_time" content="2031-05-17T22:00:00+02:00">'
META = '<meta name="date" content="2031-11-27">'
LINKED = (
    '<script type="application/ld+json">{"@graph": [{"@type": "Organization", "datePublished": "2001-01-01"},'
    '{"@type": ["NewsArticle"], "datePublished": "2031-05-16T08:00:00Z", "about": {"datePublished": "1999-01-01"}}]}'
    "</script>"
)
TIME = '<article><time datetime="2031-05-15T09:00">15 May</time>' + WORDS + "</article>"
PROPERTY = '<time itemprop="datePublished" datetime="2031-05-13"></time>'
OTHER_TIME = '<aside><time datetime="2031-01-01">1 January</time></aside>'


@pytest.mark.parametrize(
    ("head", "body", "day", "why"),
    [
        (META + LINKED + PUBLISHED, OTHER_TIME + TIME, "2031-05-17", "the page's own metadata"),
        (PUBLISHED + PUBLISHED.replace("05-17", "05-18"), TIME, "2031-05-17", "the page's own metadata"),
        (META + LINKED, OTHER_TIME + TIME, "2031-05-16", "the page's own metadata"),
        (META, OTHER_TIME + TIME, "2031-05-15", "the first time given in the article"),
        (META, OTHER_TIME + "<p>PORT ANSE, 14 May 2031 - Rain.</p>", "2031-05-14", "the date at the top of the text"),
        (META, OTHER_TIME + WORDS, "2031-11-27", "the page's own metadata"),
        ('<meta name="date" content="soon">', WORDS, None, "not given"),
        ('<script type="application/ld+json">{"@type": "NewsArticle", </script>', WORDS, None, "not given"),
        ("", f"<article>{PROPERTY}{WORDS}</article>", "2031-05-13", "the page's own metadata"),
    ],
)  # fmt: skip
def test_a_page_is_dated_by_what_tells_most_of_its_article(tmp_path, head, body, day, why):
    assert read(tmp_path, body, head) == (day and date.fromisoformat(day), why)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Thirty years after the accord of 5 December 1994, Ilva Dorn said on Monday: “We are ready.”", None),
        ("On 5 December 1994 the accord was signed.", None),
        ("Since 5 December 1994, nobody has crossed the river.", None),
        ("The accord of 5 December 1994: what is left of it\nRain fell.", None),
        ("Rain on Tarsia\n\nPublished on Tuesday, 20 May 2031, 09:30\nRain fell.", "2031-05-20"),
        ("Rain on Tarsia\nBy Anna Schmidt | May 20, 2031\nRain fell.", "2031-05-20"),
        ("KYIV, Ukraine (AP) — May 20, 2031 — Rain fell.", "2031-05-20"),
        ("Rain on Tarsia\n20 May 2031\nRain fell on 5 December 1994.", "2031-05-20"),
        ("Last updated: 20 May 2031\n\nRain fell.", "2031-05-20"),
        ("A call\n\nBENNHUS, 6 DEC 2032\n\nRain fell.", "2032-12-06"),
        ("Talks\nReadout | Office of the Spokesperson | Sept. 8, 2033\nRain fell.", "2033-09-08"),
        ("Talks\nDate: 03.02.2032\nPlace: Port Anse", "2032-02-03"),
        ("Date: 43.02.2032", None),
    ],
)
def test_only_a_date_that_stands_as_a_dateline_is_the_articles(tmp_path, text, day):
    path = tmp_path / "article.txt"
    path.write_text(text, encoding="utf-8")

    assert read_article_file(path).published == (day and date.fromisoformat(day))
