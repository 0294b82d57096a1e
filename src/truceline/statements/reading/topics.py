"""Which topic a text is on, by the keywords of the case."""

from __future__ import annotations

import re
from collections.abc import Sequence

from truceline.statements.statement import Topic


def topic_of(words: str, topics: Sequence[Topic]) -> tuple[str, str]:
    """Propose the topic of which most keywords occur, and say why; nothing where two tie or one word speaks for it.

    A keyword of several words is enough; of single words it takes two.
    """
    hits = {topic.id: _hits(words, topic) for topic in topics}
    ranked = sorted((topic for topic in hits if hits[topic]), key=lambda t: -len(hits[t]))
    if not ranked:
        return "", "no keyword of any topic occurs"
    best, *others = ranked
    if others and len(hits[others[0]]) == len(hits[best]):
        tied = [t for t in ranked if len(hits[t]) == len(hits[best])]
        return "", f"keywords of {' and '.join(tied)} occur equally often"
    if len(hits[best]) == 1 and " " not in hits[best][0]:
        return "", f"one word is too little: {hits[best][0]}"
    return best, f"keywords: {', '.join(hits[best])}"


def _hits(words: str, topic: Topic) -> list[str]:
    return [k for k in topic.keywords if re.search(rf"\b{re.escape(k)}\b", words, re.IGNORECASE)]
