"""Draft statements with the help of a dependency parse: what the rules found, and what only the parse shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from truceline.statements.reading.draft import Draft
from truceline.statements.reading.drafts import drafts_of
from truceline.statements.reading.frames import frames
from truceline.statements.reading.parse import Parse, parsed
from truceline.statements.reading.proposals import PROPOSED, proposals
from truceline.statements.reading.vocabulary import Lexicon
from truceline.statements.statement import Topic


def read_parsed_article(
    text: str, lexicon: Lexicon, topics: Sequence[Topic], published: date | None, parse: Parse
) -> tuple[Draft, ...]:
    """Draft the statements of an article as ``read_article`` does, and below the line what ``parse`` shows beside them.

    The drafts of the rules stay as they are without it. Cost grows with the length of the text.
    """
    read = frames(text, lexicon, published)
    proposed = {each.frame.place: proposals(each) for each in parsed(read, parse)}
    kept: dict[int, list[Draft]] = defaultdict(list)
    for draft in drafts_of(read, lexicon, topics, published):
        kept[draft.sentence.start].append(draft)
    for draft in drafts_of(read, lexicon, topics, published, proposed):
        beside = kept[draft.sentence.start]
        if PROPOSED in dict(draft.why)["speaker"] and not any(_known(draft, other) for other in beside):
            beside.append(replace(draft, number=_number(draft, beside)))
    return tuple(draft for start in sorted(kept) for draft in kept[start])


def _number(draft: Draft, others: Sequence[Draft]) -> int:
    # How many drafts there are of the same words, so that each has an id of its own.
    alike = [d.number for d in others if (d.parts, d.sentence) == (draft.parts, draft.sentence)]
    return max(alike, default=-1) + 1


def _known(draft: Draft, other: Draft) -> bool:
    # Whether a draft tells nothing that another of its sentence does not tell, or differs from one that is certain.
    same = (draft.speaker, draft.speaks_for, draft.kind) == (other.speaker, other.speaks_for, other.kind)
    if draft.parts:
        return bool(set(draft.parts) & set(other.parts)) and (same or other.certain)
    return same
