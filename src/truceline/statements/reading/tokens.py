"""Words of a sentence, each with what it is: office, actor, name, verb, date or quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truceline.statements.reading.dates import DatedPhrase
from truceline.statements.reading.quotations import Quotation
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.vocabulary import Lexicon, Office

_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_](?:\w|[’'.&-](?=\w))*|\d(?:[\d.,:]*\d)?|[^\w\s]|_")
_OWN = re.compile(r"[’']s$")
PARTICLES = frozenset((
    "de", "da", "di", "du", "del", "der", "den", "van", "von", "la", "le", "al", "el", "bin", "ibn", "ben",
    "y", "e", "dos", "das", "af", "av", "zu",
))  # fmt: skip
_SHOUTED = 5


@dataclass(frozen=True, slots=True)
class Token:
    """A word, phrase, date, quotation or punctuation mark of a text.

    ``kind`` is one of quote, date, verb, office, actor, adjective, name, title, pronoun, owner, article, modifier, kin,
    word and mark. ``value`` is its lower-case form, or the actor's id. ``own`` where it ends in 's.
    """

    kind: str
    span: TextSpan
    text: str
    value: str
    own: bool = False
    office: Office | None = None
    date: DatedPhrase | None = None
    quote: Quotation | None = None


def tokens(
    text: str, sentence: TextSpan, quotes: Sequence[Quotation], dates: Sequence[DatedPhrase], lexicon: Lexicon
) -> tuple[Token, ...]:
    """Split a sentence into tokens; quotations and dates are one each. Cost grows with its length."""
    found: list[Token] = []
    place = sentence.start
    blocks = sorted(
        [
            *(Token("quote", q.marked, "", "", quote=q) for q in quotes),
            *(Token("date", d.place, d.words, d.words.lower(), date=d) for d in dates),
        ],
        key=lambda t: t.span,
    )
    for block in blocks:
        if block.span.start >= place:
            found += _words(text, TextSpan(place, block.span.start), lexicon)
            found.append(block)
            place = block.span.end
    found += _words(text, TextSpan(place, sentence.end), lexicon)
    return tuple(_names(found, lexicon))


def _words(text: str, span: TextSpan, lexicon: Lexicon) -> list[Token]:
    raw = [TextSpan(*match.span()) for match in _TOKEN.finditer(text, span.start, span.end)]
    found, place = [], 0
    while place < len(raw):
        count, token = _longest(text, raw[place : place + lexicon.longest], lexicon)
        found.append(token)
        place += count
    return found


def _longest(text: str, raw: list[TextSpan], lexicon: Lexicon) -> tuple[int, Token]:
    if _OWN.sub("", raw[0].of(text)).lower() not in lexicon.firsts:
        return 1, _single(text, raw[0], lexicon)
    words = [span.of(text) for span in raw]
    for count in range(len(words), 0, -1):
        last = _OWN.sub("", words[count - 1])
        phrase = (*words[: count - 1], last)
        if found := lexicon.lookup(phrase, words[0][0].isupper()):
            span = TextSpan(raw[0].start, raw[count - 1].end)
            own = last != words[count - 1]
            return count, Token(found.kind, span, span.of(text), found.value, own, found.office)
    return 1, _single(text, raw[0], lexicon)


def _single(text: str, span: TextSpan, lexicon: Lexicon) -> Token:
    word = span.of(text)
    base = _OWN.sub("", word)
    if not word[0].isalpha():
        return Token("mark" if not word[0].isdigit() else "word", span, word, word)
    if word[0].isupper():
        if actor := lexicon.demonym(base):
            return Token("adjective", span, word, actor, base != word)
        shouted = base.isupper() and 1 < len(base) <= _SHOUTED
        if not shouted and base.lower() not in lexicon.vocabulary.lists["no_names"]:
            return Token("name", span, word, base, base != word)
    return Token("word", span, word, base.lower(), base != word)


def _names(found: list[Token], lexicon: Lexicon) -> Iterator[Token]:
    # Joins neighbouring capitalised words, with particles between them, into one name.
    surnames = {known.name.split()[-1].lower() for known in lexicon.known if " " in known.name}
    place = 0
    while place < len(found):
        token, end = found[place], place + 1
        if token.kind == "name":
            while end < len(found) and not found[end - 1].own and (step := _name_goes_on(found, end)):
                end += step
            if end == place + 1 and place == 0 and token.value.lower() not in surnames:
                token = Token("first", token.span, token.text, token.value, token.own)
            elif end > place + 1:
                words = " ".join([*(t.text for t in found[place : end - 1]), found[end - 1].value])
                token = Token(
                    "name", TextSpan(token.span.start, found[end - 1].span.end), words, words, found[end - 1].own
                )
        yield token
        place = end


def _name_goes_on(found: list[Token], place: int) -> int:
    if found[place].kind == "name":
        return 1
    steps = place
    while steps < len(found) and found[steps].text in PARTICLES:
        steps += 1
    return steps - place + 1 if place < steps < len(found) and found[steps].kind == "name" else 0
