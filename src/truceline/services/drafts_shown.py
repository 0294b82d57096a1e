"""Drafts on the screen and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from truceline.casefolder.review_file import draft_id, span_text
from truceline.statements.reading.article import Article
from truceline.statements.reading.drafts import Draft

_WIDTH = 90


def drafts_document(article: Article, case: str, published: date | None, drafts: Sequence[Draft]) -> dict[str, Any]:
    """Give an article's drafts as a JSON document; every span is in characters of the article's text."""
    return {
        "article": {"path": article.path, "sha256": article.sha256, "characters": len(article.text)},
        "case": case,
        "published": published.isoformat() if published else None,
        "drafts": [_entry(article, draft) for draft in drafts],
    }


def drafts_summary(article: Article, drafts: Sequence[Draft]) -> str:
    """List drafts, those above the line first, one line each."""
    lines = []
    for title, certain in (("above the line", True), ("below the line", False)):
        chosen = [draft for draft in drafts if draft.certain is certain]
        lines.append(f"{title}: {len(chosen)}")
        lines += [f"  {_line(article, draft)}" for draft in chosen]
    return "\n".join(lines)


def _line(article: Article, draft: Draft) -> str:
    words = f'"{draft.quote(article.text)}"' if draft.parts else draft.sentence.of(article.text)
    words = " ".join(words.split())
    when = span_text(draft.said_on) if draft.dated else "undated"
    who = f"{draft.speaker or '?'} ({draft.speaks_for or '?'}, {draft.authority or '?'})"
    return f"{when}  {who}: {words if len(words) <= _WIDTH else words[: _WIDTH - 3] + '...'}"


def _entry(article: Article, draft: Draft) -> dict[str, Any]:
    return {
        "id": draft_id(article, draft),
        "certain": draft.certain,
        "said_on": span_text(draft.said_on) or None,
        "dated": draft.dated,
        "speaker": draft.speaker,
        "speaks_for": draft.speaks_for,
        "authority": str(draft.authority or ""),
        "topic": draft.topic,
        "quote": draft.quote(article.text),
        "parts": [{"span": [p.start, p.end], "words": p.of(article.text)} for p in draft.parts],
        "sentence": {
            "span": [draft.sentence.start, draft.sentence.end],
            "words": draft.sentence.of(article.text),
        },
        "why": dict(draft.why),
    }
