"""A sentence as a tree of words, each depending on another: what the reader is told of a dependency parse."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.frames import SpeechFrame
from truceline.statements.reading.phrase import Phrase

_LONGEST = 10_000  # characters of a sentence that the parser is shown: what is longer is no prose
_SHOWN = 12  # words of a quotation that the parser is shown: long ones tell it nothing about the sentence


@dataclass(frozen=True, slots=True)
class ParsedWord:
    """A word of a parsed text, from character ``start`` up to ``end``.

    ``tag`` is its part of speech (Penn Treebank), ``relation`` what it is to the word at place ``head`` (ClearNLP
    labels); the root is its own head.
    """

    start: int
    end: int
    tag: str
    relation: str
    head: int


Parse = Callable[[Sequence[str]], Sequence[Sequence[ParsedWord]]]
"""What parses texts of one sentence each."""


@dataclass(frozen=True)
class ParsedSentence:
    """A sentence with its parse: ``words`` of the ``text`` that was parsed, and the ``places`` of their tokens."""

    frame: SpeechFrame
    text: str
    words: Sequence[ParsedWord]
    places: Sequence[int]

    @property
    def clauses(self) -> Clauses:
        """The sentence as the rules see it."""
        return self.frame.clauses

    @cached_property
    def _children(self) -> Sequence[Sequence[int]]:
        found: list[list[int]] = [[] for _ in self.words]
        for place, word in enumerate(self.words):
            if word.head != place:
                found[word.head].append(place)
        return found

    @cached_property
    def _phrases(self) -> dict[int, Phrase]:
        return {at: phrase for phrase in self.clauses.phrases for at in range(phrase.first, phrase.end)}

    def low(self, word: int) -> str:
        """Return a word in lower case."""
        return self.text[self.words[word].start : self.words[word].end].lower()

    def has(self, word: int, *lists: str) -> bool:
        """Return whether a word is on one of the vocabulary's lists."""
        return self.clauses.vocabulary.has(self.low(word), *lists)

    def children(self, word: int, *relations: str) -> list[int]:
        """List the words that depend on a word in one of the ``relations``, in any where none is named."""
        return [at for at in self._children[word] if not relations or self.words[at].relation in relations]

    def above(self, word: int) -> Iterator[int]:
        """Walk from a word up to the root, without the word itself."""
        while self.words[word].head != word:
            word = self.words[word].head
            yield word

    def inside(self, token: int) -> list[int]:
        """List the words of a token."""
        return [word for word, place in enumerate(self.places) if place == token]

    def phrase(self, word: int) -> Phrase | None:
        """Return the phrase that a word is part of."""
        return self._phrases.get(self.places[word])


def parsed(frames: Sequence[SpeechFrame], parse: Parse) -> list[ParsedSentence]:
    """Have the sentences of an article parsed. Cost grows with its length."""
    shown = [_shown(frame) for frame in frames]
    found = parse([text if len(text) <= _LONGEST else "" for text, _ in shown])
    return [
        ParsedSentence(frame, text, words, _places(words, ends))
        for frame, (text, ends), words in zip(frames, shown, found, strict=True)
    ]


def _shown(frame: SpeechFrame) -> tuple[str, list[int]]:
    # The sentence without marks of emphasis and with long quotations cut short, and where each token ends in it.
    text, ends, end = "", [], frame.span.start
    for token in frame.tokens:
        words = token.span.of(frame.text).split()
        if token.quote is not None and len(words) > _SHOWN:
            words = [*words[: _SHOWN - 1], words[-1]]
        text += (" " if token.span.start > end and text else "") + " ".join(words)
        ends.append(len(text))
        end = token.span.end
    return text, ends


def _places(words: Sequence[ParsedWord], ends: Sequence[int]) -> list[int]:
    found, place = [], 0
    for word in words:
        while place < len(ends) - 1 and ends[place] <= word.start:
            place += 1
        found.append(place)
    return found
