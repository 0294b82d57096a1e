"""The head of a chain of words for an office: "government spokesman", "the new Tarsian president"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.spans import TextSpan
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.vocabulary import Office, PressVocabulary, plain
from truceline.statements.statement import Authority

_SPEAK_FOR_BODIES = frozenset({Authority.SPOKESPERSON, Authority.UNNAMED})
_CAPITALS = re.compile(r"[A-Z]{2,6}")
_OPENS = frozenset({"and", "but", "while", "that", "as"})
_BETWEEN = frozenset({"has", "have", "had", "also", "later", "not", "does", "did", "immediately", "long"})
_OLDEST = 120
_MODIFIERS = 3  # plain words before an office
_NO_MODIFIERS = ("ing", "ed", "ly")
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
    private = before is not None and before.office is not None and before.office.body and not before.office.authority
    described = before is not None and (before.kind in {"word", "verb"} or (private and not before.own))
    if office is not None and before is not None and office.authority is None and described:
        return replace(office, words=f"{before.low} {office.words}")  # a bank chief holds no post of a state
    if office is None or alone or office.authority not in _HIGH:
        return office
    return replace(office, authority=None)


def short_in_brackets(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a short form in brackets stands between an actor and an office: "Harbour Group (HG) envoy"."""
    inside = [t.text for t in tokens[place : place + 3]]
    short = len(inside) == 3 and inside[0] == "(" and inside[1].isupper() and inside[2] == ")"
    after = tokens[place + 3].kind if place + 3 < len(tokens) else ""
    return short and tokens[place - 1].kind in {"actor", "name"} and after in {"office", "modifier"}


