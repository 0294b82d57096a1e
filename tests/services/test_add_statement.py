"""A statement that the reader missed enters the ledger through the door of accept, with its place in the article."""

import hashlib
import json

import pytest
from click.testing import CliRunner
from tests.casefolder.test_acceptance import ARTICLE, AT, TWO, case, judge, review
from tests.conftest import FORD

from truceline.casefolder.acceptance import take_in
from truceline.casefolder.cases import read_case
from truceline.cli import main
from truceline.errors import CaseError, MisuseError
from truceline.services.add_statement import add_statement
from truceline.services.check import check

__all__ = ["case", "review"]

SHA = hashlib.sha256(ARTICLE.encode()).hexdigest()
CODING = {
    "said_on": "2031-03-17",
    "speaker": "President of Ash",
    "speaks_for": "ash",
    "authority": "leader",
    "topic": "troops",
    "stance": "against",
    "scope": "in-country",
    "credibility": "2",
    "source": "own",
}
LATER = ("--at", "2031-03-20T08:30:00Z")
REPORTED = "his soldiers would stay at home"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def add(case, article, **changed):
    return add_statement(case, article, by="Grace Hill", at=AT, **({"words": [REPORTED]} | CODING | changed)).result


def files(case):
    return {path.name: path.read_bytes() for path in case.rglob("*") if path.is_file()}


def test_reported_words_are_added_with_their_sentence_and_no_quote(case, article):
    done = add(case, article)

    made = read_case(case).statements[-1]
    assert done.accepted == (made.id,) == ("st-20310317-president-of-ash",)
    sentence = "The President of Ash said that his soldiers would stay at home."
    assert (made.quote, made.summary, made.passage.words) == ("", sentence, sentence)
    start = ARTICLE.index(sentence)
    assert (made.passage.sentence.start, made.passage.sentence.end) == (start, start + len(sentence))
    assert (made.passage.sha256, made.passage.quoted) == (SHA, ())
    judged = read_case(case).judgements[-1]
    assert (judged.subject, judged.verdict, judged.by, judged.at) == (made.id, "accepted", "Grace Hill", AT)
    assert SHA in judged.evidence


@pytest.mark.parametrize("words", ["Nonsense,", "“Nonsense,”"])
def test_words_between_quotation_marks_are_the_quote_with_or_without_the_marks(case, article, words):
    add(case, article, words=[words], speaker="Diplomat", authority="unnamed official")

    made = read_case(case).statements[-1]
    start = ARTICLE.index("Nonsense")
    assert (made.quote, made.passage.words) == ("Nonsense,", "“Nonsense,” a diplomat said.")
    assert [(s.start, s.end) for s in made.passage.quoted] == [(start, start + len("Nonsense,"))]


def test_a_span_says_the_same_as_its_words(case, article):
    start = ARTICLE.index("Nonsense")

    add(case, article, words=[], spans=[f"{start}-{start + 9}"], speaker="Diplomat", authority="unnamed official")

    assert read_case(case).statements[-1].quote == "Nonsense,"


def test_parts_of_a_quote_are_joined(case, article):
    add(case, article, words=["four posts", "Or five."], speaker="Ada Rook", speaks_for="elm", authority="minister")

    made = read_case(case).statements[-1]
    assert made.quote == "four posts ... Or five."
    assert made.passage.words.startswith("“We will man four posts")
    assert check(case).fault is None


def test_adding_twice_adds_nothing(case, article):
    add(case, article)
    before = files(case)

    done = add(case, article)

    assert (done.accepted, done.known) == ((), 1)
    assert files(case) == before


def test_two_speakers_may_have_said_the_same_words(case, article):
    add(case, article)

    done = add(case, article, speaker="Defence Minister of Ash", authority="minister")

    assert done.accepted == ("st-20310317-defence-minister-of-ash",)


def test_words_that_a_review_file_brought_are_not_added_again(case, article, review):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    words = {"words": ["We will man four posts, whoever comes,", "Or five."], "speaker": "Ada Rook"}
    again = words | {"speaks_for": "elm", "authority": "minister", "stance": "for"}

    with pytest.raises(CaseError, match="st-20310316-ada-rook has these words of Ada Rook already"):
        add(case, article, **again)
    done = add(case, article, **again, supersedes="st-20310316-ada-rook")

    assert done.accepted == ("st-20310317-ada-rook",)
    assert read_case(case).statements[-1].supersedes == ("st-20310316-ada-rook",)


