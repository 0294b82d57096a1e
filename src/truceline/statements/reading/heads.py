"""The head of a chain of words for an office: "government spokesman", "the new Tarsian president"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import Office, PressVocabulary
from truceline.statements.statement import Authority

_HIGH = frozenset({Authority.LEADER, Authority.MILITARY, Authority.PARLIAMENT})


def standing_office(core: Sequence[Token], vocabulary: PressVocabulary) -> Office | None:
    """Return the office at the head of a chain; without authority where it is of something that is no actor.

    "A bank president" and "the union leader" lead no state, and an inspector general commands no army: what stands
    before such an office may be an actor or how new it is, and nothing else.
    """
    place = next((at for at in range(len(core) - 1, -1, -1) if core[at].office), None)
    if place is None:
        return None
    office, before = core[place].office, core[place - 1] if place else None
    alone = (
        before is None or before.own or before.kind in {"actor", "adjective"} or vocabulary.has(before.low, "standing")
    )
    if office is not None and before is not None and office.authority is None and before.kind in {"word", "verb"}:
        return replace(office, words=f"{before.low} {office.words}")  # a bank chief holds no post of a state
    if office is None or alone or office.authority not in _HIGH:
        return office
    return replace(office, authority=None)


def of_several_actors(text: str, tokens: Sequence[Token], phrase: Phrase, vocabulary: PressVocabulary) -> Phrase:
    """Return a phrase with all whose people it names: "Tarsian, Corvelian and Western officials"."""
    first = phrase.first
    if phrase.office is None or not phrase.office.several or phrase.name or phrase.article or phrase.owner:
        return phrase
    while first > 1 and tokens[first - 1].low in {",", "and"} and _tells_where(tokens[first - 2], vocabulary):
        first -= 2
    if first == phrase.first or tokens[phrase.first - 1].low != "and":
        return phrase
    span = TextSpan(tokens[first].span.start, phrase.place.end)
    return replace(phrase, first=first, place=span, words=span.of(text), actor="", torn=True, post=False)


def _tells_where(token: Token, vocabulary: PressVocabulary) -> bool:
    return (token.kind == "adjective" and not token.own) or vocabulary.has(token.low, "regions")
