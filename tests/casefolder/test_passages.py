"""A statement keeps its passage: where it stands in its article, and what stands there."""

import csv
import hashlib

import pytest
from click.testing import CliRunner
from tests.casefolder.test_acceptance import ARTICLE, AT, TWO, case, judge, review
from tests.conftest import FORD

from truceline.casefolder.acceptance import take_in
from truceline.casefolder.article_texts import keep_text, misplaced
from truceline.casefolder.cases import read_case
from truceline.cli import main
from truceline.errors import CaseError
from truceline.statements.reading.spans import TextSpan

__all__ = ["case", "review"]

SHA = hashlib.sha256(ARTICLE.encode()).hexdigest()
ONE, TWO_ = "We will man four posts, whoever comes,", "Or five."
SENTENCE = f"“{ONE}” said Ada Rook, the defence minister of Elm, on Sunday. “{TWO_}”"


def rows(folder):
    with (folder / "passages.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_accepted_statement_keeps_its_place_and_its_sentence(case, review):
    take_in(judge(review, TWO), case, "Grace Hill", AT)

    passage = read_case(case).statements[-1].passage
    assert (passage.article, passage.sha256, passage.address) == ("article.txt", SHA, "")
    assert [ARTICLE[s.start : s.end] for s in passage.quoted] == [ONE, TWO_]
    assert ARTICLE[passage.sentence.start : passage.sentence.end] == passage.words == SENTENCE
    assert [row["statement"] for row in rows(case)] == ["st-20310316-ada-rook"]


def test_a_ledger_without_passages_reads_as_before(case):
    assert not (case / "passages.csv").exists()
    assert {s.passage for s in read_case(case).statements} == {None}


def spoilt(folder, column, value):
    path = folder / "passages.csv"
    read = rows(folder)
    read[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, read[0])
        writer.writeheader()
        writer.writerows(read)


FAULTY = [
    ("statement", "st-99", "passages.csv:2 statement | .*'st-99'"),
    ("sha256", "abc", "passages.csv:2 sha256"),
    ("quote_at", "12", "passages.csv:2 quote_at | '12' is no place in a text"),
    ("quote_at", "9-3", "'9-3' is no place in a text"),
    ("quote_at", "900-903", "the quote at 900-903 does not lie in the sentence"),
    ("sentence", "“We will man five posts.”", "passages.csv:2 sentence | does not hold 'We will man four posts"),
]


@pytest.mark.parametrize(("column", "value", "what"), FAULTY)
def test_a_passage_that_does_not_fit_its_statement_is_told(case, review, column, value, what):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    spoilt(case, column, value)

    with pytest.raises(CaseError, match=what.replace("|", r"\|")):
        read_case(case)


def test_a_statement_has_one_passage(case, review):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    path = case / "passages.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")

    with pytest.raises(CaseError, match="has a passage on line 2 already; remove one"):
        read_case(case)


def test_check_finds_the_quote_in_the_kept_text_or_says_where_it_is_not(case, review):
    judge(review, TWO)
    command = ["accept", str(review), str(case), "--by", "Grace Hill", "--keep-article"]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 0, done.output
    text = case / "articles" / f"{SHA}.txt"
    assert text.read_bytes() == ARTICLE.encode()
    assert CliRunner().invoke(main, ["check", str(case)]).exit_code == 0

    text.write_text(ARTICLE.replace("four posts", "nine posts"), encoding="utf-8")
    done = CliRunner().invoke(main, ["check", str(case)])

    assert done.exit_code == 1
    assert f"articles/{SHA}.txt | st-20310316-ada-rook: at {rows(case)[0]['sentence_at']} stands" in done.stderr
    assert "'We will man four posts, whoever comes,' does not stand at" in done.stderr


def test_a_kept_text_that_cannot_be_read_holds_nothing(case, review):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    keep_text(case, SHA, ARTICLE).write_bytes(b"\xff\xfe")

    assert len(list(misplaced(case, read_case(case)))) == 3


def test_an_article_that_changed_since_it_was_read_is_not_kept(case, review, tmp_path):
    judge(review, TWO)
    (tmp_path / "article.txt").write_text(ARTICLE + "More.", encoding="utf-8")
    before = (case / "statements.csv").read_bytes()

    done = CliRunner().invoke(main, ["accept", str(review), str(case), "--by", "Grace Hill", "--keep-article"])

    assert done.exit_code == 1
    assert "is no longer the article that was read" in done.stderr
    assert (case / "statements.csv").read_bytes() == before


def test_a_text_is_kept_with_its_statements_or_not_at_all(case, review, tmp_path, monkeypatch):
    judge(review, TWO)
    asked = ["accept", str(review), str(case), "--by", "Grace Hill", "--keep-article"]
    before = (case / "statements.csv").read_bytes()
    (case / "statements.csv").write_bytes(before + b"no row\n")

    assert CliRunner().invoke(main, asked).exit_code == 1
    assert not (case / "articles").exists()
    (case / "statements.csv").write_bytes(before)
    assert CliRunner().invoke(main, asked).exit_code == 0
    assert (case / "articles" / f"{SHA}.txt").read_text() == ARTICLE


def test_the_plan_and_the_brief_show_the_sentence_and_its_place(case, review, tmp_path):
    import json

    take_in(judge(review, TWO), case, "Grace Hill", AT)
    out = tmp_path / "run"
    done = CliRunner().invoke(main, ["plan", str(case), "--as-of", "2031-04-01", "--draws", "0", "--out", str(out)])
    assert done.exit_code == 0, done.output

    said = json.loads((out / "plan.json").read_text(encoding="utf-8"))["statements"]
    spans = [[s.start, s.end] for s in read_case(case).statements[-1].passage.quoted]
    assert said["st-20310316-ada-rook"]["passage"]["quote_at"] == spans
    assert said["st-20310316-ada-rook"]["passage"]["sentence"] == SENTENCE
    assert [s for s in said if "passage" in said[s]] == ["st-20310316-ada-rook"]
    page = (out / "brief.html").read_text(encoding="utf-8")
    assert f"“{SENTENCE}”" in page
    assert "Characters " + "; ".join(f"{a}-{b}" for a, b in spans) + " of article.txt" in page


def test_a_span_says_its_characters():
    assert str(TextSpan(3, 9)) == "3-9"


def test_the_case_of_the_tests_holds_no_passages():
    assert not (FORD / "passages.csv").exists()
