"""Drafts of statements on a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.statements.reading.article import Article
from truceline.statements.reading.drafts import Draft

_WIDTH = 90


def drafts_summary(article: Article, drafts: Sequence[Draft]) -> str:
    """List drafts, those above the line first, one line each."""
    lines = []
    for title, certain in (("above the line", True), ("below the line", False)):
        chosen = [draft for draft in drafts if draft.certain is certain]
        lines.append(f"{title}: {len(chosen)}")
        lines += [f"  {_line(article, draft)}" for draft in chosen]
    return "".join(f"{line}\n" for line in lines)


def _line(article: Article, draft: Draft) -> str:
    words = f'"{draft.quote(article.text)}"' if draft.parts else draft.sentence.of(article.text)
    words = " ".join(words.split())
    when = draft.said_on.interval() if draft.dated and draft.said_on else "undated"
    who = f"{draft.speaker or '?'} ({draft.speaks_for or '?'}, {draft.authority or '?'})"
    return f"{when}  {who}: {words if len(words) <= _WIDTH else words[: _WIDTH - 3] + '...'}"
