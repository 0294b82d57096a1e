"""A sentence as tokens and phrases, with what the steps of the reader ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from truceline.statements.reading.phrases import Phrase
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import PressVocabulary


@dataclass(frozen=True)
class Clauses:
    """The ``tokens`` of a sentence and the ``phrases`` in it."""

    tokens: Sequence[Token]
    phrases: Sequence[Phrase]
    vocabulary: PressVocabulary

    @cached_property
    def starts(self) -> Mapping[int, Phrase]:
        """The phrases by their first token."""
        return {phrase.first: phrase for phrase in self.phrases}

    @cached_property
    def ends(self) -> Mapping[int, Phrase]:
        """The phrases by the token after their last."""
        return {phrase.end: phrase for phrase in self.phrases}

    def low(self, place: int) -> str:
        """Return the words of a token in lower case, nothing where the sentence is over."""
        return self.tokens[place].low if 0 <= place < len(self.tokens) else ""

    def kind(self, place: int) -> str:
        """Return the kind of a token, nothing where the sentence is over."""
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def has(self, place: int, *lists: str) -> bool:
        """Return whether the word at a place is on one of the lists."""
        return self.vocabulary.has(self.low(place), *lists)

    def is_adverb(self, place: int) -> bool:
        """Return whether a word says how or when: also, angrily, on Monday."""
        kind = self.kind(place)
        return (
            kind in {"adverb", "date"}
            or self.has(place, "adverbs")
            or (kind == "word" and self.low(place).endswith("ly"))
        )

    def is_auxiliary(self, place: int) -> bool:
        """Return whether a word helps a verb: has, did, would, is."""
        return self.has(place, "being", "having", "doing", "modals", "modals_to_come")

    def is_finite(self, place: int) -> bool:
        """Return whether a word looks like a verb of a clause of its own."""
        token = self.tokens[place]
        if token.kind == "verb":
            described = place > 0 and (
                self.tokens[place - 1].own or self.kind(place - 1) in {"article", "owner", "adjective", "modifier"}
            )
            return bool(token.forms & {"past", "third"}) and not described
        return self.vocabulary.has(token.low, "auxiliaries") or (token.kind == "word" and token.low.endswith("ed"))

    def governed(self, phrase: Phrase) -> bool:
        """Return whether a phrase depends on a preposition before it, so that it is nobody's subject."""
        return phrase.first > 0 and self.has(phrase.first - 1, "prepositions")