FAULTY = [
    ({"words": ["six posts"]}, "--words | 'six posts' does not stand in the article"),
    ({"words": ["said"]}, "--words | 'said' stands there 3 times ("),
    ({"words": [], "spans": ["5"]}, "--span | '5' is no place in a text"),
    ({"words": [], "spans": ["5-9000"]}, "--span | 5-9000 holds no words; the text has"),
    ({"speaks_for": "ahs"}, "--speaks-for | 'ahs' is not known"),
    ({"topic": "tropps"}, "--topic | 'tropps' is not known; did you mean 'troops'?"),
    ({"stance": "fro"}, "--stance | 'fro' is not known"),
    ({"scope": "heavy"}, "--scope | 'heavy' is not known"),
    ({"said_on": "Monday"}, "--said-on | 'Monday' is not a date"),
    ({"credibility": "7"}, "--credibility | "),
    ({"source": "gazete"}, "--source | there is no source 'gazete'"),
]


@pytest.mark.parametrize(("changed", "what"), FAULTY)
def test_a_fault_is_told_by_its_option_and_nothing_is_written(case, article, changed, what):
    before = files(case)

    with pytest.raises(CaseError) as caught:
        add(case, article, **changed)

    assert any(what in problem for problem in caught.value.problems), caught.value.problems
    assert files(case) == {**before, **({".lock": b""} if ".lock" in files(case) else {})}


def test_words_and_spans_together_or_neither_are_misuse(case, article):
    with pytest.raises(MisuseError, match="--words, or their place with --span"):
        add(case, article, spans=["1-5"])
    with pytest.raises(MisuseError, match="--words, or their place with --span"):
        add(case, article, words=[])


def test_a_bundled_case_is_never_changed(article):
    with pytest.raises(CaseError, match="is bundled and stays as it is"):
        add("two-rivers", article)


def test_on_the_command_line(case, article):
    coding = [part for key, value in CODING.items() for part in (f"--{key.replace('_', '-')}", value)]
    command = ["add-statement", str(case), str(article), "--words", REPORTED, *coding, "--by", "Grace Hill", "--json"]

    done = CliRunner().invoke(main, [*command, "--keep-article"])

    assert done.exit_code == 0, done.output
    document = json.loads(done.stdout)
    assert (document["document"], document["accepted"]) == ("acceptance", ["st-20310317-president-of-ash"])
    assert (case / "articles" / f"{SHA}.txt").read_bytes() == ARTICLE.encode()
    assert len(read_case(case).statements) == len(read_case(FORD).statements) + 1


def test_a_rejection_is_taken_back_and_the_draft_judged_again(case, review):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    draft = read_case(case).judgements[-1].subject
    before = (case / "judgements.csv").read_bytes()
    accepted = {("drafts", 1): TWO["drafts", 0]}
    with pytest.raises(CaseError, match=f"truceline withdraw-rejection {draft} CASE"):
        take_in(judge(review, accepted), case, "Grace Hill", AT)

    command = ["withdraw-rejection", draft, str(case), "--by", "Joe Lake", *LATER, "--why", "misread"]
    done = CliRunner().invoke(main, [*command, "--json"])

    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["judgement"] == f"jd-{draft}-2"
    judged = read_case(case).judgements[-1]
    assert (judged.subject, judged.verdict, judged.by, judged.evidence) == (draft, "withdrawn", "Joe Lake", "misread")
    assert judged.replaces == f"jd-{draft}"
    assert (case / "judgements.csv").read_bytes().startswith(before)
    again = take_in(judge(review, accepted), case, "Joe Lake", AT)
    assert len(again.accepted) == 1
    assert read_case(case).judgements[-1].id == f"jd-{draft}-3"
    assert take_in(judge(review, accepted), case, "Joe Lake", AT).known == 2


def test_a_draft_rejected_again_replaces_the_withdrawal(case, review):
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    draft = read_case(case).judgements[-1].subject
    CliRunner().invoke(main, ["withdraw-rejection", draft, str(case), "--by", "Joe Lake", *LATER])

    done = take_in(judge(review, TWO), case, "Joe Lake", read_case(case).judgements[-1].at)

    assert done.rejected == 1
    last = read_case(case).judgements[-1]
    assert (last.id, last.replaces, last.verdict) == (f"jd-{draft}-3", f"jd-{draft}-2", "rejected")


def test_only_a_rejection_is_withdrawn(case, review):
    def withdrawn(draft):
        return CliRunner().invoke(main, ["withdraw-rejection", draft, str(case), "--by", "Joe Lake", *LATER])

    assert "no draft was rejected in this case" in withdrawn("dr-000").stderr
    take_in(judge(review, TWO), case, "Grace Hill", AT)
    first, second = (j.evidence.split()[1] for j in read_case(case).judgements)
    assert "was accepted as st-20310316-ada-rook, and a statement stays in the ledger" in withdrawn(first).stderr
    assert withdrawn(second).exit_code == 0
    assert "was withdrawn on" in withdrawn(second).stderr
    assert f"give the id of a rejected draft: {second}" in withdrawn("dr-000").stderr
    assert withdrawn("two-rivers").exit_code == 1
