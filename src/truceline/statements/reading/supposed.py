"""Whether a sentence only supposes, denies or asks that somebody says something."""

from __future__ import annotations

from truceline.statements.reading.clauses import Clauses
from truceline.statements.reading.predicates import Predicate
from truceline.statements.reading.subjects import Subject

_SUPPOSED = 4  # tokens before a speaker in which "if" stands


def supposed(clauses: Clauses, predicate: Predicate, who: Subject | None) -> bool:
    """Return whether a predicate is only supposed or asked about: "if Dorn says", "no official said", "Did Dorn say".

    Cost does not grow with the sentence.
    """
    first = predicate.first if who is None else min(who.first, predicate.first)
    places = (*range(max(0, first - _SUPPOSED), first), *range(predicate.first, predicate.place))
    if any(clauses.has(at, "suppositions") for at in places):
        return True
    if clauses.has(first - 1, "negations") or clauses.low(first - 1) in {"no", "neither", "nor", "or"}:
        return True
    asked = clauses.low(len(clauses.tokens) - 1).startswith("?")
    return asked and clauses.is_auxiliary(first - 1)
