"""Drafts of statements, those above the line first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from truceline.results.reading import ReadArticle
from truceline.statements.reading.article import Article
from truceline.statements.reading.draft import Draft
from truceline.views.text import TextLine, verbatim, whole

_WIDTH = 90


def draft_lines(article: Article, drafts: Sequence[Draft]) -> Iterator[TextLine]:
    """List drafts, those above the line first, one line each."""
    for title, certain in (("above the line", True), ("below the line", False)):
        chosen = [draft for draft in drafts if draft.certain is certain]
        yield whole(f"{title}: {len(chosen)}")
        yield from (verbatim(_line(article, draft), 2) for draft in chosen)


def article_lines(articles: Sequence[ReadArticle]) -> Iterator[str]:
    """Say of each article of a folder what became of it."""
    for each in articles:
        if each.same_as:
            yield f"{each.name}: is the same article as {each.same_as}"
        elif each.left:
            yield f"{each.name}: {each.left} is there already and left as it is"
        else:
            yield f"{each.name}: above the line {each.above}, below {each.below}; written to {each.written}"


def _line(article: Article, draft: Draft) -> str:
    words = f'"{draft.quote(article.text)}"' if draft.parts else draft.sentence.of(article.text)
    words = " ".join(words.split())
    when = draft.said_on.interval() if draft.dated and draft.said_on else "undated"
    who = f"{draft.speaker or '?'} ({draft.speaks_for or '?'}, {draft.authority or '?'})"
    return f"{when}  {who}: {words if len(words) <= _WIDTH else words[: _WIDTH - 3] + '...'}"
