"""Where words stand in a text: spans of characters, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.records.text_span import TextSpan as TextSpan

ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "adm", "sen", "rep", "gov",
    "st", "no", "vs", "jr", "sr", "rev", "hon", "u.s", "u.k", "u.n", "e.u", "etc", "art",
))  # fmt: skip
"""Words after which a full stop ends no sentence, in lower case and without it."""

_END = re.compile(r";|[.?!…]+[\"”’»'\u201c)\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"([\w.]+)$")


def trimmed(text: str, start: int, end: int) -> TextSpan:
    """Return the span without the white space at its ends."""
    words = text[start:end]
    return TextSpan(start + len(words) - len(words.lstrip()), max(start, end - len(words) + len(words.rstrip())))


def paragraphs(text: str) -> tuple[TextSpan, ...]:
    """Split a text at blank lines, or at every line end where it has no blank lines.

    Cost grows with the length of the text.
    """
    gap = re.compile(r"\n[^\S\n]*\n\s*") if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", text) else re.compile(r"\n")
    cuts = [0, *(place for found in gap.finditer(text) for place in found.span()), len(text)]
    spans = (trimmed(text, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True))
    return tuple(span for span in spans if span.start < span.end)


def sentences(masked: str, paragraph: TextSpan, verbs: re.Pattern[str]) -> Iterator[TextSpan]:
    """Split a paragraph into sentences, at semicolons too.

    Quotations are masked, so that what is inside them ends none. A question or exclamation in quotation marks runs on
    where a speaker and one of the ``verbs`` follow.
    """
    start = paragraph.start
    for found in _END.finditer(masked, paragraph.start, paragraph.end):
        if found.start() >= start and _ends(masked, found, paragraph.end, verbs):
            yield trimmed(masked, start, found.end())
            start = found.end()
    rest = trimmed(masked, start, paragraph.end)
    if rest.start < rest.end:
        yield rest


def _ends(masked: str, found: re.Match[str], end: int, verbs: re.Pattern[str]) -> bool:
    if found.group() == ";":
        return True
    follows = masked[found.end() : min(end, found.end() + 80)].lstrip()
    if follows[:1].islower():
        return False
    if found.group() == ".":
        word = _LAST_WORD.search(masked, max(0, found.start() - 12), found.start())
        if word and (word[1].lower() in ABBREVIATIONS or (len(word[1]) == 1 and word[1].isupper())):
            return False
    asked = len(found.group()) > 1 and found.group()[0] in "?!"
    return not (asked and verbs.match(follows))
