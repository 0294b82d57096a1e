"""What stands before an office or behind a source without being one: names, adverbs, and where a clause goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import PressVocabulary

_BEFORE = 2  # plain words that may stand before several people or a body


def qualifier(tokens: Sequence[Token], place: int) -> int | None:
    """Return the place of a name that tells whose office follows, or None; modifiers may stand before it.

    "A senior Pact diplomat", "the Brenn administration", "Lake deputy leader Odo Linn", "the Northam and Sele MP".
    """
    while place < len(tokens) and tokens[place].kind == "modifier":
        place += 1
    joined = [t.kind if t.low != "and" else "and" for t in tokens[place : place + 4]]
    if joined == ["name", "and", "name", "office"]:
        place += 2
    follows = place + 1
    while follows < len(tokens) and tokens[follows].kind in {"modifier", "kin"}:
        follows += 1
    if follows >= len(tokens):
        return None
    name = tokens[place]
    short = name.kind == "word" and name.text.isupper() and len(name.text) > 1
    named = name.kind in {"name", "first"} or short
    return place if named and not name.own and tokens[follows].kind == "office" else None


def adverb(tokens: Sequence[Token], place: int, vocabulary: PressVocabulary) -> bool:
    """Return whether a capitalised word at the start of a sentence is an adverb: "Separately, the envoy said"."""
    word, after = tokens[place], tokens[place + 1 : place + 2]
    return word.low.endswith("ly") and word.low not in vocabulary.given and [t.text for t in after] == [","]


def over(tokens: Sequence[Token], start: int, place: int) -> bool:
    """Return whether a clause goes on at a place, so that a source's description from ``start`` on is over.

    A mark, a day, "who", or a verb that is no noun.
    """
    if place >= len(tokens):
        return True
    token, before = tokens[place], tokens[place - 1]
    if token.kind == "verb" and place + 1 < len(tokens) and tokens[place + 1].kind == "verb":
        return False  # "what the president wants said"
    if token.kind == "verb":
        return place > start + 1 and before.kind not in {"article", "adjective", "owner"} and before.low != "with"
    return token.kind in {"mark", "date", "quote", "pronoun"} or token.low in {"who", "which", "that", "has", "had"}


def with_words_before(text: str, tokens: Sequence[Token], phrase: Phrase, vocabulary: PressVocabulary) -> Phrase:
    """Return several people or a body with the plain words before them: "aid groups", "Skerry police"."""
    office, first = phrase.office, phrase.first
    joined = phrase.name or phrase.article or phrase.owner or phrase.actor or phrase.of or phrase.past
    if office is None or joined or not (office.several or office.body):
        return phrase
    while first > 0 and phrase.first - first < _BEFORE and _plain(tokens[first - 1], vocabulary):
        place = tokens[first - 1].kind == "name" and first > 1 and tokens[first - 2].low in {"in", "at", "near"}
        if place:
            break  # "in Skerry residents"
        first -= 1
    if first == phrase.first:
        return phrase
    span = TextSpan(tokens[first].span.start, phrase.place.end)
    return replace(phrase, first=first, place=span, words=f"{text[span.start : phrase.place.start]}{phrase.words}")


def _plain(token: Token, vocabulary: PressVocabulary) -> bool:
    function = vocabulary.has(
        token.low, "no_names", "openers", "prepositions", "auxiliaries", "adverbs", "negations", "modals"
    )
    word = token.kind in {"word", "first", "name", "modifier"} and token.text[:1].isalpha()
    return word and not (token.own or function or token.low.endswith("ly"))
