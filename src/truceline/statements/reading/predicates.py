"""Verbs and nouns that report words: in which construction they stand, and whether anything was said at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.kinds import DraftKind
from truceline.statements.reading.tokens import Token
from truceline.statements.reading.verbs import BASE, GERUND, PARTICIPLE, PAST, THIRD

_LEAD_IN = 9  # tokens between "used" and "to say": used a speech in Port Anse on Sunday to say
_CITED = 14  # tokens between "quoted" and "as saying"
_NAMES = frozenset({"name", "office", "actor", "title", "article"})
_NOUN_BEFORE = frozenset(
    {
        "this",
        "these",
        "that",
        "those",
        "no",
        "any",
        "some",
        "such",
        "more",
        "several",
        "all",
        "many",
        "few",
        "other",
        "own",
    }
)


class Construction(StrEnum):
    """How a sentence puts a verb that reports words, which tells where its speaker stands."""

    FINITE = "finite"
    PARTICIPLE = "participle"
    WITH = "with"
    CITED = "cited"
    PASSIVE = "passive"
    SOURCE = "source"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A verb or noun at token ``place`` that reports words; its group of verbs runs from ``first`` to ``end``.

    ``verb`` is its infinitive. ``kind`` is None where nothing was said: did not say, was told, might say.
    """

    place: int
    first: int
    end: int
    token: Token
    construction: Construction
    kind: DraftKind | None

    @property
    def verb(self) -> str:
        """The infinitive, or the noun."""
        return self.token.value


def predicates(clauses: Clauses) -> tuple[Predicate, ...]:
    """Find what reports words in a sentence, and what shows that they were not said, from left to right.

    Cost grows with the length of the sentence.
    """
    return tuple(_found(clauses))


def _found(clauses: Clauses) -> Iterator[Predicate]:
    for place, token in enumerate(clauses.tokens):
        if token.kind == "verb":
            found = _verb(clauses, place)
        elif token.kind in {"word", "office"} and clauses.vocabulary.has(token.low, "sayings"):
            found = _noun(clauses, place)
        else:
            continue
        if found is not None:
            yield found


def _verb(clauses: Clauses, place: int) -> Predicate | None:
    token = clauses.tokens[place]
    if clauses.vocabulary.takes(token.value, "sourced"):
        return Predicate(place, place, place + 1, token, Construction.SOURCE, DraftKind.SAID)
    first = _group(clauses, place)
    if _no_verb(clauses, place, first):
        return _noun(clauses, place) if clauses.vocabulary.has(token.low, "sayings") else None
    group = range(first, place)
    if any(clauses.low(at) == "to" for at in group):
        return _infinitive(clauses, place, first) if BASE in token.forms else None  # "to remarks"
    if GERUND in token.forms:
        return _gerund(clauses, place, first)
    construction = Construction.FINITE
    passive = _any(clauses, group, "being") or _by_somebody(clauses, place) or _opens(clauses, first)
    if PARTICIPLE in token.forms and passive and not _any(clauses, group, "having"):
        construction = Construction.PASSIVE
    kind = _polarity(clauses, group)
    if construction is Construction.PASSIVE and clauses.vocabulary.has(token.value, "questioning"):
        kind = None  # "Pressed by Torvik on the vote, Dorn left": a question
    if kind is not None and token.value == "deny":
        kind = DraftKind.DENIED
    return Predicate(place, first, place + 1, token, construction, kind)


def _group(clauses: Clauses, place: int) -> int:
    # "has also not": what belongs to the verb before it.
    first = place
    while first > 0 and (
        clauses.is_adverb(first - 1)
        or clauses.is_auxiliary(first - 1)
        or clauses.has(first - 1, "negations")
        or clauses.low(first - 1) == "to"
    ):
        first -= 1
    while first < place and clauses.is_adverb(first) and not clauses.has(first, "negations"):
        first += 1  # an adverb before the subject's end is no part of the verb
    return first


def _any(clauses: Clauses, places: range, *lists: str) -> bool:
    return any(clauses.has(at, *lists) for at in places)


def _no_verb(clauses: Clauses, place: int, first: int) -> bool:
    # "his claims", "member states", "the proposed deal": a noun or adjective that looks like a verb.
    before = place - 1
    if clauses.has(place + 1, "particles"):
        return True  # "called off the talks"
    if first < place:
        return False
    kind, token = clauses.kind(before), clauses.tokens[place]
    if kind == "actor" and clauses.has(place, "sides") and clauses.low(place + 1) != "that":
        return True  # "EU states", "NATO allies"
    plain = kind == "modifier" and not clauses.is_adverb(before)  # "Dorn then called on"
    described = plain or kind in {"article", "owner", "adjective"} or clauses.low(before) in _NOUN_BEFORE
    owned = before >= 0 and clauses.tokens[before].own and not token.forms & {PAST}
    bare = token.forms <= {BASE, THIRD, GERUND}
    after_preposition = clauses.has(before, "prepositions") and token.forms <= {BASE, THIRD}
    noun = clauses.kind(place + 1) in {"word", "office", "name"}
    announced = kind == "verb" and GERUND in clauses.tokens[before].forms and PARTICIPLE in token.forms and noun
    participle = noun and kind in {"article", "owner"}
    return (described and (bare or participle)) or owned or after_preposition or announced


