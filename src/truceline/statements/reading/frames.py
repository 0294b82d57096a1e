"""The sentences of an article as the reader sees them: words, phrases, quotations, and what is no quotation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.dates import named_dates
from truceline.statements.reading.people import Mention
from truceline.statements.reading.phrase import Phrase, in_the_case
from truceline.statements.reading.phrases import phrases
from truceline.statements.reading.quotations import Quotation, masked, quotations
from truceline.statements.reading.short_forms import with_short_forms
from truceline.statements.reading.spans import TextSpan, paragraphs, sentences
from truceline.statements.reading.tokens import Token, tokens
from truceline.statements.reading.verbs import PAST
from truceline.statements.reading.vocabulary import Lexicon

_LONGEST = 300  # words of a sentence that are read together: what is longer is no prose
_TITLE = 3  # words that a title between quotation marks may have
_SMALL = 3  # letters of words that are written small in a title: Face the Nation
_OPENERS = frozenset('“"„«')
_TAGS = frozenset({"said", "added", "says", "adds"})  # verbs with which a quotation may end, full stop or none
_TAG = 3  # words behind which such a verb may stand
_HEADING = 25  # words that a paragraph may have which is only a heading
_DATELINE = re.compile(
    r"(?=[^a-z]{4})[A-Z][^\W\d_]*(?:[ .’'/-]+[A-Z][^\W\d_]*){0,4}(?:, [\w. ]{2,30}){0,2}"
    r"(?: ?\([A-Z][\w ./]{1,30}\))?\s+[—–_-]+\s+"
)
_SCARE = 2  # words that may stand in quotation marks within a phrase without being somebody's
_NEAR = 8  # tokens from a verb that names things to what it names
_TERM = 5  # words that a term between quotation marks may have


@dataclass(frozen=True)
class SpeechFrame:
    """A sentence: its ``span``, that of its paragraph (``block``), which of the article's they are, and its words.

    ``locative`` is the actor at whose place the sentence says that it plays; ``heading`` tells that its paragraph is
    one, which the text below says again.
    """

    span: TextSpan
    block: TextSpan
    paragraph: int
    place: int
    clauses: Clauses
    text: str
    locative: str
    heading: bool = False

    @property
    def tokens(self) -> Sequence[Token]:
        """The words."""
        return self.clauses.tokens

    @cached_property
    def quotes(self) -> tuple[Quotation, ...]:
        """Everything between quotation marks."""
        return tuple(t.quote for t in self.tokens if t.quote is not None)

    @cached_property
    def said(self) -> tuple[int, ...]:
        """The places of quotations that may be words said: no titles and no terms."""
        return tuple(n for n, t in enumerate(self.tokens) if t.quote and not self._title(n) and not self._term(n))

    @property
    def bare(self) -> bool:
        """Return whether it holds nothing but quotations."""
        return bool(self.quotes) and all(t.kind in {"quote", "mark"} for t in self.tokens)

    def words(self, place: int) -> int:
        """Return how many words stand between the quotation marks at a place."""
        quote = self.tokens[place].quote
        return len(quote.words.of(self.text).split()) if quote else 0

    def mentions(self) -> list[Mention]:
        """List the phrases with their place in the article."""
        return [
            Mention(phrase, self.paragraph, self.place, self.locative, opens=self._begins(phrase))
            for phrase in self.clauses.phrases
        ]

    def _begins(self, phrase: Phrase) -> bool:
        # Nothing but a day, or when and how it was, stands before it: "And Dorn said", "During the debate, Dorn said".
        if phrase.owning:
            return False
        first = int(self.clauses.low(0) in {"and", "but"})
        when = self.clauses.has(0, "prepositions") and self.clauses.low(phrase.first - 1) == ","
        named = any(other.end <= phrase.first and other.name and not other.thing for other in self.clauses.phrases)
        plain = all(self.tokens[at].kind == "mark" or self.clauses.is_adverb(at) for at in range(first, phrase.first))
        return plain or (when and not named)

    def _title(self, place: int) -> bool:
        # The "Today" programme
        if not 0 < place < len(self.tokens) - 1:
            return False
        before, after = self.tokens[place - 1], self.tokens[place + 1]
        if before.own and self._in_capitals(place):
            return True  # CBS's "Face the Nation"
        return (
            len(self.quotes) > 1
            and self.words(place) <= _TITLE
            and (before.own or before.kind == "article")
            and after.kind == "word"
        )

    def _in_capitals(self, place: int) -> bool:
        quote = self.tokens[place].quote
        words = quote.words.of(self.text).split() if quote is not None else []
        small = [word for word in words if not word[0].isupper()]
        return 1 < len(words) <= _TERM and all(len(word) <= _SMALL for word in small) and words[-1][0].isupper()

    def _term(self, place: int) -> bool:
        # The so-called "coalition of the willing"
        if self.words(place) > _TERM:
            return False
        before = place - 1
        if self.clauses.low(before) in {"as", "the", "a", "an", "of", ":", ","}:
            before -= 1
        if self.clauses.has(before, "term_marks") and PAST not in self.tokens[before].forms:
            return True
        behind = [self.clauses.low(at) for at in range(place + 1, place + 3)]
        if behind in ([",", "a"], [",", "the"]) and self.clauses.has(place + 3, "term_marks"):
            return True  # a "menu of options", a term that has stuck
        return self._scare(place)

    def _scare(self, place: int) -> bool:
        # Its "anti-terrorist" operation: a word or two in the middle of a phrase, unless something is called that.
        named = any(
            self.clauses.kind(at) == "verb" and self.clauses.vocabulary.takes(self.tokens[at].value, "as", "predicate")
            for at in range(max(0, place - _NEAR), place)
        )
        if named or self.words(place) > _SCARE or not 0 < place < len(self.tokens) - 1:
            return False
        before, after = self.tokens[place - 1], self.tokens[place + 1]
        described = before.own or before.kind in {"article", "owner", "adjective"}
        return described and after.kind in {"word", "office", "modifier"} and not self.clauses.is_adverb(place + 1)


def frames(text: str, lexicon: Lexicon, published: date | None) -> list[SpeechFrame]:
    """Read an article's sentences in order. Cost grows with the length of the text."""
    blocks = paragraphs(text)
    quotes = quotations(text, blocks)
    hidden = masked(text, quotes)
    lexicon = with_short_forms(text, lexicon)
    found: list[SpeechFrame] = []
    place = 0
    for number, block in enumerate(blocks):
        for span in sentences(hidden, block, lexicon.reports):
            inside = []
            while place < len(quotes) and quotes[place].marked.start < span.end:
                inside.append(quotes[place])
                place += 1
            read = TextSpan(_past_dateline(text, block, span), span.end)
            words = tokens(text, read, inside, named_dates(hidden, read, published), lexicon)
            for within, piece in _pieces(span, words):
                named = [in_the_case(each, lexicon) for each in phrases(text, piece, lexicon.vocabulary)]
                clauses = Clauses(piece, named, lexicon.vocabulary)
                heading = len(blocks) > 1 and _is_heading(block.of(text))
                found.append(SpeechFrame(within, block, number, len(found), clauses, text, _locative(piece), heading))
    return found


