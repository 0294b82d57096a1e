"""A sentence as tokens and phrases, with what the steps of the reader ask of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from truceline.statements.reading.phrase import Phrase
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
            noun = self.has(place - 1, "prepositions") and "past" not in token.forms  # "in remarks"
            return bool(token.forms & {"past", "third"}) and not (described or noun)
        return self.vocabulary.has(token.low, "auxiliaries") or (token.kind == "word" and token.low.endswith("ed"))

    def opens_clause(self, first: int) -> bool:
        """Return whether a phrase opens a clause: behind a mark, a day, "while" or "that", or after words about it."""
        owner = self.ends.get(first)
        at = (owner.first if owner is not None and owner.owning else first) - 1
        while at >= 0 and (self.is_adverb(at) or self._describes(at)):
            at -= 1
        if at == 0 < first - 1 and self.kind(at) in {"first", "office"} and not self.tokens[at].own:
            return True  # "Union boss Sharon Graham"
        if at < 0 or self.kind(at) in {"quote", "mark"} or self.low(at) in {"that", "both"}:
            return True
        if self.low(at) == "as":
            came = self.low(at - 1) in {"came", "comes"}  # "It comes as Dorn said"
            told = came or self.kind(first) == "pronoun"  # "Dorn left as she warned"
            return at == 0 or told or self.kind(at - 1) in {"mark", "date", "quote"} or self.is_adverb(at - 1)
        return self.has(at, "openers") or self._adverbial(at)

    def _describes(self, at: int) -> bool:
        # "billionaire Odo Lanthe", "Bhutanese President Odo Lanthe": a plain word before a name or an office
        low, after = self.low(at), self.starts.get(at + 1)
        if after is not None and after.office is not None and after.name and self.kind(at + 1) == "office":
            alone = self.kind(at) == "first" or self.tokens[at].text.isupper()  # "UN spokesman Peter Orr"
            return at == 0 and alone and not self.tokens[at].own
        plain = self.kind(at) in {"word", "modifier"} and not self.has(at, "openers", "prepositions", "auxiliaries")
        return plain and not low.endswith(("ing", "ed")) and low not in {"that", "both", "to"}

    def _adverbial(self, end: int) -> bool:
        # "In Port Anse Dorn said": all before it is about where and when.
        kinds = {self.kind(at) for at in range(end + 1)}
        return self.has(0, "prepositions") and not kinds & {"verb", "quote", "pronoun"}

    def acts(self, phrase: Phrase) -> bool:
        """Return whether a verb of its own follows a phrase: ", said Dorn, and Vask left"."""
        at = phrase.end
        while self.is_adverb(at):
            at += 1
        return at < len(self.tokens) and self.is_finite(at)

    def governed(self, phrase: Phrase) -> bool:
        """Return whether a phrase depends on a preposition before it, so that it is nobody's subject."""
        before = phrase.first - 1
        before -= self.low(before) in {"that", "this", "these", "those"} and before > 0  # "the envoy for that country"
        return before >= 0 and self.has(before, "prepositions")