def without_brackets(core: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens of a phrase without what stands in brackets."""
    places = [at for at, token in enumerate(core) if token.text == "("]
    return [t for at, t in enumerate(core) if not any(0 <= at - place <= 2 for place in places)]


def without_name(tokens: Sequence[Token], inner: Phrase) -> Phrase:
    """Return an actor without the name behind it: in "ambassador to Corvel Odo Linn" that of the ambassador."""
    named = tokens[inner.end - 1].kind == "name" and inner.office is None
    if not named or inner.end - inner.first < 2 or tokens[inner.end - 2].kind != "actor":
        return inner
    return replace(inner, end=inner.end - 1, name="", place=TextSpan(inner.place.start, tokens[inner.end - 2].span.end))


def spokesman_of_body(text: str, body: Phrase, inner: Phrase | None, preposition: str) -> Phrase | None:
    """Return the one phrase of "Ministry of Public Works spokesman Odo Linn", None where it is not of that form."""
    through = body.office is not None and body.office.body and body.office.authority is Authority.SPOKESPERSON
    office = inner.office if inner is not None else None
    speaks = office is not None and not (office.body or office.several) and office.authority in _SPEAK_FOR_BODIES
    if inner is None or preposition != "of" or not (through and speaks) or body.name or inner.article or inner.owner:
        return None
    span = TextSpan(body.place.start, inner.place.end)
    words = text[text.index(body.words, body.place.start) : span.end]
    return replace(
        inner, first=body.first, place=span, words=words, actor=inner.actor or body.actor, article=body.article
    )


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


def both_held(tokens: Sequence[Token], office: Phrase, named: Phrase) -> bool:
    """Return whether an office and an office with a name are one person's: "Premier and Foreign Minister Linn"."""
    plain = all(
        not (p.article or p.owner or p.of or p.owning or p.past) and p.office is not None for p in (office, named)
    )
    single = all(p.office is not None and not (p.office.several or p.office.body) for p in (office, named))
    joined = office.end + 1 == named.first and tokens[office.end].low == "and"
    capital = tokens[office.first].text[:1].isupper() and office.first == 0
    return plain and single and joined and capital and bool(named.name) and not (office.name or named.title)


def deals_with(phrase: Phrase, preposition: str) -> bool:
    """Return whether a preposition tells what somebody deals with or where, not for whom: an envoy for or in Corvel."""
    envoy = phrase.office is not None and phrase.office.authority is Authority.ENVOY
    special = envoy and phrase.office is not None and " " in phrase.office.words
    there = envoy and preposition in {"in", "at"}
    return preposition == "to" or there or (preposition == "for" and (phrase.of is not None or special))


def leads(tokens: Sequence[Token], who: Phrase, what: Phrase) -> bool:
    """Return whether somebody leads a body of an authority of its own: "Mira Brenn, who leads the opposition"."""
    led = what.office is not None and what.office.words == "opposition" and not what.name
    between = [t.low for t in tokens[who.end : what.first]]
    return led and bool(who.name) and who.office is None and between in (["leads"], ["heads"], ["who", "leads"])


def _tells_where(token: Token, vocabulary: PressVocabulary) -> bool:
    return (token.kind == "adjective" and not token.own) or vocabulary.has(token.low, "regions")


def with_letters(tokens: Sequence[Token], phrase: Phrase, vocabulary: PressVocabulary) -> Phrase:
    """Return a name with what stands behind it: letters that tell an office ("Odo Linn MP"), state, age or post."""
    if not phrase.name or phrase.end >= len(tokens):
        return phrase
    behind, texts = tokens[phrase.end], [t.text for t in tokens[phrase.end : phrase.end + 3]]
    given = plain(phrase.name.split()[0]) if " " in phrase.name else ""
    person = given in vocabulary.given or vocabulary.has(given, "either")  # not "Labour MP"
    if behind.office is not None and not behind.own and behind.text.isupper() and person:
        return replace(phrase, end=phrase.end + 1, office=phrase.office or behind.office)
    if len(texts) > 2 and texts[0] == "(" and texts[2] == ")" and tokens[phrase.end + 1].kind == "actor":
        state = phrase.actor or tokens[phrase.end + 1].value
        return replace(phrase, end=phrase.end + 3, actor=state, aged=True, post=True)
    aged = (
        len(texts) > 2 and texts[0] == "," and texts[1].isdigit() and int(texts[1]) < _OLDEST and texts[2] in {",", "."}
    )
    return replace(phrase, aged=aged or _heads(tokens, phrase, vocabulary))


def _heads(tokens: Sequence[Token], phrase: Phrase, vocabulary: PressVocabulary) -> bool:
    # "Odo Linn, director of the institute for ...": somebody's post, however long it is; not "In Vasselby, mayor Linn"
    at = phrase.end + 1
    at += at < len(tokens) and tokens[at].kind == "article"
    office = tokens[at].office if at + 1 < len(tokens) and tokens[phrase.end].text == "," else None
    single = office is not None and not (office.several or office.body)
    placed = phrase.first > 0 and vocabulary.has(tokens[phrase.first - 1].low, "prepositions")
    return single and not placed and " " in phrase.name and tokens[at + 1].low in {"of", "for", "at"}


def with_modifiers(tokens: Sequence[Token], phrase: Phrase, start: int, vocabulary: PressVocabulary) -> Phrase:
    """Return an office with a name with the plain words before it: "civil aviation minister Odo Linn".

    None of them lies before ``start``. Words that may be anything else than of what somebody is minister are left.
    """
    named = phrase.name and phrase.office is not None and not (phrase.article or phrase.owner or phrase.title)
    if not named or not tokens[phrase.first].text.islower():
        return phrase  # "and reinstate President Odo Linn"
    first = phrase.first
    while first > max(start, phrase.first - _MODIFIERS) and _modifies(tokens, first - 1, vocabulary):
        first -= 1
    before = tokens[first - 1] if first else None
    opens = before is None or before.kind in {"mark", "quote", "date", "verb"} or before.low == "that"
    if first == phrase.first or not (
        opens or vocabulary.has(before.low, "openers", "prepositions") if before else opens
    ):
        return phrase
    high = phrase.office is not None and phrase.office.authority in _HIGH
    office = replace(phrase.office, authority=None) if high and phrase.office else phrase.office
    span = TextSpan(tokens[first].span.start, phrase.place.end)
    return replace(phrase, first=first, place=span, office=office)


def _modifies(tokens: Sequence[Token], place: int, vocabulary: PressVocabulary) -> bool:
    token = tokens[place]
    opening = token.kind == "first" and place == 0
    listed = vocabulary.has(token.low, "adverbs", "auxiliaries", "openers", "prepositions", "negations", "modals")
    plain = token.kind == "word" and token.text.isalpha() and token.text.islower()
    return (plain or opening) and not listed and not token.own and not token.low.endswith(_NO_MODIFIERS)


def body_in_short(tokens: Sequence[Token], place: int) -> Phrase | None:
    """Return a body that a sentence calls by capitals, before a verb, as one that nobody knows: "The PWM said"."""
    article = tokens[place].kind == "article" and tokens[place].value == "the"
    at = place + article
    if at + 1 >= len(tokens) or tokens[at].kind != "word" or not _CAPITALS.fullmatch(tokens[at].text):
        return None
    opens = place == 0 or tokens[place - 1].kind in {"mark", "date"} or tokens[place - 1].low in _OPENS
    after = at + 1
    while after < len(tokens) - 1 and tokens[after].low in _BETWEEN:
        after += 1
    if not opens or tokens[after].kind != "verb":
        return None
    span = TextSpan(tokens[place].span.start, tokens[at].span.end)
    name = tokens[at].text
    return Phrase(place, at + 1, span, name, name=name, article="the" if article else "", thing=True)
