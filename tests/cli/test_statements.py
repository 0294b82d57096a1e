"""The commands around statements, run as a newcomer would."""

import json

import pytest
from click.testing import CliRunner
from tests.sources.test_dna import file as dna_file  # noqa: F401  (a fixture)

from truceline.cli import main

ARTICLE = "“We will go,” the President of Arvel said on Sunday.\n\n“Perhaps,” others said.\n"


def run(*args):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_read_drafts_with_spans_and_reasons(article, tmp_path):
    found = run("read", article, "--case", "two-rivers", "--published", "2031-03-18", "--json")

    assert found.exit_code == 0, found.stderr
    document = json.loads(found.stdout)
    certain, doubtful = document["drafts"]
    assert (certain["speaker"], certain["speaks_for"], certain["said_on"]) == (
        "President of Arvel",
        "arvel",
        "2031-03-16",
    )
    assert (certain["certain"], doubtful["certain"]) == (True, False)
    for draft in document["drafts"]:
        assert all(ARTICLE[slice(*part["span"])] == part["words"] for part in draft["parts"])
        assert all(draft["why"].values())
    assert document["written"] == [f"{article}.drafts.yaml"]


def test_read_says_where_it_is_in_doubt(article):
    found = run("read", article, "--case", "two-rivers")

    assert found.exit_code == 0
    assert "above the line: 1" in found.stdout
    assert "below the line: 1" in found.stdout
    assert "give it with --published" in found.stderr


def test_read_keeps_the_text_of_a_page_beside_the_drafts(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f"<html><p>{ARTICLE}</p></html>", encoding="utf-8")

    assert run("read", page, "--case", "two-rivers", "--out", tmp_path / "d.yaml").exit_code == 0

    assert (tmp_path / "d.yaml.txt").read_text(encoding="utf-8") == " ".join(ARTICLE.split())


@pytest.mark.parametrize(
    "text",
    [
        "<html><p>&ldquo;a&rdquo; said &#0;",
        "“",
        "😀 “x” said Ash.",
        "قال",
        "a" * 5000,
        "\x00\x07“a” Ash said.\u2028“b”",
    ],
)
def test_odd_articles_are_read_and_their_review_file_reads_back(tmp_path, text):
    from truceline.casefolder.review_file import read_review

    article = tmp_path / "odd.txt"
    article.write_text(text, encoding="utf-8")

    assert run("read", article, "--case", "two-rivers", "--out", tmp_path / "d.yaml").exit_code == 0

    shape = read_review(tmp_path / "d.yaml").shape
    words = (
        (tmp_path / "d.yaml.txt").read_text(encoding="utf-8")
        if "<html>" in text
        else text.replace("\x00", " ").replace("\x07", " ")
    )
    for draft in (*shape.drafts, *shape.uncertain):
        assert all(words[slice(*part.span)] == part.words for part in (*draft.parts, draft.sentence))


def test_network_of_a_case_has_groups_and_edges(tmp_path):
    found = run("network", "two-rivers", "--as-of", "2031-04-15", "--json", "--out", tmp_path)

    assert found.exit_code == 0, found.stderr
    (network,) = json.loads(found.stdout)
    ash, birch = (network["rows"].index(name) for name in ("ash", "birch"))
    assert network["weights"][ash][birch] == 1.0  # both would send troops under a condition
    assert ["ash", "birch", "cedar", "dale"] in network["groups"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["network.csv", "network.graphml"]


def test_network_in_windows_and_two_modes():
    found = run("network", "two-rivers", "--mode", "two", "--window", 31, "--json")

    networks = json.loads(found.stdout)
    assert [n["first"] for n in networks] == ["2031-01-10", "2031-02-10"]
    assert networks[0]["groups"] is None
    assert "belt/heavy" in networks[1]["columns"]


def test_an_impossible_network_is_refused():
    found = run("network", "two-rivers", "--mode", "two", "--normalisation", "jaccard")

    assert found.exit_code == 1
    assert "give one of no, activity, prominence" in found.stderr


def test_a_dna_file_is_imported_and_gives_the_same_network(dna_file):  # noqa: F811  (the fixture)
    imported = run("import", "dna", dna_file, "--json")

    assert imported.exit_code == 0, imported.stderr
    table = json.loads(imported.stdout)
    assert (table["references"], table["actors"], table["concepts"]) == (11, 5, 4)
    one, other = (run("network", source, "--json").stdout for source in (table["written"], dna_file))
    assert json.loads(one) == json.loads(other)


def test_drift_shows_moves_coherence_and_who_was_overruled():
    found = run("drift", "two-rivers", "--actor", "dale", "--as-of", "2031-04-15", "--json")

    document = json.loads(found.stdout)
    (line,) = document["timelines"]
    assert [(m["statement"], m["after"]) for m in line["moves"]] == [
        ("st-06", "for"),
        ("st-07", "against"),
        ("st-14", "for"),
    ]
    # minister 5, spokesperson 3, parliament 7 eighths: agreeing 5 x 7 = 35 of 5 x 3 + 5 x 7 + 3 x 7 = 71
    assert line["coherence"] == pytest.approx(35 / 71)
    assert [(o["statement"], o["by"]) for o in document["overruled"]] == [("st-07", "st-14")]
    assert "* 2031-02-05  against" in run("drift", "two-rivers", "--actor", "dale").stdout


def test_drift_of_an_unknown_actor_is_refused():
    found = run("drift", "two-rivers", "--actor", "dail")

    assert found.exit_code == 1
    assert "did you mean 'dale'?" in found.stderr
