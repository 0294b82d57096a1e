"""A folder of articles: a review file for each, the same article once, and what is wrong with one stops no other."""

import json

import pytest
from click.testing import CliRunner
from tests.casefolder.test_acceptance import ARTICLE, AT, TWO, case, judge, review

from truceline.casefolder.acceptance import take_in
from truceline.casefolder.review_file import read_review
from truceline.cli import main
from truceline.errors import SourceError
from truceline.services.read import read

__all__ = ["case", "review"]


PAGE = """<html><body>
<p>“We must wait,” said Ada Rook, the defence minister of Elm, on 2 March 2031.</p>
</body></html>
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "articles"
    made.mkdir()
    (made / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (made / "b.html").write_text(PAGE, encoding="utf-8")
    (made / "copy of a.txt").write_text(ARTICLE, encoding="utf-8")
    (made / ".hidden").write_text("x")
    return made


def test_each_article_has_its_review_file_and_the_same_one_is_read_once(folder, case):
    done = read(folder, case=case)

    assert sorted(path.name for path in done.written) == [
        "a.txt.drafts.yaml", "b.html.drafts.yaml", "b.html.drafts.yaml.txt",
    ]  # fmt: skip
    assert len(read_review(folder / "a.txt.drafts.yaml").shape.drafts) == 2
    assert done.text.splitlines()[2] == "copy of a.txt: is the same article as a.txt"
    assert done.fault is None
    document = json.loads(done.json)
    assert (document["document"], [a["same_as"] for a in document["articles"]]) == ("articles", ["", "", "a.txt"])


def test_a_review_file_that_is_there_is_left_as_it_is(folder, case):
    read(folder, case=case)
    judged = folder / "a.txt.drafts.yaml"
    judged.write_text(judged.read_text(encoding="utf-8").replace("decision:", "decision: reject", 1), encoding="utf-8")
    before = judged.read_bytes()
    (folder / "c.txt").write_text("“Nonsense,” said Ada Rook, the defence minister of Elm.", encoding="utf-8")

    done = read(folder, case=case)

    assert [path.name for path in done.written] == ["c.txt.drafts.yaml"]
    assert judged.read_bytes() == before
    assert "is there already and left as it is" in done.text


def test_what_cannot_be_read_is_told_and_the_rest_is_read(folder, case):
    (folder / "a picture.png").write_bytes(b"\x89PNG\xff\xfe")

    done = CliRunner().invoke(main, ["read", str(folder), "--case", str(case)])

    assert done.exit_code == 1
    assert "1 article could not be read" in done.stderr
    assert "a picture.png | is not UTF-8" in done.stderr
    assert (folder / "b.html.drafts.yaml").exists()


def test_review_files_go_to_another_folder(folder, case, tmp_path):
    out = tmp_path / "reviews"
    out.mkdir()

    read(folder, case=case, out=out)

    assert (out / "a.txt.drafts.yaml").exists()
    assert not (folder / "a.txt.drafts.yaml").exists()


def test_an_empty_folder_is_told(tmp_path, case):
    (tmp_path / "none").mkdir()

    with pytest.raises(SourceError, match="holds no articles"):
        read(tmp_path / "none", case=case)


def test_an_article_that_is_in_the_ledger_is_told(case, review, tmp_path):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    copy = tmp_path / "copy.txt"
    copy.write_text(ARTICLE, encoding="utf-8")

    notes = read(copy, case=case).notes

    assert "the ledger has statements of this article already: st-20310316-ada-rook" in notes
