"""The source of an article: one that the case has already, or the row that its page proposes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from truceline.casefolder.review_file import ReviewSource
from truceline.records.provenance import Source
from truceline.sources.page_facts import PageFacts
from truceline.statements.reading.article import Article

_LONGEST = 40  # characters of the publisher's part of an id


def review_source(article: Article, facts: PageFacts, published: date | None, known: Sequence[Source]) -> ReviewSource:
    """Return the source of a case with the article's address, or a row to propose, not graded: that is for a person."""
    there = next((each for each in known if facts.address and each.url == facts.address), None)
    if there is not None:
        return ReviewSource(there, known=True)
    copy = f"file saved on {facts.saved_on}, sha256 {article.sha256}"
    proposed = Source(
        id=_free_id(article, facts, published, {each.id for each in known}),
        title=facts.title,
        url=facts.address,
        licence="linked only; facts and short quotations",
        published_on=published,
        reliability="",
        note=f"{facts.publisher}; {copy}" if facts.publisher else copy.capitalize(),
    )
    return ReviewSource(proposed, known=False)


def _free_id(article: Article, facts: PageFacts, published: date | None, taken: set[str]) -> str:
    base = "-".join(filter(None, (_slug(facts.publisher or facts.title), published.isoformat() if published else "")))
    base = base or f"article-{article.sha256[:8]}"
    names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-")