def _by_somebody(clauses: Clauses, place: int) -> bool:
    # "dismissed by Ketterby", "dismissed as 'a pose' by Ketterby"
    at = place + 1
    at += clauses.low(at) == "as"
    at += clauses.kind(at) == "quote"
    return clauses.low(at) == "by" and at + 1 in clauses.starts


def _opens(clauses: Clauses, first: int) -> bool:
    # "Asked about it, she replied", "When asked, she replied", ", asked about it,"
    before = clauses.low(first - 1)
    return (first == 0 and clauses.kind(first + 1) not in _NAMES) or before in {"when", "if"}


def _polarity(clauses: Clauses, group: range) -> DraftKind | None:
    if _any(clauses, group, "negations") and not any(clauses.low(at) == "only" for at in group):
        return None
    if _any(clauses, group, "modals"):
        return None
    return DraftKind.ANNOUNCED if _any(clauses, group, "modals_to_come") else DraftKind.SAID


def _infinitive(clauses: Clauses, place: int, first: int) -> Predicate | None:
    token, group = clauses.tokens[place], range(first, place)
    unsaid = Predicate(place, first, place + 1, token, Construction.FINITE, None)
    if _any(clauses, group, "having") or _any(clauses, group, "negations"):
        return unsaid
    if clauses.kind(first - 1) == "verb" and clauses.vocabulary.takes(clauses.tokens[first - 1].value, "infinitive"):
        return None  # "promised to call": what was promised
    if _any(clauses, group, "being"):
        return Predicate(place, first, place + 1, token, Construction.FINITE, DraftKind.ANNOUNCED)
    if clauses.has(first - 1, "to_come"):
        start = _group(clauses, first - 1)
        negated = _any(clauses, range(start, first), "negations")
        kind = None if negated else DraftKind.ANNOUNCED
        return Predicate(place, start, place + 1, token, Construction.FINITE, kind)
    for at in range(first - 1, max(-1, first - 1 - _LEAD_IN), -1):
        if clauses.kind(at) == "quote" or clauses.low(at) == ",":
            break
        if clauses.has(at, "carried_out"):
            start = _group(clauses, at)
            kind = _polarity(clauses, range(start, at))
            return Predicate(place, start, place + 1, token, Construction.FINITE, kind)
    return unsaid


def _gerund(clauses: Clauses, place: int, first: int) -> Predicate | None:
    token, group, before = clauses.tokens[place], range(first, place), first - 1
    if _any(clauses, group, "being"):
        return Predicate(place, first, place + 1, token, Construction.FINITE, _polarity(clauses, group))
    while before >= 0 and clauses.is_adverb(before):
        before -= 1
    construction, kind = Construction.PARTICIPLE, _polarity(clauses, group)
    if clauses.kind(before) == "verb" and clauses.tokens[before].value == "deny":
        kind = DraftKind.DENIED
    elif clauses.low(before) == "as" and _citing(clauses, before):
        construction = Construction.CITED
    elif _beside(clauses, before + 1):
        construction = Construction.WITH
    elif clauses.has(before, "unsaid_before"):
        kind = None
    elif before + 1 in clauses.ends and not clauses.has(before, "papers"):
        return None  # "asked about Dorn saying that"
    return Predicate(place, first, place + 1, token, construction, kind)


def _citing(clauses: Clauses, before: int) -> bool:
    return any(
        clauses.kind(at) == "verb" and clauses.vocabulary.takes(clauses.tokens[at].value, "citing")
        for at in range(max(0, before - _CITED), before)
    )


def _beside(clauses: Clauses, end: int) -> bool:
    # "with Torvik thanking"
    phrase = clauses.ends.get(end)
    return phrase is not None and clauses.low(phrase.first - 1) == "with"


def _named(clauses: Clauses, place: int) -> bool:
    # `called such claims "a farce"`: the claims are called so, and nobody made them in these words.
    at = place - 1
    while clauses.low(at) in _NOUN_BEFORE or clauses.kind(at) in {"article", "owner", "adjective", "modifier"}:
        at -= 1
    return (
        at < place - 1
        and clauses.kind(at) == "verb"
        and clauses.vocabulary.takes(clauses.tokens[at].value, "predicate")
    )


def _noun(clauses: Clauses, place: int) -> Predicate | None:
    # "Ketterby's remark that": only with what was said.
    token, at = clauses.tokens[place], place + 1
    if clauses.low(at) in {"by", "from", "of"} and at + 1 in clauses.starts:
        at = clauses.starts[at + 1].end
    while clauses.is_adverb(at):
        at += 1
    if clauses.low(at) != "that" and clauses.kind(at) != "quote":
        return None
    if clauses.kind(at) == "quote" and _named(clauses, place):
        return None
    return Predicate(place, place, place + 1, token, Construction.NOUN, DraftKind.SAID)
