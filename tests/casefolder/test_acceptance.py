"""A review file, judged by a person, becomes rows of the ledger: once, and whole or not at all."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML
from tests.conftest import FORD

from truceline.casefolder.acceptance import take_in as accept
from truceline.casefolder.cases import new_case, read_case
from truceline.casefolder.review_file import read_review
from truceline.cli import main
from truceline.errors import CaseError

ARTICLE = """TRUCE TOWN, 18 March 2031

“We will man four posts, whoever comes,” said Ada Rook, the defence minister of Elm, on Sunday. “Or five.”

The President of Ash said that his soldiers would stay at home.

“Nonsense,” a diplomat said.
"""
AT = datetime(2031, 3, 19, 8, 30, tzinfo=UTC)
JUDGED = {"stance": "for", "scope": "in-country", "topic": "troops", "credibility": "2"}


@pytest.fixture
def case(tmp_path):
    new_case(tmp_path / "mine", FORD)
    return tmp_path / "mine"


@pytest.fixture
def review(case, tmp_path):
    """Draft the article and return its review file."""
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    out = tmp_path / "review.yaml"
    done = CliRunner().invoke(main, ["read", str(article), "--case", str(case), "--out", str(out)])
    assert done.exit_code == 0, done.output
    return out


def judge(path, decisions, source="own"):
    """Write a person's decisions into a review file: place of the draft to what is filled in."""
    yaml = YAML()
    document = yaml.load(path.read_text(encoding="utf-8"))
    document["source"] = source
    for (name, place), filled in decisions.items():
        document[name][place].update(filled)
    with path.open("w", encoding="utf-8") as file:
        yaml.dump(document, file)
    return read_review(path)


TWO = {("drafts", 0): {"decision": "accept", **JUDGED}, ("drafts", 1): {"decision": "reject"}}


def test_an_accepted_draft_is_a_statement_and_every_decision_a_judgement(case, review):
    before = read_case(case)

    done = accept(judge(review, TWO), case, "Grace Hill", AT)

    after = read_case(case)
    assert (done.accepted, done.rejected, done.known, done.open) == (("st-20310316-ada-rook",), 1, 0, 1)
    assert after.statements[:-1] == before.statements
    made = after.statements[-1]
    assert (made.id, str(made.said_on), made.speaker, made.speaks_for) == (
        "st-20310316-ada-rook",
        "2031-03-16",
        "Ada Rook",
        "elm",
    )
    assert (made.quote, made.source) == ("We will man four posts, whoever comes, ... Or five.", "own")
    assert (str(made.authority), str(made.positions[0].stance), made.credibility) == ("minister", "for", 2)
    accepted, rejected = after.judgements
    assert (accepted.subject, accepted.verdict, accepted.by, accepted.at) == (made.id, "accepted", "Grace Hill", AT)
    assert (rejected.subject, rejected.verdict) == (read_review(review).shape.drafts[1].id, "rejected")
    assert rejected.subject in rejected.evidence


def test_a_draft_may_be_judged_to_take_several_positions(case, review):
    filled = {"decision": "accept", **JUDGED, "stance": "against;for", "scope": "in-country;outside"}

    accept(judge(review, {("drafts", 0): filled}), case, "Grace Hill", AT)

    made = read_case(case).statements[-1]
    assert [(p.topic, p.scope, str(p.stance)) for p in made.positions] == [
        ("troops", "in-country", "against"),
        ("troops", "outside", "for"),
    ]


def test_a_draft_with_fewer_scopes_than_stances_is_refused(case, review):
    filled = {"decision": "accept", **JUDGED, "stance": "against;for", "scope": "in-country"}

    with pytest.raises(CaseError, match="2 stances and 1 scopes; give one scope for each stance"):
        accept(judge(review, {("drafts", 0): filled}), case, "Grace Hill", AT)


def test_taking_a_file_in_twice_adds_nothing(case, review):
    judged = judge(review, TWO)
    accept(judged, case, "Grace Hill", AT)
    once = {path.name: path.read_bytes() for path in case.iterdir() if path.name[0] != "."}

    done = accept(judged, case, "Grace Hill", AT)

    assert (done.accepted, done.rejected, done.known) == ((), 0, 2)
    assert {path.name: path.read_bytes() for path in case.iterdir() if path.name[0] != "."} == once


def test_a_statement_whose_judgement_was_lost_is_not_taken_in_again(case, review):
    judged = judge(review, TWO)
    accept(judged, case, "Grace Hill", AT)
    (case / "judgements.csv").unlink()

    accept(judged, case, "Grace Hill", AT)

    after = read_case(case)
    assert [s.id for s in after.statements].count("st-20310316-ada-rook") == 1
    assert len(after.statements) == len(read_case(FORD).statements) + 1
    assert after.judgements[0].subject == "st-20310316-ada-rook"


def test_ids_never_clash(case, review):
    table = case / "statements.csv"
    rows = table.read_text(encoding="utf-8")
    table.write_text(f"{rows}st-20310316-ada-rook{rows.splitlines()[-1][len('st-02') :]}\n", encoding="utf-8")

    done = accept(judge(review, TWO), case, "Grace Hill", AT)

    assert done.accepted == ("st-20310316-ada-rook-2",)


def test_what_is_decided_later_is_added_later(case, review):
    accept(judge(review, {("drafts", 1): {"decision": "reject"}}), case, "Grace Hill", AT)

    done = accept(judge(review, {("drafts", 0): {"decision": "accept", **JUDGED}}), case, "Joe Lake", AT)

    assert (len(done.accepted), done.known) == (1, 1)
    assert [j.by for j in read_case(case).judgements] == ["Grace Hill", "Joe Lake"]


