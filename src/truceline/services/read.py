"""``read``: drafts of statements from an article, for a person to judge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.review_file import review_file, write_review
from truceline.documents.reading import drafts_document
from truceline.formats.json_text import json_text
from truceline.render.terminal import laid_out
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome
from truceline.sources.articles import read_article_file
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.article import Article
from truceline.statements.reading.drafts import Draft, read_article
from truceline.statements.reading.language import foreign_language
from truceline.statements.reading.vocabulary import Lexicon, lexicon
from truceline.statements.statement import Topic
from truceline.views.drafts import draft_lines

_NOTHING = (
    "no reporting verb with a speaker was found, so nothing is drafted; see what is missed in docs/methods/reading.md"
)
_NO_DATE = "the article's date is not known: give it with --published, so that days can be told"


def read(
    article: str | Path,
    *,
    case: str | Path,
    published: date | None = None,
    out: str | Path | None = None,
    parser: bool = False,
    llm: str | None = None,
    llm_model: str = "default",
) -> Outcome[tuple[Draft, ...]]:
    """Draft statements from an article (text, page, DOCX or PDF), and write the review file beside it, or to ``out``.

    ``published`` is the article's date, as it says itself unless given. With ``parser``, the dependency parser of the
    extra of that name proposes what the rules missed, below the line. With ``llm``, the address of an
    OpenAI-compatible endpoint, the model ``llm_model`` is asked too. Nothing enters the ledger.

    Raises
    ------
    CaseError, SourceError
        If the case or the article cannot be read, the parser is not installed, the endpoint does not answer, or a
        review file is there already.
    """
    _, known = open_case(case)
    path = Path(article)
    found = read_article_file(path)
    day = published or found.published
    words = lexicon(read_press_words(), known.actors, known.statements, known.holders)
    drafts, by = _drafts(found, words, known.topics, day, parser=parser)
    more, notes = _proposed(found, known, day, drafts, (llm, llm_model)) if llm else ((), ())
    drafts = (*drafts, *more)
    target = Path(out) if out else path.with_name(f"{path.name}.drafts.yaml")
    written = write_review(target, found, review_file(found, known.id, day, drafts, known.topics, parser=by))
    names = [str(each) for each in written]
    document = drafts_document(
        found, drafts, case=known.id, published=day, written=names, parser=by, version=__version__
    )
    notes = (*notes, *_warnings(found, day, drafts), f"written to {', '.join(names)}")
    return Outcome(drafts, laid_out(draft_lines(found, drafts)), json_text(document), written, notes)


def _warnings(article: Article, day: date | None, drafts: tuple[Draft, ...]) -> tuple[str, ...]:
    # What a person must know before trusting the drafts, or their absence.
    language = foreign_language(article.text)
    foreign = f"the text reads as {language}; the rules know English alone: give an English version"
    nothing = "" if drafts or language else _NOTHING
    return tuple(filter(None, (foreign if language else "", nothing, "" if day else _NO_DATE)))


def _drafts(
    article: Article, words: Lexicon, topics: Sequence[Topic], day: date | None, *, parser: bool
) -> tuple[tuple[Draft, ...], str]:
    # The drafts, and the name of the parser that took part.
    if not parser:
        return read_article(article.text, words, topics, day), ""
    from truceline.sources.dependency_parser import DependencyParser
    from truceline.statements.reading.parsed_drafts import read_parsed_article

    parse = DependencyParser()
    return read_parsed_article(article.text, words, topics, day, parse), parse.name


def _proposed(
    article: Article, case: Case, day: date | None, drafts: tuple[Draft, ...], model: tuple[str, str]
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    # What a language model, its address and name, adds to the drafts.
    from truceline.sources.language_model import not_yet_drafted, propose

    url, name = model
    proposed = propose(url, article.text, case, day, model=name)
    note = f"dropped {proposed.dropped} quotations that the article does not hold"
    return tuple(not_yet_drafted(proposed.drafts, drafts)), (note,)
