"""Whether the subject of a sentence is also that of a further verb in it."""

from __future__ import annotations

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.phrase import Phrase
from truceline.statements.reading.predicates import Construction, Predicate


def describes(predicate: Predicate) -> bool:
    """Return whether a verb is nobody's who speaks: "Dorn's remark that", "the leaders of protesting parties"."""
    unsaid = predicate.construction is Construction.PARTICIPLE and predicate.kind is None
    return unsaid or predicate.construction is Construction.NOUN


def of_a_noun(clauses: Clauses, predicate: Predicate) -> str:
    """Return the doubt about a participle without a comma: "shared a post saying", "met protesters chanting"."""
    before = predicate.first - 1
    if predicate.construction is not Construction.PARTICIPLE or before < 0:
        return ""
    parted = clauses.kind(before) in {"mark", "quote", "date"} or clauses.is_adverb(before)
    joined = clauses.has(before, "openers") or clauses.low(before) in {"by", "in", "or", "then", "began"}
    return "" if parted or joined else "the words may be those of whatever stands before the verb"


def surely_same(clauses: Clauses, before: Predicate, predicate: Predicate) -> bool:
    """Return whether a verb has the subject of the one before it, whoever acts in between.

    "Dorn did not say whether Brenn would come, but said", "Dorn said that Brenn would come, adding that".
    """
    last = clauses.low(predicate.first - 1)
    adds = predicate.verb == "add" and predicate.construction is Construction.PARTICIPLE
    return (before.kind is None and last == "but") or (adds and last == "," and before.kind is not None)


def in_place_of_a_verb(clauses: Clauses, predicate: Predicate, main: Phrase) -> bool:
    """Return whether a participle does for the verb of a sentence: `Yelva Stran, writing online: "Ulmar waits."`."""
    at = predicate.end
    while at < len(clauses.tokens) and clauses.kind(at) != "mark":
        at += 1
    beside = clauses.low(predicate.first - 1) == "," and main.end >= predicate.first - 1
    return beside and main.first == 0 and clauses.low(at) == ":" and clauses.kind(at + 1) == "quote"


def apposed(clauses: Clauses, phrase: Phrase, first: int) -> bool:
    """Return whether a phrase before a verb at ``first`` tells what the one before it is.

    "NetWatch, a group that counts boats, said".
    """
    head = clauses.ends.get(phrase.first - 1)
    parted = clauses.low(phrase.first - 1) == "," == clauses.low(first - 1)
    named = head is not None and bool(head.name) and not head.owning and clauses.opens_clause(head.first)
    return parted and named and phrase.nameless and phrase.end < first - 1