FAULTY = [
    ({"stance": ""}, "stance", "nothing is given; give one of"),
    ({"stance": "fro"}, "stance", "'fro' is not known; give one of for, conditional"),
    ({"topic": "tropps"}, "topic", "'tropps' is not known; did you mean 'troops'?"),
    ({"scope": "heavy"}, "scope", "'heavy' is not known; give one of in-country, outside"),
    ({"speaks_for": ""}, "speaks_for", "nothing is given; give one of ash, elm"),
    ({"credibility": "7"}, "credibility", "is too large"),
    ({"said_on": "Sunday"}, "said_on", "'Sunday' is not a date"),
    ({"names": "ash;oak"}, "names", "'oak' is not known"),
    ({"supersedes": "st-99"}, "supersedes", "'st-99' is not known"),
    ({"kind": "announced"}, "kind", "'announced' is no statement yet"),
    ({"quote": "We will man five posts"}, "quote", "'We will man five posts' is not in the article's words"),
]


@pytest.mark.parametrize(("filled", "field", "what"), FAULTY)
def test_a_faulty_draft_refuses_the_whole_file(case, review, filled, field, what):
    before = {path.name: path.read_bytes() for path in case.iterdir() if path.name[0] != "."}
    decisions = {
        ("drafts", 0): {"decision": "accept", **JUDGED},
        ("drafts", 1): {"decision": "accept", **JUDGED} | filled,
    }

    with pytest.raises(CaseError) as caught:
        accept(judge(review, decisions), case, "Grace Hill", AT)

    assert any(f"drafts[1].{field} | " in p and what in p for p in caught.value.problems), caught.value.problems
    assert all(problem.startswith("review.yaml:") for problem in caught.value.problems)
    assert {path.name: path.read_bytes() for path in case.iterdir() if path.name[0] != "."} == before


def test_all_faults_are_told_at_once(case, review):
    decisions = {("drafts", 0): {"decision": "accept"}, ("drafts", 1): {"decision": "accept"}}

    with pytest.raises(CaseError) as caught:
        accept(judge(review, decisions, source="gazete"), case, " ", AT)

    told = "\n".join(caught.value.problems)
    assert "--by | names nobody" in told
    assert "there is no source 'gazete'" in told
    assert told.count("stance | nothing is given") == 2


def test_a_source_can_be_given_beside_the_file(case, review):
    judged = judge(review, TWO, source="")

    with pytest.raises(CaseError, match=r"source \| nothing is given; add it to sources.csv first"):
        accept(judged, case, "Grace Hill", AT)
    assert len(accept(judged, case, "Grace Hill", AT, source="own").accepted) == 1
    assert read_case(case).statements[-1].source == "own"


def test_a_decision_is_not_undone_in_silence(case, review):
    accept(judge(review, TWO), case, "Grace Hill", AT)

    with pytest.raises(CaseError, match="'accept', but it was rejected before"):
        accept(judge(review, {("drafts", 1): {"decision": "accept", **JUDGED}}), case, "Grace Hill", AT)


def test_a_case_that_would_not_stay_sound_is_left_alone(case, review):
    before = (case / "statements.csv").read_bytes()

    with pytest.raises(CaseError, match="when its source 'gazette' was published"):
        accept(judge(review, TWO, source="gazette"), case, "Grace Hill", AT)
    assert (case / "statements.csv").read_bytes() == before
    assert not (case / "judgements.csv").exists()


def test_a_quote_may_be_shortened(case, review):
    shorter = {("drafts", 0): {"decision": "accept", **JUDGED, "quote": "four posts ... Or five."}}

    accept(judge(review, shorter), case, "Grace Hill", AT)

    assert read_case(case).statements[-1].quote == "four posts ... Or five."


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "is empty|is missing|not a mapping"),
        ("drafts: [", "is not YAML"),
        ("drafts: []\nuncertain: []\n", "'article' is missing"),
        ("article: {}\ncase: x\nsource: y\ndrafts: {}\nuncertain: 1\nmore: 2\n", "not known"),
    ],
)
def test_what_is_no_review_file_is_refused(tmp_path, text, what):
    path = tmp_path / "review.yaml"
    path.write_text(text)

    with pytest.raises(CaseError, match=what):
        read_review(path)


def test_a_review_file_that_may_hold_judgements_is_not_overwritten(case, review, tmp_path):
    judge(review, TWO)
    before = review.read_bytes()

    done = CliRunner().invoke(main, ["read", str(tmp_path / "article.txt"), "--case", str(case), "--out", str(review)])

    assert done.exit_code == 1
    assert "may hold judgements" in done.stderr
    assert review.read_bytes() == before


def test_the_spans_of_a_review_file_give_its_words(review):
    shape = read_review(review).shape

    assert (len(shape.drafts), len(shape.uncertain)) == (2, 1)
    for draft in (*shape.drafts, *shape.uncertain):
        for part in (*draft.parts, draft.sentence):
            assert ARTICLE[slice(*part.span)] == part.words


def test_accept_on_the_command_line(case, review):
    judge(review, TWO)

    done = CliRunner().invoke(
        main, ["accept", str(review), str(case), "--by", "Grace Hill", "--at", "2031-03-19T08:30:00Z", "--json"]
    )

    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert (document["document"], document["format"]) == ("acceptance", 2)
    assert [document[key] for key in ("accepted", "rejected", "known", "open")] == [["st-20310316-ada-rook"], 1, 0, 1]
    assert read_case(case).judgements[0].at == AT


def test_a_bundled_case_is_never_changed(review):
    done = CliRunner().invoke(main, ["accept", str(review), "two-rivers", "--by", "Grace Hill"])

    assert done.exit_code == 1
    assert "truceline new FOLDER --from two-rivers" in done.stderr
