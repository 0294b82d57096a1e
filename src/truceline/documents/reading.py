"""Documents of `read` and `accept`: drafts of statements, and what was taken into the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from truceline.documents.envelope import head
from truceline.documents.shapes.reading import (
    AcceptanceDocument,
    ArticlesDocument,
    DraftPart,
    DraftsDocument,
    WithdrawalDocument,
)
from truceline.results.acceptance import Acceptance
from truceline.results.reading import ReadArticle
from truceline.statements.reading.article import Article
from truceline.statements.reading.draft import Draft, draft_id

FORMAT = 2
"""1 was the same without a head."""

ARTICLES_FORMAT = 1
"""Of articles of a folder."""

WITHDRAWAL_FORMAT = 1
"""Of withdrawals."""


def drafts_document(
    article: Article,
    drafts: Sequence[Draft],
    *,
    case: str,
    published: date | None,
    parser: str = "",
    written: Sequence[str],
    version: str,
) -> DraftsDocument:
    """Write the drafts of an article, for a ``case`` (its id) and the ``parser`` that took part, if one did.

    Every span is in characters of the article's text.
    """
    return {
        **head("drafts", FORMAT, version=version),
        "article": {"path": article.path, "sha256": article.sha256, "characters": len(article.text)},
        "case": case,
        "published": published.isoformat() if published else None,
        "parser": parser,
        "drafts": [_draft(article, draft) for draft in drafts],
        "written": list(written),
    }


def articles_document(articles: Sequence[ReadArticle], *, case: str, version: str) -> ArticlesDocument:
    """Write what became of each article of a folder."""
    return {
        **head("articles", ARTICLES_FORMAT, version=version),
        "case": case,
        "articles": [
            {
                "path": each.name,
                "sha256": each.sha256,
                "above": each.above,
                "below": each.below,
                "written": each.written,
                "same_as": each.same_as,
                "left": each.left,
            }
            for each in articles
        ],
    }


def acceptance_document(done: Acceptance, *, version: str) -> AcceptanceDocument:
    """Write which statements are new, and how many drafts were rejected, known before or left open."""
    return {
        **head("acceptance", FORMAT, version=version),
        "accepted": list(done.accepted),
        "rejected": done.rejected,
        "known": done.known,
        "open": done.open,
    }


def withdrawal_document(draft: str, judgement: str, *, version: str) -> WithdrawalDocument:
    """Write which rejection was taken back, and the judgement that did so."""
    return {**head("withdrawal", WITHDRAWAL_FORMAT, version=version), "draft": draft, "judgement": judgement}


def _draft(article: Article, draft: Draft) -> DraftPart:
    return {
        "id": draft_id(article, draft),
        "certain": draft.certain,
        "kind": str(draft.kind),
        "said_on": draft.said_on.interval() if draft.said_on else None,
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