def _past_dateline(text: str, block: TextSpan, span: TextSpan) -> int:
    # "BENNHUS, 3 March (Interline) - ": where and when an agency wrote, not what anybody said.
    found = _DATELINE.match(text, span.start, span.end) if span.start == block.start else None
    return found.end() if found else span.start


def _is_heading(paragraph: str) -> bool:
    words = paragraph.rstrip("\"”’»'").rstrip()
    if paragraph[:1] in _OPENERS and _TAGS.intersection(words.split()[-_TAG:]):
        return False  # `"We must wait," Dorn said Friday`, without a full stop
    return bool(words) and words[-1] not in ".?!…:;,)" and len(paragraph.split()) <= _HEADING


def _pieces(span: TextSpan, words: Sequence[Token]) -> Iterator[tuple[TextSpan, Sequence[Token]]]:
    if len(words) <= _LONGEST:
        yield span, words
        return
    for start in range(0, len(words), _LONGEST):
        piece = words[start : start + _LONGEST]
        yield TextSpan(piece[0].span.start, piece[-1].span.end), piece


def _locative(words: Sequence[Token]) -> str:
    # "In Corvel, ...": where the sentence says it plays.
    head = [t for t in words[:4] if t.kind != "article"]
    if len(head) > 2 and head[0].low == "in" and head[1].kind == "actor" and head[2].text == ",":
        return head[1].value
    return ""
