"""Where a statement stands in the article that it was read in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from truceline.records.text_span import TextSpan

GAP = " ... "
"""What stands in a quote for words that were left out."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words of an article that a statement rests on, and their place.

    ``article`` is the name of the article's file, ``sha256`` that of its bytes, ``address`` where it can be looked up.
    ``quoted`` are the spans of the words between quotation marks, none where they are only reported; ``sentence`` is
    that of the sentence around them, and ``words`` is what stands there, its white space as single spaces. Spans count
    characters of the article's text. ``source`` is that of the statement.
    """

    article: str
    sha256: str
    address: str
    quoted: tuple[TextSpan, ...]
    sentence: TextSpan
    words: str
    source: str


def pieces(quote: str) -> Iterator[str]:
    """Yield what a quote holds between the words that it leaves out, white space as single spaces."""
    parts = (part.strip() for part in " ".join(quote.split()).split(GAP))
    return (part for part in parts if part)


def out_of_place(passage: Passage, quote: str, text: str) -> Iterator[str]:
    """Yield what of a statement does not stand in its article's ``text`` where its passage says so.

    Cost grows with the length of the passage.
    """
    here = flat(passage.sentence.of(text))
    if here != passage.words:
        yield f"at {passage.sentence} stands {here[:80]!r}, not {passage.words[:80]!r}"
    quoted = [flat(span.of(text)) for span in passage.quoted] or [here]
    for piece in pieces(quote):
        if not any(piece in each for each in quoted):
            places = ";".join(map(str, passage.quoted)) or str(passage.sentence)
            yield f"{piece[:80]!r} does not stand at {places}"


def flat(text: str) -> str:
    """Return a text with its white space as single spaces."""
    return " ".join(text.split())
