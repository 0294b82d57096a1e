"""Words that a person points at in an article: their spans, and the sentence around them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from truceline.errors import CaseError
from truceline.statements.reading.quotations import Quotation, masked, quotations
from truceline.statements.reading.spans import TextSpan, paragraphs, sentences, trimmed

_SHOWN = 6  # places that are listed


@dataclass(frozen=True, slots=True)
class LocatedWords:
    """Words of an article: ``parts`` are their spans, ``sentence`` that of the sentence, or sentences, around them.

    ``quoted`` says whether all of them stand between quotation marks: only then are they the speaker's own.
    """

    parts: tuple[TextSpan, ...]
    sentence: TextSpan
    quoted: bool


def find_words(text: str, words: str) -> TextSpan:
    """Find words in a text, white space of any kind between them; they must stand there once.

    Raises
    ------
    CaseError
        If they do not, or stand there several times; the places are listed.
    """
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [TextSpan(*each.span()) for each in re.finditer(pattern, text)] if pattern else []
    if len(found) == 1:
        return found[0]
    if not found:
        what = f"--words | {words[:80]!r} does not stand in the article; copy it from the text that was read"
    else:
        places = ", ".join(map(str, found[:_SHOWN]))
        what = f"--words | {words[:80]!r} stands there {len(found)} times ({places}); give more words, or one --span"
    raise CaseError("the words were not found", (what,))


def locate(text: str, spans: Sequence[TextSpan], reporting: Callable[[str], bool]) -> LocatedWords:
    """Return words with the sentence around them; ``reporting`` tells whether a text starts as a report does.

    Cost grows with the length of the text.

    Raises
    ------
    CaseError
        If a span does not lie in the text, or holds only white space.
    """
    for span in spans:
        if span.end > len(text) or not span.of(text).strip():
            what = f"--span | {span} holds no words; the text has {len(text)} characters, counted from 0"
            raise CaseError("the words were not found", (what,))
    blocks = paragraphs(text)
    quotes = quotations(text, blocks)
    parts = tuple(sorted(_without_marks(trimmed(text, span.start, span.end), quotes) for span in spans))
    hidden = masked(text, quotes)
    all_sentences = (each for block in blocks for each in sentences(hidden, block, reporting))
    around = [each for each in all_sentences if any(_meet(each, part) for part in parts)]
    edges = [*parts, *around]
    sentence = TextSpan(min(edge.start for edge in edges), max(edge.end for edge in edges))
    quoted = all(any(quote.words.holds(part) for quote in quotes) for part in parts)
    return LocatedWords(parts, sentence, quoted)


def _without_marks(part: TextSpan, quotes: Sequence[Quotation]) -> TextSpan:
    # The marks may have been copied with the words.
    words = next((quote.words for quote in quotes if quote.marked.holds(part)), part)
    return TextSpan(max(part.start, words.start), min(part.end, words.end))


def _meet(one: TextSpan, other: TextSpan) -> bool:
    return one.start < other.end and other.start < one.end
