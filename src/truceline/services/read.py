"""``read``: drafts of statements from an article, for a person to judge."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from truceline import __version__
from truceline.case import Case
from truceline.casefolder.review_file import review_file, write_review
from truceline.documents.reading import articles_document, drafts_document
from truceline.errors import SourceError, TrucelineError
from truceline.formats.files import read_file
from truceline.formats.json_text import json_text
from truceline.render.terminal import laid_out
from truceline.results.reading import ReadArticle
from truceline.services.opening import open_case
from truceline.services.outcome import Outcome, lines_text
from truceline.services.proposed_source import review_source
from truceline.sources.articles import LARGEST, read_article_file
from truceline.sources.page_facts import read_page_facts
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.article import Article
from truceline.statements.reading.draft import Draft
from truceline.statements.reading.drafts import read_article
from truceline.statements.reading.language import foreign_language
from truceline.statements.reading.vocabulary import Lexicon, lexicon
from truceline.statements.statement import Topic
from truceline.views.drafts import article_lines, draft_lines
from truceline.views.wording import plural

_ENDING = ".drafts.yaml"
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

    Of a folder, each article is read, with a review file of its own, beside it or in the folder ``out``: the same
    article once, and none of which there is a review file already. What could not be read is the outcome's fault.
    ``published`` is the article's date, as it says itself unless given. With ``parser``, the dependency parser of the
    extra of that name proposes what the rules missed, below the line. With ``llm``, the address of an
    OpenAI-compatible endpoint, the model ``llm_model`` is asked too. Nothing enters the ledger.

    Raises
    ------
    CaseError, SourceError
        If the case or the article cannot be read, the parser is not installed, the endpoint does not answer, or a
        review file is there already.
    """
    _, known = open_case(case, published)
    path, asked = Path(article), _ReadingOptions(published, parser, llm, llm_model)
    if path.is_dir():
        return _folder_outcome(path, known, asked, Path(out) if out else path)
    done = _read_one(path, known, asked, Path(out) if out else _usual(path))
    written = done.written
    document = drafts_document(
        done.article,
        done.drafts,
        case=known.id,
        published=done.day,
        written=list(map(str, written)),
        parser=done.parser,
        version=__version__,
    )
    text = laid_out(draft_lines(done.article, done.drafts))
    return Outcome(done.drafts, text, json_text(document), written, done.notes)


@dataclass(frozen=True, slots=True)
class _ReadingOptions:
    published: date | None
    parser: bool
    llm: str | None
    llm_model: str


@dataclass(frozen=True, slots=True)
class _Read:
    # What was read of one article, by which parser if any, and where it was written.
    article: Article
    day: date | None
    drafts: tuple[Draft, ...]
    written: tuple[Path, ...]
    notes: tuple[str, ...]
    parser: str


def _usual(path: Path) -> Path:
    return path.with_name(f"{path.name}{_ENDING}")


def _read_one(path: Path, known: Case, asked: _ReadingOptions, target: Path) -> _Read:
    found = read_article_file(path)
    day = asked.published or found.published
    words = lexicon(read_press_words(), known.actors, known.statements, known.holders)
    drafts, by = _drafts(found, words, known.topics, day, parser=asked.parser)
    more, notes = _proposed(found, known, day, drafts, (asked.llm, asked.llm_model)) if asked.llm else ((), ())
    drafts = (*drafts, *more)
    origin = review_source(found, read_page_facts(found), day, known.sources)
    written = write_review(target, found, review_file(found, known, day, drafts, origin, parser=by))
    there = [s.id for s in known.statements if s.passage is not None and s.passage.sha256 == found.sha256]
    if there:
        notes = (*notes, f"the ledger has statements of this article already: {', '.join(there)}")
    notes = (*notes, *_warnings(found, day, drafts), f"written to {', '.join(map(str, written))}")
    return _Read(found, day, drafts, written, notes, by)


def _folder_outcome(folder: Path, known: Case, asked: _ReadingOptions, out: Path) -> Outcome[tuple[Draft, ...]]:
    # Each article by itself: what is wrong with one keeps no other from being read.
    rows: list[ReadArticle] = []
    done: list[_Read] = []
    problems: list[str] = []
    first: dict[str, str] = {}
    for path in _articles(folder):
        target = out / f"{path.name}{_ENDING}"
        try:
            row = _passed_over(path, target, first)
            if row is None:
                done.append(_read_one(path, known, asked, target))
                row = _row(path, done[-1], target)
            rows.append(row)
        except TrucelineError as error:
            problems += error.problems
    if not rows and not problems:
        raise SourceError("there is nothing to read", (f"{folder} | holds no articles; put texts or pages in it",))
    fault = SourceError(f"{plural(len(problems), 'article')} could not be read", tuple(problems)) if problems else None
    document = json_text(articles_document(rows, case=known.id, version=__version__))
    drafts = tuple(draft for each in done for draft in each.drafts)
    written = tuple(path for each in done for path in each.written)
    return Outcome(drafts, lines_text(list(article_lines(rows))), document, written, fault=fault)


def _passed_over(path: Path, target: Path, first: dict[str, str]) -> ReadArticle | None:
    # The same bytes under another name, or an article that somebody may have judged; ``first`` are names by sha256.
    sha256 = hashlib.sha256(read_file(path, "the article cannot be read", LARGEST)).hexdigest()
    if (same := first.setdefault(sha256, path.name)) != path.name:
        return ReadArticle(path.name, sha256, same_as=same)
    return ReadArticle(path.name, sha256, left=str(target)) if target.exists() else None


def _row(path: Path, done: _Read, target: Path) -> ReadArticle:
    above = sum(draft.certain for draft in done.drafts)
    below = len(done.drafts) - above
    return ReadArticle(path.name, done.article.sha256, above=above, below=below, written=str(target))


def _articles(folder: Path) -> list[Path]:
    # All files but hidden ones and those that were written beside articles.
    names = (path for path in sorted(folder.iterdir()) if path.is_file() and not path.name.startswith("."))
    return [path for path in names if _ENDING not in path.name]


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
