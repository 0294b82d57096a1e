"""Where words stand in a text: spans of characters, paragraphs and sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from truceline.records.text_span import TextSpan as TextSpan

ABBREVIATIONS = frozenset((
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "adm", "sen", "rep", "gov",
    "atty", "amb", "pres", "supt", "insp", "det", "cmdr", "brig", "cpl", "cllr", "mt", "st", "no", "vs",
    "rev", "hon", "h.e", "h.h", "h.r.h", "u.s", "u.k", "u.n", "e.u", "etc", "art",
))  # fmt: skip
"""Words after which a full stop ends no sentence, in lower case and without it."""

_MONTHS = frozenset(("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"))
_HOURS = frozenset(("a.m", "p.m"))
_WEEKDAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
_GENERATIONS = frozenset(("jr", "sr"))  # the last of a name: a capital letter behind them begins a sentence
_EARLY = 0.6
"""A line shorter than this share of its block's longest line ends a paragraph."""
_LABEL = re.compile(r"[A-Z][\w.’' -]{0,40}(?::\s|, \d{1,2} [A-Z][a-z]+ \d{4})")
"""How a line begins that is a paragraph of its own: with a label, or with place and date."""
_LINE = re.compile(r"[^\n]+")
_SEVERAL = 3  # lines of a block that are paragraphs where each ends a sentence
_FINAL = ".?!\"”’»'"
_ENDED = ".?!…:;\"”’»“'"
_OPENERS = '"“„«‘'
_END = re.compile(r";|[.?!…]+[\"”’»'\u201c)\]]*(?=\s|$)")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LAST_WORD = re.compile(r"([\w.]+)$")


def trimmed(text: str, start: int, end: int) -> TextSpan:
    """Return the span without the white space at its ends."""
    words = text[start:end]
    return TextSpan(start + len(words) - len(words.lstrip()), max(start, end - len(words) + len(words.rstrip())))


def paragraphs(text: str) -> tuple[TextSpan, ...]:
    """Split a text at blank lines, or at every line end where it has no blank lines.

    A line that ends early ends a paragraph too, as in the head of a press release; a sentence that goes on after a
    blank line does not. Cost grows with the length of the text.
    """
    gap = re.compile(r"\n[^\S\n]*\n\s*") if re.search(r"\S[^\S\n]*\n[^\S\n]*\n\s*\S", text) else re.compile(r"\n")
    cuts = [0, *(place for found in gap.finditer(text) for place in found.span()), len(text)]
    spans = (trimmed(text, start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True))
    lines = (line for span in spans if span.start < span.end for line in _lines(text, span))
    return tuple(_rejoined(text, lines))


def _lines(text: str, block: TextSpan) -> Iterator[TextSpan]:
    # The lines of a block where all end a sentence, or one ends early, is shouted or is a label of its own; else the
    # block.
    lines = (trimmed(text, *match.span()) for match in _LINE.finditer(text, block.start, block.end))
    found = [line for line in lines if line.start < line.end]
    longest = max((line.end - line.start for line in found), default=0)
    ended = len(found) >= _SEVERAL and all(text[line.end - 1] in _FINAL for line in found)
    start = block.start
    for line, following in pairwise(found):
        early = line.end - line.start < _EARLY * longest or line.of(text).isupper()
        if early or ended or _LABEL.match(text, following.start, following.end):
            yield TextSpan(start, line.end)
            start = following.start
    yield TextSpan(start, block.end)


def _rejoined(text: str, spans: Iterable[TextSpan]) -> Iterator[TextSpan]:
    # A sentence broken by a blank line is put together again.
    last: TextSpan | None = None
    for span in spans:
        if last is None:
            last = span
        elif _unfinished(text, last, span):
            last = TextSpan(last.start, span.end)
        else:
            yield last
            last = span
    if last is not None:
        yield last


def _unfinished(text: str, before: TextSpan, after: TextSpan) -> bool:
    end, start = text[before.end - 1], text[after.start]
    return end == "," or (start.islower() and end not in _ENDED) or (end == ":" and start in _OPENERS)


def sentences(masked: str, paragraph: TextSpan, reports: Callable[[str], bool]) -> Iterator[TextSpan]:
    """Split a paragraph into sentences, at semicolons too.

    Quotations are masked, so that what is inside them ends none. A question or exclamation in quotation marks runs on
    where what follows ``reports`` words: begins with a speaker and a verb of saying.
    """
    start = paragraph.start
    for found in _END.finditer(masked, paragraph.start, paragraph.end):
        if found.start() >= start and _ends(masked, found, paragraph.end, reports):
            yield trimmed(masked, start, found.end())
            start = found.end()
    rest = trimmed(masked, start, paragraph.end)
    if rest.start < rest.end:
        yield rest


def _ends(masked: str, found: re.Match[str], end: int, reports: Callable[[str], bool]) -> bool:
    if found.group() == ";":
        return True
    follows = masked[found.end() : min(end, found.end() + 80)].lstrip()
    if follows[:1].islower():
        return False
    if found.group() == "." and (word := _LAST_WORD.search(masked, max(0, found.start() - 12), found.start())):
        return not _shortens(word[1], follows)
    asked = len(found.group()) > 1 and found.group()[0] in "?!"
    return not (asked and reports(follows))


def _shortens(word: str, follows: str) -> bool:
    # Whether a full stop behind a word only tells that it is one in short.
    low, day = word.lower(), follows[:3].lower() in _WEEKDAYS
    if low in _GENERATIONS or low in _HOURS:
        return day  # "Odo Linn Jr. He left", "by 4 p.m. Wednesday"
    return low in ABBREVIATIONS or bool(_INITIALS.fullmatch(word)) or (low in _MONTHS and follows[:1].isdigit())
