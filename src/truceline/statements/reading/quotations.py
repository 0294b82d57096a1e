"""Quotation marks: what stands between them, to the character.

Read are the marks of English and of its neighbours: “ ”, " ", „ “, « » and, where British use makes them the outer
ones, ‘ ’ and ' '. Marks within a quotation are part of it. What is opened and never closed is no quotation, unless the
next paragraph opens again: that is how words run on over paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from truceline.statements.reading.spans import TextSpan, trimmed

CLOSERS = {"“": "”", '"': '"', "„": "“”", "«": "»", "‘": "’", "'": "'"}
"""Opening marks, each with what may close it."""

_SINGLE = "‘'"
_DOUBLE = '"“”„«»'
_MIXED = '"“'
_BEFORE_CLOSER = ",.?!…;:"
_AFTER_CLOSER = ",.;:?!)]—–"
_DOUBLED = re.compile(r"(?<![\w.,?!…;:'])''(?=[^\W_])")
"""Two apostrophes that open a quotation, as some agencies write the mark."""
_IN_FULL = re.compile(
    r"\b(?:following|full|text|reads)\b[^.\n]{0,60}\b(?:statement|readout|communiqu[eé]|declaration|release)\b[^.\n]{0,40}:\s*\Z"
)
"""How a document is announced that stands between quotation marks as a whole."""
_ANNOUNCED = 160  # characters before it in which it is announced
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|we)\b")
MASK = "\ue000"
"""Stands for every character of a quotation where only what is around it matters."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks: ``words`` without and ``marked`` with the marks.

    ``runs_on`` where the paragraph ends without a closing mark and the next one opens again.
    """

    words: TextSpan
    marked: TextSpan
    runs_on: bool


def quotations(text: str, paragraphs: tuple[TextSpan, ...]) -> tuple[Quotation, ...]:
    """Find the quotations of a text in order; each is verbatim. Cost grows with the length of the text.

    A document in which nobody speaks of himself, quoted in full, is no quotation: it tells what others said. Nor is a
    nickname within a name.
    """
    read = _DOUBLED.sub("'\"", text).replace("''", "\"'")
    found: list[Quotation] = []
    for place, paragraph in enumerate(paragraphs):
        following = read[paragraphs[place + 1].start] if place + 1 < len(paragraphs) else ""
        here = [_marked_twice(text, each) for each in _in_paragraph(read, paragraph, following)]
        found.extend(here)
    said = (words for words in _together(found) if not (_in_full(text, words) or _nickname(text, words[0].marked)))
    return tuple(each for words in said for each in words)


def _together(found: list[Quotation]) -> Iterator[list[Quotation]]:
    # Words that run on over paragraphs are one quotation.
    words: list[Quotation] = []
    for each in found:
        words.append(each)
        if not each.runs_on:
            yield words
            words = []
    if words:
        yield words


def _in_full(text: str, words: list[Quotation]) -> bool:
    start = words[0].marked.start
    whole = text[start : words[-1].marked.end]
    announced = _IN_FULL.search(text[max(0, start - _ANNOUNCED) : start])
    return bool(announced) and whole.count(". ") > 1 and not _FIRST_PERSON.search(whole)


def _nickname(text: str, marked: TextSpan) -> bool:
    # Odo "Ode" Linn: a word with a capital letter between those of a name.
    word = marked.of(text)[1:-1]
    before = text[max(0, marked.start - _ANNOUNCED) : marked.start].split()[-1:]
    after = text[marked.end : marked.end + _ANNOUNCED].split()[:1]
    named = all(each[:1].isupper() and each[-1:].isalpha() for each in (*before, word))
    return bool(before and after) and word.isalpha() and named and after[0][:1].isupper()


def _marked_twice(text: str, found: Quotation) -> Quotation:
    # Two apostrophes are one mark.
    start, end = found.marked.start, found.marked.end
    start -= text.startswith("''", start - 1)
    end += text.startswith("''", end - 1)
    return replace(found, marked=TextSpan(start, end))


def masked(text: str, found: tuple[Quotation, ...]) -> str:
    """Return the text with every quotation's words masked, but for a mark that ends a sentence within it."""
    parts, place = [], 0
    for each in found:
        last = text[each.words.end - 1]
        length = each.words.end - each.words.start
        ended = last in ".?!…"
        parts += [text[place : each.words.start], MASK * (length - ended), last if ended else ""]
        place = each.words.end
    return "".join([*parts, text[place:]])


def _in_paragraph(text: str, paragraph: TextSpan, following: str) -> Iterator[Quotation]:
    singles = not any(mark in paragraph.of(text) for mark in '“"„«')
    hopeless: set[str] = set()  # marks that nothing closes: looked for once, or a text of them would take for ever
    place = paragraph.start
    while place < paragraph.end:
        mark = text[place]
        if mark not in CLOSERS or mark in hopeless or not _opens(text, place, paragraph, singles=singles):
            place += 1
            continue
        end = _closed_at(text, place, paragraph.end)
        runs_on = end is None and mark == following
        if end is None and not runs_on:
            hopeless.add(mark)
            place += 1
            continue
        inner_end = paragraph.end if end is None else end
        words = trimmed(text, place + 1, inner_end)
        marked_end = inner_end if end is None else end + 1
        if words.start < words.end:
            yield Quotation(words, TextSpan(place, marked_end), runs_on)
        place = marked_end


def _opens(text: str, place: int, paragraph: TextSpan, *, singles: bool) -> bool:
    mark = text[place]
    if mark in "“„«":
        return True
    alone = place == paragraph.start or not text[place - 1].isalnum()
    follows = text[place + 1 : place + 2]
    if mark in _SINGLE:
        return singles and alone and follows.isalnum()
    return alone and bool(follows.strip())


def _closed_at(text: str, place: int, end: int) -> int | None:
    mark = text[place]
    if mark in _SINGLE:
        return _single_closed_at(text, place, end)
    mixed = _closed_by_another(text, place, end) if mark in _MIXED else None
    return mixed if mixed is not None else _paired(text, place, end)


def _closed_by_another(text: str, place: int, end: int) -> int | None:
    # Texts that mix their marks close " with ”, and “ with " or “: where the next mark of any kind ends a word.
    at = next((k for k in range(place + 1, end) if text[k] in _DOUBLE), end)
    closes = at < end and not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()
    return at if closes else None


def _paired(text: str, place: int, end: int) -> int | None:
    mark, depth = text[place], 1
    for at in range(place + 1, end):
        if text[at] in CLOSERS[mark] and not (mark == '"' and text[at + 1 : at + 2].isalnum()):
            depth -= 1
            if depth == 0:
                return at
        elif text[at] == mark != '"':
            depth += 1
    return None


def _single_closed_at(text: str, place: int, end: int) -> int | None:
    # An apostrophe looks like a closing mark: one beside punctuation is surer than one after a plural's s.
    first = None
    for at in range(place + 1, end):
        if text[at] in CLOSERS[text[place]] and not text[at + 1 : at + 2].isalnum():
            if text[at - 1] in _BEFORE_CLOSER or at + 1 == end or text[at + 1] in _AFTER_CLOSER:
                return at
            first = at if first is None else first
        elif first is not None and text[at] == "‘":
            return first
    return first
