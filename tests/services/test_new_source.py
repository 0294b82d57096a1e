"""The source of a page: proposed from what it says of itself, graded by a person, and added only when asked for."""

import os
from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML
from tests.casefolder.test_acceptance import JUDGED, case
from tests.conftest import FORD

from truceline.casefolder.cases import read_case
from truceline.cli import main
from truceline.knowledge import known
from truceline.sources.articles import read_article_file
from truceline.sources.page_facts import read_page_facts

__all__ = ["case"]

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0042)https://mirror.example/copy?id=7 -->
<html><head><meta charset="utf-8"><title>Four posts | The Straits Herald</title>
<meta property="og:title" content="Elm offers four posts">
<meta property="og:site_name" content="The Straits Herald">
<meta property="article:published_time" content="2031-03-18T08:00:00+00:00">
<link rel="canonical" href="https://herald.example/elm-offers-four-posts">
</head><body><article>
<p>“We will man four posts, whoever comes,” said Ada Rook, the defence minister of Elm, on Sunday.</p>
</article></body></html>
"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "four posts.html"
    path.write_text(PAGE, encoding="utf-8")
    stamp = datetime(2031, 3, 20, 12, tzinfo=UTC).timestamp()
    os.utime(path, (stamp, stamp))
    return path


def reviewed(page, case, **filled):
    """Read the page, accept its one draft, and fill in the file."""
    out = page.with_name("review.yaml")
    done = CliRunner().invoke(main, ["read", str(page), "--case", str(case), "--out", str(out)])
    assert done.exit_code == 0, done.output
    yaml = YAML()
    document = yaml.load(out.read_text(encoding="utf-8"))
    found = {key: document[key] for key in ("source", "new_source") if key in document}
    document["drafts"][0].update({"decision": "accept", **JUDGED})
    for key, value in filled.items():
        target = document["new_source"] if key in (document.get("new_source") or {}) else document
        target[key] = value
    with out.open("w", encoding="utf-8") as file:
        yaml.dump(document, file)
    return out, found


def accepted(out, case, *more):
    return CliRunner().invoke(main, ["accept", str(out), str(case), "--by", "Grace Hill", *more])


def test_a_page_proposes_its_source_and_leaves_the_grade_to_a_person(page, case):
    _, found = reviewed(page, case)

    assert found["source"] is None
    row = found["new_source"]
    assert (row["id"], row["title"]) == ("the-straits-herald-2031-03-18", "Elm offers four posts")
    assert (row["url"], row["published_on"]) == ("https://herald.example/elm-offers-four-posts", "2031-03-18")
    assert not row["reliability"]
    assert row["note"].startswith("The Straits Herald; file saved on 2031-03-20, sha256 ")


def test_a_graded_source_is_added_with_the_statements_when_asked_for(page, case):
    out, _ = reviewed(page, case, reliability="B")

    done = accepted(out, case, "--new-source")

    assert done.exit_code == 0, done.output
    after = read_case(case)
    assert (after.sources[-1].id, after.sources[-1].reliability) == ("the-straits-herald-2031-03-18", "B")
    assert after.sources[-1].published_on == date(2031, 3, 18)
    assert after.statements[-1].source == "the-straits-herald-2031-03-18"
    assert after.statements[-1].passage.address == "https://herald.example/elm-offers-four-posts"


def test_twice_adds_nothing_and_what_is_decided_later_uses_the_same_row(page, case):
    out, _ = reviewed(page, case, reliability="B")
    accepted(out, case, "--new-source")
    before = {path.name: path.read_bytes() for path in case.iterdir() if path.is_file()}

    done = accepted(out, case, "--new-source")

    assert done.exit_code == 0, done.output
    assert "known before 1" in done.stdout
    assert {path.name: path.read_bytes() for path in case.iterdir() if path.is_file()} == before


FAULTY = [
    ({}, ("--new-source",), "new_source.reliability | "),
    ({"reliability": "B"}, (), "source | nothing is given; add it to sources.csv first"),
    ({"reliability": "B", "id": "own"}, ("--new-source",), "'own' is in sources.csv with other words"),
    ({"reliability": "B", "source": "own"}, ("--new-source",), "'own' is given beside --new-source"),
    ({"reliability": "B", "title": ""}, ("--new-source",), "new_source.title | "),
]


