"""Two coders of one article: units matched by overlapping words, agreement by field, and what is to be settled."""

import csv
import json

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML
from tests.casefolder.test_acceptance import AT, JUDGED, case, judge, review
from tests.services.test_add_statement import ARTICLE, CODING, add, article

from truceline.casefolder.acceptance import take_in
from truceline.casefolder.cases import new_case
from truceline.cli import main
from truceline.errors import CaseError
from truceline.records.text_span import TextSpan
from truceline.services.intercoder import intercoder
from truceline.statements.intercoder import CodedUnit, Coding, common_share, compare_codings

__all__ = ["article", "case", "review"]

ASH = {"decision": "accept", **JUDGED, "speaks_for": "ash", "authority": "leader", "stance": "against"}


@pytest.fixture
def two(case, review, tmp_path):
    """Two judged copies of a review file: they agree on the first draft but for its stance; one takes the second."""
    paths = [tmp_path / "a.yaml", tmp_path / "b.yaml"]
    decided = [
        {("drafts", 0): {"decision": "accept", **JUDGED}, ("drafts", 1): ASH},
        {("drafts", 0): {"decision": "accept", **JUDGED, "stance": "open"}, ("drafts", 1): {"decision": "reject"}},
    ]
    for path, decisions in zip(paths, decided, strict=True):
        path.write_bytes(review.read_bytes())
        judge(path, decisions)
    return paths


def test_what_two_judged_files_agree_on(two):
    found = intercoder(*two).result

    assert (len(found.first.units), len(found.second.units), found.matched) == (2, 1, 1)
    assert found.unitising == pytest.approx(2 / 3)
    by_field = {each.field: (each.units, each.agreed) for each in found.fields}
    assert by_field == {
        "speaker": (1, 1), "speaks_for": (1, 1), "topic": (1, 1), "stance": (1, 0), "scope": (1, 1), "decision": (2, 1),
    }  # fmt: skip


def test_what_is_to_be_settled_is_listed_by_place(two, tmp_path):
    out = tmp_path / "settle.csv"
    done = CliRunner().invoke(main, ["intercoder", *map(str, two), "--out", str(out), "--json"])

    assert done.exit_code == 0, done.output
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0].values())[2:6] == ["stance", "for", "open", ""]
    assert rows[1]["field"] == "found"
    assert rows[1]["first"].startswith("dr-")
    start, _, end = rows[1]["place"].partition("-")
    assert ARTICLE[int(start) : int(end)] == rows[1]["words"]
    document = json.loads(done.stdout)
    assert (document["document"], document["matched"]) == ("intercoder", 1)
    assert [q["field"] for q in document["questions"]] == ["stance", "found"]


def test_the_order_of_positions_does_not_matter(two):
    for path, cells in zip(
        two, (("against;for", "in-country;outside"), ("for;against", "outside;in-country")), strict=True
    ):
        judge(path, {("drafts", 0): {"stance": cells[0], "scope": cells[1]}})

    found = intercoder(*two).result

    assert {each.field: each.agreed for each in found.fields if each.units == 1} == dict.fromkeys(
        ("speaker", "speaks_for", "topic", "stance", "scope"), 1
    )


def test_cases_are_compared_by_their_passages(case, article, tmp_path):
    other = tmp_path / "other"
    new_case(other, case)
    add(case, article)
    add(other, article, words=["The President of Ash said that his soldiers would stay"], stance="open")

    found = intercoder(case, other).result

    assert found.matched == 1
    assert [(q.field, q.first, q.second) for q in found.questions] == [("stance", "against", "open")]
    assert CODING["speaker"] == found.first.units[0].fields["speaker"]


def test_a_case_and_a_review_file_are_compared(case, review, two):
    take_in(judge(review, {("drafts", 0): {"decision": "accept", **JUDGED}}), case, "Grace Hill", AT)

    assert intercoder(case, two[1]).result.matched == 1


def test_a_coder_who_found_nothing_is_compared_too(two):
    judge(two[1], {("drafts", 0): {"decision": "reject"}})

    found = intercoder(*two).result

    assert (found.matched, found.unitising, len(found.questions)) == (0, 0.0, 2)


def test_other_articles_are_refused(two, case):
    yaml = YAML()
    document = yaml.load(two[1].read_text(encoding="utf-8"))
    document["article"]["sha256"] = "0" * 64
    with two[1].open("w", encoding="utf-8") as file:
        yaml.dump(document, file)

    with pytest.raises(CaseError, match="have no article in common"):
        intercoder(*two)


def unit(name, speaker, *spans):
    fields = {"speaker": speaker, "speaks_for": "ash", "topic": "t", "stance": "for", "scope": "s"}
    return CodedUnit(name, "a.txt", "1", tuple(TextSpan(*s) for s in spans), "", fields)


def test_the_largest_overlap_is_matched_first_and_each_unit_once():
    first = Coding("a", frozenset("1"), (unit("a1", "X", (0, 10)), unit("a2", "X", (20, 30))), {})
    second = Coding(
        "b", frozenset("1"), (unit("b1", "X", (5, 30)), unit("b2", "X", (0, 9)), unit("b3", "X", (40, 50))), {}
    )

    found = compare_codings(first, second)

    # a1 with b2: 9 of 10; a2 with b1: 10 of 25; a1 with b1: 5 of 30.
    assert found.matched == 2
    assert [(q.field, q.second) for q in found.questions] == [("found", "b3")]
    assert common_share([TextSpan(0, 10)], [TextSpan(5, 30)]) == pytest.approx(5 / 30)


def test_of_one_place_those_of_the_same_speaker_are_matched():
    first = Coding("a", frozenset("1"), (unit("a1", "X", (0, 10)), unit("a2", "Y", (0, 10))), {})
    second = Coding("b", frozenset("1"), (unit("b1", "Y", (0, 10)), unit("b2", "X", (0, 10))), {})

    assert compare_codings(first, second).questions == ()
