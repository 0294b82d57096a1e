"""A draft of a statement: what was found of somebody's words, and the reason of each field."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from truceline.records.times import DateSpan
from truceline.statements.reading.article import Article
from truceline.statements.reading.findings import Found
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.people import APART
from truceline.statements.reading.reasons import said_on_of, why_actor, why_authority, why_quote
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.topics import topic_of
from truceline.statements.statement import Authority, Topic


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposed statement.

    ``parts`` are the spans of the words between quotation marks, in order, none where the words are only reported;
    ``sentence`` is the span of the sentence, or sentences, that they stand in. ``certain`` is False where a person
    should look twice: those go below the line. ``said_on`` is None where neither the text nor the article's date
    tells. ``dated`` tells whether the text gives the date. ``why`` gives the reason of each field. ``kind`` tells
    whether the words were said, denied or only announced; ``number`` how many drafts before it are of the same words,
    where several speak together.
    """

    parts: tuple[TextSpan, ...]
    sentence: TextSpan
    speaker: str
    speaks_for: str
    authority: Authority | None
    said_on: DateSpan | None
    dated: bool
    topic: str
    certain: bool
    why: tuple[tuple[str, str], ...]
    kind: DraftKind = DraftKind.SAID
    number: int = 0

    def quote(self, text: str) -> str:
        """Return the quoted words, the parts of a split quotation joined by " ... "."""
        return " ... ".join(part.of(text) for part in self.parts)


def draft_id(article: Article, draft: Draft) -> str:
    """Name a draft by the article and the place of its words, so that reading twice gives the same id."""
    places = ",".join(f"{span.start}-{span.end}" for span in (*draft.parts, draft.sentence))
    if draft.number:
        places += f" {draft.number}"
    return "dr-" + hashlib.sha256(f"{article.sha256} {places}".encode()).hexdigest()[:12]


def draft_of(
    text: str, found: Found, topics: Sequence[Topic], published: date | None, general: Collection[str]
) -> Draft:
    """Return the draft of what was found in a text, with the reason of each field; ``general`` words tell no topic."""
    person = found.meant.person if found.meant else None
    left_open = found.meant.open if found.meant else ""
    said_on, dated, why_date = said_on_of(found.carried, published)
    topic, why_topic = topic_of(found.sentence.of(text), topics, text, general)
    why = {
        "quote": why_quote(found.report, found.parts),
        "speaker": "; ".join([*([found.meant.why] if found.meant else []), *found.doubts]),
        "speaks_for": why_actor(person, left_open),
        "authority": why_authority(person),
        "said_on": why_date,
        "topic": why_topic,
    }
    return Draft(
        tuple(found.parts),
        found.sentence,
        (person.name or person.words) if person else "",
        person.actor if person and not left_open else "",
        person.authority if person and left_open != APART else None,
        said_on,
        dated,
        topic,
        not found.doubts,
        tuple(why.items()),
        found.report.kind,
        found.number,
    )