@pytest.mark.parametrize(("filled", "options", "what"), FAULTY)
def test_a_new_source_is_refused_where_it_is_not_whole_or_not_asked_for(page, case, filled, options, what):
    before = (case / "sources.csv").read_bytes(), (case / "statements.csv").read_bytes()
    out, _ = reviewed(page, case, **filled)

    done = accepted(out, case, *options)

    assert done.exit_code == 1, done.output
    assert what in done.stderr
    assert ((case / "sources.csv").read_bytes(), (case / "statements.csv").read_bytes()) == before


def test_two_sources_at_once_are_misuse(page, case):
    out, _ = reviewed(page, case, reliability="B")

    assert accepted(out, case, "--new-source", "--source", "own").exit_code == 2


def test_a_source_that_the_case_has_is_named(page, case):
    table = case / "sources.csv"
    row = "herald,Elm offers,https://herald.example/elm-offers-four-posts,,2031-03-18,B,\n"
    table.write_text(table.read_text(encoding="utf-8") + row, encoding="utf-8")

    out, found = reviewed(page, case)

    assert found == {"source": "herald"}
    assert accepted(out, case).exit_code == 0
    assert read_case(case).statements[-1].source == "herald"


def test_what_a_page_says_is_not_shown_before_it_was_printed(page, case):
    out, _ = reviewed(page, case, reliability="B")
    accepted(out, case, "--new-source")

    def passage(day):
        return known(read_case(case), date(2031, 3, day)).statements[-1].passage

    assert read_case(case).statements[-1].said_on.last == date(2031, 3, 16)
    assert passage(17) is None
    assert passage(18).words.startswith("“We will man four posts")


def facts(tmp_path, text):
    path = tmp_path / "page.html"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = read_page_facts(read_article_file(path))
    return found.title, found.publisher, found.address


LINKED = """<html><script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "H",
"publisher": {"name": "P"}, "url": "https://p.example/h"}]}</script><title>T</title><p>x</p>"""
ARCHIVE = """From: <Saved by Blink>
Snapshot-Content-Location: https://herald.example/a
MIME-Version: 1.0
Content-Type: multipart/related; boundary="----edge"

------edge
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: quoted-printable
Content-Location: https://herald.example/a

<html><head><title>Posts =E2=80=93 a vote</title></head><body><p>Words.</p></body></html>
------edge--
"""
SAID = [
    ("<html><title>A &amp; B</title><p>x</p>", ("A & B", "", "")),
    (LINKED, ("H", "P", "https://p.example/h")),
    ('<html><script type="application/ld+json">{broken</script><title>T</title><p>x</p>', ("T", "", "")),
    (
        "<!-- saved from url=(0030)https://www.herald.example/a -->\n<html><title>T</title><p>x</p>",
        ("T", "herald.example", "https://www.herald.example/a"),
    ),
    ('<html><link rel="canonical" href="javascript:alert(1)"><title>T</title><p>x</p>', ("T", "", "")),
    (b'<html><meta charset="iso-8859-1"><title>Caf\xe9</title><p>x</p>', ("Café", "", "")),
    (ARCHIVE, ("Posts – a vote", "herald.example", "https://herald.example/a")),
    ("<p>First words</p><p>x</p>", ("First words", "", "")),
    ("\n\nFirst line \nSecond", ("First line", "", "")),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_pages_say_of_themselves(tmp_path, text, said):
    assert facts(tmp_path, text) == said


def test_a_review_file_of_before_reads_as_it_did(page, case):
    out, _ = reviewed(page, case, source="own")
    yaml = YAML()
    document = yaml.load(out.read_text(encoding="utf-8"))
    del document["new_source"], document["article"]["address"]
    with out.open("w", encoding="utf-8") as file:
        yaml.dump(document, file)

    assert accepted(out, case).exit_code == 0
    assert read_case(case).statements[-1].source == "own"
    assert len(read_case(case).sources) == len(read_case(FORD).sources)
