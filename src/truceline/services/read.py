"""``read``: drafts of statements from an article, for a person to judge."""

from __future__ import annotations

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
from truceline.services.proposed_source import review_source
from truceline.sources.articles import read_article_file
from truceline.sources.page_facts import read_page_facts
from truceline.sources.press_words import read_press_words
from truceline.statements.reading.article import Article
from truceline.statements.reading.drafts import Draft, read_article
from truceline.statements.reading.vocabulary import lexicon
from truceline.views.drafts import draft_lines

_NO_DATE = "the article's date is not known: give it with --published, so that days can be told"


def read(
    article: str | Path,
    *,
    case: str | Path,
    published: date | None = None,
    out: str | Path | None = None,
    llm: str | None = None,
    llm_model: str = "default",
) -> Outcome[tuple[Draft, ...]]:
    """Draft statements from an article (text or a saved web page), and write the review file beside it, or to ``out``.

    ``published`` is the article's date, as it says itself unless given. With ``llm``, the address of an
    OpenAI-compatible endpoint, the model ``llm_model`` is asked too. Nothing enters the ledger.

    Raises
    ------
    CaseError, SourceError
        If the case or the article cannot be read, the endpoint does not answer, or a review file is there already.
    """
    _, known = open_case(case)
    path = Path(article)
    found = read_article_file(path)
    day = published or found.published
    drafts = read_article(found.text, lexicon(read_press_words(), known.actors, known.statements), known.topics, day)
    more, notes = _proposed(found, known, day, drafts, (llm, llm_model)) if llm else ((), ())
    drafts = (*drafts, *more)
    target = Path(out) if out else path.with_name(f"{path.name}.drafts.yaml")
    origin = review_source(found, read_page_facts(path), day, known.sources)
    written = write_review(target, found, review_file(found, known, day, drafts, origin))
    names = [str(each) for each in written]
    document = drafts_document(found, drafts, case=known.id, published=day, written=names, version=__version__)
    if day is None:
        notes = (*notes, _NO_DATE)
    notes = (*notes, f"written to {', '.join(names)}")
    return Outcome(drafts, laid_out(draft_lines(found, drafts)), json_text(document), written, notes)


def _proposed(
    article: Article, case: Case, day: date | None, drafts: tuple[Draft, ...], model: tuple[str, str]
) -> tuple[tuple[Draft, ...], tuple[str, ...]]:
    # What a language model, its address and name, adds to the drafts.
    from truceline.sources.language_model import not_yet_drafted, propose

    url, name = model
    proposed = propose(url, article.text, case, day, model=name)
    note = f"dropped {proposed.dropped} quotations that the article does not hold"
    return tuple(not_yet_drafted(proposed.drafts, drafts)), (note,)
