"""Where in a sentence a clause of its own begins, so that it is no part of what somebody said before it."""

from __future__ import annotations

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.predicates import Predicate
from truceline.statements.reading.verbs import GERUND, PARTICIPLE, PAST

SUBORDINATE = frozenset(
    {"while", "whereas", "as", "after", "before", "when", "although", "though", "because", "since", "until", "with"}
)
"""Words that open a clause beside another."""
_OBJECTS = frozenset({"him", "her", "them", "it", "me", "us", "you"})


def boundary(clauses: Clauses, outer: Predicate, outer_first: int, inner: Predicate, first: int) -> str:
    """Tell whether a clause of its own begins at an inner subject: "sure", "maybe", or not.

    ``outer`` is the predicate of the clause before, which begins at ``outer_first``; ``first`` is where the inner
    subject begins.
    """
    owner = clauses.ends.get(first)
    if owner is not None and owner.owning:
        first = owner.first
    low, before = clauses.low(first - 1), clauses.low(first - 2)
    parted = before == "," or clauses.kind(first - 2) == "quote"  # `called it "a pose" while Torvik said`
    if low == ";" or (low in {"while", "whereas"} and parted) or (low == "as" and _tells_on(clauses, first)):
        return "sure"
    if low == "which" and clauses.kind(first) == "pronoun" and not clauses.has(first - 2, "prepositions"):
        return "sure"  # ", which she said was late"
    if low in {"and", "but"} and before == ",":
        return "sure" if _told_by_itself(clauses, outer, inner) else "maybe"
    if low in SUBORDINATE:
        return "maybe"
    opened = clauses.low(outer_first - 1) in SUBORDINATE or _opens_with_participle(clauses)
    return "sure" if low == "," and opened else ""


def _tells_on(clauses: Clauses, first: int) -> bool:
    # `Dorn has called it "a pose" as Torvik said`, "Dorn said that all was ready as she warned of"
    return clauses.kind(first - 2) == "quote" or clauses.low(first) in {"he", "she"}


def _told_by_itself(clauses: Clauses, first: Predicate, second: Predicate) -> bool:
    # "Dorn said she would go, and Brenn said he would stay": told within her words it would be "had said"; of what
    # Brenn told her ("and Brenn thanked her") she may speak herself.
    past = all(each.token.forms >= {PAST} and each.first == each.place for each in (first, second))
    return past and clauses.low(second.end) not in _OBJECTS


def _opens_with_participle(clauses: Clauses) -> bool:
    # "Asked if Brenn had refused to go, Dorn said", "When asked"
    first = int(clauses.low(0) == "when")
    return clauses.kind(first) == "verb" and bool(clauses.tokens[first].forms & {PARTICIPLE, GERUND})
